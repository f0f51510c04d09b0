"""`pecia explain`: the page of a code, or of a topic, from the documentation that is installed with pecia."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from pecia.cli import show

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _complete(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from pecia.validation.pages import codes, topics

    return [CompletionItem(name) for name in (*codes(), *topics()) if name.lower().startswith(begun.lower())]


@click.command()
@click.argument("what", required=False, shell_complete=_complete, metavar="[CODE|TOPIC]")
def command(what: str | None) -> None:
    """Say what a code means, what breaks the rule, what keeps it, and what to do.

    \b
    Examples:
      pecia explain P101
      pecia explain encoding
      pecia explain              all codes and topics
    """
    if what is None:
        _everything()
        return
    from pecia.validation.pages import codes, page, topic, topics

    known = page(what.upper())
    if known:
        show.page(known.text)
    elif what.lower() in topics():
        show.page(topic(what.lower()))
    else:
        by_name = {found.name: code for code in codes() if (found := page(code))}
        if what.lower() in by_name:
            show.page(page(by_name[what.lower()]).text)  # type: ignore[union-attr]  # it was read a line above
            return
        _unknown(what, [*codes(), *topics()], by_name)


def _unknown(what: str, names: list[str], by_name: dict[str, str]) -> None:
    from pecia.core.errors import UsageError

    # A letter O or I in the number is a slip of the eye.
    code = what[:1].upper() + what[1:].upper().translate(str.maketrans("OIL", "011"))
    close = (
        [code]
        if code in names
        else get_close_matches(code, names, 3, 0.5) or get_close_matches(what.lower(), names, 3, 0.5)
    )
    close += [by_name[name] for name in get_close_matches(what.lower(), list(by_name), 2, 0.6)]
    hint = f"did you mean {', '.join(dict.fromkeys(close))}?" if close else "pecia explain lists all"
    raise UsageError(f"there is no page on {what!r}: {hint}")


def _everything() -> None:
    from pecia.validation.pages import codes, page, topics

    pages = [found for code in codes() if (found := page(code))]
    show.table([(found.code, found.name, found.severity, found.rationale) for found in pages])
    if topics():
        show.product("\nTopics: " + ", ".join(topics()))
