"""By which schemas documents are judged, and which files are meant."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import fragments
from pecia.cli.main import group
from pecia.core.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
GOOD = fragments.document('<p xml:id="p1">He left.</p>').content
RNG = "http://relaxng.org/ns/structure/1.0"
STRICT = f'<element name="nothing" xmlns="{RNG}"><empty/></element>'
LAX = f'<grammar xmlns="{RNG}"><start><ref name="x"/></start><define name="x"><element><anyName/><zeroOrMore><choice>\
<text/><attribute><anyName/></attribute><ref name="x"/></choice></zeroOrMore></element></define></grammar>'


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["validate", "--no-rules", *arguments])


def naming(href: str) -> bytes:
    """The good document, which is no pecia customization, with a schema of its own."""
    begin, _, rest = GOOD.partition(b"?>")
    return begin + b"?>\n" + f'<?xml-model href="{href}" schematypens="{RNG}"?>'.encode() + rest


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / "schema").mkdir(parents=True)
    (home / "texts").mkdir()
    monkeypatch.chdir(home)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (home / "schema/strict.rng").write_text(STRICT)
    (home / "schema/lax.rng").write_text(LAX)
    (tmp_path / "outside.rng").write_text(LAX)
    return home


def test_the_schema_that_a_document_names_is_its_judge_and_is_said(here: Path) -> None:
    (here / "texts/a.xml").write_bytes(naming("../schema/strict.rng"))
    result = run("texts/a.xml")
    assert result.exit_code == 1
    assert "V301" in result.stdout
    assert "V302" not in result.stdout
    assert result.stderr == "schema: schema/strict.rng (named by xml-model; 1 document)\n"


def test_what_the_call_names_goes_before_what_the_document_names(here: Path) -> None:
    (here / "texts/a.xml").write_bytes(naming("../schema/strict.rng"))
    result = run("texts/a.xml", "--schema", "schema/lax.rng")
    assert (result.exit_code, result.stderr) == (0, "schema: schema/lax.rng (named by --schema; 1 document)\n")


def test_the_schema_of_the_edition_is_for_documents_that_name_none(here: Path) -> None:
    (here / "pecia.toml").write_text('[validate]\nschemas = ["schema/strict.rng"]\n')
    (here / "texts/a.xml").write_bytes(naming("../schema/lax.rng"))
    (here / "texts/b.xml").write_bytes(GOOD)
    result = run("texts")
    assert {line.split(":")[0] for line in result.stdout.splitlines()[:-1]} == {"texts/b.xml"}
    assert result.stderr.count("schema: ") == 2


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("https://example.org/a.rng", "fetches nothing"),
        ("../../outside.rng", "outside"),
        ("../schema/none.rng", "no such file"),
        ("../schema/a.rnc", "no such file"),
    ],
)
def test_a_schema_that_is_not_read_is_a_finding_and_another_judges(here: Path, href: str, reason: str) -> None:
    (here / "pecia.toml").write_text("")
    (here / "texts/a.xml").write_bytes(naming(href))
    result = run("texts/a.xml")
    assert result.exit_code == 1
    assert result.stdout.startswith("texts/a.xml:2: V306 ")
    assert reason in result.stdout
    assert len(result.stdout.splitlines()) == 2


def test_a_link_out_of_the_edition_is_not_followed(here: Path) -> None:
    (here / "pecia.toml").write_text("")
    (here / "schema/link.rng").symlink_to(here.parent / "outside.rng")
    (here / "texts/a.xml").write_bytes(naming("../schema/link.rng"))
    assert "outside" in run("texts/a.xml").stdout


def test_the_release_of_tei_is_known_by_its_address_and_by_its_name(here: Path) -> None:
    (here / "texts/a.xml").write_bytes(naming("http://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"))
    by_name, by_address = run("--schema", "tei_all", "texts/a.xml"), run("texts/a.xml")
    assert (by_name.exit_code, by_address.exit_code) == (0, 0)
    assert "tei_all" in by_name.stderr
    assert "tei_all" in by_address.stderr


def test_a_schema_by_an_unknown_name_stops_pecia(here: Path) -> None:
    (here / "a.xml").write_bytes(GOOD)
    result = run("--schema", "tei_lite", "a.xml")
    assert isinstance(result.exception, UsageError)
    assert "tei_all or pecia" in str(result.exception)


def test_a_pattern_is_every_file_that_fits(here: Path) -> None:
    for name in ("a", "b"):
        (here / f"texts/{name}.xml").write_bytes(GOOD)
    assert "2 documents" in run("--schema", "schema/lax.rng", "te*/**/*.xml").stdout
    assert isinstance(run("none/*.xml").exception, UsageError)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(here: Path) -> None:
    (here / "texts/a.xml").write_bytes(GOOD)
    result = run("--schema", "schema/strict.rng", "texts/none.xml", "texts/a.xml")
    codes = [line.split()[1] for line in result.stdout.splitlines()[:-1]]
    assert (codes[0], codes[-1]) == ("V301", "V303")


def test_since_a_revision_only_what_has_changed_is_judged(here: Path) -> None:
    for name in ("same", "changed", "gone"):
        (here / f"texts/{name}.xml").write_bytes(GOOD)
    identity = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "Texts"]):
        subprocess.run(["git", *command], cwd=here, check=True)
    (here / "texts/changed.xml").write_bytes(GOOD.replace(b"left", b"right"))
    (here / "texts/new å.xml").write_bytes(GOOD)
    (here / "texts/gone.xml").unlink()
    result = run("--schema", "schema/strict.rng", "--since", "HEAD", "texts")
    assert {line.split(":")[0] for line in result.stdout.splitlines()[:-1]} == {"texts/changed.xml", "texts/new å.xml"}
    assert isinstance(run("--since", "nowhere", "texts").exception, UsageError)
    assert isinstance(run("--since=--output=x", "texts").exception, UsageError)
    (here / "texts/changed.xml").write_bytes(GOOD)
    (here / "texts/new å.xml").unlink()
    assert run("--since", "HEAD", "texts").stdout == "nothing to mend in 0 documents\n"
