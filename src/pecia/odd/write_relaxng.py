"""A resolved schema as RELAX NG, in the XML syntax.

One definition for each element, macro, model class, attribute class and datatype that is used, in the order of
declaration; nothing else, so that libxml2 loads it fast.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pecia.odd.content import (
    Anything,
    Choice,
    Datatype,
    Empty,
    Facets,
    Interleave,
    Macro,
    Model,
    Name,
    NotAllowed,
    Pattern,
    Raw,
    Repeat,
    Sequence,
    Text,
    Value,
    Xsd,
    rebuilt,
)
from pecia.odd.cover import cover
from pecia.odd.raw import RELAXNG, element_of
from pecia.odd.schema import Attribute, AttributeClass, Element, Schema
from pecia.odd.specs import TEI, XML, Group

XSD_TYPES = "http://www.w3.org/2001/XMLSchema-datatypes"


def relaxng(schema: Schema) -> etree._Element:
    """The grammar."""
    grammar = etree.Element(_tag("grammar"), nsmap={None: RELAXNG}, ns=TEI, datatypeLibrary=XSD_TYPES)
    start = _in(grammar, "start")
    choice = _in(start, "choice") if len(schema.start) > 1 else start
    for name in schema.start:
        _in(choice, "ref", name=name)
    definitions = _Definitions(schema)
    elements = [definitions.element(element) for element in schema.elements.values()]
    shared = definitions.shared()
    grammar.extend([*shared, *elements])
    if schema.grammars:
        _take_in(grammar, schema)
    return grammar


def _take_in(grammar: etree._Element, schema: Schema) -> None:
    """The definitions of other grammars. Where one has a name that this grammar has given, it is the same thing to
    be combined (`combine`), or else ours takes the prefix of the ODD."""
    ours = {each.get("name", ""): each for each in grammar.iterchildren(_tag("define"))}
    prefix = schema.prefix or "tei_"
    foreign: dict[str, list[etree._Element]] = {}
    for taken in schema.grammars:
        for name, xml in taken.definitions:
            foreign.setdefault(name, []).append(element_of(xml))
    renamed = {name for name in ours if _clash(name, foreign)}
    for ref in grammar.iter(_tag("ref"), _tag("define")):
        if ref.get("name") in renamed:
            ref.set("name", prefix + ref.get("name", ""))
    for name, defines in foreign.items():
        meant = name.removeprefix(prefix)
        for define in defines:
            if meant in ours and define.get("combine") and name not in renamed:
                define.set("name", meant)
            grammar.append(define)
    if not schema.start:
        _begin(grammar, schema)


def _begin(grammar: etree._Element, schema: Schema) -> None:
    """With the start of the other grammars, where the ODD has none of its own."""
    for start in list(grammar.iterchildren(_tag("start"))):
        grammar.remove(start)
    starts = [element_of(xml) for taken in schema.grammars for xml in taken.start]
    for start in starts:
        start.set("combine", "choice")
    grammar.extend(starts)


def _clash(name: str, foreign: dict[str, list[etree._Element]]) -> bool:
    return name in foreign and not all(each.get("combine") for each in foreign[name])


def _tag(name: str) -> str:
    return f"{{{RELAXNG}}}{name}"


def _in(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _tag(tag), attributes)


class _Definitions:
    """Makes definitions, and remembers which shared ones they refer to."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._used: set[str] = set()
        self._foreign = frozenset().union(*(each.names() for each in schema.grammars))
        self._known = {*schema.elements, *schema.models, *schema.macros, *schema.datatypes}

    def shared(self) -> list[etree._Element]:
        """The definitions of everything referred to so far, and of what those refer to."""
        made: dict[str, etree._Element] = {}
        while self._used - made.keys():
            for name in sorted(self._used - made.keys()):
                made[name] = self._shared(name)
        return [made[name] for name in self._order() if name in made]

    def _order(self) -> Iterable[str]:
        yield from self._schema.datatypes
        yield from self._schema.macros
        yield from self._schema.models
        for owner in self._schema.classes.values():
            yield f"{owner.name}.attributes"
            yield from (attribute.reference for attribute in owner.attributes)

    def _shared(self, name: str) -> etree._Element:
        define = etree.Element(_tag("define"), name=name)
        if name in self._schema.datatypes:
            self._pattern(define, self._schema.datatypes[name])
        elif name in self._schema.macros:
            self._pattern(define, self._schema.macros[name])
        elif name in self._schema.models:
            self._group(define, [Name(member) for member in self._schema.models[name]], "choice")
        else:
            self._of_class(define, name)
        return define

    def _of_class(self, define: etree._Element, name: str) -> None:
        if name.endswith(".attributes"):
            owner = self._schema.classes[name.removesuffix(".attributes")]
            refs = [each.name if each.pattern else each.reference for each in owner.attributes]
            refs += [f"{above}.attributes" for above in owner.classes if self._has_any(self._schema.classes[above])]
            for ref in refs:
                self._ref(define, ref)
            return
        attributes = self._schema.classes[name.partition(".attribute.")[0]].attributes
        self._attribute(define, next(each for each in attributes if each.reference == name))

    def _has_any(self, owner: AttributeClass) -> bool:
        return bool(owner.attributes) or any(self._has_any(self._schema.classes[above]) for above in owner.classes)

    def _ref(self, parent: etree._Element, name: str) -> None:
        if name not in self._foreign:
            self._used.add(name)
        _in(parent, "ref", name=name)

    def element(self, element: Element) -> etree._Element:
        define = etree.Element(_tag("define"), name=element.name)
        made = _in(define, "element", name=element.tag)
        if element.namespace != TEI:
            made.set("ns", element.namespace)
        covered = cover(element, self._schema)
        for name in covered.whole:
            self._ref(made, f"{name}.attributes")
        for attribute in covered.single:
            self._ref(made, attribute.name if attribute.pattern else attribute.reference)
        self._own(made, element, {attribute.name: attribute for attribute in covered.own})
        self._pattern(made, element.content)
        return define

    def _own(self, parent: etree._Element, element: Element, own: dict[str, Attribute]) -> None:
        for group in element.either:
            self._choice(parent, group, own)
        for attribute in own.values():
            self._attribute(parent, attribute)

    def _choice(self, parent: etree._Element, group: tuple[Group, ...], own: dict[str, Attribute]) -> None:
        """One of the attributes, or one of the groups of them that go together."""
        choice = _in(parent, "choice")
        for each in group:
            if isinstance(each, str):
                self._attribute(choice, own.pop(each))
                continue
            together = _in(choice, "group")
            for inner in each:
                if isinstance(inner, str):
                    self._attribute(together, own.pop(inner))
                else:
                    self._choice(together, inner, own)

    def _attribute(self, parent: etree._Element, attribute: Attribute) -> None:
        if attribute.pattern:
            _in(parent, "ref", name=attribute.name)
            return
        holder = parent if attribute.required else _in(parent, "optional")
        name = attribute.shown or attribute.name
        made = _in(holder, "attribute", name=name)
        namespace, _, inside = attribute.name.removeprefix("{").rpartition("}")
        prefix, _, local = name.rpartition(":")
        if namespace:
            made.set("name", attribute.shown or inside)
            made.set("ns", namespace)
        elif prefix == "xml":
            made.set("name", local)
            made.set("ns", XML)
        else:
            made.set("ns", "")
        self._values(made, attribute)

    def _values(self, parent: etree._Element, attribute: Attribute) -> None:
        one = attribute.one
        if (attribute.least, attribute.most) == (1, 1):
            self._pattern(parent, one)
        else:
            # A list has words, and text is no word (RELAX NG 7.1.3).
            word = rebuilt(one, lambda leaf: Xsd("token") if isinstance(leaf, Text) else leaf)
            self._repeat(_in(parent, "list"), word, attribute.least, attribute.most)

    def _group(self, parent: etree._Element, parts: Iterable[Pattern], kind: str) -> None:
        every = tuple(parts)
        holder = parent if len(every) == 1 else _in(parent, kind)
        for part in every:
            self._pattern(holder, part)

    def _pattern(self, parent: etree._Element, pattern: Pattern) -> None:
        match pattern:
            case Sequence(parts):
                self._group(parent, parts, "group")
            case Choice(parts):
                self._group(parent, parts, "choice")
            case Interleave(parts):
                self._group(parent, parts, "interleave")
            case Raw(xml):
                self._raw(parent, xml)
            case Repeat(part, least, most):
                self._repeat(parent, part, least, most)
            case Model(name) | Macro(name) | Datatype(name):
                # Whatever is narrower than the whole of these was said in other words when the schema was settled.
                self._ref(parent, name)
            case Name(name):
                _in(parent, "ref", name=name)
            case _:
                _leaf(parent, pattern)

    def _raw(self, parent: etree._Element, xml: str) -> None:
        made = element_of(xml)
        parent.append(made)
        inner = [each for grammar in made.iter(_tag("grammar")) for each in grammar.iter(_tag("ref"))]
        for ref in made.iter(_tag("ref")):
            name = ref.get("name", "")
            if ref not in inner and name not in self._foreign:
                short = name if name in self._known else name.removeprefix(self._schema.prefix)
                self._used |= {short} - self._schema.elements.keys()
                ref.set("name", short)

    def _repeat(self, parent: etree._Element, part: Pattern, least: int, most: int | None) -> None:
        signs = {(0, 1): "optional", (0, None): "zeroOrMore", (1, None): "oneOrMore"}
        sign = signs.get((least, most))
        if sign:
            self._pattern(_in(parent, sign), part)
            return
        # RELAX NG does not count: the part is said as often as it must, and the rest is optional or endless.
        holder = _in(parent, "group") if parent.tag != _tag("list") else parent
        for _ in range(least):
            self._pattern(holder, part)
        if most is None:
            self._pattern(_in(holder, "zeroOrMore"), part)
        else:
            for _ in range(most - least):
                holder = _in(holder, "optional")
                holder = _in(holder, "group")
                self._pattern(holder, part)


