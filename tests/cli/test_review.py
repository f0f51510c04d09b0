"""What `pecia review` promises an editor, answered by lines as through a pipe or a screen reader."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pecia.cli.main import group
from pecia.core.errors import OutputError, PeciaError, SourceError, UsageError
from pecia.engines.trees import local, parse, tei
from pecia.relaxng import check
from pecia.resources import folder

ROOT = Path(__file__).resolve().parents[2]
_TEXT = """The Appeal

On 23 September 1932 Martemyan Ryutin was arrested by the OGPU in Moscow.1 General Smith had read the Appeal. Smith
knew John Smith and Mary Smith. On 13 October Smith left for the Moscow Committee. ICirov stayed, and Na saw Na.

1. See the report of 1989.
"""


# What the machine finds changes with each release; what a review makes of it does not.
_MARKED = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>The Appeal</title>
        <respStmt xml:id="pecia">
          <resp>marked</resp>
          <name type="software">pecia</name>
        </respStmt>
      </titleStmt>
      <publicationStmt><p>Nothing is said about the publication.</p></publicationStmt>
      <sourceDesc><p>Nothing is said about the source.</p></sourceDesc>
    </fileDesc>
  </teiHeader>
  <standOff>
    <listPerson>
      <person xml:id="john-smith" resp="#pecia">
        <persName type="main">John Smith</persName>
        <persName type="variant">Smith</persName>
      </person>
      <person xml:id="mary-smith" resp="#pecia">
        <persName type="main">Mary Smith</persName>
      </person>
      <person xml:id="na" resp="#pecia">
        <persName type="main">Na</persName>
      </person>
    </listPerson>
    <listOrg>
      <org xml:id="moscow-committee" resp="#pecia">
        <orgName type="main">Moscow Committee</orgName>
      </org>
    </listOrg>
  </standOff>
  <text>
    <body>
      <div type="chapter" xml:id="div1">
        <head xml:id="head1">The Appeal</head>
        <p xml:id="p1">General <persName ref="#john-smith" resp="#pecia" cert="low">Smith</persName> had read the
          Appeal. <persName ref="#john-smith" resp="#pecia" cert="high">Smith</persName> knew <persName
          ref="#john-smith" resp="#pecia" cert="high">John Smith</persName> &#38; <persName
          ref='#mary-smith' resp='#pecia' cert='high'>Mary Smith</persName>. On <date
          when="1932-10-13" resp="#pecia" cert="medium">13 October</date>
          <persName ref="#mary-smith" resp="#pecia" cert="low">Smith</persName> left for the <orgName
          ref="#moscow-committee" resp="#pecia" cert="medium">Moscow Committee</orgName>.<!-- which? -->
          <choice resp="#pecia"><sic>ICirov</sic><corr resp="#pecia" cert="high">Kirov</corr></choice> stayed, and
          <persName ref="#na" resp="#pecia" cert="medium">Na</persName> saw <persName ref="#na" resp="#pecia"
          cert="medium">Na</persName>.</p>
      </div>
    </body>
  </text>
</TEI>
"""
_SOURCE = """The Appeal

General Smith had read the Appeal. Smith knew John Smith & Mary Smith. On 13 October Smith left for the Moscow
Committee. ICirov stayed, and Na saw Na.
"""


