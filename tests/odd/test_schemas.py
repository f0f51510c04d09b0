"""The committed schemas: made by the compiler, quick to load, of one mind, and never kinder than TEI itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

import instances
from pecia import relaxng
from pecia.engines import xsd
from pecia.engines.trees import parse
from pecia.odd.compile import compiled, schema_of
from pecia.odd.resolve import unreachable
from pecia.odd.schema import Schema
from pecia.resources import folder

SCHEMAS = folder("schemas")
ODD = SCHEMAS / "pecia.odd"
FINE = sorted((Path(__file__).parent / "fine").glob("*.xml"))
PLANTED = sorted((Path(__file__).parent / "planted").glob("*.xml"))


@pytest.fixture(scope="module")
def schema() -> Schema:
    return schema_of(ODD)


@pytest.mark.parametrize("name", ["pecia.rng", "pecia.xsd", "xml.xsd", "pecia.sch"])
def test_the_committed_schema_is_what_the_compiler_makes(name: str) -> None:
    assert (SCHEMAS / name).read_bytes() == compiled(ODD)[name], "run: make schemas"


def test_compiling_twice_makes_the_same_bytes() -> None:
    assert compiled(ODD) == compiled(ODD)


def test_the_grammar_loads_in_less_than_half_a_second() -> None:
    started = time.process_time()
    etree.RelaxNG(file=str(SCHEMAS / "pecia.rng"))
    # About 0.04 s: a grammar that libxml2 stumbles over takes ten seconds or never ends.
    assert time.process_time() - started < 0.5


def test_the_customization_names_about_120_to_160_elements(schema: Schema) -> None:
    assert 120 <= len(schema.elements) <= 165


def test_every_element_can_be_reached_from_the_start(schema: Schema) -> None:
    assert unreachable(schema) == ()


def test_elements_are_named_one_by_one() -> None:
    modules = etree.parse(ODD).iter("{http://www.tei-c.org/ns/1.0}moduleRef")
    # The module "tei" has classes and datatypes only.
    assert [module.get("key") for module in modules if not module.get("include")] == ["tei"]


@pytest.mark.parametrize("path", FINE, ids=lambda path: path.stem)
def test_good_encoding_is_valid_by_grammar_and_schema(path: Path) -> None:
    tree = parse(path.read_bytes(), path.name)
    assert relaxng.check(SCHEMAS / "pecia.rng", tree, path.name) == ()
    assert xsd.check(SCHEMAS / "pecia.xsd", tree, path.name) == ()


@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_a_planted_fault_is_found_by_grammar_and_schema(path: Path) -> None:
    tree = parse(path.read_bytes(), path.name)
    assert relaxng.check(SCHEMAS / "pecia.rng", tree, path.name)
    assert xsd.check(SCHEMAS / "pecia.xsd", tree, path.name)


def test_the_schema_is_one_for_another_processor_too() -> None:
    other = etree.XMLSchema(file=str(SCHEMAS / "pecia.xsd"))
    assert [path.stem for path in FINE if not other.validate(etree.parse(path))] == []
    assert [path.stem for path in PLANTED if other.validate(etree.parse(path))] == []


def test_what_the_grammar_allows_the_xml_schema_allows(schema: Schema) -> None:
    for seed in range(12):
        tree = parse(instances.document(schema, seed), "random.xml")
        assert relaxng.check(SCHEMAS / "pecia.rng", tree, f"seed {seed}") == ()
        assert xsd.check(SCHEMAS / "pecia.xsd", tree, f"seed {seed}") == ()


@pytest.mark.oracle
def test_whatever_is_valid_here_is_valid_tei(
    schema: Schema, shared: Path, jing: Callable[..., tuple[str, ...]], tmp_path: Path
) -> None:
    paths = list(FINE)
    for seed in range(80):
        path = tmp_path / f"seed-{seed}.xml"
        path.write_bytes(instances.document(schema, seed))
        paths.append(path)
    assert jing(SCHEMAS / "pecia.rng", *paths) == ()
    assert jing(shared / "tei" / "tei_all.rng", *paths) == ()


@pytest.mark.oracle
def test_the_customization_is_itself_valid_tei(shared: Path, jing: Callable[..., tuple[str, ...]]) -> None:
    assert jing(shared / "tei" / "tei_all.rng", ODD) == ()
