"""A pointer in a private scheme leads where the header's prefixDef says."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import fragments
from pecia.core.findings import Finding
from pecia.core.text import Source
from pecia.validation.folder import Folder
from pecia.validation.judge import Demands, validate
from pecia.validation.pointers import Prefix

_LIST = '<standOff><listPerson><person xml:id="kirov"><persName>Kirov</persName></person></listPerson></standOff>'


def text(*values: str, replacement: str = "people.xml#$1", pattern: str = "([a-z]+)") -> bytes:
    names = "".join(f'<persName ref="{value}">Kirov</persName>' for value in values)
    declared = f'<prefixDef ident="people" matchPattern="{pattern}" replacementPattern="{replacement}"/>'
    document = fragments.document(f'<p xml:id="p1">{names}</p>').content
    return document.replace(
        b"<profileDesc>",
        f"<encodingDesc><listPrefixDef>{declared}</listPrefixDef></encodingDesc><profileDesc>".encode(),
    )


def found(content: bytes, folder: Path) -> list[Finding]:
    (folder / "people.xml").write_bytes(fragments.register(_LIST).content)
    path = str(folder / "a.xml")
    findings = validate([Source(path, content)], Demands(()), folder=Folder(folder))
    return [finding for finding in findings if finding.rule in ("P101", "P104", "P105")]


def test_it_is_followed_into_the_file_that_is_meant(tmp_path: Path) -> None:
    assert found(text("people:kirov"), tmp_path) == []
    (one,) = found(text("people:kirof"), tmp_path)
    assert (one.rule, one.message) == ("P101", 'ref="people:kirof" of <persName> leads to nothing')
    assert one.hint.startswith('nothing has xml:id="kirof" in ')


def test_a_scheme_may_stand_for_an_address_on_the_web_or_an_id_here(tmp_path: Path) -> None:
    assert found(text("people:kirov", replacement="https://example.org/$1"), tmp_path) == []
    assert found(text("people:p", replacement="#$11"), tmp_path) == []
    assert [f.rule for f in found(text("people:q", replacement="#$1"), tmp_path)] == ["P101"]


def test_what_leaves_the_edition_is_told_and_not_read(tmp_path: Path) -> None:
    assert [f.rule for f in found(text("people:kirov", replacement="../../$1.xml#x"), tmp_path)] == ["P105"]


def test_of_a_value_that_no_pattern_fits_nothing_is_known(tmp_path: Path) -> None:
    assert found(text("people:1917"), tmp_path) == []


def test_a_missing_image_is_found_in_an_edition(tmp_path: Path) -> None:
    figure = '<figure><graphic url="img/a%20b.png"/></figure>'
    content = fragments.document(f'<p xml:id="p1">{figure}</p>').content
    (one,) = found(content, tmp_path)
    assert (one.rule, "no file" in one.hint) == ("P101", True)
    (tmp_path / "img").mkdir()
    (tmp_path / "img/a b.png").write_bytes(b"")
    assert found(content, tmp_path) == []


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "((a)+)+b", "(.*)(.*)(.*)(.*)b", r"(.)\1", "(", "a" * 300])
def test_a_pattern_that_may_take_for_ever_or_is_none_is_not_tried(pattern: str) -> None:
    begun = time.process_time()
    assert Prefix("people", pattern, "#$1").expanded("a" * 200) is None
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("pattern", "value", "address"),
    [
        ("([a-z]+)", "kirov", "people.xml#kirov"),
        (r"([a-z]+)\.([0-9]{4})", "kirov.1934", "people.xml#kirov"),
        ("(.+)", "a b", "people.xml#a b"),
        ("kirov", "kirov", "people.xml#"),
    ],
)
def test_groups_of_the_pattern_stand_in_the_replacement(pattern: str, value: str, address: str) -> None:
    assert Prefix("people", pattern, "people.xml#$1").expanded(value) == address
