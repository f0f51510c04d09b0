"""What is wrong for certain by a grammar's vocabulary: names, places and values, each with what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from lxml import etree

from pecia.relaxng.complaint import Trouble, dating
from pecia.relaxng.vocabulary import Known, Vocabulary

_XML = "{http://www.w3.org/XML/1998/namespace}"


def troubles(tree: etree._Element, vocabulary: Vocabulary) -> Iterator[Trouble]:
    """Every element, attribute, listed value and text that the grammar allows nowhere like this."""
    if not vocabulary.complete:
        return
    for element in tree.iter("*"):
        known = vocabulary.elements.get(str(element.tag))
        if known is None:
            yield _unknown(element, vocabulary)
            continue
        yield from _misplaced(element, vocabulary)
        yield from _attributes(element, known)
        yield from _text(element, known)


def shown(name: str) -> str:
    """A Clark name as an editor writes it."""
    if name.startswith(_XML):
        return f"xml:{name.removeprefix(_XML)}"
    return name.rpartition("}")[2]


def _unknown(element: etree._Element, vocabulary: Vocabulary) -> Trouble:
    tag = str(element.tag)
    name = shown(tag)
    if any(shown(known) == name for known in vocabulary.elements):
        namespace = etree.QName(element).namespace or "no namespace"
        meant = next(etree.QName(known).namespace or "none" for known in vocabulary.elements if shown(known) == name)
        return _at(
            element, f"<{name}> is in {namespace}, where the schema does not know it", f"its namespace is {meant}"
        )
    likely = _likely(name, (shown(known) for known in vocabulary.elements))
    return _at(element, f"<{name}> is not an element of this schema", f"did you mean <{likely}>?" if likely else "")


def _misplaced(element: etree._Element, vocabulary: Vocabulary) -> Iterator[Trouble]:
    parent = element.getparent()
    if parent is None:
        return
    around = vocabulary.elements.get(str(parent.tag))
    if around is None or around.any_child or str(element.tag) in around.children:
        return
    parents = [f"<{shown(name)}>" for name in vocabulary.parents(str(element.tag))]
    hint = f"it stands in {_some(parents)}" if parents else "it stands nowhere but at the top"
    yield _at(element, f"<{shown(str(element.tag))}> may not stand in <{shown(str(parent.tag))}>", hint)


def _attributes(element: etree._Element, known: Known) -> Iterator[Trouble]:
    name = shown(str(element.tag))
    for attribute, value in sorted((str(key), str(value)) for key, value in element.attrib.items()):
        if attribute not in known.attributes:
            if not known.any_attribute:
                likely = _likely(shown(attribute), map(shown, sorted(known.attributes)))
                hint = f"did you mean {likely}?" if likely else ""
                yield _at(element, f"<{name}> has no attribute {shown(attribute)}", hint)
        else:
            yield from _value(element, attribute, value, known)
    for attribute in sorted(known.required - {str(key) for key in element.attrib}):
        yield _at(element, f"<{name}> needs the attribute {shown(attribute)}", "")


def _value(element: etree._Element, attribute: str, value: str, known: Known) -> Iterator[Trouble]:
    name = f"<{shown(str(element.tag))}>"
    if "gYear" in known.types.get(attribute, ()) and not dating(value):
        yield _at(element, f"{attribute}={value!r} of {name} is no date", "write 1932, 1932-09 or 1932-09-23")
    values = known.values.get(attribute)
    if not values or known.types.get(attribute):
        return
    words = value.split() if attribute in known.listed else [" ".join(value.split())]
    for word in words:
        if word not in values:
            likely = _likely(word, values)
            hint = f"did you mean {likely!r}?" if likely else f"it may be {_some(sorted(values), 12)}"
            yield _at(element, f"{shown(attribute)}={word!r} is not among the values that {name} may have", hint)


def _text(element: etree._Element, known: Known) -> Iterator[Trouble]:
    if known.text:
        return
    texts = [element.text, *(child.tail for child in element)]
    stray = next((text.strip() for text in texts if text and text.strip()), None)
    if stray is not None:
        words = f"“{stray[:30]}…”" if len(stray) > 30 else f"“{stray}”"
        parts = sorted(shown(child) for child in known.children)
        hint = f"put it into {_some([f'<{part}>' for part in parts])}" if parts else "it must be empty"
        if "p" in parts:
            hint = "put it into a <p>"
        yield _at(element, f"<{shown(str(element.tag))}> may not have text of its own: {words}", hint)


def _at(element: etree._Element, message: str, hint: str) -> Trouble:
    return Trouble(element, message, hint)


def _likely(word: str, names: Iterable[str]) -> str:
    """The name that was probably meant: the same but for case, else a close one, else nothing."""
    every = sorted(set(names))
    same = next((name for name in every if name.lower() == word.lower()), "")
    return same or next(iter(get_close_matches(word, every, n=1, cutoff=0.7)), "")


def _some(names: list[str], most: int = 6) -> str:
    shortened = names if len(names) <= most else [*names[: most - 1], "…"]
    return ", ".join(shortened)
