"""`pecia register` as a shell sees it: exit codes, what goes to which stream, and a service that is asked."""

from __future__ import annotations

import csv
import json
import shutil
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import console
import reconciling
from pecia.cli.main import group


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = console.with_sample(tmp_path) / "tei"
    monkeypatch.chdir(folder)
    return folder


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["register", *arguments])


def _content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.xml")}


def test_a_list_can_be_read_by_programs(edition: Path) -> None:
    done = _run("list", "--format", "json", "--kind", "person", "--without", "gnd", "--sort", "name")
    found = json.loads(done.stdout)
    assert [each["name"] for each in found] == sorted(each["name"] for each in found)
    [slepkov] = [each for each in found if each["id"] == "slepkov"]
    assert slepkov["variants"] == ["Slepkov"]
    assert slepkov["mentions"] == len(slepkov["mentioned_at"]) == 1
    assert slepkov["mentioned_at"][0].startswith("chapters/ryutin.xml:")
    assert {each["kind"] for each in found} == {"person"}
    assert all("GND" not in each["identifiers"] for each in found)


def test_the_shell_completes_entries(edition: Path) -> None:
    asked = 'COMP_WORDS="pecia register merge sta" COMP_CWORD=3 _PECIA_COMPLETE=bash_complete pecia'
    assert console.run(asked, edition) == "plain,stalin\n"
    (edition.parent / "empty").mkdir()
    assert console.run(asked, edition.parent / "empty").strip() == ""


def test_what_is_wrong_gives_exit_code_1_and_the_places(edition: Path) -> None:
    assert _run("check").exit_code == 0
    register = edition / "register/persons.xml"
    doubled = (
        '<person xml:id="x"><persName>Joseph  stalin</persName><idno type="GND">118642498</idno></person></listPerson>'
    )
    register.write_text(register.read_text("utf-8").replace("</listPerson>", doubled), "utf-8")
    done = _run("check")
    assert done.exit_code == 1
    assert [line.split()[1] for line in done.stdout.splitlines()[:-1]] == ["P131", "P132", "P136"]
    assert _run("check", "--level", "error").exit_code == 0
    assert json.loads(_run("check", "--format", "json").stdout)["summary"]["warning"] == 3


def test_what_the_edition_ignores_is_ignored_here(edition: Path) -> None:
    register, settings = edition / "register/persons.xml", edition / "pecia.toml"
    extra = '<person xml:id="x"><persName>Somebody</persName></person></listPerson>'
    register.write_text(register.read_text("utf-8").replace("</listPerson>", extra), "utf-8")
    assert _run("check").exit_code == 1
    row = '{ rule = "P131", in = "register/persons.xml", because = "still to be tagged" },\n]'
    settings.write_text(settings.read_text("utf-8").replace("\n]", f"\n  {row}", 1), "utf-8")
    done = _run("check")
    assert (done.exit_code, done.stdout) == (0, "nothing to mend in 5 documents (1 ignored)\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("merge", "rykov", "tomsky"), ("split", "stalin", "--form", "Stalin", "--name", "X"), ("confirm", "rykov"),
        ("import", "more.csv"), ("link", "--apply", "links.csv"),
    ],
)  # fmt: skip
def test_a_dry_run_writes_nothing_and_says_what_it_would(edition: Path, arguments: tuple[str, ...]) -> None:
    (edition / "more.csv").write_text("kind,name\nperson,Ada Example\n", "utf-8")
    (edition / "links.csv").write_text("entry,authority,candidate,decision\nrykov,GND,118604384,yes\n", "utf-8")
    before = _content(edition)
    done = _run(*arguments, "--dry-run")
    assert done.exit_code == 0, done.output
    assert "nothing written; would change " in done.stderr
    assert "register/persons.xml" in done.stderr
    assert _content(edition) == before


