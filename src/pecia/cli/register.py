"""`pecia register`: the people, places, organisations and works of an edition, looked through and put in order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pecia.cli import show

if TYPE_CHECKING:
    from pecia.edition.register.holdings import Entry, Holdings

_HELP = """List, check, merge, split, exchange and link the entries of the register.

Works in an edition (a folder with pecia.toml, or any folder in it), and in a folder of TEI files that carry their lists
in <standOff>. Every command changes only what it says; all other bytes of the files stay as they are.

\b
  pecia register list --made-by pecia         what the machine proposed
  pecia register check                        doubled, unmentioned, nameless, numbers that cannot be
  pecia register merge lenin v-i-lenin        two entries become one, and all mentions follow
  pecia register split smirnov --form "A. P. Smirnov"
  pecia register confirm rykov tomsky         a proposal becomes an entry of your own
  pecia register export -o persons.csv        for a spreadsheet or OpenRefine, and back with import
  pecia register link --service gnd           candidates from an authority, into a file to decide on

Exit code: 0 well done, 1 findings or conflicts, 2 the call is at fault, 3 could not go on.
"""

_KINDS = ("person", "place", "org", "work")
_Command = TypeVar("_Command", bound=Callable[..., Any])


class _Register(click.Group):
    """Knows the commands of its own module and of those beside it, in the order of use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _COMMANDS[cmd_name]() if cmd_name in _COMMANDS else None


@click.group("register", cls=_Register, help=_HELP)
def command() -> None:
    pass


def in_folder(decorated: _Command) -> _Command:
    """The option that says which edition."""
    return click.option(
        "--in", "folder", default=".", type=click.Path(path_type=Path), metavar="DIR",
        help="The edition, or a folder of TEI files.  [default: this one]",
    )(decorated)  # fmt: skip


def decided_by(decorated: _Command) -> _Command:
    """The option that says who decides."""
    return click.option(
        "--by", default="", metavar="NAME",
        help="Who decides, for @resp: a name, or an xml:id of the header.  [default: pecia.toml's reviewer]",
    )(decorated)  # fmt: skip


def dry(decorated: _Command) -> _Command:
    """The option to write nothing."""
    return click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")(decorated)


def _ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """What the shell completes an entry to."""
    from pecia.core.errors import PeciaError

    try:
        holdings = opened(Path(ctx.params.get("folder") or "."))
    except PeciaError:
        return []
    return sorted(entry.address for entry in holdings.entries if entry.id and entry.address.startswith(incomplete))


def opened(folder: Path) -> Holdings:
    from pecia.edition.register.holdings import open_folder

    return open_folder(folder)


def saved(holdings: Holdings, lines: Iterable[str], *, registers_first: bool, dry_run: bool) -> None:
    """Says what was done, and writes it."""
    for line in lines:
        show.message(line)
    if dry_run:
        paths = [Path(document.path) for document, _ in holdings.changed()]
        show.message(f"nothing written; would change {', '.join(map(str, paths)) or 'nothing'}")
        return
    written = holdings.save(registers_first=registers_first)
    if written:
        show.message(f"changed {', '.join(map(str, written))}")


@click.command("list", short_help="What entries there are, and how often they are mentioned.")
@click.argument("words", nargs=-1)
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only these; may be given more than once."
)
@click.option(
    "--made-by", default="", metavar="WHO", help="pecia, people (whoever is not pecia), or an id of the header."
)
@click.option("--with", "having", multiple=True, metavar="AUTHORITY", help="With a number of GND, VIAF, Wikidata …")
@click.option("--without", "lacking", multiple=True, metavar="AUTHORITY", help="Without one.")
@click.option("--mentioned/--unmentioned", default=None, help="Only those that a chapter mentions, or that none does.")
@click.option("--sort", type=click.Choice(["file", "name", "mentions"]), default="file", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "ids"]), default="text", show_default=True)
@in_folder
def list_command(
    words: tuple[str, ...],
    kinds: tuple[str, ...],
    made_by: str,
    having: tuple[str, ...],
    lacking: tuple[str, ...],
    mentioned: bool | None,
    sort: str,
    form: str,
    folder: Path,
) -> None:
    """Lists the entries: id, kind, mentions in the chapters, names, identifiers, and who made them.

    WORDS choose those whose names or id have them in it, whatever the accents or alphabet.

    \b
    Examples:
      pecia register list
      pecia register list smirnov
      pecia register list --kind person --without GND --sort mentions
      pecia register list --made-by pecia --format json
      pecia register list --made-by pecia --kind work --format ids | xargs pecia register confirm
    """
    from pecia.edition.register.catalogue import Wanted, chosen, record

    holdings = opened(folder)
    wanted = Wanted(" ".join(words), kinds, made_by, having, lacking, mentioned)
    found = chosen(holdings.entries, wanted, sort)
    if form == "json":
        show.product(json.dumps([record(entry) for entry in found], ensure_ascii=False, indent=2) + "\n")
        return
    if form == "ids":
        show.product("".join(f"{entry.address}\n" for entry in found if entry.id))
        return
    show.table([("id", "kind", "mentions", "made by", "names"), *map(_row, found)] if found else [])
    every = len(holdings.entries)
    show.message(f"{len(found)} of {every} entries" if len(found) < every else f"{every} entries")


