"""The chapter that the project was born from: it lies beside the project, and no sentence of it is in here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from pecia.cli.main import group
from pecia.core.findings import Severity
from pecia.core.text import Source
from pecia.engines.trees import parse
from pecia.validation.judge import standard, validate

pytestmark = pytest.mark.oracle

# Dates that the chapter states, by their W3C values: facts of history.
_WHEN = {"1930-09", "1931-01-17", "1932-06", "1938", "1932-09-23", "1917-10", "1918", "1936", "1937"}
_RANGES = {("1932-09", "1936-09"), ("1932-09-28", "1932-10-02")}
_DECADES = {"late 1980s", "1960s", "late 1930s"}


@pytest.fixture(scope="module")
def encoded(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source, and the TEI that was made of it by the command."""
    target = tmp_path_factory.mktemp("seed") / "chapter.xml"
    source = shared / "seed" / "chapter.txt"
    result = CliRunner().invoke(group, ["encode", str(source), "-o", str(target)])
    assert result.exit_code == 0, result.output
    return source, target


@pytest.fixture(scope="module")
def tree(encoded: tuple[Path, Path]) -> etree._Element:
    return parse(encoded[1].read_bytes(), "chapter.xml")


def _words(element: etree._Element) -> str:
    return "".join(element.itertext())


def test_every_character_is_accounted_for(encoded: tuple[Path, Path]) -> None:
    result = CliRunner().invoke(group, ["compare", *map(str, encoded)])
    assert result.exit_code == 0, result.output


def test_all_note_markers_are_anchors_and_none_is_invented(tree: etree._Element) -> None:
    anchors = [ref for ref in tree.iter("{*}ref") if ref.get("type") == "noteAnchor"]
    assert [_words(ref) for ref in anchors] == [*map(str, range(6, 14)), "fn1", *map(str, range(14, 18))]
    notes = {f"#{note.get('{http://www.w3.org/XML/1998/namespace}id')}": note for note in tree.iter("{*}note")}
    assert len(notes) == len(anchors)
    for ref in anchors:
        note = notes[ref.get("target", "")]
        assert note.get("target") == f"#{ref.get('{http://www.w3.org/XML/1998/namespace}id')}"
        assert note.find("{*}gap") is not None


def test_every_explicit_date_has_its_value(tree: etree._Element) -> None:
    dates = list(tree.find("{*}text").iter("{*}date"))
    assert {date.get("when") for date in dates} >= _WHEN
    ranges = {(date.get("from") or date.get("notBefore"), date.get("to") or date.get("notAfter")) for date in dates}
    assert ranges >= _RANGES
    assert {_words(date).removeprefix("the ") for date in dates} >= _DECADES


def test_the_line_in_another_language_has_left_the_body(tree: etree._Element) -> None:
    [aside] = tree.iter("{*}fw")
    assert aside.getparent().tag.endswith("}text")
    assert aside.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru"


def test_slips_of_scanning_are_offered_with_their_correction(tree: etree._Element) -> None:
    pairs = {(_words(choice[0]), _words(choice[1])) for choice in tree.iter("{*}choice")}
    assert pairs == {
        ("IChrushchev", "Khrushchev"),
        ("BukharinRykov", "Bukharin-Rykov"),
        ("contradicated", "contradicted"),
    }


def test_each_person_has_one_entry_and_followers_have_none(tree: etree._Element) -> None:
    names = [" ".join(_words(person[0]).split()) for person in tree.iter("{*}person")]
    surnames = [name.split()[-1] for name in names]
    assert len(surnames) == len(set(surnames))
    assert {"Ryutin", "Stalin", "Zinoviev", "Kamenev", "Kirov", "Ordzhonikidze", "Khrushchev", "Rykov"} <= set(surnames)
    assert not {"Stalinism", "Stalinist", "Stalinists", "Trotskyites", "Bukharinite"} & set(surnames)
    pointed = {name.get("ref") for name in tree.find("{*}text").iter("{*}persName")}
    assert pointed == {f"#{p.get('{http://www.w3.org/XML/1998/namespace}id')}" for p in tree.iter("{*}person")}


def test_all_that_the_machine_made_says_so(tree: etree._Element) -> None:
    for element in tree.find("{*}text").iter("{*}persName", "{*}placeName", "{*}orgName", "{*}date", "{*}q", "{*}corr"):
        assert element.get("resp") == "#pecia"
        assert element.get("cert") in ("high", "medium", "low")


def test_it_is_valid_by_our_three_schemas(encoded: tuple[Path, Path]) -> None:
    findings = validate([Source("chapter.xml", encoded[1].read_bytes())], standard())
    assert not [f for f in findings if f.rule.startswith(("V", "S"))]
    # The source has no title, and none is made up: P150 says so.
    assert {f.rule for f in findings if f.severity is Severity.ERROR} <= {"P150"}


def test_it_is_valid_by_the_schema_of_everything(
    encoded: tuple[Path, Path], shared: Path, jing: Callable[..., tuple[str, ...]]
) -> None:
    assert jing(shared / "tei/tei_all.rng", encoded[1]) == ()


def test_a_second_run_changes_no_byte(encoded: tuple[Path, Path]) -> None:
    before = encoded[1].read_bytes()
    assert CliRunner().invoke(group, ["encode", str(encoded[1])]).exit_code == 0
    assert encoded[1].read_bytes() == before
