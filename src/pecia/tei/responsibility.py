"""Who answers for what a person decided: found in the header by name or identifier, and put there where it is missing.

Guidelines, 2.2.1: a `<respStmt>` says who did what; `@resp` of a mark points to it (22.3).
"""

from __future__ import annotations

from itertools import chain, count

from lxml import etree

from pecia.core.register import folded, slug
from pecia.core.text import MACHINE
from pecia.engines.trees import XML_ID, is_tei, local, tei

_AGENTS = ("respStmt", "editor", "principal", "author", "person")
_NAMES = frozenset({"name", "persName", "orgName"})
WORK = "marks of names, dates, notes and corrections reviewed by"
"""What a reviewer did, in the words of the header."""


def pointer_to(root: etree._Element, who: str, work: str = WORK) -> str:
    """The value of `@resp` for somebody by this name, or with this `xml:id`; "" where there is no header to say it in.

    Who is there already, without an identifier, gets one; who is not, gets a `<respStmt>` for this work.
    """
    titles = next(root.iter(tei("titleStmt")), None)
    header = next(root.iter(tei("teiHeader")), None)
    if titles is None or header is None:
        return ""
    agents = [element for element in header.iter(*map(tei, _AGENTS)) if not _is_machine(element)]
    # Who is there more than once is pointed to where that is meant: by an identifier, and as somebody who did the work.
    agents.sort(key=lambda element: (not element.get(XML_ID), _AGENTS.index(local(element))))
    wanted = who.removeprefix("#")
    found = next((element for element in agents if element.get(XML_ID) == wanted), None)
    if found is None:
        found = next((element for element in agents if folded(who) in map(folded, _names(element))), None)
    if found is None:
        found = _stated(titles, who, work)
    if not found.get(XML_ID):
        found.set(XML_ID, _free(slug(who), root))
    return f"#{found.get(XML_ID)}"


def is_machine(who: str) -> bool:
    """True for a name that no person may have here: its marks would be taken for the machine's."""
    return slug(who) == MACHINE


def _is_machine(element: etree._Element) -> bool:
    software = any(local(child) == "name" and child.get("type") == "software" for child in element)
    return software or element.get(XML_ID) == MACHINE


def _names(agent: etree._Element) -> list[str]:
    spoken = [child for child in agent if local(child) in _NAMES]
    if local(agent) in ("editor", "author", "principal"):
        spoken.append(agent)
    return [" ".join("".join(map(str, each.itertext())).split()) for each in spoken]


def _free(wanted: str, root: etree._Element) -> str:
    taken = {MACHINE, *map(str, root.xpath("//@xml:id"))}
    return next(name for name in chain([wanted], (f"{wanted}-{n}" for n in count(2))) if name not in taken)


def _stated(titles: etree._Element, who: str, work: str) -> etree._Element:
    """A new statement, the last of the title statement, set out as its neighbours are."""
    made = etree.SubElement(titles, tei("respStmt"))
    etree.SubElement(made, tei("resp")).text = work
    etree.SubElement(made, tei("name")).text = who
    before = made.getprevious()
    outer = (before.tail if before is not None and is_tei(before) else titles.text) or ""
    if before is None or not outer.startswith(("\n", "\r")):
        return made
    inner = titles.text or ""
    step = inner.rpartition("\n")[2].removeprefix(outer.rpartition("\n")[2]) or "  "
    before.tail, made.tail = inner, outer
    made.text = made[0].tail = inner + step
    made[1].tail = inner
    return made