def test_a_folder_without_pecia_toml_is_worked_on_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff><listPlace><place xml:id="%s">'
        "<placeName>%s</placeName></place></listPlace></standOff>"
        '<text><body><p><placeName ref="#%s">B.</placeName></p></body></text></TEI>'
    )
    for name, town in (("a", "Baku"), ("b", "Batum")):
        (tmp_path / f"{name}.xml").write_text(tei % (name, town, name), "utf-8")
    (tmp_path / "settings.xml").write_text("<settings/>", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert [each["id"] for each in json.loads(_run("list", "--format", "json").stdout)] == ["a", "b"]
    assert _run("merge", "a", "b").exit_code == 0
    assert "standOff" not in (tmp_path / "b.xml").read_text("utf-8")
    assert 'ref="a.xml#a"' in (tmp_path / "b.xml").read_text("utf-8")
    more = tmp_path / "more.csv"
    more.write_text("name\nTiflis\n", "utf-8")
    assert _run("import", "more.csv", "--kind", "place", "--into", "b.xml").exit_code == 0
    assert json.loads(_run("list", "tiflis", "--format", "json").stdout)[0]["path"] == "b.xml"


@pytest.mark.parametrize(
    ("arguments", "code", "trouble"),
    [
        (("list", "--in", "nowhere"), 2, "is no folder"),
        (("merge", "stalin"), 2, "Missing argument"),
        (("merge", "stalin", "x"), 2, "there is no entry 'x'"),
        (("export", "-o", "register/persons.xml"), 2, "is a file of the edition itself"),
        (("export", "-o", "x.xlsx"), 2, "save it as CSV"),
        (("import", "nothing.csv"), 3, "No such file"),
        (("import", "header.xml"), 3, "no entry in it"),
        (("import", "pecia.toml"), 2, "what is in it"),
        (("import", "empty.csv"), 3, "no entry in it"),
        (("import", "kindless.csv"), 2, "is Ada a person, a place, an org or a work"),
        (("link",), 2, "say either --service"),
        (("link", "--service", "gnd"), 2, "no such service in pecia.toml"),
        (("link", "--service", "file:///etc/passwd"), 2, "no address of a service"),
        (("link", "--file", "kindless.csv"), 2, "whose numbers are these"),
        (("link", "--file", "header.xml"), 2, "a list of candidates is CSV or JSON lines"),
        (("link", "--file", "list.csv", "--authority", "GND", "no", "such"), 2, "no entry that has all of “no such”"),
        (("link", "--apply", "kindless.csv"), 3, "is no file of decisions"),
        (("link", "--service", "x://", "--type", "person"), 2, "is an equation"),
        (("nothing",), 2, "No such command"),
    ],
)
def test_a_call_that_cannot_be_says_why_in_one_sentence(
    edition: Path, arguments: tuple[str, ...], code: int, trouble: str
) -> None:
    (edition / "empty.csv").write_text("id,name\n", "utf-8")
    (edition / "kindless.csv").write_text("name\nAda\n", "utf-8")
    (edition / "list.csv").write_text("id,name\n118640402,Lenin\n", "utf-8")
    done = _run(*arguments)
    assert trouble in f"{done.output} {done.exception}"
    assert getattr(done.exception, "exit_code", done.exit_code) == code


def test_a_file_that_is_not_well_formed_stops_before_anything_is_written(edition: Path) -> None:
    (edition / "chapters/zz.xml").write_text("<TEI", "utf-8")
    before = _content(edition)
    done = console.run("pecia register merge rykov tomsky", edition)
    assert "not well-formed" in done
    assert done.endswith("[exit 3]\n")
    assert _content(edition) == before


def test_candidates_of_a_service_are_decided_on_and_linked(edition: Path) -> None:
    with reconciling.service() as service:
        settings = edition / "pecia.toml"
        settings.write_text(f'{settings.read_text("utf-8")}\n[register.services]\nours = "{service.url}"\n', "utf-8")
        done = _run("link", "--service", "ours", "--kind", "person", "-o", "links.csv")
        assert done.exit_code == 0, done.output
        asked = len(service.requests)
        assert "nothing to ask" in _run("link", "--service", "ours", "--kind", "person", "-o", "links.csv").stderr
        assert len(service.requests) == asked
    rows = list(csv.DictReader((edition / "links.csv").read_text("utf-8").splitlines()))
    assert [row["candidate"] for row in rows if row["entry"] == "rykov"] == ["118600001"]
    assert "<idno" not in (edition / "register/persons.xml").read_text("utf-8").partition('xml:id="rykov"')[2][:90]
    for row in rows:
        row["decision"] = "yes" if row["match"] else "no" if row["candidate"] else ""
    with (edition / "links.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    done = _run("link", "--apply", "links.csv", "--by", "Ada Example")
    assert done.exit_code == 0, done.output
    written = (edition / "register/persons.xml").read_text("utf-8")
    assert '<idno type="GND" resp="#ada-example">118600001</idno>' in written
    assert '<idno type="GND" resp="#ada-example">119006081</idno>' in written
    assert "nothing to mend" in console.run("pecia validate register", edition)
    assert b".pecia" not in b"".join(_content(edition).values())


def test_a_service_that_gives_up_leaves_what_was_had_and_the_next_run_goes_on(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    with reconciling.service() as service:
        # The manifest and the first batch come; then nobody has time any more.
        service.faults += [None, None, *[reconciling.busy(503)] * 5]
        first = _run("link", "--service", service.url, "--kind", "person")
        assert "try again later" in str(first.exception)
        before = (edition / "links.csv").read_text("utf-8")
        had = {line.partition(",")[0] for line in before.splitlines()[1:]}
        assert len(had) == 10
        service.requests.clear()
        assert _run("link", "--service", service.url, "--kind", "person").exit_code == 0
        after = (edition / "links.csv").read_text("utf-8")
        entries = {line.partition(",")[0] for line in after.splitlines()[1:]}
        assert sum(len(queries) for _, _, queries in service.requests) == len(entries - had)
    assert after.startswith(before)
    assert len(entries) > 20


def test_the_order_of_the_rows_does_not_depend_on_what_was_asked_before(edition: Path) -> None:
    with reconciling.service() as service:
        ask = ("link", "--service", service.url, "--kind", "person", "-o", "links.csv")
        assert _run(*ask).exit_code == 0
        once = Path("links.csv").read_bytes()
        names = [row["entry"] for row in csv.DictReader(once.decode().splitlines())]
        shutil.rmtree(".pecia/cache")
        Path("links.csv").unlink()
        assert _run(*ask[:-1], "part.csv", names[-1].replace("-", " ")).exit_code == 0
        assert _run(*ask).exit_code == 0
    assert Path("links.csv").read_bytes() == once


def test_nothing_is_asked_of_anybody_unless_a_service_is_named(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", closed)
    (edition / "known.csv").write_text("GND,name\n118604384,Rykov\n", "utf-8")
    for arguments in (
        ["list"],
        ["check"],
        ["export"],
        ["link", "--file", "known.csv"],
        ["link", "--apply", "links.csv"],
    ):
        done = _run(*arguments)
        assert done.exit_code == 0, done.output
