"""One entry that is two people becomes two; and an entry that the machine proposed becomes a person's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from lxml import etree

from pecia.core.errors import UsageError
from pecia.core.legal import illegal
from pecia.core.register import folded, slug
from pecia.edition.register.holdings import Entry, Holdings, Mention, answering
from pecia.edition.register.merging import lead
from pecia.engines.trees import XML_ID
from pecia.tei import entry as entries
from pecia.tei.ids import free, is_xml_name
from pecia.validation.folder import normal

_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::(?P<column>\d+))?")


def split(
    holdings: Holdings,
    entry: Entry,
    *,
    places: Sequence[str] = (),
    forms: Sequence[str] = (),
    name: str = "",
    identifier: str = "",
    by: str = "",
) -> tuple[str, ...]:
    """Gives some mentions of an entry a new entry beside it, and says what was done. Nothing is saved.

    `places` are `file#xml:id` (of the mention, or of what it stands in), `file:line` or `file:line:column`; `forms` is
    how the text calls the person there. The new entry is called `name`, by default the commonest form. Raises
    UsageError for a place or form without a mention, a name that the entry has itself, an id that is taken.
    """
    wanted = _wanted(entry, places, forms)
    name = name or _commonest(wanted)
    if folded(name) == folded(entry.name):
        raise UsageError(f"{entry.address} is called {name} as well: say with --name what tells the other apart")
    taken = holdings.ids()
    if identifier in taken:
        raise UsageError(f"--id {identifier}: is taken already; choose another")
    if identifier and not is_xml_name(identifier):
        raise UsageError(f"--id {identifier}: is no xml:id: begin with a letter, and use letters, digits, - _ and .")
    if wrong := illegal(name):
        raise UsageError(f"--name {name!r}: has a character that XML cannot hold ({wrong}); leave it out")
    holdings.change(entry.document)
    made = entries.beside(entry.element, identifier or free(slug(name), taken))
    if resp := answering(holdings, entry.document, by):
        made.set("resp", resp)
    new = Entry(made, entry.document, made.get(XML_ID, ""))
    entries.with_name(made, name)
    for mention in wanted:
        _move(holdings, mention, new, by)
    for form in dict.fromkeys(_form(mention) for mention in wanted):
        entries.with_name(made, form)
    lines = [f"{new.id} ({name}): a new entry with {_counted(wanted)} of {entry.address}"]
    left = [mention for mention in entry.mentions if mention not in wanted]
    lines += _without(entry, forms, left)
    if left and confirm(holdings, entry, by):
        # Else the machine would take all that it has itself for the one that a person vouches for.
        lines.append(f"{entry.address}: confirmed, for these are two")
    elif not left:
        lines.append(f"nobody mentions {entry.address} any more")
    holdings.forget()
    return tuple(lines)


def _wanted(entry: Entry, places: Sequence[str], forms: Sequence[str]) -> list[Mention]:
    if not places and not forms:
        raise UsageError(
            f"which mentions of {entry.address}? Say --mention FILE:LINE, --mention FILE#ID, or --form NAME"
        )
    found: dict[int, Mention] = {}
    for place in places:
        here = [mention for mention in entry.mentions if _stands(mention, place)]
        if not here:
            raise UsageError(f"{place}: no mention of {entry.address} there; {_where(entry)}")
        found |= {id(mention): mention for mention in here}
    for form in forms:
        here = [mention for mention in entry.mentions if folded(_form(mention)) == folded(form)]
        if not here:
            raise UsageError(f"--form {form}: no mention of {entry.address} says so; {_where(entry)}")
        found |= {id(mention): mention for mention in here}
    return [mention for mention in entry.mentions if id(mention) in found]


def _form(mention: Mention) -> str:
    """What the text calls the person, the pieces of a broken name together."""
    return " ".join(entries.words(piece) for piece in _pieces(mention))


def _pieces(mention: Mention) -> list[etree._Element]:
    """The mention, and the pieces that its `@next` leads to."""
    found = [mention.pointer.element]
    while following := found[-1].get("next", "").removeprefix("#"):
        more = mention.document.ids.get(following, ())
        if len(more) != 1 or more[0] in found:
            break
        found.append(more[0])
    return found


def _stands(mention: Mention, place: str) -> bool:
    where = mention.document.where(mention.pointer.element)
    numbered = _PLACE.fullmatch(place)
    if numbered and _same_file(where.path, numbered["file"]):
        return where.line == int(numbered["line"]) and numbered["column"] in (None, str(where.column))
    file, _, identifier = place.rpartition("#")
    if not identifier or (file and not _same_file(where.path, file)):
        return False
    above = (mention.pointer.element, *mention.pointer.element.iterancestors())
    return any(element.get(XML_ID) == identifier for element in above)


def _same_file(path: str, typed: str) -> bool:
    # As it is shown, or from the folder of the edition: either ends the other.
    return normal(path) == normal(typed) or Path(path).resolve().as_posix().endswith(f"/{normal(typed)}")


def _where(entry: Entry) -> str:
    if not entry.mentions:
        return "nobody mentions it"
    shown = ", ".join(f"{mention} {_form(mention)}" for mention in entry.mentions[:3])
    return f"its mentions are {shown}{' …' if len(entry.mentions) > 3 else ''}"


def _commonest(mentions: Iterable[Mention]) -> str:
    return Counter(map(_form, mentions)).most_common(1)[0][0]


def _counted(mentions: Sequence[Mention]) -> str:
    return f"{len(mentions)} {'mention' if len(mentions) == 1 else 'mentions'}"


def _move(holdings: Holdings, mention: Mention, entry: Entry, by: str) -> None:
    """The mention leads to the entry, and is a person's: the machine, which was mistaken, would lead it back."""
    pieces = _pieces(mention)
    holdings.change(mention.document)
    for pointer in mention.document.pointers:
        here = (pointer.attribute, pointer.value) == (mention.pointer.attribute, mention.pointer.value)
        if here and pointer.element in pieces:
            lead(mention.document, pointer, entry)
    for piece in pieces:
        if entries.is_marked(piece):
            entries.confirm(piece, answering(holdings, mention.document, by))


def _without(entry: Entry, forms: Sequence[str], left: Sequence[Mention]) -> list[str]:
    """A form that was moved, and that the entry is not called by any longer, is no variant of it either."""
    lines = []
    still = {folded(_form(mention)) for mention in left}
    for element in entries.name_elements(entry.element):
        form = entries.spoken(element)
        if folded(form) in map(folded, forms) and folded(form) not in {*still, folded(entry.name)}:
            entries.take_out(element)
            lines.append(f"{form} is no variant of {entry.address} any more")
    return lines


def confirm(holdings: Holdings, entry: Entry, by: str = "") -> bool:
    """Makes an entry that the machine proposed, with all that it says, a person's. Returns whether anything was so."""
    marked = [element for element in entry.element.iter("*") if entries.is_marked(element)]
    if not marked:
        return False
    holdings.change(entry.document)
    resp = answering(holdings, entry.document, by)
    for element in marked:
        # One @resp on the entry says it for all of it.
        entries.confirm(element, resp if element is entry.element else "")
    return True
