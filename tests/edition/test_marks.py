"""Why something is marked, and what to check first: what `pecia encode` tells an editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pecia.cli.main import group
from pecia.core.errors import PeciaError
from pecia.core.findings import Location
from pecia.core.text import Source, Span
from pecia.edition.marks import Mark, asked_for, doubts, marks, unmarked
from pecia.edition.pipeline import Desk, Encoded, encode, renewed
from pecia.edition.settings import Settings
from pecia.edition.summary import MOST, Report, lines

_TEXT = """On 23 September 1932 Martemyan Ryutin was arrested in Moscow.1 He said: “I shall not kneel.”

Mr. Sten had read the Appeal, and Ryutin knew it; nobody else did.

1. See the report of 1989.
"""


def pecia(*arguments: str | Path, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(group, [str(a) for a in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit | PeciaError):
        raise result.exception
    return result


@pytest.fixture
def chapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("chapter.txt")
    path.write_text(_TEXT, "utf-8")
    return path


def made(text: str = _TEXT) -> Encoded:
    return encode(Source("chapter.txt", text.encode()), Desk(Settings(folder=Path()))).value


def mark(words: str, certainty: str, *, line: int = 1, entry: str = "", kind: str = "persName") -> Mark:
    return Mark(Location("a.txt", line, 1), Span(0, len(words)), kind, words, entry=entry, certainty=certainty)


def test_every_mark_says_where_it_is_what_it_is_how_sure_and_why() -> None:
    said = [str(one) for one in marks(made())]
    assert "chapter.txt:1:4: date “23 September 1932” → 1932-09-23 (high): day, month and year are given" in said
    assert any(
        one.startswith("chapter.txt:1:22: persName “Martemyan Ryutin” → martemyan-ryutin (high): ") for one in said
    )
    assert any("noteAnchor “1” → note 1 (high): note 1 has its text" in one for one in said)
    assert any("q “I shall not kneel.” (high): from “ to its partner ”" in one for one in said)


def test_reasons_survive_the_way_through_the_register() -> None:
    encoded = made()
    again = renewed(encoded.content(), "chapter.xml", Desk(Settings(folder=Path()))).value
    first, second = marks(encoded), marks(again)
    assert [(m.kind, m.words, m.evidence) for m in first] == [(m.kind, m.words, m.evidence) for m in second]
    assert all(m.evidence for m in first)


def test_the_mark_of_a_person_is_kept_and_says_whose_it_is() -> None:
    tei = made().content().replace(b'when="1932-09-23" resp="#pecia" cert="high"', b'when="1932-09" resp="#ae"', 1)
    found = marks(renewed(tei, "chapter.xml", Desk(Settings(folder=Path()))).value)
    (date,) = (one for one in found if one.words == "23 September 1932")
    assert date.why() == "marked by ae, and kept"
    assert not date.is_doubtful


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("Sten", {"Sten"}),
        ("martemyan-RYUTIN", {"Martemyan Ryutin", "Ryutin"}),
        ("date", {"23 September 1932", "1989"}),
        ("1:24", {"Martemyan Ryutin"}),
        ("chapter.txt:1:22", {"Martemyan Ryutin"}),
        ("5:", {"1989"}),
        ("placename", {"Moscow"}),
        ("nobody of that name", set()),
        ("Mosc", set()),
    ],
)
def test_a_question_is_about_a_word_an_entry_a_kind_or_a_place(about: str, words: set[str]) -> None:
    assert {one.words for one in asked_for(marks(made()), about)} >= words
    assert bool(words) == bool(list(asked_for(marks(made()), about)))


def test_a_word_that_is_not_marked_is_shown_in_its_context() -> None:
    encoded = made()
    (where,) = unmarked(encoded, "appeal", marks(encoded))
    assert where.startswith("chapter.txt:3:")
    assert "not marked: … . Sten had read the Appeal, and Ryutin knew it …" in where


def test_the_least_certain_come_first_then_what_most_hangs_on() -> None:
    found = [mark("Sure", "high"), mark("Rare", "medium", line=2)]
    found += [mark("Often", "medium", line=3 + n, entry="often") for n in range(40)]
    found += [mark("Dark", "low", line=90)]
    ordered = doubts(found)
    assert [(doubt.mark.words, doubt.mentions) for doubt in ordered] == [("Dark", 1), ("Often", 40), ("Rare", 1)]
    assert str(ordered[1]) == "a.txt:3:1: persName “Often” → often (medium, 40 mentions): its annotator gives no reason"


def test_twenty_are_shown_and_it_is_said_how_to_see_the_others() -> None:
    doubtful = tuple(mark(f"Name{n}", "low", line=n + 1) for n in range(MOST + 7))
    said = lines([Report("a.txt → a.xml", doubtful, (), (), ())], "pecia encode a.txt --about doubtful", brief=False)
    assert sum("to check" in line for line in said) == MOST + 1
    assert said[-1] == "  to check   … and 7 more: pecia encode a.txt --about doubtful"


def test_a_correction_that_is_to_check_is_not_said_twice() -> None:
    slip = mark("teh", "low", kind="sic")
    said = lines([Report("a.txt → a.xml", (slip,), (slip,), (), ())], "", brief=False)
    assert [line.strip().split("  ")[0] for line in said[1:]] == ["to check"]


def test_explaining_writes_nothing(chapter: Path) -> None:
    result = pecia("encode", chapter, "--explain")
    assert result.exit_code == 0
    assert result.stdout.startswith("chapter.txt:1:4: date “23 September 1932”")
    assert not Path("chapter.xml").exists()
    pecia("encode", chapter, "-q")
    before = Path("chapter.xml").read_bytes()
    assert "persName “Sten”" in pecia("encode", "chapter.xml", "--about", "Sten").stdout
    assert Path("chapter.xml").read_bytes() == before


def test_two_questions_are_both_heard_and_no_answer_is_said(chapter: Path) -> None:
    both = pecia("encode", chapter, "--about", "Ryutin", "--about", "1:").stdout.splitlines()
    assert [line.split(":")[1] for line in both] == ["1"]
    none = pecia("encode", chapter, "--about", "Tolstoy")
    assert (none.exit_code, none.stdout) == (0, "")
    assert "chapter.txt: nothing is marked that is about Tolstoy" in none.stderr


def test_a_stream_is_explained_too(chapter: Path) -> None:
    assert pecia("encode", "-", "--explain", stdin=_TEXT).stdout.startswith("-:1:4: date")


def test_a_dry_run_says_what_would_come_of_it(chapter: Path, tmp_path: Path) -> None:
    result = pecia("encode", chapter, "--output-dir", "out", "--dry-run")
    assert "chapter.txt → out/chapter.xml (not written): " in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["chapter.txt"]
    assert pecia("encode", "-", "-n", stdin=_TEXT).stdout == ""
    assert pecia("encode", "-", "-o", "x.xml", "-n", stdin=_TEXT).exit_code == 0
    assert not Path("x.xml").exists()


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_explained(chapter: Path) -> None:
    result = pecia("encode", "none.txt", chapter, "--explain")
    assert result.exit_code == 3
    assert "none.txt: cannot be read" in result.stderr
    assert "Martemyan Ryutin" in result.stdout
