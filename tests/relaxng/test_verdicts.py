"""The same verdict as Jing and libxml2, on the same lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from documents import Maker, spoilt
from pecia import relaxng
from pecia.relaxng import Schema
from pecia.resources import folder

pytestmark = pytest.mark.oracle
_ERROR = re.compile(r"(?:.*/)?([^/:]+):(\d+):\d+: error: ")


def _lines(errors: tuple[str, ...]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for error in errors:
        if said := _ERROR.match(error):
            found[said[1]].add(int(said[2]))
    return found


def _faulty(schema: Schema, content: bytes) -> set[int]:
    tree = etree.fromstring(content, etree.XMLParser(collect_ids=False))
    return {fault.line for fault in schema.faults(tree, content, most=1000)}


def test_five_hundred_mutants_have_the_verdict_that_jing_gives_on_the_same_lines(shared: Path) -> None:
    schema = relaxng.load(shared / "tei/tei_all.rng")
    expected = _lines(tuple((shared / "tei/mutants/JING.txt").read_text("utf-8").splitlines()))
    documents = sorted((shared / "tei/mutants").glob("*.xml"))
    ours = {path.name: _faulty(schema, path.read_bytes()) for path in documents}
    assert [name for name, lines in ours.items() if bool(lines) != bool(expected[name])] == []
    same = sum(1 for name, lines in ours.items() if lines == expected[name])
    assert len(documents) == 500
    assert same >= 495


def test_random_documents_and_spoilt_ones_are_judged_as_jing_judges_them(
    jing: Callable[..., tuple[str, ...]], tmp_path: Path
) -> None:
    grammar = folder("schemas") / "pecia.rng"
    schema = relaxng.load(grammar)
    maker = Maker(schema, 1)
    paths = []
    for number in range(150):
        for kind, content in (("fine", whole := maker.document()), ("spoilt", spoilt(whole, number))):
            paths.append(tmp_path / f"{kind}-{number}.xml")
            paths[-1].write_bytes(content)
    expected = _lines(jing(grammar, *paths))
    ours = {path.name: _faulty(schema, path.read_bytes()) for path in paths}
    assert [name for name, lines in ours.items() if bool(lines) != bool(expected[name])] == []
    assert [name for name, lines in ours.items() if lines and name.startswith("fine")] == []
    assert sum(1 for lines in ours.values() if lines) > 50


def test_libxml2_agrees_on_random_documents() -> None:
    grammar = folder("schemas") / "pecia.rng"
    schema = relaxng.load(grammar)
    engine = etree.RelaxNG(etree.parse(grammar))
    maker = Maker(schema, 2)
    for number in range(40):
        whole = maker.document()
        for content in (whole, spoilt(whole, number)):
            tree = etree.fromstring(content, etree.XMLParser(collect_ids=False))
            # libxml2 forgives an id that is there twice when the tree does not collect ids.
            faults = [f for f in schema.faults(tree, content, most=1000) if "there twice" not in f.message]
            assert engine.validate(tree) == (not faults), (number, faults)