def _leaf(parent: etree._Element, leaf: Pattern) -> None:
    match leaf:
        case Text():
            _in(parent, "text")
        case Empty():
            _in(parent, "empty")
        case NotAllowed():
            _in(parent, "notAllowed")
        case Xsd(name, facets):
            _data(parent, name, facets)
        case Value(text):
            _in(parent, "value").text = text
        case Anything(require, excepted):
            _anything(parent, require, excepted)
        case _:
            raise TypeError(f"not a leaf: {leaf!r}")


def _data(parent: etree._Element, name: str, facets: Facets) -> None:
    data = _in(parent, "data", type=name)
    for facet, value in facets:
        _in(data, "param", name=facet).text = value


def _anything(parent: etree._Element, require: tuple[str, ...], excepted: tuple[str, ...]) -> None:
    """Any element with whatever in it; the definition refers to itself by standing in a grammar of its own."""
    grammar = _in(parent, "grammar")
    _in(_in(grammar, "start"), "ref", name="anything")
    element = _in(_in(grammar, "define", name="anything"), "element")
    if require:
        names = _in(element, "choice")
    else:
        names = _in(element, "anyName")
        names = _in(names, "except") if excepted else names
    for each in require or excepted:
        namespace, _, name = each.removeprefix("{").rpartition("}")
        if namespace:
            _in(names, "name", ns=namespace).text = name
        else:
            _in(names, "nsName", ns=each)
    inside = _in(_in(element, "zeroOrMore"), "choice")
    _in(_in(inside, "attribute"), "anyName")
    _in(inside, "text")
    _in(inside, "ref", name="anything")
