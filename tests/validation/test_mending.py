"""`--fix` mends what is safe, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import fragments
from pecia.cli.main import group
from pecia.core.errors import UsageError
from pecia.engines.trees import parse
from pecia.validation import Checked
from pecia.validation.mending import Mended, mended, near, vocabulary

ROOT = Path(__file__).resolve().parents[2]
RNG = ROOT / "schemas/pecia.rng"
ELEMENTS, ATTRIBUTES = vocabulary(RNG, 0)


def mend(fragment: str, *pointed: str) -> tuple[str, Mended]:
    """The fragment as it is afterwards, and what was done."""
    document = fragments.document(fragment)
    content = document.content.replace(b"<p ", b"<p  ", 1)
    made = mended(Checked("a.xml", parse(content, "a.xml"), content), [RNG], is_pointed_to=lambda name: name in pointed)
    text = made.content.decode()
    return text[text.index("<p  ") : text.index("</div>")], made


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("<persname>Kirov</persname>", "<persName>Kirov</persName>"),
        ("<PersName>Kirov</PersName >", "<persName>Kirov</persName>"),
        ("<pesrName>Kirov</pesrName>", "<persName>Kirov</persName>"),
        ('<date wen="1931">1931</date>', '<date when="1931">1931</date>'),
        ('<date When="1931">1931</date>', '<date when="1931">1931</date>'),
        ('<persname rfe="#ada">Kirov</persname>', '<persName ref="#ada">Kirov</persName>'),
        ("<blargh>Kirov</blargh>", "<blargh>Kirov</blargh>"),
        ("<q>“Yes”</q>", "<q>“Yes”</q>"),
        ("<head>Kirov</head>", "<head>Kirov</head>"),
        ('<date when="1931" wen="1932">1931</date>', '<date when="1931" wen="1932">1931</date>'),
    ],
)
def test_a_misspelt_name_is_mended_where_one_is_near(broken: str, whole: str) -> None:
    text, made = mend(f'<p xml:id="p1">He, {broken}.</p>')
    assert text == f'<p  xml:id="p1">He, {whole}.</p>'
    assert bool(made.mends) is (broken != whole)


def test_a_doubled_id_gets_a_free_one_unless_something_points_to_it() -> None:
    twice = '<p xml:id="p1">a</p><p xml:id="p1">b</p><p xml:id="p1-2">c</p>'
    assert mend(twice)[0] == '<p  xml:id="p1">a</p><p xml:id="p1-3">b</p><p xml:id="p1-2">c</p>'
    assert mend(twice, "p1")[1].mends == ()


def test_white_space_in_an_id_goes() -> None:
    assert mend('<p xml:id=" p1 ">a</p><p xml:id="p 2">b</p>')[0] == '<p  xml:id="p1">a</p><p xml:id="p_2">b</p>'


def test_what_was_done_is_said_with_its_place() -> None:
    (done,) = mend('<p xml:id="p1"><persname>Kirov</persname></p>')[1].mends
    assert (done.said, done.where.line > 1, done.where.column > 1) == ("<persname> is <persName>", True, True)


def test_names_of_the_schema_are_never_near_another() -> None:
    assert {"persName", "p", "TEI"} <= ELEMENTS
    assert {"when", "ref"} <= ATTRIBUTES
    assert all(near(name, ELEMENTS) == name for name in ELEMENTS)


_WORDS = st.sampled_from(["persName", "placeName", "date", "quote", "hi", "title"])


@settings(max_examples=25)
@given(st.lists(st.tuples(_WORDS, st.integers(0, 8), st.sampled_from("abx")), max_size=4), st.booleans())
def test_the_text_never_changes_and_no_byte_but_the_names(slips: list[tuple[str, int, str]], crossed: bool) -> None:
    parts = []
    for name, at, letter in slips:
        broken = name[:at] + letter + name[at + (0 if crossed else 1) :]
        parts.append(f"<{broken}  n='1'>Ivan &amp; I&#x301;</{broken} >")
    document = fragments.document(f'<p xml:id="p1">{" ".join(parts)}</p>')
    made = mended(document, [RNG], is_pointed_to=lambda _: False)
    after = parse(made.content, "a.xml")
    assert list(after.itertext()) == list(document.tree.itertext())
    assert _without_names(made.content) == _without_names(document.content)


def _without_names(content: bytes) -> bytes:
    return re.sub(rb"(</?)[^\s/>]+", rb"\1", content)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["validate", "--schema", str(RNG), *arguments])


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.xml").write_bytes(fragments.document('<p xml:id="p1"><persname>Kirov</persname></p>').content)
    return Path("a.xml")


def test_a_dry_run_shows_the_diff_and_writes_nothing(file: Path) -> None:
    before = file.read_bytes()
    result = run("--fix", "--dry-run", "a.xml")
    assert result.exit_code == 1
    assert result.stdout.startswith("--- a.xml\n+++ a.xml\n@@")
    assert "\n+" in result.stdout
    assert "1 thing could be mended" in result.stderr
    assert file.read_bytes() == before


def test_a_fix_is_written_and_what_is_left_is_reported(file: Path) -> None:
    before = file.read_bytes()
    result = run("--fix", "a.xml")
    assert (result.exit_code, "1 thing was mended" in result.stderr) == (0, True)
    assert file.read_bytes() == before.replace(b"persname", b"persName")
    assert run("--fix", "a.xml").stdout == "nothing to mend in 1 document (1 below the level asked for)\n"


def test_for_a_program_the_diff_goes_to_standard_error(file: Path) -> None:
    result = run("--fix", "--format", "json", "a.xml")
    assert result.stdout.startswith("{")
    assert "+++ a.xml" in result.stderr


def test_an_id_that_another_file_of_the_edition_points_to_is_left(file: Path) -> None:
    Path("pecia.toml").write_text("")
    twice = fragments.document('<p xml:id="p1">a</p><p xml:id="p1">b</p>').content
    file.write_bytes(twice)
    Path("b.xml").write_bytes(fragments.document('<p xml:id="p1"><ref target="a.xml#p1">x</ref></p>').content)
    run("--fix", "a.xml")
    assert file.read_bytes() == twice


def test_wrong_calls_are_refused(file: Path) -> None:
    assert isinstance(run("--fix", "-").exception, UsageError)
    assert run("--dry-run", "a.xml").exit_code == 2
