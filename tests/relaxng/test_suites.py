"""James Clark's suites: of RELAX NG, of the datatypes of XML Schema, and of its regular expressions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from pecia import relaxng
from pecia.core.errors import SchemaError
from pecia.relaxng.datatypes import XSD, Context, Datatype, datatype
from pecia.relaxng.regex import ExpressionError, matcher

pytestmark = pytest.mark.oracle
_UNKNOWN_TYPES = {"untypedAtomic", "anyAtomicType"}  # of XPath, not of XML Schema


def _suite(shared: Path, name: str) -> etree._Element:
    return etree.parse(shared / "tei/suites/relaxng" / f"{name}.xml", etree.XMLParser(collect_ids=False)).getroot()


def _bytes(element: etree._Element) -> bytes:
    return etree.tostring(element[0], with_tail=False, encoding="UTF-8")


def _laid_out(case: etree._Element, folder: Path) -> None:
    for part in case:
        if part.tag == "resource":
            (folder / part.get("name", "")).write_bytes(_bytes(part))
        elif part.tag == "dir":
            (folder / part.get("name", "")).mkdir()
            _laid_out(part, folder / part.get("name", ""))


def _cases(shared: Path, tmp_path: Path) -> Iterator[tuple[etree._Element, Path]]:
    for number, case in enumerate(_suite(shared, "spectest").iter("testCase")):
        folder = tmp_path / str(number)
        folder.mkdir()
        _laid_out(case, folder)
        for kind in ("incorrect", "correct"):
            for grammar in case.findall(kind):
                path = folder / f"{kind}.rng"
                path.write_bytes(_bytes(grammar))
                yield grammar, path


def test_every_incorrect_grammar_is_refused_in_a_sentence_with_its_place(shared: Path, tmp_path: Path) -> None:
    refused = 0
    for grammar, path in _cases(shared, tmp_path):
        if grammar.tag == "incorrect":
            with pytest.raises(SchemaError, match=rf"^{path.parent}/[\w./]*:\d+:\d+: "):
                relaxng.load(path)
            refused += 1
    assert refused == 213


def test_every_document_is_judged_rightly_as_a_stream_and_as_a_tree(shared: Path, tmp_path: Path) -> None:
    wrong, judged = [], 0
    for grammar, path in _cases(shared, tmp_path):
        if grammar.tag == "incorrect":
            continue
        case = grammar.getparent()
        assert case is not None
        for document in case.iterfind("*"):
            if document.tag in ("valid", "invalid"):
                content = _bytes(document)
                tree = etree.fromstring(content)
                judged += 1
                ways = (relaxng.check(path, tree, "x", content), relaxng.check(path, tree, "x"))
                wrong += [document.sourceline for found in ways if bool(found) != (document.tag == "invalid")]
    assert wrong == []
    assert judged == 580


def _context(element: etree._Element) -> Context:
    declared = {"&foo": "", "&bar": ""} if element.getparent() is not None else {}
    return {**{prefix or "": uri for prefix, uri in element.nsmap.items()}, **declared}


def _compared(kind: Datatype, case: etree._Element) -> bool:
    """Whether two values have the order that the case says. Equal values are not less, and no order says more."""
    assert kind.order is not None
    one, other = (kind.form(value.text or "", {}) for value in case)
    less = kind.order(one, other)
    return (less if case.tag == "lessThan" else not less) and not kind.order(other, one)


def _right(kind: Datatype, case: etree._Element) -> bool:
    text = case.text or ""
    match case.tag:
        case "valid" | "invalid":
            return kind.allows(text, _context(case)) == (case.tag == "valid")
        case "equiv":
            classes = [{kind.form(value.text or "", _context(value)) for value in each} for each in case]
            return all(len(each) == 1 for each in classes) and len(set.union(*classes)) == len(classes)
        case "length":
            length = int(case.get("value", ""))
            limits = [kind.limited((("length", str(length + more)),)).allows(text, {}) for more in (0, 1)]
            return limits == [True, False]
        case _:
            return _compared(kind, case)


def test_every_value_is_of_the_datatypes_that_it_should_be(shared: Path) -> None:
    wrong, right = [], 0
    for group in _suite(shared, "xsdtest").iter("datatype"):
        if group.get("name") in _UNKNOWN_TYPES:
            continue
        kind = datatype(XSD, group.get("name", ""))
        for case in group:
            # An entity is one only where the document declares it, which the suite does outside of its own text.
            if kind.name.startswith("ENTIT") and case.tag == "invalid":
                continue
            if _right(kind, case):
                right += 1
            else:
                wrong.append((kind.name, case.sourceline))
    assert wrong == []
    assert right > 300


def test_every_regular_expression_matches_what_it_should(shared: Path) -> None:
    wrong = []
    for case in _suite(shared, "regextest").iter("testCase"):
        for each in case.findall("incorrect"):
            with pytest.raises(ExpressionError):
                matcher(each.text or "")
        for each in case.findall("correct"):
            matches = matcher(each.text or "")
            texts = [(text, True) for text in case.findall("valid")] + [
                (text, False) for text in case.findall("invalid")
            ]
            wrong += [text.sourceline for text, verdict in texts if matches(text.text or "") != verdict]
    assert wrong == []