def pecia(*arguments: str | Path, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(group, [str(a) for a in arguments], input=stdin)
    if isinstance(result.exception, PeciaError):
        return result
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def review(chapter: Path, *lines: str, options: tuple[str, ...] = ()) -> Result:
    return pecia("review", chapter, "--as", "Ada Example", *options, stdin="".join(f"{line}\n" for line in lines))


@pytest.fixture
def chapter(tmp_path: Path) -> Path:
    """A chapter with marks of the machine's that do not change, and its source beside it."""
    (tmp_path / "c.txt").write_text(_SOURCE, "utf-8")
    (tmp_path / "c.xml").write_text(_MARKED, "utf-8")
    return tmp_path / "c.xml"


@pytest.fixture
def encoded(tmp_path: Path) -> Path:
    """A chapter as it is encoded today."""
    (tmp_path / "c.txt").write_text(_TEXT, "utf-8")
    assert pecia("encode", tmp_path / "c.txt", "--quiet").exit_code == 0
    return tmp_path / "c.xml"


def listed(chapter: Path, *options: str) -> list[dict[str, object]]:
    shown = pecia("review", chapter, "--list", "--json", *options)
    assert shown.exit_code == 0
    return [json.loads(line) for line in shown.stdout.splitlines()]


def carried_out(chapter: Path, *rows: dict[str, object]) -> Result:
    path = chapter.with_name("d.jsonl")
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return pecia("review", chapter, "--as", "Ada Example", "--decisions", path)


def marks(chapter: Path, who: str = "#ada-example") -> list[tuple[str, str]]:
    """What is somebody's: the name of the element, and its words."""
    root = parse(chapter.read_bytes(), "c.xml")
    return [(str(e.tag).rpartition("}")[2], "".join(e.itertext())) for e in root.iter(tei("*")) if e.get("resp") == who]


def test_the_least_certain_are_asked_first_and_the_sure_ones_only_when_wanted(chapter: Path) -> None:
    doubtful = [row["certainty"] for row in listed(chapter)]
    assert doubtful == sorted(doubtful, key=["low", "medium"].index)
    assert {"low", "medium"} == set(doubtful)
    assert "high" in {row["certainty"] for row in listed(chapter, "--all")}
    assert {row["certainty"] for row in listed(chapter, "--level", "low")} == {"low"}
    assert {row["kind"] for row in listed(chapter, "--kind", "date", "--all")} == {"date"}


def test_a_list_says_where_what_how_sure_and_why(encoded: Path) -> None:
    lines = pecia("review", encoded, "--list").stdout.splitlines()
    [date] = [line for line in lines if "13 October" in line]
    assert re.fullmatch(r".*c\.xml:\d+: date “13 October” → 1932-10-13 \(medium\): .+", date)


def test_a_question_shows_sentence_entry_mentions_and_what_can_be_done(chapter: Path) -> None:
    shown = review(chapter, "x").stdout
    assert "person “Smith” · low certainty" in shown
    assert "General [[Smith]] had read the Appeal." in shown
    assert "#john-smith, proposed by pecia" in shown
    assert "other mention" in shown
    assert "a accept · r reject · k kind" in shown
    assert "\x1b" not in shown


def test_what_is_accepted_has_the_reviewer_and_nothing_else_changes(chapter: Path) -> None:
    result = review(chapter, "a", "q")
    assert result.exit_code == 0
    assert "1 decided (1 accepted) by Ada Example" in result.stderr
    statement = """        <respStmt xml:id="ada-example">
          <resp>marks of names, dates, notes and corrections reviewed by</resp>
          <name>Ada Example</name>
        </respStmt>
"""
    expected = _MARKED.replace(
        'resp="#pecia" cert="low">Smith</persName> had', 'resp="#ada-example">Smith</persName> had'
    )
    expected = expected.replace('<person xml:id="john-smith" resp="#pecia">', '<person xml:id="john-smith">')
    expected = expected.replace("      </titleStmt>\n", f"{statement}      </titleStmt>\n")
    assert chapter.read_text("utf-8") == expected


def test_what_is_rejected_leaves_its_words_and_a_word_on_that(chapter: Path) -> None:
    assert review(chapter, "R", "q", options=("--kind", "persName", "--level", "medium")).exit_code == 0
    text = chapter.read_text("utf-8")
    said = '<certainty locus="name" assertedValue="persName" degree="0" resp="#ada-example"/>'
    assert f"<seg>Na{said}</seg> saw <seg>Na{said}</seg>.</p>" in text
    # The rest of the paragraph, and its odd lines, are as they were.
    assert _MARKED[_MARKED.index("<p xml") : _MARKED.index('<persName ref="#na"')] in text


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


def test_undo_goes_back_any_number_of_steps(chapter: Path) -> None:
    before = chapter.read_bytes()
    result = review(chapter, "a", "r", "s", "u", "u", "u", "u", "q")
    assert "Nothing to undo." in result.stdout
    assert "nothing decided, nothing written" in result.stderr
    assert chapter.read_bytes() == before


def test_a_capital_letter_decides_all_that_are_alike(chapter: Path) -> None:
    result = review(chapter, "R", "q", options=("--kind", "persName", "--level", "medium"))
    assert "2 decided (2 rejected)" in result.stderr
    assert chapter.read_text("utf-8").count('assertedValue="persName"') == 2
    # Nothing points to the entry that the machine had made of it.
    assert 'xml:id="na"' not in chapter.read_text("utf-8")


def test_a_new_entry_is_the_persons_own(chapter: Path) -> None:
    result = review(chapter, "n General Adam Smith", "q")
    assert "1 with a new entry" in result.stderr
    root = parse(chapter.read_bytes(), "c.xml")
    [entry] = [
        e for e in root.iter(tei("person")) if e.get("{http://www.w3.org/XML/1998/namespace}id") == "general-adam-smith"
    ]
    assert entry.get("resp") is None
    assert '<persName ref="#general-adam-smith" resp="#ada-example">Smith</persName>' in chapter.read_text("utf-8")


def test_two_entries_become_one(chapter: Path) -> None:
    result = review(chapter, "m", "mary", "1", "q")
    assert "1 merged" in result.stderr
    text = chapter.read_text("utf-8")
    assert "john-smith" not in text
    assert '<persName type="variant">John Smith</persName>' in text
    assert pecia("compare", chapter.with_suffix(".txt"), chapter).exit_code == 0


def test_a_part_of_a_name_is_decided_with_the_name(chapter: Path) -> None:
    role = '<roleName resp="#pecia" cert="medium">Miss</roleName> '
    chapter.write_text(_MARKED.replace(">Mary Smith</persName>.", f">{role}Mary Smith</persName>."), "utf-8")
    assert "roleName" not in {row["kind"] for row in listed(chapter, "--all")}
    [row] = [row for row in listed(chapter, "--all") if row["words"] == "Miss Mary Smith"]
    assert carried_out(chapter, row | {"do": "accept"}).exit_code == 0
    assert '<roleName resp="#ada-example">Miss</roleName>' in chapter.read_text("utf-8")


def test_a_title_that_becomes_a_name_says_no_more_what_only_titles_say(chapter: Path) -> None:
    title = '<title level="m" ref="#na" resp="#pecia" cert="low">Na</title>'
    chapter.write_text(_MARKED.replace("Moscow Committee</orgName>.", f"Moscow Committee</orgName> {title}."), "utf-8")
    result = review(chapter, "s", "s", "k l", "zz", "+Naples", "q", options=("--level", "low"))
    assert "1 of another kind" in result.stderr
    said = '<certainty locus="name" assertedValue="title" degree="0" resp="#ada-example"/>'
    assert f'<placeName ref="#naples" resp="#ada-example">Na{said}</placeName>' in chapter.read_text("utf-8")


def test_who_calls_a_person_a_work_has_no_person_found_in_its_title(encoded: Path) -> None:
    row = next(row for row in listed(encoded, "--all") if row["words"] in ("John Smith", "Smith"))
    assert carried_out(encoded, row | {"do": "kind", "to": "title"}).exit_code == 0
    assert pecia("encode", encoded).exit_code == 0
    root = parse(encoded.read_bytes(), "c")
    [title] = [e for e in root.iter(tei("title")) if e.get("resp") == "#ada-example"]
    assert [local(child) for child in title] == ["certainty"]


def test_words_are_chosen_one_by_one_and_never_across_another_mark(chapter: Path) -> None:
    text = chapter.read_text("utf-8")
    shown = review(chapter, "w General Smith", "w Smith left", "q")
    assert "2 with other words" in shown.stderr
    after = chapter.read_text("utf-8")
    assert '<persName ref="#john-smith" resp="#ada-example">General Smith</persName>' in after
    assert '<persName ref="#mary-smith" resp="#ada-example">Smith left</persName>' in after
    assert parse(text.encode(), "a").xpath("string(//*[local-name()='p'])") == (
        parse(after.encode(), "b").xpath("string(//*[local-name()='p'])")
    )


def test_a_correction_may_be_read_otherwise(chapter: Path) -> None:
    result = review(chapter, "v Cirov", "q", options=("--all", "--kind", "sic"))
    assert "1 with another reading" in result.stderr
    assert '<choice resp="#ada-example"><sic>ICirov</sic><corr resp="#ada-example">Cirov</corr></choice>' in (
        re.sub(r"</?persName[^>]*>", "", chapter.read_text("utf-8"))
    )


def test_what_cannot_be_done_is_said_and_asked_again(chapter: Path) -> None:
    shown = review(chapter, "w Moscow", "z", "x").stdout
    assert "No: “Moscow” does not stand here" in shown
    assert "Press one of a r k l n m w s u q x ?" in shown


def test_leaving_asks_before_it_throws_away_what_was_decided(chapter: Path) -> None:
    before = chapter.read_bytes()
    result = review(chapter, "a", "x", "n", "x", "y")
    assert "Leave 1 decided unsaved?" in result.stdout
    assert "left as it is" in result.stderr
    assert chapter.read_bytes() == before


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


def test_a_decision_that_no_longer_fits_is_a_finding(chapter: Path) -> None:
    row = listed(chapter)[0]
    assert carried_out(chapter, row | {"do": "accept"}).exit_code == 0
    decided = chapter.read_bytes()
    again = carried_out(chapter, row | {"do": "accept"})
    assert again.exit_code == 1
    assert "P075 accept of persName “Smith” in p1: there is no such mark" in again.stderr
    assert chapter.read_bytes() == decided


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
    result = pecia("review", chapter, "--all", "--kind", "person", stdin="n Somebody Else\nr\na\nq\n")
    assert result.exit_code == 0, result.exception
    assert "by Bo Editor; " in result.stderr
    assert "persons.xml changed too" in result.stderr
    text = chapter.read_text("utf-8")
    assert 'ref="../register/persons.xml#somebody-else" resp="#bo-editor"' in text
    after = (edition / "register" / "persons.xml").read_bytes()
    assert b'<person xml:id="somebody-else">' in after
    assert after.startswith(persons[: persons.index(b"</listPerson>") - 20])
    assert pecia("compare", source, chapter).exit_code == 0
    decided = chapter.read_bytes()
    assert pecia("encode", chapter, "--quiet").exit_code == 0
    assert marks(chapter, "#bo-editor") != []
    assert chapter.read_text("utf-8").count("#bo-editor") == decided.decode().count("#bo-editor")
    assert pecia("validate", chapter).exit_code == 0
