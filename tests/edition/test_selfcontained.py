"""What an exporter gets: one tree with all that it points to."""

from __future__ import annotations

from pathlib import Path

import pytest

from pecia.edition.selfcontained import points_elsewhere, selfcontained
from pecia.engines.trees import parse, serialize

_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>%s</body></text></TEI>'
_LIST = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><%s><%s xml:id="baku"><%s>Baku</%s></%s></%s></standOff></TEI>'
)


def _register(folder: Path) -> None:
    for file, listing, entry, name in (
        ("places.xml", "listPlace", "place", "placeName"),
        ("persons.xml", "listPerson", "person", "persName"),
    ):
        (folder / file).write_text(_LIST % (listing, entry, name, name, entry, listing), "utf-8")


def test_entries_of_two_lists_that_share_an_id_stay_two(tmp_path: Path) -> None:
    _register(tmp_path)
    text = '<p><placeName ref="places.xml#baku">B.</placeName> <persName ref="persons.xml#baku #b">B.</persName></p>'
    made = selfcontained(parse((_TEI % text).encode(), "c.xml"), tmp_path / "c.xml", tmp_path)
    written = serialize(made.value).decode()
    assert made.findings == ()
    assert '<placeName ref="#baku">' in written
    assert '<persName ref="#baku-entry #b">' in written
    assert written.count('<place xml:id="baku">') == written.count('<person xml:id="baku-entry">') == 1


def test_a_tree_without_pointers_to_other_files_is_taken_as_it_is(tmp_path: Path) -> None:
    root = parse((_TEI % '<p><ref target="#p2">B.</ref></p>').encode(), "c.xml")
    before = serialize(root)
    assert selfcontained(root, tmp_path / "c.xml", tmp_path).value is root
    assert serialize(root) == before


def test_a_pointer_to_nothing_is_one_finding_however_often_it_stands_there(tmp_path: Path) -> None:
    _register(tmp_path)
    text = '<p ana="places.xml#nowhere"><placeName ref="places.xml#nowhere">B.</placeName></p>'
    made = selfcontained(parse((_TEI % text).encode(), "c.xml"), tmp_path / "c.xml", tmp_path)
    assert [finding.rule for finding in made.findings] == ["X401"]
    assert b'ana="places.xml#nowhere"' in serialize(made.value)


@pytest.mark.parametrize(
    ("attribute", "elsewhere"),
    [('ref="../register/persons.xml#a"', True), ('ref="persons.xml&#35;a"', True), ('ref="#a"', False), ("", False)],
)
def test_what_may_point_into_another_file_is_known_by_its_bytes(attribute: str, elsewhere: bool) -> None:
    assert points_elsewhere(f"<p><persName {attribute}>A</persName></p>".encode()) is elsewhere
    assert points_elsewhere(f"<p><persName {attribute}>A</persName></p>".encode("utf-16")) is True
