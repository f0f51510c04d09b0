"""What `pecia encode`, `compare`, `export` and `build` promise an editor, tried as an editor would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pecia.cli.main import group
from pecia.core.errors import OutputError, PeciaError, SourceError, UsageError
from pecia.engines.trees import XML_ID, parse

ROOT = Path(__file__).resolve().parents[2]
_TEXT = """Next chapter

The Appeal

On 23 September 1932 Martemyan Ryutin was arrested by the OGPU in Moscow.1 He said: “I shall not kneel.” Mr. Sten and
Mr. Slepkov had read his Appeal, and Ryutin knew it.2

1. See the report of 1989.
"""


def pecia(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(group, [str(a) for a in arguments], input=stdin)
    if isinstance(result.exception, PeciaError):
        return result
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def chapter(tmp_path: Path) -> Path:
    path = tmp_path / "chapter.txt"
    path.write_text(_TEXT, "utf-8")
    return path


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    folder = tmp_path / "edition"
    shutil.copytree(ROOT / "tei", folder)
    shutil.rmtree(folder / "chapters", ignore_errors=True)
    return folder


def test_a_text_becomes_tei_beside_it_with_a_summary(chapter: Path) -> None:
    result = pecia("encode", chapter)
    assert result.exit_code == 0
    tree = parse(chapter.with_suffix(".xml").read_bytes(), "chapter.xml")
    assert {e.get("when") for e in tree.iter("{*}date")} >= {"1932-09-23"}
    assert "2 notes" in result.stderr
    assert "set aside" in result.stderr
    assert "P020 marker 2 has no note" in result.stderr


def test_the_same_input_gives_the_same_bytes(chapter: Path) -> None:
    pecia("encode", chapter)
    first = chapter.with_suffix(".xml").read_bytes()
    pecia("encode", chapter, "--overwrite")
    assert chapter.with_suffix(".xml").read_bytes() == first


def test_a_second_run_changes_no_byte(chapter: Path) -> None:
    pecia("encode", chapter)
    target = chapter.with_suffix(".xml")
    first = target.read_bytes()
    for again in (chapter, target):
        result = pecia("encode", again)
        assert "(nothing new)" in result.stderr
        assert target.read_bytes() == first


def test_what_a_person_changed_survives_a_second_run(chapter: Path) -> None:
    pecia("encode", chapter)
    target = chapter.with_suffix(".xml")
    text = target.read_text("utf-8")
    marks = text.replace(
        '<persName ref="#martemyan-ryutin" resp="#pecia"', '<persName ref="#someone-else" resp="#ed"', 1
    )
    marks = marks.replace("knew it", "<emph>knew</emph> it").replace(
        'when="1932-09-23" resp="#pecia" cert="high"', 'when="1932-09"'
    )
    target.write_text(marks, "utf-8")
    pecia("encode", target)
    again = target.read_text("utf-8")
    assert again.count('<persName ref="#someone-else" resp="#ed"') == 1
    assert again.count("<emph>knew</emph>") == 1
    assert again.count('<date when="1932-09">23 September 1932</date>') == 1
    assert pecia("compare", chapter, target).exit_code == 0


def test_marks_of_the_machine_that_were_lost_come_back(chapter: Path) -> None:
    pecia("encode", chapter)
    target = chapter.with_suffix(".xml")
    first = target.read_text("utf-8")
    date = '<date when="1932-09-23" resp="#pecia" cert="high">23 September 1932</date>'
    assert date in first
    target.write_text(first.replace(date, "23 September 1932"), "utf-8")
    pecia("encode", target)
    assert target.read_text("utf-8") == first


def test_an_encoding_of_another_text_is_not_touched(chapter: Path) -> None:
    pecia("encode", chapter)
    target = chapter.with_suffix(".xml")
    before = target.read_bytes()
    chapter.write_text(_TEXT.replace("Moscow", "Leningrad"), "utf-8")
    result = pecia("encode", chapter)
    assert result.exit_code == OutputError.exit_code
    assert "does not hold this text" in result.stderr
    assert "--overwrite" in result.stderr
    assert target.read_bytes() == before


def test_standard_input_goes_to_standard_output(chapter: Path) -> None:
    pecia("encode", chapter)
    piped = pecia("encode", "-", stdin=_TEXT)
    written = chapter.with_suffix(".xml").read_bytes()
    assert piped.stdout_bytes.replace(b"Encoded from -.", b"Encoded from chapter.txt.") == written
    again = pecia("encode", "-", "-q", stdin=written)
    assert again.stdout_bytes == written


def test_many_texts_share_one_register(tmp_path: Path, chapter: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("In 1936 Martemyan Ryutin was in Suzdal. Mr. Yagoda knew Ryutin well.\n", "utf-8")
    result = pecia("encode", chapter, other, "--output-dir", tmp_path / "out")
    assert result.exit_code == 0
    persons = (tmp_path / "out/register/persons.xml").read_text("utf-8")
    assert persons.count('xml:id="martemyan-ryutin"') == 1
    for name in ("chapter.xml", "other.xml"):
        assert 'ref="register/persons.xml#martemyan-ryutin"' in (tmp_path / "out" / name).read_text("utf-8")


def test_two_sources_of_one_name_are_refused_before_anything_is_written(tmp_path: Path, chapter: Path) -> None:
    (tmp_path / "b").mkdir()
    twin = tmp_path / "b" / "chapter.txt"
    twin.write_text(_TEXT, "utf-8")
    result = pecia("encode", chapter, twin, "--output-dir", tmp_path / "out")
    assert isinstance(result.exception, UsageError)
    assert not (tmp_path / "out").exists()


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, chapter: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01\x02" * 100)
    result = pecia("encode", bad, chapter)
    assert result.exit_code == SourceError.exit_code
    assert "bad.txt" in result.stderr
    assert chapter.with_suffix(".xml").exists()
    assert not bad.with_suffix(".xml").exists()


def test_notes_from_a_file_of_their_own_are_attached_and_accounted_for(tmp_path: Path, chapter: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("2. As he said at the trial.\n", "utf-8")
    pecia("encode", chapter, "--notes", notes)
    tree = parse(chapter.with_suffix(".xml").read_bytes(), "chapter.xml")
    [second] = [note for note in tree.iter("{*}note") if note.get("n") == "2"]
    assert "As he said at the trial." in "".join(second.itertext())
    assert pecia("compare", chapter, chapter.with_suffix(".xml")).exit_code == 1
    assert pecia("compare", chapter, chapter.with_suffix(".xml"), "--notes", notes).exit_code == 0


def test_corrections_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "slip.txt"
    path.write_text("Nobody contradicated the speaker, and the committee adjourned until the morning.\n", "utf-8")
    pecia("encode", path, "-o", tmp_path / "with.xml")
    pecia("encode", path, "--no-correct", "-o", tmp_path / "without.xml")
    assert "<sic>contradicated</sic>" in (tmp_path / "with.xml").read_text("utf-8")
    assert "<sic>" not in (tmp_path / "without.xml").read_text("utf-8")


def test_the_register_of_an_edition_is_extended_and_nothing_in_it_changed(edition: Path) -> None:
    before = (edition / "register/persons.xml").read_text("utf-8")
    result = pecia("build", edition, "--output", edition / "build")
    assert result.exit_code == 0, result.output
    after = (edition / "register/persons.xml").read_text("utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert all(line in after for line in before.splitlines())
    assert all('resp="#pecia"' in line or "<persName" in line or "</person>" in line for line in added)


def test_an_edition_is_built_twice_to_the_same_bytes(edition: Path) -> None:
    files = []
    for name in ("one", "two"):
        assert pecia("build", edition, "--output", edition / name).exit_code == 0
        files.append(
            {p.relative_to(edition / name): p.read_bytes() for p in (edition / name).rglob("*") if p.is_file()}
        )
    assert files[0] == files[1]
    assert {path.suffix for path in files[0]} >= {".html", ".txt", ".bib", ".xml"}


def test_an_edition_may_override_a_template_without_copying_the_rest(edition: Path) -> None:
    pecia("build", edition, "--output", edition / "plain")
    (edition / "xslt").mkdir()
    (edition / "xslt" / "text.xsl").write_text(
        """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:m="urn:pecia:modes"
             xmlns:tei="http://www.tei-c.org/ns/1.0">
           <xsl:use-package name="urn:pecia:xslt:text" package-version="1.0">
             <xsl:accept component="mode" names="m:text m:words" visibility="public"/>
             <xsl:override><xsl:template match="tei:persName" mode="m:words">
               <xsl:text>[</xsl:text><xsl:apply-templates mode="#current"/><xsl:text>]</xsl:text>
             </xsl:template></xsl:override></xsl:use-package>
           <xsl:output method="text"/></xsl:stylesheet>""",
        "utf-8",
    )
    assert pecia("build", edition, "--output", edition / "own").exit_code == 0
    plain, own = ((edition / name / "ryutin.plain.txt").read_text("utf-8") for name in ("plain", "own"))
    assert "[Kirov]" in own
    assert "[Kirov]" not in plain


def test_export_writes_what_is_asked_and_says_where(chapter: Path) -> None:
    pecia("encode", chapter)
    target = chapter.with_suffix(".xml")
    result = pecia("export", target, "--to", "html", "--to", "text")
    assert "chapter.html" in result.stderr
    assert chapter.with_suffix(".html").read_text("utf-8").lower().startswith("<!doctype html>")
    piped = pecia("export", "-", "--to", "text", stdin=target.read_bytes())
    assert chapter.read_text("utf-8") == _TEXT
    assert "23 September 1932" in piped.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("export", "chapter.xml", "--to", "papyrus"), 2, "there is no 'papyrus' among the exporters"),
        (("export", "chapter.xml", "--to", "text", "-p", "warp=1"), 2, "no parameter 'warp'"),
        (("export", "chapter.xml", "--to", "text", "-p", "notes=lost"), 2, "notes is one of"),
        (("export", "chapter.xml", "--to", "text", "-p", "notes"), 2, "write it as NAME=VALUE"),
        (("export", "none.xml", "--to", "text"), 3, "none.xml: cannot be read"),
        (("encode", "none.txt"), 3, "none.txt: cannot be read"),
        (("encode", "."), 3, "is a folder"),
        (("encode", "chapter.pptx"), 2, "no reader for .pptx files"),
        (("encode", "chapter.xml", "--header", "none.xml"), 3, "none.xml: cannot be read"),
        (("encode", "chapter.xml", "--notes", "none.txt"), 3, "none.txt: cannot be read"),
        (("encode", "chapter.xml", "--about", " "), 2, "--about is empty"),
        (("encode", "chapter.txt", "--output", "."), 2, "is a folder; say --output-dir ."),
        (("compare", "chapter.txt", "chapter.txt"), 3, "not well-formed XML"),
        (("build", "."), 2, "no pecia.toml here or above"),
    ],
)
def test_a_call_that_cannot_be_says_why(
    chapter: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, says: str
) -> None:
    monkeypatch.chdir(chapter.parent)
    pecia("encode", chapter)
    (chapter.parent / "chapter.pptx").write_bytes(b"x")
    result = pecia(*arguments)
    assert isinstance(result.exception, PeciaError | SystemExit)
    told = str(result.exception) if isinstance(result.exception, PeciaError) else result.output
    assert says in told
    assert (result.exception.exit_code if isinstance(result.exception, PeciaError) else result.exit_code) == code


def test_a_language_is_a_tag(chapter: Path) -> None:
    result = pecia("encode", chapter, "--language", "en_GB")
    assert isinstance(result.exception, UsageError)
    assert "is not a language tag" in str(result.exception)


def test_what_the_header_lacks_is_said_once_for_many_texts(chapter: Path, tmp_path: Path) -> None:
    more = [tmp_path / f"{n}.txt" for n in range(6)]
    for path in more:
        path.write_text(_TEXT, "utf-8")
    said = pecia("encode", chapter, *more, "--output-dir", tmp_path / "tei").stderr
    assert said.count("P062 the header has no licence") == 1
    assert said.count("P020 marker 2 has no note") == 7


def test_build_names_files_as_one_would_type_them(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(edition)
    said = pecia("build").stderr
    assert "sources/ryutin.txt → chapters/ryutin.xml" in said
    assert " files in build: " in said
    assert str(edition) not in said


def test_build_says_what_the_copies_lack_unless_that_is_meant(edition: Path) -> None:
    settings = edition / "pecia.toml"
    settings.write_text(settings.read_text("utf-8").replace('level = "warning"', 'level = "info"'), "utf-8")
    header = edition / "header.xml"
    header.write_text(re.sub(r"<idno.*?</idno>", "", header.read_text("utf-8"), flags=re.DOTALL), "utf-8")
    settings.write_text(re.sub(r"(?m)^base = .*$", "", settings.read_text("utf-8")), "utf-8")
    result = pecia("build", edition)
    assert "X413" in result.stderr
    assert result.exit_code == 1
    meant = settings.read_text("utf-8").replace("ignore = [", 'ignore = [{ rule = "X413", because = "not online" },')
    settings.write_text(meant, "utf-8")
    assert "X413" not in pecia("build", edition).stderr
    settings.write_text(meant.replace('level = "info"', 'level = "warning"'), "utf-8")
    assert "X413" not in pecia("build", edition).stderr


def test_exporters_are_listed_with_what_may_be_set() -> None:
    assert "-p corrections=corrected|source|both" in pecia("list", "exporters").stdout


def test_a_stream_may_end_in_a_file_and_a_pipe_in_compare(chapter: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xml"
    assert pecia("encode", "-", "-o", target, stdin=_TEXT).exit_code == 0
    compared = pecia("compare", chapter, "-", stdin=target.read_bytes())
    assert (compared.exit_code, "has all" in compared.stdout) == (0, True)
    assert pecia("compare", "-", target, stdin=_TEXT).exit_code == 0
    assert isinstance(pecia("encode", "-", "-o", target, stdin=_TEXT).exception, OutputError)
    assert pecia("encode", "-", "-o", target, "--overwrite", stdin=_TEXT).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [("encode", "-", "a.txt"), ("encode", "-", "-d", "x"), ("encode", "-", "--register", "x"), ("compare", "-", "-")],
)
def test_what_a_stream_cannot_do_is_said(arguments: tuple[str, ...]) -> None:
    assert isinstance(pecia(*arguments, stdin=_TEXT).exception, UsageError)


def test_identifiers_stay_where_a_person_puts_a_paragraph_between(chapter: Path) -> None:
    pecia("encode", chapter)
    encoded = chapter.with_suffix(".xml")
    before = {e.get(XML_ID): "".join(e.itertext()) for e in parse(encoded.read_bytes(), "c").iter("{*}p", "{*}note")}
    encoded.write_text(encoded.read_text("utf-8").replace("<p xml:id", "<p>Put in by hand.</p><p xml:id", 1), "utf-8")
    pecia("encode", encoded)
    after = {e.get(XML_ID): "".join(e.itertext()) for e in parse(encoded.read_bytes(), "c").iter("{*}p", "{*}note")}
    (new,) = [name for name, words in after.items() if words == "Put in by hand."]
    assert new
    assert new not in before
    assert {name: words for name, words in after.items() if name != new} == before


def test_a_stream_in_an_edition_has_its_header_and_its_register(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.read_bytes() for path in (edition / "register").iterdir()}
    monkeypatch.chdir(edition)
    piped = pecia("encode", "-", "-q", stdin="Kirov came to Leningrad in December 1934.\n")
    assert "Sample editions of pecia" in piped.stdout
    assert 'ref="#kirov"' in piped.stdout
    assert 'xml:id="kirov"' in piped.stdout
    assert {path: path.read_bytes() for path in (edition / "register").iterdir()} == before


def test_a_form_that_the_machine_adds_to_an_entry_says_how_sure_it_is(tmp_path: Path) -> None:
    register = tmp_path / "register"
    register.mkdir()
    (register / "persons.xml").write_text(
        """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="rm">