def _row(entry: Entry) -> tuple[str, ...]:
    from pecia.core.findings import printable
    from pecia.core.identifiers import written

    numbers = "".join(f" · {authority} {written(authority, number)}" for authority, number in entry.numbers)
    names = " | ".join((entry.name, *entry.variants)) or "(no name)"
    shown = (entry.address or "–", entry.kind, str(len(entry.mentions)), entry.made_by or "–", f"{names}{numbers}")
    return tuple(map(printable, shown))


@click.command("check", short_help="What is wrong: doubled, unmentioned, nameless, wrong numbers.")
@click.option("--level", type=click.Choice(["info", "warning", "error"]), default="info", show_default=True)
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    type=click.Choice(["text", "json", "sarif", "junit", "github"]),
)
@in_folder
def check_command(level: str, form: str, folder: Path) -> None:
    """Says what is wrong with the register: entries without a name or a mention, doubled names and numbers, numbers
    that their authority cannot have given, and entries that are likely one.

    These are the rules P130 to P137 of pecia validate, with those below a warning as well; what pecia.toml ignores is
    ignored here. Exit code 1 where something is found.

    \b
    Examples:
      pecia register check
      pecia register check --level error
      pecia explain P137
    """
    from pecia.core.findings import Severity
    from pecia.edition.register.checking import check
    from pecia.validation.reports import FORMATS

    report = check(opened(folder), Severity[level.upper()])
    if form == "text":
        show.findings(report.findings, err=False)
        show.product(report.summary())
    else:
        show.product(FORMATS[form](report))
    if report.findings:
        raise SystemExit(1)


@click.command("merge", short_help="Two or more entries become one.")
@click.argument("keep", shell_complete=_ids)
@click.argument("others", nargs=-1, required=True, metavar="OTHER…", shell_complete=_ids)
@click.option(
    "--prefer", type=click.Choice(["keep", "other", "both"]), help="Whose number or date, where they contradict."
)
@decided_by
@dry
@in_folder
def merge_command(keep: str, others: tuple[str, ...], prefer: str | None, by: str, dry_run: bool, folder: Path) -> None:
    """Joins entries: all pointers in all files lead to KEEP, the others' names become its variants, and their numbers
    and notes are joined to it. What merging makes is a person's, also where the machine had proposed it.

    An entry is named by its id, by FILE#ID where two files have the same, or by its name.

    \b
    Examples:
      pecia register merge oleg-khlevniuk o-v-khlevniuk
      pecia register merge lenin ulyanov --prefer keep
    """
    from pecia.edition.register.merging import merge

    holdings = opened(folder)
    lines = merge(holdings, holdings.entry(keep), [holdings.entry(other) for other in others], prefer or "", by)
    saved(holdings, lines, registers_first=False, dry_run=dry_run)


@click.command("split", short_help="Some mentions get an entry of their own.")
@click.argument("entry", shell_complete=_ids)
@click.option("--mention", "places", multiple=True, metavar="PLACE", help="FILE:LINE, FILE:LINE:COLUMN or FILE#ID.")
@click.option("--form", "forms", multiple=True, metavar="NAME", help="Every mention that says this.")
@click.option("--name", default="", help="The name of the new entry.  [default: the commonest form of its mentions]")
@click.option("--id", "identifier", default="", metavar="ID", help="Its xml:id.  [default: made of the name]")
@decided_by
@dry
@in_folder
def split_command(
    entry: str,
    places: tuple[str, ...],
    forms: tuple[str, ...],
    name: str,
    identifier: str,
    by: str,
    dry_run: bool,
    folder: Path,
) -> None:
    """Gives some mentions of ENTRY a new entry of their own. They are a person's then: encoding again does not lead
    them back.

    \b
    Examples:
      pecia register split smirnov --form "A. P. Smirnov"
      pecia register split kennedy --mention chapters/one.xml:41 --mention chapters/two.xml#p12 --name "Robert Kennedy"
    """
    from pecia.edition.register.splitting import split

    holdings = opened(folder)
    lines = split(holdings, holdings.entry(entry), places=places, forms=forms, name=name, identifier=identifier, by=by)
    saved(holdings, lines, registers_first=True, dry_run=dry_run)


@click.command("confirm", short_help="What the machine proposed becomes a person’s.")
@click.argument("entries", nargs=-1, required=True, metavar="ENTRY…", shell_complete=_ids)
@decided_by
@dry
@in_folder
def confirm_command(entries: tuple[str, ...], by: str, dry_run: bool, folder: Path) -> None:
    """Makes entries that the machine proposed a person's: the encoder may count on them from then on.

    \b
    Examples:
      pecia register confirm rykov tomsky
      pecia register confirm rykov --by "Ada Example"
    """
    from pecia.edition.register.splitting import confirm

    holdings = opened(folder)
    found = [holdings.entry(name) for name in entries]
    lines = [
        f"{entry.address}: confirmed" if confirm(holdings, entry, by) else f"{entry.address}: is a person’s already"
        for entry in found
    ]
    saved(holdings, lines, registers_first=True, dry_run=dry_run)


def _elsewhere(module: str, name: str) -> click.Command:
    found: click.Command = getattr(import_module(f"pecia.cli.{module}"), name)
    return found


_COMMANDS: dict[str, Callable[[], click.Command]] = {
    "list": lambda: list_command,
    "check": lambda: check_command,
    "merge": lambda: merge_command,
    "split": lambda: split_command,
    "confirm": lambda: confirm_command,
    "export": lambda: _elsewhere("register_exchange", "export_command"),
    "import": lambda: _elsewhere("register_exchange", "import_command"),
    "link": lambda: _elsewhere("register_link", "link_command"),
}
"""The subcommands in the order of use; each is made when it is asked for."""
