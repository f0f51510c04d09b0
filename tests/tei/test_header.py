"""The header is as complete as what is known, in the order of TEI; what nobody gave is a finding and no invention."""

from __future__ import annotations

import pytest
from lxml import etree

from pecia.engines.trees import TEI, XML_ID, local
from pecia.relaxng import check
from pecia.resources import folder
from pecia.tei.header import Facts, header

_GIVEN = f"""<teiHeader xmlns="{TEI}"><fileDesc>
<titleStmt><title>Letters</title><author>Ada Example</author></titleStmt>
<publicationStmt><publisher>The Press</publisher>
<availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability>
</publicationStmt><sourceDesc><bibl>A bundle of letters.</bibl></sourceDesc></fileDesc>
<encodingDesc><projectDesc><p>For a reader.</p></projectDesc></encodingDesc></teiHeader>"""
_FACTS = Facts(
    name="one.txt", title="One", language="en", languages=("ru",), date="2026-11-22",
    identifier="https://example.org/one.html", julian=True,
)  # fmt: skip


def _names(element: etree._Element) -> list[str]:
    return [local(child) for child in element]


def test_what_an_archive_wants_is_there_in_its_order() -> None:
    made = header(etree.fromstring(_GIVEN), _FACTS, "one.txt")
    assert made.findings == ()
    assert _names(made.value) == ["fileDesc", "encodingDesc", "profileDesc", "revisionDesc"]
    file, encoding, profile, revision = made.value
    assert _names(file[0]) == ["title", "author", "respStmt"]
    assert file[0][-1].get(XML_ID) == "pecia"
    assert _names(file[1]) == ["publisher", "date", "idno", "availability"]
    assert _names(encoding) == ["projectDesc", "editorialDecl", "refsDecl", "appInfo"]
    assert [language.get("ident") for language in profile.iter("{*}language")] == ["en", "ru"]
    assert [calendar.get(XML_ID) for calendar in profile.iter("{*}calendar")] == ["julian"]
    assert [(change.get("who"), change.get("when")) for change in revision] == [("#pecia", "2026-11-22")]


def test_what_the_editor_gave_is_kept() -> None:
    made = header(etree.fromstring(_GIVEN), _FACTS, "one.txt").value
    assert made.findtext(".//{*}titleStmt/{*}title") == "Letters"
    assert made.findtext(".//{*}projectDesc/{*}p") == "For a reader."


def test_what_is_missing_is_found_and_not_invented() -> None:
    made = header(None, Facts(name="one.txt"), "one.txt")
    assert [finding.rule for finding in made.findings] == [f"P06{n}" for n in range(8)]
    assert made.value.find(".//{*}author") is None
    assert made.value.find(".//{*}licence") is None
    assert made.value.find(".//{*}date") is None


@pytest.mark.parametrize("given", [None, _GIVEN])
def test_a_header_is_valid_with_and_without_one_given(given: str | None) -> None:
    made = header(etree.fromstring(given) if given else None, _FACTS, "one.txt").value
    tree = etree.fromstring(f'<TEI xmlns="{TEI}"><text><body><p>A letter.</p></body></text></TEI>')
    tree.insert(0, made)
    assert check(folder("schemas") / "pecia.rng", tree, "one.xml") == ()
