"""`pecia register link`: candidates of an authority into a file, and what was decided there into the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pecia.cli import show
from pecia.cli.register import decided_by, dry, in_folder, opened, saved
from pecia.cli.register_exchange import form_of
from pecia.core.errors import ServiceError, UsageError
from pecia.core.register import KINDS
from pecia.core.text import Attributes

if TYPE_CHECKING:
    from collections.abc import Callable

    from pecia.authorities import Candidate, Question, Service
    from pecia.authorities.reconciliation import Desk
    from pecia.edition.register.catalogue import Wanted
    from pecia.edition.register.decisions import Row
    from pecia.edition.register.holdings import Entry, Holdings

_OUTPUT = "links.csv"


@click.command("link", short_help="Numbers of GND, VIAF, Wikidata …, found and decided on.")
@click.argument("words", nargs=-1)
@click.option("--service", metavar="NAME|URL", help="A service that pecia.toml names, or the address of one.")
@click.option(
    "--file", "listed", type=click.Path(path_type=Path), help="A list of candidates instead: CSV or JSON lines."
)
@click.option("--apply", "decided", type=click.Path(path_type=Path), metavar="REVIEW", help="Write what was accepted.")
@click.option("-o", "--output", default=_OUTPUT, show_default=True, type=click.Path(path_type=Path), metavar="REVIEW",
              help="The file to decide in; one that is there is gone on with.")  # fmt: skip
@click.option("--authority", default="", metavar="NAME", help="Whose numbers these are, where nothing else says it.")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only these; may be given more than once."
)
@click.option("--type", "types", multiple=True, metavar="KIND=TYPE", help="What the service calls a kind: person=Q5.")
@click.option("--property", "properties", multiple=True, metavar="WHAT=PROPERTY",
              help="What it calls birth, death or geo, to be asked for too: birth=P569.")  # fmt: skip
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50), help="Candidates for each entry.")
@click.option("--preview", is_flag=True, help="Describe candidates by the service's previews, if it says nothing else.")
@click.option("--refresh", is_flag=True, help="Ask again what was asked before, and is not decided.")
@decided_by
@dry
@in_folder
def link_command(
    words: tuple[str, ...], service: str | None, listed: Path | None, decided: Path | None, output: Path,
    authority: str, kinds: tuple[str, ...], types: tuple[str, ...], properties: tuple[str, ...], limit: int,
    preview: bool, refresh: bool, by: str, dry_run: bool, folder: Path,
) -> None:  # fmt: skip
    """Asks an authority who the entries may be, and writes the candidates into a file. Nothing is linked unasked: write
    yes or no into its column “decision”, and let --apply write the numbers.

    Entries that have a number of the authority are not asked for, nor those that are in the file already; WORDS chooses
    among the others. Answers are kept in .pecia/ in the edition, so that whoever is interrupted begins where it was. A
    service is any of the Reconciliation Service API 0.2; name those that you use in pecia.toml:

    \b
      [register.services]
      gnd = "https://…"
      wd = { url = "https://…", types = { person = "Q5" }, properties = { birth = "…" } }

    \b
    Examples:
      pecia register link --service gnd --kind person
      pecia register link --file candidates.csv --authority VIAF
      pecia register link --apply links.csv --by "Ada Example"

    Exit code: 0 well done, 1 a decision could not be written, 2 the call is at fault, 3 the service does not answer.
    """
    if sum(map(bool, (service, listed, decided))) != 1:
        raise UsageError("say either --service NAME, --file CANDIDATES, or --apply REVIEW")
    holdings = opened(folder)
    if decided:
        _apply(holdings, decided, by, dry_run=dry_run)
        return
    from pecia.edition.register.catalogue import Wanted

    wanted = Wanted(" ".join(words), kinds)
    if listed:
        _from_file(holdings, wanted, listed, authority, output, limit)
        return
    chosen = _service(holdings, service or "", authority, _pairs(types, "--type"), _pairs(properties, "--property"))
    _from_service(holdings, wanted, chosen, output, limit, preview=preview, refresh=refresh)


def _apply(holdings: Holdings, path: Path, by: str, *, dry_run: bool) -> None:
    from pecia.edition import site
    from pecia.edition.register.decisions import read
    from pecia.edition.register.linking import apply

    done = apply(holdings, read(site.take(path)), str(path), by)
    lines = [*(f"linked       {line}" for line in done.lines), *(f"conflicting  {line}" for line in done.conflicts)]
    counts = {"linked": len(done.lines), "conflicting": len(done.conflicts), "refused": done.refused}
    lines.append(", ".join(f"{n} {what}" for what, n in {**counts, "not decided": done.waiting}.items()))
    saved(holdings, lines, registers_first=True, dry_run=dry_run)
    if done.conflicts:
        raise SystemExit(1)


def _from_file(
    holdings: Holdings, wanted: Wanted, listed: Path, authority: str, output: Path, limit: int
) -> None:  # fmt: skip
    from pecia.edition import site
    from pecia.edition.register.decisions import there
    from pecia.edition.register.linking import questions, rows, shelf

    form = form_of(listed)
    if form == "tei":
        raise UsageError(f"{listed}: a list of candidates is CSV or JSON lines; pecia register export makes one of TEI")
    known, authority = shelf(site.take(listed), form, authority)
    before = there(output)
    asked = questions(_among(holdings, wanted), authority, before)
    with show.progress("comparing", len(asked)) as step:

        def answers() -> Iterator[tuple[Question, tuple[Candidate, ...]]]:
            for question in asked:
                step(question.names[0])
                yield question, known.candidates(question, limit)

        fresh = list(rows(holdings, answers(), authority))
    _write(output, before, fresh, authority)


def _from_service(
    holdings: Holdings, wanted: Wanted, service: Service, output: Path, limit: int, *, preview: bool, refresh: bool
) -> None:
    from pecia.authorities.connection import Connection
    from pecia.authorities.reconciliation import candidates, opened
    from pecia.edition.register.decisions import there
    from pecia.edition.register.linking import FolderCache, questions, rows

    cache = FolderCache(holdings.folder, fresh=refresh)
    desk = opened(service, Connection(told=show.message), cache, limit)
    authority = desk.authority
    before = there(output)
    asked = questions(_among(holdings, wanted), authority, before, again=refresh)
    troubles: list[ServiceError] = []
    with show.progress(f"asking {desk.manifest.name}", len(asked)) as step:
        found = rows(holdings, candidates(desk, asked, step), authority, _described(desk, preview=preview))
        order = {question.key: number for number, question in enumerate(asked)}
        # Answers that were had before come first, and are not to stand first.
        fresh = sorted(_until(found, troubles), key=lambda row: order[row.entry])
    if fresh or not troubles:
        _write(output, before, fresh, authority)
    if troubles:
        raise troubles[0]


def _among(holdings: Holdings, wanted: Wanted) -> tuple[Entry, ...]:
    """The entries that may be asked for. Raises UsageError where the call chooses none."""
    from pecia.edition.register.catalogue import chosen

    found = chosen(holdings.entries, wanted)
    if not found:
        named = f" that has all of “{wanted.words}” in its names or its id" if wanted.words else ""
        raise UsageError(f"there is no entry{named}; pecia register list shows what there is")
    return found


def _until(found: Iterator[Row], troubles: list[ServiceError]) -> Iterator[Row]:
    """What came before the service gave up; why it did is told after that is written."""
    try:
        yield from found
    except ServiceError as error:
        troubles.append(error)


def _described(desk: Desk, *, preview: bool) -> Callable[[Candidate], str]:
    from pecia.authorities.reconciliation import previewed

    return (lambda candidate: previewed(desk, candidate)) if preview else (lambda candidate: "")


def _service(holdings: Holdings, named: str, authority: str, types: Attributes, properties: Attributes) -> Service:
    """The service of the settings by this name, or at this address, with what the call adds."""
    from pecia.authorities import Service

    known = holdings.settings.services if holdings.settings else {}
    if named not in known and "://" not in named:
        there = f"there are {', '.join(known)}" if known else "it names none"
        raise UsageError(
            f"--service {named}: no such service in pecia.toml ([register.services]; {there}), and no address"
        )
    service = known.get(named) or Service(named)
    return replace(
        service,
        authority=authority or service.authority,
        types=tuple({**dict(service.types), **dict(types)}.items()),
        properties=tuple({**dict(service.properties), **dict(properties)}.items()),
    )


def _pairs(equations: Sequence[str], option: str) -> Attributes:
    pairs = [equation.partition("=") for equation in equations]
    for what, sign, name in pairs:
        if not (what and sign and name):
            raise UsageError(f"{option} {what}: is an equation, such as {option} person=Q5")
    return tuple((what, name) for what, _, name in pairs)


def _write(output: Path, before: Sequence[Row], fresh: Sequence[Row], authority: str) -> None:
    from pecia.edition import site
    from pecia.edition.register.decisions import joined, written

    rows = joined(before, fresh)
    entries = {row.entry for row in fresh}
    found = sum(bool(row.candidate) for row in fresh)
    nobody = len(entries) - len({row.entry for row in fresh if row.candidate})
    if not fresh:
        show.message(f"nothing to ask: every entry has a number of {authority}, or a row in {output}")
        return
    site.put(output, written(rows))
    show.message(
        f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'} asked for, {found} "
        f"{'candidate' if found == 1 else 'candidates'}, {nobody} without any → {output}\n"
        f"Write yes or no into its column “decision”, then: pecia register link --apply {output}"
    )
