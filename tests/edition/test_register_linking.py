"""Nothing is linked that a person did not accept, and what was accepted is written as it should be, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import console
from pecia.authorities import Candidate, Question
from pecia.core.errors import SourceError, UsageError
from pecia.core.text import Source
from pecia.edition.register import decisions
from pecia.edition.register.decisions import Row, joined
from pecia.edition.register.holdings import open_folder
from pecia.edition.register.linking import FolderCache, apply, questions, rows, shelf

_LIST = b"""GND,name,kind,birth,death,note
118604384,"Rykov, Aleksej Ivanovic",person,1881,1938,politician
118759590,"Tomskij, Michail P.",person,1880,1936,
119006081,Rykowa,person,,,
"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return console.with_sample(tmp_path) / "tei"


def test_only_entries_without_a_number_are_asked_for_and_each_once(edition: Path) -> None:
    entries = open_folder(edition).entries
    asked = {question.key for question in questions(entries, "GND")}
    assert "rykov" in asked
    assert asked.isdisjoint({"lenin", "stalin", "trotsky"})
    rykov = Row("rykov", "person", "Rykov", "", "GND")
    assert "rykov" not in {question.key for question in questions(entries, "GND", [rykov])}
    assert "rykov" in {question.key for question in questions(entries, "VIAF", [rykov])}
    assert "rykov" in {question.key for question in questions(entries, "GND", [rykov], again=True)}
    decided = replace(rykov, decision="no")
    assert "rykov" not in {question.key for question in questions(entries, "GND", [decided], again=True)}


def test_a_list_in_a_file_gives_candidates_and_rows(edition: Path) -> None:
    holdings = open_folder(edition)
    known, authority = shelf(Source("c.csv", _LIST), "csv", "")
    asked = [question for question in questions(holdings.entries, authority) if question.key in ("rykov", "yagoda")]
    found = list(rows(holdings, ((q, known.candidates(q)) for q in asked), authority))
    assert [(row.entry, row.candidate) for row in found] == [
        ("rykov", "118604384"),
        ("rykov", "119006081"),
        ("yagoda", ""),
    ]
    assert found[0].description == "politician; 1881; 1938"
    assert found[0].address == "https://d-nb.info/gnd/118604384"
    assert [row.decision for row in found] == ["", "", ""]


def test_rows_are_written_and_read_as_they_are(edition: Path) -> None:
    row = Row(
        "k", "person", 'K. "x", y', "about", "GND", "1", "N", "d", "99.5", "yes", "https://x.y", "no", "ada", line=2
    )
    assert decisions.read(Source("r.csv", decisions.written([row]))) == (row,)


def test_going_on_keeps_what_was_decided_and_forgets_that_nobody_was_found() -> None:
    decided = Row("a", "person", "A", "", "GND", "1", decision="yes")
    nobody, known = Row("b", "person", "B", "", "GND"), Row("b", "person", "B", "", "GND", "2")
    assert joined((decided, nobody), (replace(decided, decision=""), known)) == (decided, known)


def _decided(*rows: tuple[str, str, str, str]) -> list[Row]:
    return [Row(e, "person", e, "", a, c, decision=d, line=n) for n, (e, a, c, d) in enumerate(rows, 2)]


def test_what_was_accepted_is_written_with_who_accepted_it_and_nothing_else(edition: Path) -> None:
    holdings = open_folder(edition)
    decided = _decided(
        ("rykov", "GND", "118604384", "YES"), ("tomsky", "GND", "118759590", "no"), ("kirov", "GND", "1", "")
    )
    done = apply(holdings, decided, "r.csv", by="Ada Example")
    assert (done.lines, done.conflicts, done.refused, done.waiting) == (("rykov: GND 118604384",), (), 1, 1)
    holdings.save(registers_first=True)
    written = (edition / "register/persons.xml").read_text("utf-8")
    assert '<idno type="GND" resp="#ada-example">118604384</idno>' in written
    assert "118759590" not in written
    assert "nothing to mend" in console.run("pecia validate", edition)
    again = open_folder(edition)
    assert apply(again, decided, "r.csv", by="Ada Example").lines == ()
    assert again.changed() == ()


