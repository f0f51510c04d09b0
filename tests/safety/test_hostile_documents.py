"""Nothing is read or written because a document says so; sizes, depths and times are bounded."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from pecia.core.errors import SourceError
from pecia.core.text import Source
from pecia.edition import site
from pecia.edition.copies import copies
from pecia.edition.selfcontained import selfcontained
from pecia.engines.trees import parse, serialize

_TEI = "http://www.tei-c.org/ns/1.0"
_REGISTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>
<person xml:id="{}"><persName>{}</persName></person></listPerson></standOff></TEI>"""


def _chapter(inside: str, before: str = "") -> bytes:
    return f"""{before}<TEI xmlns="{_TEI}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><div><p xml:id="p1">{inside}</p></div></body></text></TEI>""".encode()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text("the password", "utf-8")
    return path


def test_an_external_entity_is_refused_with_its_place(secret: Path) -> None:
    dtd = f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n'
    with pytest.raises(SourceError, match=r"c\.xml:\d+:\d+: not well-formed XML: "):
        parse(_chapter("&x;", dtd), "c.xml")


def test_an_entity_in_an_attribute_is_refused_too(secret: Path) -> None:
    dtd = f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n'
    with pytest.raises(SourceError, match=r"c\.xml:\d+:\d+: not well-formed XML"):
        parse(_chapter('<hi rend="&x;"/>', dtd), "c.xml")


def test_an_external_dtd_is_not_read(secret: Path) -> None:
    (secret.parent / "evil.dtd").write_text('<!ATTLIST p rend CDATA "planted">', "utf-8")
    dtd = f'<!DOCTYPE TEI SYSTEM "{(secret.parent / "evil.dtd").as_uri()}">\n'
    assert b"planted" not in serialize(parse(_chapter("x", dtd), "c.xml"))


def test_an_external_parameter_entity_is_not_read(secret: Path) -> None:
    (secret.parent / "evil.ent").write_text('<!ATTLIST p rend CDATA "planted">', "utf-8")
    for address in ((secret.parent / "evil.ent").as_uri(), "http://127.0.0.1:1/evil.ent"):
        dtd = f'<!DOCTYPE TEI [<!ENTITY % p SYSTEM "{address}"> %p;]>\n'
        with pytest.raises(SourceError, match="Entity 'p' not defined"):
            parse(_chapter("x", dtd), "c.xml")


def test_an_entity_that_a_document_declares_itself_is_its_text() -> None:
    tree = parse(_chapter("&dash;", '<!DOCTYPE TEI [<!ENTITY dash "—">]>'), "c.xml")
    assert "".join(tree.itertext()).endswith("—")


def test_a_billion_laughs_are_refused_and_cost_nothing() -> None:
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    tracemalloc.start()
    for place in ("&a9;", '<hi rend="&a9;"/>'):
        with pytest.raises(SourceError):
            parse(_chapter(place, f"<!DOCTYPE TEI [{''.join(lines)}]>"), "c.xml")
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_a_gigabyte_of_nesting_is_refused() -> None:
    with pytest.raises(SourceError, match="Excessive depth"):
        parse(_chapter("<hi>" * 100_000 + "</hi>" * 100_000), "c.xml")


def test_what_is_too_large_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    from pecia.engines import trees

    monkeypatch.setattr(trees, "MAX_BYTES", 100)
    with pytest.raises(SourceError, match="more than the 100"):
        parse(_chapter("x" * 100), "c.xml")


def test_xinclude_brings_nothing_into_a_copy(secret: Path) -> None:
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    made = copies(Source(str(secret.parent / "c.xml"), _chapter(include)), ["html", "text"], {}, None).value
    assert made
    assert not any(b"password" in artifact.content for artifact in made)


@pytest.mark.parametrize("pointer", ["../outside.xml#x", "/outside.xml#x", "link.xml#x"])
def test_a_pointer_reads_no_file_outside_the_edition(tmp_path: Path, pointer: str) -> None:
    person = _REGISTER.format("x", "Secret")
    (tmp_path / "outside.xml").write_text(person, "utf-8")
    edition = tmp_path / "edition"
    edition.mkdir()
    (edition / "link.xml").symlink_to(tmp_path / "outside.xml")
    tree = parse(_chapter(f'<persName ref="{pointer}">X</persName>'), "c.xml")
    outcome = selfcontained(tree, edition / "c.xml", edition)
    assert b"Secret" not in serialize(outcome.value)
    assert [finding.rule for finding in outcome.findings] == ["X401"]


def test_a_pointer_inside_the_edition_is_followed(tmp_path: Path) -> None:
    person = _REGISTER.format("p1", "Kirov")
    (tmp_path / "persons.xml").write_text(person, "utf-8")
    tree = parse(_chapter('<persName ref="persons.xml#p1">X</persName>'), "c.xml")
    made = serialize(selfcontained(tree, tmp_path / "c.xml", tmp_path).value).decode()
    # The chapter has a paragraph of that name already.
    assert '<persName ref="#p1-entry">' in made
    assert '<person xml:id="p1-entry">' in made


def test_a_source_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(SourceError, match="209,715,200 bytes are more than"):
        site.take(path)
