"""What XML cannot hold comes into no register, wherever it comes from: it is said where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

import console
from pecia.core.errors import SourceError, UsageError
from pecia.core.text import Source
from pecia.edition.register.decisions import read
from pecia.edition.register.holdings import open_folder
from pecia.edition.register.splitting import confirm, split
from pecia.edition.register.tables import read_table


@pytest.mark.parametrize(
    ("content", "form", "trouble"),
    [
        (b"id,name\na,Ada\nb,Be\x01rt\n", "csv", r"t:3: has a character that XML cannot hold \(U\+0001\)"),
        (b'{"id": "b", "name": "Be\\u0001rt"}\n', "jsonl", r"t:1: .*\(U\+0001\)"),
        (b'{"id": "b", "variants": ["Bert", "B\\ud800"]}\n', "jsonl", r"t:1: .*\(U\+D800\)"),
    ],
)
def test_a_table_with_such_a_character_is_refused_by_its_line(content: bytes, form: str, trouble: str) -> None:
    with pytest.raises(SourceError, match=trouble):
        read_table(Source("t", content), form=form)


def test_half_a_pair_of_surrogates_is_refused_and_a_whole_one_is_a_character() -> None:
    [record] = read_table(Source("t", b'{"name": "\\ud83d\\ude00"}'), form="jsonl").records
    assert record.name == "😀"


def test_a_decision_with_such_a_character_is_refused() -> None:
    rows = b"entry,authority,candidate,decision,decided_by\nada,GND,1,yes,B\x02\n"
    with pytest.raises(SourceError, match=r"t:2: .*\(U\+0002\)"):
        read(Source("t", rows))


def test_neither_who_decides_nor_a_new_entry_has_one(tmp_path: Path) -> None:
    holdings = open_folder(console.with_sample(tmp_path) / "tei")
    # From a terminal that is not set to UTF-8, letters come as lone surrogates.
    with pytest.raises(UsageError, match=r"--by .*cannot hold \(U\+DCFC\)"):
        confirm(holdings, holdings.entry("yezhov"), by="M\udcfcller")
    with pytest.raises(UsageError, match=r"--name .*cannot hold \(U\+0001\)"):
        split(holdings, holdings.entry("stalin"), forms=["Stalin"], name="X\x01")
    assert holdings.changed() == ()


@pytest.mark.parametrize("identifier", ["1x", "a b", "a:b", '"', "-"])
def test_an_id_that_is_no_xml_name_is_refused(tmp_path: Path, identifier: str) -> None:
    holdings = open_folder(console.with_sample(tmp_path) / "tei")
    with pytest.raises(UsageError, match="is no xml:id"):
        split(holdings, holdings.entry("stalin"), forms=["Stalin"], name="X", identifier=identifier)
    assert holdings.changed() == ()
