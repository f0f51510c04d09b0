"""`[encode] titles-in-names`: a title goes into the name and out again, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from pecia.core.text import Source
from pecia.edition.pipeline import Desk, Encoded, encode, renewed
from pecia.edition.settings import Settings, load
from pecia.engines.trees import TEI, tei
from pecia.validation.judge import standard, validate

TEXT = """The Meeting

General Kirov met President Franklin Roosevelt and Mr. Smith. Lord Home came with Wm Strutt Esqr, and Mrs. Hope.
Kirov said so to Dr. von Papen.
"""
SETTINGS = Settings(folder=Path(), titles_in_names=True)


def encoded(settings: Settings = SETTINGS) -> Encoded:
    return encode(Source("meeting.txt", TEXT.encode()), Desk(settings)).value


def names(tree: etree._Element) -> list[str]:
    return [" ".join("".join(name.itertext()).split()) for name in tree.iter(tei("persName")) if in_text(name)]


def in_text(element: etree._Element) -> bool:
    return any(ancestor.tag == tei("text") for ancestor in element.iterancestors())


def test_a_title_is_a_role_name_inside_of_the_name() -> None:
    tree = encoded().tree
    assert names(tree)[:3] == ["General Kirov", "President Franklin Roosevelt", "Mr. Smith"]
    roles = [role.text for role in tree.iter(tei("roleName"))]
    assert roles == ["General", "President", "Mr.", "Lord", "Esqr", "Mrs.", "Dr."]
    assert roles == [role.text for role in tree.xpath("//t:persName/t:roleName", namespaces={"t": TEI})]


def test_without_the_setting_english_keeps_titles_outside() -> None:
    tree = encoded(replace(SETTINGS, titles_in_names=None)).tree
    assert names(tree)[:2] == ["Kirov", "Franklin Roosevelt"]
    assert not list(tree.iter(tei("roleName")))


@pytest.mark.parametrize("wanted", [True, False])
def test_no_character_is_lost_and_all_schemas_are_content(*, wanted: bool) -> None:
    made = encoded(replace(SETTINGS, titles_in_names=wanted))
    findings = validate([Source("meeting.xml", made.content())], standard())
    # A header without an edition lacks this and that; of names and of the schemas there is nothing to say.
    assert [finding for finding in findings if not finding.rule.startswith("P15")] == []


def test_encoding_again_changes_no_byte() -> None:
    content = encoded().content()
    again = renewed(content, "meeting.xml", Desk(SETTINGS)).value
    assert not again.changed
    assert again.content() == content


def test_a_title_stays_in_a_name_that_a_person_has_confirmed() -> None:
    content = encoded().content()
    name = b'<persName ref="#kirov" resp="#pecia" cert="high"><roleName'
    assert name in content
    confirmed = content.replace(name, b'<persName ref="#kirov"><roleName', 1)
    assert renewed(confirmed, "meeting.xml", Desk(SETTINGS)).value.content() == confirmed


def test_another_decision_takes_the_titles_out_again() -> None:
    outside = replace(SETTINGS, titles_in_names=False)
    there = renewed(encoded().content(), "meeting.xml", Desk(outside)).value
    assert names(there.tree) == names(encoded(outside).tree)
    assert not list(there.tree.iter(tei("roleName")))


def test_the_setting_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pecia.toml"
    path.write_text("[encode]\ntitles-in-names = true\n", "utf-8")
    assert load(path).titles_in_names is True
    path.write_text("[encode]\n", "utf-8")
    assert load(path).titles_in_names is None
