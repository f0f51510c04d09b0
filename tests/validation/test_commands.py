"""`pecia validate` and `pecia explain`, as an editor calls them."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import fragments
from pecia.cli import show
from pecia.cli.main import group
from pecia.core.errors import PeciaError, SchemaError, SourceError, UsageError
from pecia.core.findings import Finding, Location, Severity, place

ROOT = Path(__file__).resolve().parents[2]
GOOD = fragments.document('<p xml:id="p1">He left.</p>').content
BAD = fragments.document('<p xml:id="p1">He <ref target="#gone">left</ref>.</p>').content

_TEXT = BAD.decode()
PLACE = str(place(_TEXT, _TEXT.index("<ref"), "")).lstrip(":")


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(group, arguments, input=stdin)


def validate(*arguments: str, stdin: bytes | None = None) -> Result:
    """By the rules alone, for speed: the schemas are in one test of their own."""
    schema = ROOT / "schemas/pecia.sch"
    return run("validate", "--schema", str(schema), *arguments, stdin=stdin)


def stopped(result: Result, kind: type[PeciaError], code: int) -> str:
    assert isinstance(result.exception, kind), result.output
    assert result.exception.exit_code == code
    return str(result.exception)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.xml").write_bytes(GOOD)
    (tmp_path / "bad.xml").write_bytes(BAD)
    return tmp_path


@pytest.fixture
def edition(here: Path) -> Path:
    for name in ("chapters", "register"):
        (here / name).mkdir()
    shutil.move(here / "good.xml", here / "chapters/good.xml")
    shutil.move(here / "bad.xml", here / "chapters/bad.xml")
    (here / "header.xml").write_text("<teiHeader/>")
    (here / "pecia.toml").write_text("")
    return here


def test_exit_0_when_nothing_is_found(here: Path) -> None:
    result = validate("good.xml")
    assert (result.exit_code, result.stdout) == (0, "nothing to mend in 1 document\n")


def test_exit_1_with_one_finding_a_line(here: Path) -> None:
    result = validate("good.xml", "bad.xml")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f'bad.xml:{PLACE}: P101 target="#gone" of <ref> leads to nothing (nothing has xml:id="gone" in this file)',
        "1 error in 2 documents",
    ]


def test_what_lies_under_the_level_does_not_count(here: Path) -> None:
    (here / "sic.xml").write_bytes(fragments.document('<p xml:id="p1"><sic>Wel</sic>.</p>').content)
    assert validate("sic.xml").exit_code == 1
    result = validate("sic.xml", "--level", "error")
    assert (result.exit_code, result.stdout) == (0, "nothing to mend in 1 document (1 below the level asked for)\n")


def test_exit_2_for_a_wrong_call(here: Path) -> None:
    assert validate("good.xml", "--level", "fatal").exit_code == 2
    assert "pecia new" in stopped(run("validate"), UsageError, 2)
    (here / "empty").mkdir()
    assert "no .xml" in stopped(validate("empty"), UsageError, 2)
    assert "schema" in stopped(run("validate", "--schema", "good.xml", "good.xml"), UsageError, 2)


def test_exit_3_when_it_could_not_go_on(here: Path) -> None:
    assert "missing.xml" in stopped(validate("missing.xml"), SourceError, 3)
    assert "no.sch" in stopped(run("validate", "--schema", "no.sch", "good.xml"), SchemaError, 3)


def test_standard_input_is_a_document(here: Path) -> None:
    result = validate("-", stdin=BAD)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"-:{PLACE}: P101 ")


def test_a_folder_is_every_document_in_it(here: Path) -> None:
    assert validate(".").stdout.endswith("1 error in 2 documents\n")


def test_the_edition_in_this_folder_is_judged_without_a_path(edition: Path) -> None:
    result = validate()
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith(f"chapters/bad.xml:{PLACE}: P101")
    assert validate(str(edition)).stdout == validate().stdout


def test_the_header_of_an_edition_is_no_document(edition: Path) -> None:
    report = validate(str(edition), str(edition / "chapters"), "--format", "json").stdout
    assert [Path(path).name for path in json.loads(report)["summary"]["documents"]].count("header.xml") == 0


def test_an_ignored_finding_is_counted_and_an_idle_ignore_found(edition: Path) -> None:
    (edition / "pecia.toml").write_text(
        '[validate]\nignore = [{ rule = "P101", in = "chapters/bad.xml", because = "still to be written" },\n'
        '  { rule = "P102", in = "chapters/bad.xml", because = "nobody knows" }]\n'
    )
    result = validate()
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "pecia.toml: P191 P102 is ignored in chapters/bad.xml, and there is nothing to ignore (take the row out)",
        "1 warning in 2 documents (1 ignored)",
    ]


def test_an_ignore_without_a_reason_stops_pecia(edition: Path) -> None:
    (edition / "pecia.toml").write_text('[validate]\nignore = [{ rule = "P101", in = "chapters/bad.xml" }]\n')
    assert "reason" in stopped(validate(), UsageError, 2)


def test_the_level_of_the_edition_holds_where_none_is_asked_for(edition: Path) -> None:
    (edition / "chapters/bad.xml").write_bytes(fragments.document('<p xml:id="p1"><sic>Wel</sic>.</p>').content)
    (edition / "pecia.toml").write_text('[validate]\nlevel = "error"\n')
    assert validate().exit_code == 0
    assert validate("--level", "info").exit_code == 1


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
def test_a_report_is_all_that_is_printed(here: Path, form: str) -> None:
    result = validate("bad.xml", "--format", form)
    assert result.exit_code == 1
    assert "P101" in result.stdout
    assert result.stderr == ""


def test_all_schemas_of_the_house_are_asked(here: Path) -> None:
    (here / "bad.xml").write_bytes(fragments.document('<p xml:id="p1"><persname>Kirov</persname></p>').content)
    result = run("validate", "bad.xml")
    assert result.exit_code == 1
    assert {"V301", "V302"} <= {line.split()[1] for line in result.stdout.splitlines()}


def test_explain_shows_a_page_by_code_or_name() -> None:
    assert run("explain", "P101").stdout.startswith("# P101 dangling-reference")
    assert run("explain", "p101").stdout == run("explain", "dangling-reference").stdout
    assert run("explain", "encoding").stdout.startswith("#")


def test_explain_lists_codes_and_topics() -> None:
    listed = run("explain").stdout
    assert "P101" in listed
    assert "Topics: " in listed


@pytest.mark.parametrize(
    ("asked", "meant"), [("P1o1", "P101"), ("P111x", "P111"), ("dangling", "P101"), ("encodign", "encoding")]
)
def test_explain_knows_what_was_meant(asked: str, meant: str) -> None:
    assert meant in stopped(run("explain", asked), UsageError, 2)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_colour_and_progress_and_a_pipe_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = Finding("P101", Severity.ERROR, "leads to nothing", Location("a.xml", 1, 1))
    for stream, coloured in ((_Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setattr("sys.stderr", stream)
        show.findings([finding])
        with show.progress("validating", 3) as step:
            step("a.xml")
        assert ("\x1b[31m" in stream.getvalue()) is coloured
        assert ("validating 1/3 a.xml" in stream.getvalue()) is coloured


def test_no_color_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = _Terminal()
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stderr", stream)
    show.error("wrong")
    assert stream.getvalue() == "pecia: wrong\n"


def test_control_characters_of_a_document_do_not_reach_the_terminal(here: Path) -> None:
    (here / "bad.xml").write_bytes(fragments.document('<p xml:id="p1"><ref target="#&#x9b;31m">x</ref></p>').content)
    assert "\x9b" not in validate("bad.xml").stdout
