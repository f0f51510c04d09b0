"""What `pecia review` does with files: written, repeated, refused, and encoded again."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from pecia.core.errors import OutputError, PeciaError, SourceError, UsageError
from pecia.edition.register.holdings import Holdings
from pecia.edition.review import judging
from pecia.edition.review.opening import Opened
from pecia.edition.review.session import Session
from pecia.engines.trees import parse
from pecia.relaxng import check
from pecia.resources import folder
from reviewing import carried_out, listed, marks, pecia, review

ROOT = Path(__file__).resolve().parents[2]


def test_a_list_says_where_what_how_sure_and_why(encoded: Path) -> None:
    lines = pecia("review", encoded, "--list").stdout.splitlines()
    [date] = [line for line in lines if "13 October" in line]
    assert re.fullmatch(r".*c\.xml:\d+: date “13 October” → 1932-10-13 \(medium\): .+", date)


def test_what_is_rejected_is_not_marked_again_and_the_text_is_whole(encoded: Path) -> None:
    rows = [row | {"do": "reject"} for row in listed(encoded, "--all")]
    result = carried_out(encoded, *rows)
    assert result.exit_code == 0
    assert marks(encoded, "#pecia") == []
    decided = encoded.read_bytes()
    again = pecia("encode", encoded)
    assert again.exit_code == 0
    assert encoded.read_bytes() == decided
    assert pecia("compare", encoded.with_suffix(".txt"), encoded).exit_code == 0


def test_what_is_accepted_outlives_the_next_encoding(encoded: Path) -> None:
    rows = [row | {"do": "accept"} for row in listed(encoded, "--all")]
    assert carried_out(encoded, *rows).exit_code == 0
    decided = marks(encoded)
    assert len(decided) >= len(rows)
    # What was confirmed is evidence: more may be found beside it.
    assert pecia("encode", encoded).exit_code == 0
    assert marks(encoded) == decided
    assert pecia("compare", encoded.with_suffix(".txt"), encoded).exit_code == 0


def test_every_decision_leaves_a_valid_file_in_which_the_source_is_whole(chapter: Path) -> None:
    result = review(
        chapter,
        *("l mary", "1"),
        *("w General Smith",),
        "s",
        *("v 1933-10-13",),
        *("k person", "committee", "+The Committee"),
        *("A",),
        "q",
        options=("--all", "--kind", "persName", "--kind", "date", "--kind", "orgName", "--level", "low"),
    )
    assert "decided" in result.stderr
    root = parse(chapter.read_bytes(), "c.xml")
    assert check(folder("schemas") / "pecia.rng", root, "c.xml") == ()
    assert pecia("compare", chapter.with_suffix(".txt"), chapter).exit_code == 0


def test_a_refused_chapter_is_valid_by_all_schemas(encoded: Path) -> None:
    rows = listed(encoded, "--all")
    verdicts = ["reject", "accept"]
    decided = [row | {"do": verdicts[number % 2]} for number, row in enumerate(rows)]
    assert carried_out(encoded, *decided).exit_code == 0
    shown = pecia("validate", encoded).stdout
    codes = {found[0] for line in shown.splitlines() if (found := re.search(r"\b[VSP]\d{3}\b", line))}
    # Of a note whose marker was refused it is said that nothing leads to it; the header is bare.
    assert codes - {"P110", "S203", "P151", "P152", "P153", "P154"} == set()


@pytest.mark.oracle
def test_a_refused_chapter_is_valid_tei(encoded: Path, shared: Path) -> None:
    rows = [row | {"do": "reject"} for row in listed(encoded, "--all")]
    assert carried_out(encoded, *rows).exit_code == 0
    root = parse(encoded.read_bytes(), "c.xml")
    assert check(shared / "tei" / "tei_all.rng", root, "c.xml") == ()


def test_answers_that_end_too_soon_write_nothing_and_lose_nothing(chapter: Path) -> None:
    before = chapter.read_bytes()
    result = review(chapter, "a", "r")
    assert isinstance(result.exception, UsageError)
    assert "ended before q" in str(result.exception)
    assert chapter.read_bytes() == before
    kept = chapter.with_suffix(".decisions.jsonl")
    assert str(kept) in result.stderr
    again = pecia("review", chapter, "--as", "Ada Example", "--decisions", kept)
    assert "2 decided (1 accepted, 1 rejected)" in again.stderr


def test_a_review_that_is_recorded_can_be_repeated(chapter: Path) -> None:
    copy = chapter.with_name("copy.xml")
    shutil.copy(chapter, copy)
    log = chapter.with_name("log.jsonl")
    assert review(chapter, "l mary", "1", "r", "s", "n Adam", "q", options=("--record", str(log))).exit_code == 0
    assert pecia("review", copy, "--as", "Ada Example", "--decisions", log).exit_code == 0
    assert copy.read_bytes() == chapter.read_bytes()


def test_decisions_that_all_fit_are_tried_once_and_written_once(chapter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def counted(opened: Opened, session: Session, who: str) -> Holdings:
        tried.append(len(session.steps))
        return carry_out(opened, session, who)

    carry_out = judging.carried_out
    monkeypatch.setattr(judging, "carried_out", counted)
    names = [row for row in listed(chapter, "--all", "--kind", "persName") if row["words"] == "Smith"]
    assert len(names) == 3
    wider = [
        row | {"do": "words", "to": to}
        for row, to in zip(names, ("General Smith", "Smith left", "Smith knew"), strict=True)
    ]
    assert carried_out(chapter, *wider).exit_code == 0
    assert tried == [3, 3]
    assert {words for _, words in marks(chapter)} == {"General Smith", "Smith knew", "Smith left"}


def test_a_decision_that_no_longer_fits_is_a_finding(chapter: Path) -> None:
    row = listed(chapter)[0]
    assert carried_out(chapter, row | {"do": "accept"}).exit_code == 0
    decided = chapter.read_bytes()
    again = carried_out(chapter, row | {"do": "accept"})
    assert again.exit_code == 1
    assert "P075 accept of persName “Smith” in p1: there is no such mark" in again.stderr
    assert chapter.read_bytes() == decided


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ({"name": "Sm\x01ith"}, "has a character that XML cannot hold (U+0001)"),
        ({"name": "Sm\ud800ith"}, "has a character that XML cannot hold (U+D800)"),
        ({"name": "Ann Fox", "entry": '1 b"<'}, "is no id: it begins with a letter"),
    ],
)
def test_what_xml_cannot_hold_is_a_finding(chapter: Path, said: dict[str, object], trouble: str) -> None:
    before = chapter.read_bytes()
    done = carried_out(chapter, listed(chapter, "--kind", "persName")[0] | {"do": "new"} | said)
    assert done.exit_code == 1
    assert trouble in done.stderr
    assert chapter.read_bytes() == before


def test_a_reviewer_whose_name_xml_cannot_hold_is_refused_before_anything_is_asked(chapter: Path) -> None:
    with_surrogate = pecia("review", chapter, "--as", "M\udcfcller", stdin="")
    assert isinstance(with_surrogate.exception, UsageError)
    assert "cannot hold (U+DCFC)" in str(with_surrogate.exception)


def test_decisions_may_have_a_mark_of_their_encoding_and_separators_of_lines_in_their_words(chapter: Path) -> None:
    row = listed(chapter)[0] | {"do": "accept", "because": "a\u2028b\x85c"}
    path = chapter.with_name("d.jsonl")
    path.write_text(json.dumps(row, ensure_ascii=False) + "\r\n", "utf-8-sig")
    assert pecia("review", chapter, "--as", "Ada Example", "--decisions", path).exit_code == 0
    assert len(marks(chapter)) == 1


def test_decisions_without_an_end_are_no_json(chapter: Path) -> None:
    path = chapter.with_name("d.jsonl")
    path.write_text("[" * 100_000, "utf-8")
    assert isinstance(pecia("review", chapter, "--as", "A", "--decisions", path).exception, UsageError)


def test_a_file_that_somebody_changed_meanwhile_is_not_overwritten(
    chapter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pecia.cli import review as cli

    real = cli.save

    def late(*arguments: object) -> object:
        chapter.write_bytes(chapter.read_bytes() + b"<!-- mine -->\n")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(cli, "save", late)
    result = review(chapter, "a", "q")
    assert isinstance(result.exception, OutputError)
    assert "changed by somebody else meanwhile" in str(result.exception)
    assert chapter.read_bytes().endswith(b"<!-- mine -->\n")
    assert "#ada-example" not in chapter.read_text("utf-8")
    assert chapter.with_suffix(".decisions.jsonl").is_file()


def test_a_file_that_is_read_only_is_refused_before_anything_is_asked(chapter: Path) -> None:
    chapter.chmod(0o444)
    result = review(chapter, "a", "q")
    assert isinstance(result.exception, OutputError)
    assert "is read-only" in str(result.exception)
    assert pecia("review", chapter, "--list").exit_code == 0


@pytest.mark.parametrize(
    ("name", "content", "error", "said"),
    [
        ("c.txt", "A text.", UsageError, "only TEI is reviewed; make it with pecia encode"),
        ("html.xml", "<html/>", SourceError, "is not TEI"),
        ("broken.xml", "<TEI", SourceError, "not well-formed"),
        ("missing.xml", None, SourceError, "cannot be read"),
    ],
)
def test_what_is_no_tei_is_said_to_be_none(
    tmp_path: Path, name: str, content: str | None, error: type[PeciaError], said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, "utf-8")
    result = review(path, "q")
    assert isinstance(result.exception, error)
    assert said in str(result.exception)


def test_where_nothing_is_doubtful_nothing_is_asked(chapter: Path) -> None:
    rows = [row | {"do": "accept"} for row in listed(chapter)]
    assert carried_out(chapter, *rows).exit_code == 0
    result = review(chapter)
    assert result.exit_code == 0
    assert re.search(r"nothing to review; of the machine's marks \d+ are left, see them with --all", result.stderr)


def test_nobody_is_made_up(chapter: Path) -> None:
    before = chapter.read_bytes()
    result = pecia("review", chapter, stdin="a\nq\n")
    assert isinstance(result.exception, UsageError)
    assert 'Say --as "Your Name"' in str(result.exception)
    assert isinstance(pecia("review", chapter, "--as", "PECIA", stdin="a\nq\n").exception, UsageError)
    assert chapter.read_bytes() == before


def test_in_an_edition_the_register_is_written_too_and_the_reviewer_comes_from_its_settings(tmp_path: Path) -> None:
    edition = tmp_path / "edition"
    shutil.copytree(ROOT / "tei", edition)
    settings = edition / "pecia.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("[edition]", '[edition]\nreviewer = "Bo Editor"', 1), "utf-8"
    )
    chapter = edition / "chapters" / "ryutin.xml"
    assert pecia("encode", edition / "sources" / "ryutin.txt", "--quiet").exit_code == 0
    assert pecia("encode", chapter, "--quiet").exit_code == 0
    source = edition / "sources" / "ryutin.txt"
    persons = (edition / "register" / "persons.xml").read_bytes()
    row = next(row for row in listed(chapter, "--all") if row.get("points to") == "ryutin")
    said = json.dumps(row | {"do": "new", "name": "Somebody Else"})
    result = pecia("review", chapter, "--decisions", "-", stdin=said)
    assert result.exit_code == 0, result.exception
    assert "by Bo Editor; " in result.stderr
    assert "persons.xml changed too" in result.stderr
    text = chapter.read_text("utf-8")
    assert 'ref="../register/persons.xml#somebody-else" resp="#bo-editor"' in text
    after = (edition / "register" / "persons.xml").read_text("utf-8")
    assert '<person xml:id="somebody-else" resp="#bo-editor">' in after
    assert '<respStmt xml:id="bo-editor">' in after
    without = re.sub(
        r'<respStmt xml:id="bo-editor">.*?</respStmt>\s*|\s*<person xml:id="somebody-else".*?</person>',
        "",
        after,
        flags=re.S,
    )
    assert "".join(without.split()) == "".join(persons.decode().split())
    assert pecia("compare", source, chapter).exit_code == 0
    decided = chapter.read_bytes()
    assert pecia("encode", chapter, "--quiet").exit_code == 0
    assert marks(chapter, "#bo-editor") == [("persName", row["words"])]
    assert chapter.read_text("utf-8").count("#bo-editor") == decided.decode().count("#bo-editor")
    shown = pecia("validate", chapter).stdout
    assert not re.search(r" (V30\d|P101|P140) ", shown), shown
