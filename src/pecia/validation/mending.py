"""What can be mended without an editor: misspelt names with one near candidate, white space in ids, ids twice.

A mend is made only where a judge complains, and kept only where the judges then have less to say and nothing new. The
text of the document never changes, and no byte beside the mend.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from pecia.core.errors import SourceError
from pecia.core.findings import Finding, Location
from pecia.engines.tags import Edit, edited
from pecia.engines.trees import XML_ID, is_tei, local, parse
from pecia.validation import Checked
from pecia.validation.judge import by_schemas

_RELAXNG = "{http://relaxng.org/ns/structure/1.0}"
_MOST = 200
"""More mends in one document have one cause, which an editor should see first."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One change, and in words what it is: `<persname> is <persName>`."""

    edit: Edit
    was: str
    said: str
    where: Location


@dataclass(frozen=True, slots=True)
class Mended:
    """The document's bytes with the mends in them."""

    content: bytes
    mends: tuple[Mend, ...] = ()


def mended(document: Checked, schemas: Sequence[Path], *, is_pointed_to: Callable[[str], bool]) -> Mended:
    """What of the document can be mended for certain. `is_pointed_to` says of an id whether anything in the edition
    points to it: of two elements with that id nobody but an editor can know which is meant."""
    judges = [schema for schema in schemas if schema.suffix in (".rng", ".xsd")]
    before = tuple(by_schemas(document, judges))
    names = list(_names(document, before, [schema for schema in judges if schema.suffix == ".rng"]))[:_MOST]
    made = _kept(document, names, judges, before)
    return _with_ids(document.path, made, is_pointed_to)


def _kept(document: Checked, mends: Sequence[Mend], judges: Sequence[Path], before: Sequence[Finding]) -> Mended:
    """The mends that help: all of them, or, where together they do not, each that does beside those before it."""
    content = _helped(document, mends, judges, before)
    if content is not None or len(mends) < 2:
        return Mended(content, tuple(mends)) if content is not None else Mended(document.content)
    made = Mended(document.content)
    for mend in mends:
        content = _helped(document, (*made.mends, mend), judges, before)
        if content is not None:
            made = Mended(content, (*made.mends, mend))
    return made


def _helped(
    document: Checked, mends: Sequence[Mend], judges: Sequence[Path], before: Sequence[Finding]
) -> bytes | None:
    """The bytes with the mends; None where the judges do not then say less about each name, or say more in all."""
    content = edited(document.content, [mend.edit for mend in mends]) if mends else None
    tree = _same_text(document, content) if content is not None else None
    if content is None or tree is None:
        return None
    after = tuple(by_schemas(Checked(document.path, tree, content), judges))
    helps = all(_about(after, mend) < _about(before, mend) for mend in mends)
    return content if helps and len(after) <= len(before) else None


def _about(findings: Iterable[Finding], mend: Mend) -> int:
    """How many findings in the line of a mend have the word that it takes away."""
    word = re.compile(rf"(?<![\w.-]){re.escape(mend.was)}(?![\w.-])")
    return sum(1 for found in findings if found.where.line == mend.where.line and word.search(found.message))


def _same_text(document: Checked, content: bytes) -> etree._Element | None:
    try:
        tree = parse(content, document.path)
    except SourceError:
        return None
    return tree if list(tree.itertext()) == list(document.tree.itertext()) else None


def _names(document: Checked, findings: Iterable[Finding], schemas: Iterable[Path]) -> Iterator[Mend]:
    """Names of TEI elements, and of their attributes, that no schema has and that are nearly one that it has."""
    lines = {finding.where.line for finding in findings}
    grammars = [vocabulary(schema.resolve(), schema.stat().st_mtime_ns) for schema in schemas]
    if not lines or not grammars:
        return
    elements = frozenset[str]().union(*(grammar[0] for grammar in grammars))
    attributes = frozenset[str]().union(*(grammar[1] for grammar in grammars))
    for number, element in enumerate(document.tree.iter("*")):
        if not is_tei(element) or (element.sourceline not in lines and document.where(element).line not in lines):
            continue
        where, name = document.where(element), local(element)
        if name not in elements and (meant := near(name, elements)):
            yield Mend(Edit(number, meant), name, f"<{name}> is <{meant}>", where)
        for attribute in map(str, element.attrib):
            others = attributes - set(map(str, element.attrib))
            if attribute.startswith("{") or attribute in attributes or not (meant := near(attribute, others)):
                continue
            yield Mend(Edit(number, meant, attribute), attribute, f"@{attribute} of <{name}> is @{meant}", where)


def _with_ids(path: str, made: Mended, is_pointed_to: Callable[[str], bool]) -> Mended:
    document = Checked(path, parse(made.content, path), made.content)
    mends = tuple(_ids(document, is_pointed_to))
    content = edited(made.content, [mend.edit for mend in mends]) if mends else None
    if content is None or _same_text(document, content) is None:
        return made
    return Mended(content, made.mends + mends)


def _ids(document: Checked, is_pointed_to: Callable[[str], bool]) -> Iterator[Mend]:
    """Ids without their white space, and for each id that is there again one of its own. Each must be free."""
    taken = set(document.ids)
    seen: set[str] = set()
    for number, element in enumerate(document.tree.iter("*")):
        identifier = element.get(XML_ID)
        if identifier is None:
            continue
        plain = "_".join(identifier.split())
        again = plain in seen or (plain != identifier and plain in taken)
        if not plain or (is_pointed_to(plain) and again) or (plain == identifier and not again):
            seen.add(plain)
            continue
        new = _free(plain, taken) if again else plain
        taken.add(new)
        seen.add(new)
        if re.fullmatch(r"[\w.\-\u00b7]+", new):
            said = f'xml:id="{identifier}" of <{local(element)}> is "{new}"'
            yield Mend(Edit(number, "", "xml:id", new), identifier, said, document.where(element))


def _free(identifier: str, taken: set[str]) -> str:
    number = 2
    while f"{identifier}-{number}" in taken:
        number += 1
    return f"{identifier}-{number}"


@lru_cache(maxsize=8)
def vocabulary(schema: Path, _state: int) -> tuple[frozenset[str], frozenset[str]]:
    """The local names of all elements and attributes that a grammar (XML syntax) has, wherever they may stand."""
    grammar = parse(schema.read_bytes(), str(schema))
    found: dict[str, set[str]] = {"element": set(), "attribute": set()}
    for kind, names in found.items():
        for pattern in grammar.iter(f"{_RELAXNG}{kind}"):
            names.update(name.strip().rpartition(":")[2] for name in _named(pattern))
    return frozenset(found["element"]), frozenset(found["attribute"])


def _named(pattern: etree._Element) -> Iterator[str]:
    if pattern.get("name") is not None:
        yield str(pattern.get("name"))
    elif len(pattern):
        yield from (name.text or "" for name in pattern[0].iter(f"{_RELAXNG}name"))


def near(word: str, known: Iterable[str]) -> str:
    """The one name that was meant: the same but for case, else one slip away, else, of long names, two.

    "" where there is none, or more than one.
    """
    names = sorted(known)
    same = [name for name in names if name.lower() == word.lower()]
    if same:
        return same[0] if len(same) == 1 else ""
    for slips, shortest in ((1, 3), (2, 8)):
        fitting = [name for name in names if _slips(word.lower(), name.lower(), slips) <= slips]
        if fitting and len(word) >= shortest:
            return fitting[0] if len(fitting) == 1 else ""
    return ""


def _slips(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed, or two of them turned round (optimal string alignment).

    Of words whose lengths differ too much it is said only that it is more than `most`.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