def test_each_row_may_say_who_decided_it(edition: Path) -> None:
    holdings = open_folder(edition)
    decided = [replace(row, decided_by="Bea") for row in _decided(("rykov", "ORCID", "0000-0002-1825-0097", "ja"))]
    apply(holdings, decided, "r.csv", by="Ada")
    [idno] = holdings.entry("rykov").element.iter("{*}idno")
    assert (idno.get("type"), idno.get("resp"), idno.text) == ("ORCID", "#bea", "0000-0002-1825-0097")


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        (("nobody", "GND", "118604384", "yes"), "there is no such entry any more"),
        (("rykov", "GND", "118604385", "yes"), "its last character would be 4"),
        (("rykov", "", "118604384", "yes"), "there is no authority in the row"),
        (("rykov", "GND", "", "yes"), "there is no number in the row"),
        (("lenin", "GND", "118604384", "yes"), "has GND 118640402 already"),
        (("rykov", "GND", "118640402", "yes"), "is that of lenin: if they are one, pecia register merge lenin rykov"),
    ],
)
def test_what_cannot_be_right_is_told_and_not_written(
    edition: Path, row: tuple[str, str, str, str], trouble: str
) -> None:
    holdings = open_folder(edition)
    done = apply(holdings, _decided(row), "r.csv")
    assert len(done.conflicts) == 1
    assert trouble in done.conflicts[0]
    assert done.conflicts[0].endswith("(r.csv:2)")
    assert holdings.changed() == ()


def test_two_candidates_that_were_both_accepted_are_neither_written(edition: Path) -> None:
    holdings = open_folder(edition)
    done = apply(
        holdings, _decided(("rykov", "GND", "118604384", "yes"), ("rykov", "GND", "118759590", "yes")), "r.csv"
    )
    assert (len(done.conflicts), done.lines, holdings.changed()) == (2, (), ())


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"entry,candidate\nx,1\n", "has no authority, decision"),
        (b"entry,authority,candidate,decision\nx,GND,1,perhaps\n", "'perhaps' is no decision"),
    ],
)
def test_what_is_no_file_of_decisions_says_why(content: bytes, trouble: str) -> None:
    with pytest.raises(SourceError, match=trouble):
        decisions.read(Source("r.csv", content))


def test_a_list_without_an_authority_or_names_says_why() -> None:
    with pytest.raises(UsageError, match="whose numbers are these"):
        shelf(Source("c.csv", b"id,name\n1,x\n"), "csv", "")
    with pytest.raises(SourceError, match="a column GND or id, and a column name"):
        shelf(Source("c.csv", b"gnd\n1\n"), "csv", "GND")


def test_answers_are_kept_where_git_does_not_see_them(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path)
    assert cache.get("a") is None
    cache.put("a", {"x": [1]})
    assert (tmp_path / ".pecia/.gitignore").read_text("utf-8") == "*\n"
    assert FolderCache(tmp_path).get("a") == {"x": [1]}
    assert FolderCache(tmp_path, fresh=True).get("a") is None
    [kept] = (tmp_path / ".pecia/cache").rglob("*.json")
    for spoilt in (b"{", b"[]", json.dumps({"key": "b", "value": 1}).encode()):
        kept.write_bytes(spoilt)
        assert FolderCache(tmp_path).get("a") is None


def test_a_service_may_describe_its_candidates_otherwise(edition: Path) -> None:
    holdings = open_folder(edition)
    asked = (
        (
            Question("rykov", "person", ("Rykov",)),
            (Candidate("1", "R.", 5, types=("Person",)), Candidate("2", "S.", 4, description="d")),
        ),
    )
    found = list(rows(holdings, asked, "GND", lambda candidate: f"about {candidate.id}"))
    assert [row.description for row in found] == ["about 1", "d"]
