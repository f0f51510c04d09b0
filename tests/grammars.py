"""Two RELAX NG grammars side by side, element by element: what each may contain (as regular languages) and carry.

For grammars in which an element has one content wherever it stands, as those of TEI have, this is the equality of
the languages. A reference judge for the compiler of ODD, and independent of pecia's own engine.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
XML = "http://www.w3.org/XML/1998/namespace"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)

# ("empty",) ("none",) ("symbol", s) ("seq", a, b) ("alt", frozenset) ("star", a) ("both", a, b)
Language: TypeAlias = tuple[Any, ...]
EMPTY: Language = ("empty",)
NONE: Language = ("none",)
Sets: TypeAlias = frozenset[frozenset[tuple[str, Any]]]
_NOTHING: Sets = frozenset({frozenset()})


def seq(a: Language, b: Language) -> Language:
    if NONE in (a, b):
        return NONE
    if a == EMPTY:
        return b
    if b == EMPTY:
        return a
    return ("seq", a[1], seq(a[2], b)) if a[0] == "seq" else ("seq", a, b)


def alt(*parts: Language) -> Language:
    flat: set[Language] = set()
    for part in parts:
        flat |= part[1] if part[0] == "alt" else {part}
    flat.discard(NONE)
    if len(flat) < 2:
        return next(iter(flat), NONE)
    return ("alt", frozenset(flat))


def star(a: Language) -> Language:
    return EMPTY if a in (EMPTY, NONE) else a if a[0] == "star" else ("star", a)


def both(a: Language, b: Language) -> Language:
    if NONE in (a, b):
        return NONE
    return b if a == EMPTY else a if b == EMPTY else ("both", *sorted((a, b), key=repr))


def nullable(a: Language) -> bool:
    match a[0]:
        case "empty" | "star":
            return True
        case "seq" | "both":
            return nullable(a[1]) and nullable(a[2])
        case "alt":
            return any(map(nullable, a[1]))
        case _:
            return False


def after(a: Language, symbol: object) -> Language:
    match a[0]:
        case "symbol":
            return EMPTY if a[1] == symbol else NONE
        case "seq":
            first = seq(after(a[1], symbol), a[2])
            return alt(first, after(a[2], symbol)) if nullable(a[1]) else first
        case "alt":
            return alt(*(after(part, symbol) for part in a[1]))
        case "star":
            return seq(after(a[1], symbol), a)
        case "both":
            return alt(both(after(a[1], symbol), a[2]), both(a[1], after(a[2], symbol)))
        case _:
            return NONE


def symbols(a: Language) -> set[Any]:
    if a[0] == "symbol":
        return {a[1]}
    parts = a[1] if a[0] == "alt" else a[1:]
    return set().union(*(symbols(part) for part in parts)) if parts else set()


def told_apart(a: Language, b: Language) -> tuple[Any, ...] | None:
    """A shortest content that one allows and the other does not; None when they are the same language."""
    alphabet = sorted(symbols(a) | symbols(b), key=repr)
    seen, waiting = {(a, b)}, deque([((a, b), ())])
    while waiting:
        (left, right), word = waiting.popleft()
        if nullable(left) != nullable(right):
            return word
        for symbol in alphabet:
            pair = (after(left, symbol), after(right, symbol))
            if pair not in seen and pair != (NONE, NONE):
                seen.add(pair)
                waiting.append((pair, (*word, symbol)))
    return None


@dataclass
class Element:
    """What an element may contain, and the sets of attributes that it may carry, each part on its own."""

    content: Language
    attributes: frozenset[Sets] = frozenset()


@dataclass
class Grammar:
    start: frozenset[str] = frozenset()
    elements: dict[str, Element] = field(default_factory=dict)


_CONSTANTS: dict[str, Language] = {"text": ("star", ("symbol", "#text")), "empty": EMPTY, "notAllowed": NONE}


class _Reader:
    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.defines: dict[str, list[etree._Element]] = {}
        for define in root.iter(f"{RNG}define"):
            if next(define.iterancestors(f"{RNG}grammar")) is root:
                self.defines.setdefault(define.get("name", ""), []).append(define)
        self.known: dict[str, tuple[Language, tuple[Sets, ...]]] = {}
        self.found: dict[str, etree._Element] = {}

    def grammar(self) -> Grammar:
        made = Grammar()
        starts = [each for each in self.root.iter(f"{RNG}start") if each.getparent().tag == f"{RNG}grammar"]
        starts = [each for each in starts if next(each.iterancestors(f"{RNG}grammar")) is self.root]
        language = alt(*(self.group(each)[0] for each in starts))
        made.start = frozenset(str(symbol) for symbol in symbols(language))
        waiting = sorted(made.start)
        while waiting:
            name = waiting.pop()
            if name in made.elements or name not in self.found:
                continue
            content, attributes = self.group(self.found[name])
            made.elements[name] = Element(content, frozenset(each for each in attributes if each != _NOTHING))
            waiting.extend(str(symbol) for symbol in sorted(symbols(content), key=str))
        return made

    def group(self, holder: etree._Element) -> tuple[Language, tuple[Sets, ...]]:
        language, attributes = EMPTY, ()
        for child in holder.iterchildren(f"{RNG}*"):
            if child.tag in (f"{RNG}name", f"{RNG}anyName", f"{RNG}nsName"):
                continue
            more, carried = self.pattern(child)
            language, attributes = seq(language, more), (*attributes, *carried)
        return language, attributes

    def pattern(self, node: etree._Element) -> tuple[Language, tuple[Sets, ...]]:
        kind = etree.QName(node).localname
        match kind:
            case "ref" | "parentRef":
                return self.ref(node.get("name", ""))
            case "element":
                return ("symbol", self.element(node)), ()
            case "attribute":
                return EMPTY, (frozenset({frozenset({(name_class(node), self.value(node))})}),)
            case "text" | "empty" | "notAllowed":
                return _CONSTANTS[kind], ()
            case "data" | "value" | "list":
                return ("symbol", ("#data", self.one(node))), ()
            case "grammar":
                return _Reader(node).embedded(self)
            case "choice":
                return self.choice(node)
            case "interleave" | "mixed":
                return self.interleave(node)
            case _:
                return self.counted(node)

    def interleave(self, node: etree._Element) -> tuple[Language, tuple[Sets, ...]]:
        language, attributes = EMPTY, ()
        for child in node.iterchildren(f"{RNG}*"):
            more, carried = self.pattern(child)
            language, attributes = both(language, more), (*attributes, *carried)
        if node.tag == f"{RNG}mixed":
            language = both(language, star(("symbol", "#text")))
        return language, attributes

    def counted(self, node: etree._Element) -> tuple[Language, tuple[Sets, ...]]:
        kind = etree.QName(node).localname
        language, attributes = self.group(node)
        match kind:
            case "optional":
                return alt(language, EMPTY), (product(attributes) | _NOTHING,) if attributes else ()
            case "zeroOrMore":
                return star(language), ()
            case "oneOrMore":
                return seq(language, star(language)), attributes
            case _:
                return language, attributes

    def embedded(self, outer: _Reader) -> tuple[Language, tuple[Sets, ...]]:
        start = next(each for each in self.root.iter(f"{RNG}start"))
        made = self.group(start)
        outer.found.update(self.found)
        return made

    def choice(self, node: etree._Element) -> tuple[Language, tuple[Sets, ...]]:
        made = [self.pattern(child) for child in node.iterchildren(f"{RNG}*")]
        language = alt(*(each for each, _ in made))
        if not any(attributes for _, attributes in made):
            return language, ()
        return language, (frozenset().union(*(product(attributes) for _, attributes in made)),)

    def ref(self, name: str) -> tuple[Language, tuple[Sets, ...]]:
        if name not in self.known:
            self.known[name] = (NONE, ())
            made = [self.group(define) for define in self.defines.get(name, ())]
            combine = any(define.get("combine") == "choice" for define in self.defines.get(name, ()))
            language = alt(*(each for each, _ in made)) if combine or len(made) < 2 else both(made[0][0], made[1][0])
            self.known[name] = (language, tuple(itertools.chain.from_iterable(carried for _, carried in made)))
        return self.known[name]

    def element(self, node: etree._Element) -> str:
        name = name_class(node)
        if not name.startswith("*"):
            self.found.setdefault(name, node)
        return name

    def value(self, attribute: etree._Element) -> object:
        children = [each for each in attribute.iterchildren(f"{RNG}*") if "ame" not in etree.QName(each).localname]
        if len(children) > 1:
            return ("group", tuple(self.one(each) for each in children))
        return self.one(children[0]) if children else frozenset({"text"})

    def one(self, node: etree._Element) -> object:
        """The values that a pattern of data allows, in a form that is the same for the same ones."""
        kind = etree.QName(node).localname
        children = list(node.iterchildren(f"{RNG}*"))
        match kind:
            case "ref":
                inside = [
                    each for define in self.defines[node.get("name", "")] for each in define.iterchildren(f"{RNG}*")
                ]
                return self.one(inside[0]) if len(inside) == 1 else ("group", tuple(map(self.one, inside)))
            case "choice":
                return _smallest(frozenset().union(*(self.one(each) for each in children)))  # type: ignore[arg-type]
            case "value":
                return frozenset({("value", node.text or "")})
            case "data":
                facets = ((each.get("name"), each.text or "") for each in node.iterchildren(f"{RNG}param"))
                return frozenset({("data", node.get("type"), tuple(sorted(facets)))})
            case "list":
                return frozenset({("list", self._words(children))})
            case "group" | "oneOrMore" | "zeroOrMore" | "optional":
                return frozenset({("list", self._words([node]))})
            case _:
                return frozenset({kind})

    def _words(self, children: list[etree._Element]) -> object:
        language = EMPTY
        for child in children:
            language = seq(language, self._word(child))
        return normal(language)

    def _word(self, node: etree._Element) -> Language:
        kind = etree.QName(node).localname
        inside = EMPTY
        if kind in ("group", "oneOrMore", "zeroOrMore", "optional"):
            for child in node.iterchildren(f"{RNG}*"):
                inside = seq(inside, self._word(child))
        match kind:
            case "group":
                return inside
            case "oneOrMore":
                return seq(inside, star(inside))
            case "zeroOrMore":
                return star(inside)
            case "optional":
                return alt(inside, EMPTY)
            case _:
                return ("symbol", self.one(node))


_WORD = ("data", "token", (("pattern", r"[^\p{C}\p{Z}]+"),))


def _smallest(values: frozenset[Any]) -> frozenset[Any]:
    """Without the values that a datatype beside them allows anyway."""
    if _WORD not in values:
        return values
    return frozenset(each for each in values if each[0] != "value" or not each[1] or " " in each[1])


def normal(language: Language) -> object:
    """A name for a small regular language: its minimal automaton, walked from the start."""
    alphabet = sorted(symbols(language), key=repr)
    states, order = {language: 0}, [language]
    table: list[object] = []
    for state in order:
        row = []
        for symbol in alphabet:
            nxt = after(state, symbol)
            same = next((known for known in order if told_apart(known, nxt) is None), None)
            if same is None:
                states[nxt] = len(order)
                order.append(nxt)
                same = nxt
            row.append(states[same])
        table.append((nullable(state), tuple(row)))
    return tuple(map(_frozen_repr, alphabet)), tuple(table)


def _frozen_repr(value: object) -> str:
    return repr(sorted(map(_frozen_repr, value))) if isinstance(value, frozenset) else repr(value)


def product(attributes: tuple[Sets, ...]) -> Sets:
    made = _NOTHING
    for sets in attributes:
        made = frozenset(a | b for a in made for b in sets)
    return made


def name_class(node: etree._Element) -> str:
    """`{namespace}name`, or for a class of names a text that begins with *."""
    if (name := node.get("name")) is not None:
        prefix, _, local = name.rpartition(":")
        if prefix:
            return f"{{{XML if prefix == 'xml' else node.nsmap[prefix]}}}{local}"
        inherited = "" if node.tag == f"{RNG}attribute" else _ns(node)
        return f"{{{node.get('ns', inherited)}}}{name}"
    first = next(node.iterchildren(f"{RNG}*"))
    return _class(first)


def _ns(node: etree._Element) -> str:
    return next((each.get("ns") for each in (node, *node.iterancestors()) if each.get("ns") is not None), "")


def _class(node: etree._Element) -> str:
    match etree.QName(node).localname:
        case "name":
            return f"{{{_ns(node)}}}{(node.text or '').strip()}"
        case "nsName":
            kind = f"*{{{_ns(node)}}}"
        case "anyName":
            kind = "*"
        case _:
            parts = sorted(_class(each) for each in node.iterchildren(f"{RNG}*"))
            return parts[0] if len(parts) == 1 else f"*({' '.join(parts)})"
    inside = sorted({_class(each) for child in node.iterchildren(f"{RNG}except") for each in _names(child)})
    return kind + (f"-({' '.join(inside)})" if inside else "")


def _names(holder: etree._Element) -> Iterator[etree._Element]:
    for each in holder.iterchildren(f"{RNG}*"):
        if etree.QName(each).localname == "choice":
            yield from _names(each)
        else:
            yield each


def load(path: Path) -> Grammar:
    return parsed(etree.parse(path, _PARSER).getroot())


def parsed(root: etree._Element) -> Grammar:
    return _Reader(root).grammar()


def differences(ours: Grammar, theirs: Grammar) -> Iterator[tuple[str, str]]:
    """(element, what is different), from `start` on, in the order of names."""
    if ours.start != theirs.start:
        yield "start", f"{sorted(ours.start)} against {sorted(theirs.start)}"
    for name in sorted(ours.elements.keys() ^ theirs.elements.keys()):
        yield name, "only ours" if name in ours.elements else "only theirs"
    for name in sorted(ours.elements.keys() & theirs.elements.keys()):
        mine, other = ours.elements[name], theirs.elements[name]
        word = told_apart(mine.content, other.content)
        if word is not None:
            yield name, f"content: {' '.join(map(str, word)) or 'nothing'} is {'' if _has(mine, word) else 'not '}ours"
        for sets, whose in (
            (mine.attributes - other.attributes, "ours"),
            (other.attributes - mine.attributes, "theirs"),
        ):
            for each in sorted(sets, key=repr):
                yield name, f"attributes only {whose}: {_said(each)}"


def _has(element: Element, word: tuple[Any, ...]) -> bool:
    language = element.content
    for symbol in word:
        language = after(language, symbol)
    return nullable(language)


def _said(sets: Sets) -> str:
    return " | ".join(
        sorted(" ".join(sorted(f"{name}={_frozen_repr(value)}" for name, value in each)) for each in sets)
    )
