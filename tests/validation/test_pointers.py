"""Where a pointer may lead, and that validation reads nothing outside the edition because a document says so."""

from __future__ import annotations

from pathlib import Path

import pytest

import fragments
from pecia.core.text import Source
from pecia.engines.trees import parse
from pecia.validation import Checked, Exemplar
from pecia.validation.folder import Folder, normal
from pecia.validation.judge import beside, by_rules
from pecia.validation.pointers import Pointer, fault

ELEMENT = parse(b"<ref/>", "x")


def wrong(value: str) -> str:
    return fault(Pointer(ELEMENT, "target", value), frozenset({"psn"}))


@pytest.mark.parametrize(
    "value",
    [
        "#n1",
        "other.xml",
        "other.xml#n1",
        "../register/persons.xml#ryutin",
        "https://example.org/a?b=c#d",
        "psn:ryutin",
        "http://localhost:8080/",
        "http://[::1]/",
        "mailto:ada@example.org",
        "urn:isbn:123",
        "doi:10.1/2",
        "figures/a%20b.png",
    ],
)
def test_what_leads_somewhere_is_a_link(value: str) -> None:
    assert wrong(value) == ""


@pytest.mark.parametrize(
    "value",
    [
        "see",
        "#",
        "http:/archive/12",
        "https://",
        "http:///x",
        "http://nowhere",
        "javascript:alert(1)",
        "JavaScript:x",
        "data:text/html,x",
        "vbscript:x",
        "C:\\lists\\a.xml",
        "zzz:ryutin",
        "http://[::1",
    ],
)
def test_what_leads_nowhere_is_no_link(value: str) -> None:
    assert wrong(value)


def codes(exemplar: Exemplar) -> list[str]:
    return [finding.rule for finding in by_rules(exemplar)]


def edition(folder: Path, fragment: str) -> Checked:
    (folder / "register").mkdir(parents=True)
    (folder / "chapters").mkdir()
    person = '<person xml:id="kirov"><persName>Sergei Kirov</persName></person>'
    persons = fragments.document(
        f"<standOff><listPerson>{person}</listPerson></standOff>", str(folder / "register/persons.xml")
    )
    (folder / "register/persons.xml").write_bytes(persons.content)
    return fragments.document(fragment, str(folder / "chapters/one.xml"))


def test_a_pointer_into_another_file_is_followed_when_only_one_chapter_is_judged(tmp_path: Path) -> None:
    here = Folder(tmp_path)
    good = edition(tmp_path, '<p><persName ref="../register/persons.xml#kirov">Kirov</persName></p>')
    known = beside((good,), here)
    assert [normal(document.path) for document in known] == [normal(str(tmp_path / "register/persons.xml"))]
    assert codes(Exemplar((good,), known, here)) == []
    bad = fragments.document('<p><persName ref="../register/persons.xml#kirof">Kirov</persName></p>', good.path)
    assert codes(Exemplar((bad,), beside((bad,), here), here)) == ["P101"]
    gone = fragments.document('<p><persName ref="../register/people.xml#kirov">Kirov</persName></p>', good.path)
    assert codes(Exemplar((gone,), beside((gone,), here), here)) == ["P101"]


@pytest.mark.parametrize("way", ["../../secret.xml#s", "../chapters/link.xml#s", "{secret}#s", "file://{secret}#s"])
def test_a_document_cannot_make_validation_read_a_file_outside_the_edition(tmp_path: Path, way: str) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text('<secret xml:id="s"/>')
    home = tmp_path / "edition"
    document = edition(home, f'<p><ref target="{way.format(secret=secret)}">it</ref></p>')
    (home / "chapters/link.xml").symlink_to(secret)
    assert beside((document,), Folder(home)) == ()
    assert codes(Exemplar((document,), (), Folder(home))) == ["P105"]


def test_a_file_that_is_there_without_an_id_is_no_trouble(tmp_path: Path) -> None:
    document = edition(tmp_path, '<p><ref target="../register/persons.xml">all</ref> <graphic url="no.png"/></p>')
    assert codes(Exemplar((document,), beside((document,), Folder(tmp_path)), Folder(tmp_path))) == ["P101"]


def test_without_an_edition_other_files_are_not_looked_for() -> None:
    document = fragments.document('<p><ref target="../../etc/other.xml#x">it</ref></p>')
    assert codes(Exemplar((document,))) == []


def test_a_source_is_bytes_and_their_name(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"<a/>")
    assert Folder(tmp_path).read(str(tmp_path / "a.xml")) == Source(str(tmp_path / "a.xml"), b"<a/>")
    assert Folder(tmp_path).read(str(tmp_path)) is None
    assert Folder(tmp_path).read(str(tmp_path / "b.xml")) is None
    assert not Folder(tmp_path).has("a\0b")