<persName type="main">Ryutin, Martemyan</persName><persName type="variant">Martemyan Ryutin</persName>
</person></listPerson></standOff></TEI>""",
        "utf-8",
    )
    text = tmp_path / "a.txt"
    text.write_text("Martemyan Ryutin wrote it. Mr. Ryutin was arrested. Ryutin said no more.\n", "utf-8")
    pecia("encode", text, "--register", register)
    added = (register / "persons.xml").read_text("utf-8")
    assert '<persName type="variant" resp="#pecia" cert="medium">Ryutin</persName>' in added


def test_a_copy_is_written_though_nothing_in_it_is_new_and_no_other_file_is_lost(chapter: Path) -> None:
    pecia("encode", chapter)
    encoded, copy = chapter.with_suffix(".xml"), chapter.with_name("copy.xml")
    assert pecia("encode", encoded, "--output", copy).exit_code == 0
    assert copy.read_bytes() == encoded.read_bytes()
    assert pecia("encode", encoded, "--output", copy).exit_code == 0
    copy.write_bytes(copy.read_bytes().replace(b"arrested", b"seized"))
    changed = copy.read_bytes()
    pecia("encode", encoded, "--output", copy)
    assert copy.read_bytes() == changed
    pecia("encode", encoded, "--output", copy, "--overwrite")
    assert copy.read_bytes() == encoded.read_bytes()


def test_a_title_in_a_name_is_no_second_thing_to_check(tmp_path: Path) -> None:
    letter = tmp_path / "brief.txt"
    letter.write_text(
        "Wien, den 3. Mai 1849\n\nGestern war Frau Perin bei uns, und General Bredy kam mit ihr.\n", "utf-8"
    )
    said = pecia("encode", letter).stderr
    assert "<roleName" in letter.with_suffix(".xml").read_text("utf-8")
    assert "Frau Perin" in said
    assert "roleName" not in said


@pytest.mark.parametrize("command", [("explain",), ("list", "rules"), ("explain", "encoding")])
def test_a_reader_who_goes_is_no_finding(command: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        ended = subprocess.run(
            [sys.executable, "-m", "pecia", *command], stdout=gone, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_is_no_fault_of_pecia() -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "pecia", "explain"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert ended.returncode == 3
    assert ended.stderr.decode() == "pecia: standard output: cannot be written: No space left on device\n"
