"""Citations: read back by parsers that are not ours."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import jsonschema
import pytest
import rispy
import xmlschema
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pybtex.database import Entry, parse_string

from pecia.core.errors import UsageError
from pecia.engines import trees
from pecia.exporters import EXPORTERS

_HERE = Path(__file__).resolve().parent
_GOLDEN = _HERE.parent / "golden" / "citation"
_JOURNEY = trees.parse((_HERE / "journey.xml").read_bytes(), "journey.xml")
_CFF = json.loads((_HERE / "schemas" / "cff-1.2.0.json").read_text(encoding="utf-8"))
_FORMATS = ("bibtex", "cff", "citation", "csl-json", "dublin-core", "mods", "ris")
_TITLE = "Barges & Bridges: 100% of the Truth? A Journey on the {Upper} Canal, with $5_000"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MODS = {"m": "http://www.loc.gov/mods/v3"}


def _export(name: str, tree: etree._Element = _JOURNEY, **parameters: str) -> str:
    (artifact,) = EXPORTERS[name].export(tree, "journey", parameters).value
    assert artifact.path.name == "journey" + EXPORTERS[name].suffix
    return artifact.content.decode()


def _tei(title: str = "A Title", *, more: str = "", publication: str = "", series: str = "") -> etree._Element:
    return etree.XML(
        f'<TEI xmlns="{trees.TEI}"><teiHeader><fileDesc><titleStmt><title>{escape(title)}</title>{more}</titleStmt>'
        f"<publicationStmt>{publication}</publicationStmt>{series}</fileDesc></teiHeader>"
        '<text xml:lang="en"><body><p xml:id="p1">One.</p><p xml:id="p7">Two.</p></body></text></TEI>'
    )


def _bibtex(text: str) -> Entry:
    (entry,) = parse_string(text, "bibtex").entries.values()
    return entry


def _untexed(text: str) -> str:
    """What TeX prints for the few commands that we write."""
    for command, character in (
        ("\\textbackslash{}", "\0"),
        ("\\textbraceleft{}", "\1"),
        ("\\textbraceright{}", "\2"),
        ("\\textasciicircum{}", "^"),
        ("\\textasciitilde{}", "~"),
    ):
        text = text.replace(command, character)
    for character in "$&%#_":
        text = text.replace("\\" + character, character)
    return text.replace("{", "").replace("}", "").replace("\0", "\\").replace("\1", "{").replace("\2", "}")


@pytest.mark.parametrize("name", _FORMATS)
def test_the_journey_is_cited_as_it_was(name: str, golden: Callable[[bytes | str, Path], None]) -> None:
    exporter = EXPORTERS[name]
    golden(_export(name), _GOLDEN / f"journey{exporter.suffix}")
    golden(_export(name, part="p3"), _GOLDEN / f"journey.p3{exporter.suffix}")
    golden(_export(name, level="edition"), _GOLDEN / f"journey.edition{exporter.suffix}")


@pytest.mark.parametrize("style", ["chicago", "mla", "apa"])
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_line_follows_a_style_in_a_language(
    style: str, language: str, golden: Callable[[bytes | str, Path], None]
) -> None:
    line = _export("citation", style=style, lang=language, part="p1")
    golden(line, _GOLDEN / f"journey.{style}.{language}.txt")


def test_bibtex_is_read_back() -> None:
    entry = _bibtex(_export("bibtex"))
    assert entry.type == "incollection"
    assert _untexed(entry.fields["title"]) == _TITLE
    assert _untexed(entry.fields["booktitle"]) == "The Canal Papers"
    assert (entry.fields["year"], entry.fields["month"]) == ("2025", "March")
    first, second, third = entry.persons["author"]
    assert (first.first_names, first.prelast_names, first.last_names) == (["Marie-Claire"], ["van", "der"], ["Meer"])
    assert [_untexed(str(person)) for person in (second, third)] == [
        "Otto Brand and Sons",
        "Society of Locks and Weirs",
    ]
    assert [person.last_names for person in entry.persons["editor"]] == [["Åkesson"], ["Quill"]]


def test_ris_is_read_back_and_its_lines_end_in_cr_lf() -> None:
    text = _export("ris")
    assert text.count("\r\n") == text.count("\n") == len(text.splitlines())
    (entry,) = rispy.loads(text)
    assert entry["type_of_reference"] == "CHAP"
    assert entry["title"] == _TITLE
    assert entry["authors"] == ["van der Meer, Marie-Claire", "Otto Brand and Sons", "Society of Locks and Weirs"]
    assert (entry["year"], entry["date"], entry["doi"]) == ("2025", "2025/03/09/", "10.1234/canal_(1)")
    assert entry["keywords"] == ["canals", "locks"]


def test_csl_json_is_rendered_by_somebody_elses_processor() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the processor's own, about fields that it does not know
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        items = json.loads(_export("csl-json"))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        bibliography.register(Citation([CitationItem(items[0]["id"])]))
        (rendered,) = (str(entry) for entry in bibliography.bibliography())
    assert rendered.startswith("van der Meer, M.-C., Otto Brand and Sons and Society of Locks and Weirs (2025)")
    assert "The Canal Papers" in rendered
    assert "Åkesson" in rendered


@pytest.mark.parametrize("level", ["chapter", "edition"])
@pytest.mark.parametrize("part", ["", "p3"])
def test_cff_is_valid_by_its_schema(level: str, part: str) -> None:
    read = yaml.load(
        _export("cff", level=level, part=part), Loader=yaml.BaseLoader
    )  # strings, dates too, as JSON has them
    jsonschema.Draft7Validator(_CFF, format_checker=jsonschema.FormatChecker()).validate(read)
    assert read["title"] == (_TITLE if level == "chapter" else "The Canal Papers")
    assert read["license"] == "CC-BY-SA-4.0"


def test_cff_of_a_bare_header_is_valid_too() -> None:
    for tree in (_tei(), etree.XML(f'<TEI xmlns="{trees.TEI}"/>'), _tei(publication="<date>once</date>")):
        jsonschema.Draft7Validator(_CFF).validate(yaml.load(_export("cff", tree), Loader=yaml.BaseLoader))


def test_dublin_core_has_only_its_fifteen_elements() -> None:
    root = etree.fromstring(_export("dublin-core").encode())
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    assert root.findtext(_DC + "title") == _TITLE
    assert root.findtext(_DC + "creator") == "van der Meer, Marie-Claire"
    fifteen = (
        "title creator subject description publisher contributor date type format identifier source language relation"
        " coverage rights"
    )
    assert {e.tag.removeprefix(_DC) for e in root} <= set(fifteen.split())
    assert not [e for e in root if len(e) or not e.text]


def test_mods_has_names_parts_and_the_edition_as_host() -> None:
    root = etree.fromstring(_export("mods", part="p3").encode())
    assert root.findtext("m:titleInfo/m:title", namespaces=_MODS) == "Barges & Bridges: 100% of the Truth?"
    host = root.find("m:relatedItem[@type='host']/m:titleInfo/m:title", _MODS)
    assert host is not None
    assert host.text == "The Canal Papers"
    roles = [e.text for e in root.iterfind("m:name/m:role/m:roleTerm", _MODS)]
    assert roles == ["author"] * 3 + ["editor"] * 2 + ["contributor"]
    assert root.findtext("m:part/m:detail/m:number", namespaces=_MODS) == "3"


_CONTAINER = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:dc="http://purl.org/dc/elements/1.1/"
  targetNamespace="http://www.openarchives.org/OAI/2.0/oai_dc/">
  <xs:import namespace="http://purl.org/dc/elements/1.1/" schemaLocation="simpledc20021212.xsd"/>
  <xs:element name="dc"><xs:complexType><xs:group ref="dc:elementsGroup"/></xs:complexType></xs:element></xs:schema>"""


@pytest.mark.parametrize("tree", [_JOURNEY, _tei("A & B", more="<author>C</author>", publication="<date/>")])
def test_dublin_core_is_valid_by_the_schema_of_its_makers(tree: etree._Element) -> None:
    schema = xmlschema.XMLSchema(_CONTAINER, base_url=str(_HERE / "schemas"))
    schema.validate(_export("dublin-core", tree))
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        schema.validate(_export("dublin-core", tree).replace("dc:title", "dc:heading"))


@pytest.mark.oracle
def test_mods_is_read_by_bibutils(xml2bib: Callable[[bytes], str]) -> None:
    entry = _bibtex(xml2bib(_export("mods").encode()))
    fields = entry.fields
    assert fields["title"] == _TITLE
    assert (fields["year"], fields["month"], fields["day"]) == ("2025", "Mar", "09")
    assert (fields["publisher"], fields["address"], fields["edition"]) == ("Towpath Press", "Gent", "Second edition")
    assert (fields["doi"], fields["keywords"], fields["language"]) == ("10.1234/canal_(1)", "canals; locks", "en")
    # Of bodies with an "and" in their names bibutils makes more than one.
    assert str(entry.persons["author"][0]) == "van der Meer, Marie-Claire"
    assert [str(person) for person in entry.persons["editor"]] == ["Åkesson, Lise", "Quill, Peter"]


@pytest.mark.parametrize("name", _FORMATS)
def test_a_part_is_cited_with_its_fragment(name: str) -> None:
    assert "https://towpath.example/canal/1#p3" in _export(name, part="p3")


@pytest.mark.parametrize(
    ("part", "locator"),
    [("p3", "par. 3"), ("n2", "note 2"), ("l2", "line 2"), ("div1", "sec. “Before the Watershed”"), ("lg1", "par. 4")],
)
def test_a_part_is_named_by_what_it_is(part: str, locator: str) -> None:
    assert f"2025, {locator}. https://towpath.example/canal/1#{part}." in _export("citation", part=part)


def test_a_part_that_is_not_there_is_an_error_of_the_call() -> None:
    with pytest.raises(UsageError, match="part=p99 is not in the document"):
        _export("bibtex", part="p99")


@pytest.mark.parametrize(("style", "says"), [("chicago", " n.d."), ("apa", "(n.d.)"), ("mla", "A Title.")])
def test_what_has_no_date_says_so_as_its_style_does(style: str, says: str) -> None:
    line = _export("citation", _tei(), style=style)
    assert says in line
    assert "null" not in line
    assert ("n.d." in line) == (style != "mla")


def test_a_missing_title_date_and_address_are_findings() -> None:
    bare = etree.XML(f'<TEI xmlns="{trees.TEI}"><text/></TEI>')
    outcome = EXPORTERS["ris"].export(bare, "bare", {})
    assert [finding.rule for finding in outcome.findings] == ["X411", "X412", "X413"]


def _people(*names: str) -> str:
    return "".join(f"<author>{name}</author>" for name in names)


@pytest.mark.parametrize(
    ("names", "chicago", "mla", "apa"),
    [
        (["Ada Lane"], "Lane, Ada.", "Lane, Ada.", "Lane, A. (n.d.)"),
        (
            ["Ada Lane", "Ben Ford"],
            "Lane, Ada, and Ben Ford.",
            "Lane, Ada, and Ben Ford.",
            "Lane, A., & Ford, B. (n.d.)",
        ),
        (
            ["Ada Lane", "Ben Ford", "Cy Moss"],
            "Lane, Ada, Ben Ford, and Cy Moss.",
            "Lane, Ada, et al.",
            "Lane, A., Ford, B., & Moss, C. (n.d.)",
        ),
        (["Homer"], "Homer.", "Homer.", "Homer. (n.d.)"),
        (["Martin King, Jr."], "King, Martin, Jr.", "King, Martin, Jr.", "King, M., Jr. (n.d.)"),
        (["de la Cruz, Juana"], "de la Cruz, Juana.", "de la Cruz, Juana.", "de la Cruz, J. (n.d.)"),
        (["The canal project"], "The canal project.", "The canal project.", "The canal project. (n.d.)"),
        (["Jean-Paul Roux"], "Roux, Jean-Paul.", "Roux, Jean-Paul.", "Roux, J.-P. (n.d.)"),
    ],
)
def test_names_stand_as_the_style_manuals_have_them(names: list[str], chicago: str, mla: str, apa: str) -> None:
    tree = _tei(more=_people(*names))
    assert _export("citation", tree, style="chicago").startswith(chicago + " A Title.")
    assert _export("citation", tree, style="mla").startswith(mla + " A Title.")
    assert _export("citation", tree, style="apa").startswith(apa)


def test_of_many_authors_the_first_stand_for_all() -> None:
    tree = _tei(more=_people(*(f"A{n} Name{n}" for n in range(1, 23))))
    assert "Name1, A1, A2 Name2, A3 Name3, A4 Name4, A5 Name5, A6 Name6, A7 Name7, et al." in _export("citation", tree)
    assert ", Name19, A., … Name22, A. (n.d.)" in _export("citation", tree, style="apa")


def test_without_authors_the_editors_lead() -> None:
    tree = _tei(more="<editor>Ada Lane</editor><editor>Ben Ford</editor>")
    assert _export("citation", tree).startswith("Lane, Ada, and Ben Ford, eds. A Title.")
    assert _export("citation", tree, style="apa").startswith("Lane, A., & Ford, B. (Eds.). (n.d.). A Title.")


def test_the_edition_is_cited_by_its_own_title() -> None:
    line = _export("citation", level="edition")
    assert "The Canal Papers." in line
    assert "Barges" not in line


def test_the_title_of_the_edition_may_be_given() -> None:
    assert "“A Title.” In The Whole." in _export("citation", _tei(), edition="The Whole")


_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp", "Zs", "Co"), include_characters=" ")
_HARD = st.one_of(
    st.text(st.sampled_from("ab \\{}$&%#_^~\"'<>@,:;|-[]*!?é—“”"), min_size=1, max_size=30),
    st.text(_CHARACTERS, min_size=1),
).filter(lambda title: any(character.isalpha() for character in title))


@settings(max_examples=120)
@given(_HARD)
def test_any_title_comes_back_as_it_was(title: str) -> None:
    title = " ".join(title.split())
    tree = _tei(title, publication="<publisher>P</publisher><date when='2000'/>")
    assert rispy.loads(_export("ris", tree))[0]["title"] == title
    assert json.loads(_export("csl-json", tree))[0]["title"] == title
    assert yaml.load(_export("cff", tree), Loader=yaml.BaseLoader)["title"] == title
    assert etree.fromstring(_export("dublin-core", tree).encode()).findtext(_DC + "title") == title
    assert _untexed(_bibtex(_export("bibtex", tree)).fields["title"]) == title


_NAME = st.text(st.sampled_from("abAB éÅ'-.,{}&%\\"), min_size=1, max_size=16).filter(lambda n: n.strip(" ,.'-{}&%\\"))


@settings(max_examples=120)
@given(_NAME, _NAME)
def test_one_surname_and_one_forename_are_one_person(surname: str, forename: str) -> None:
    surname, forename = " ".join(surname.split()), " ".join(forename.split())
    parts = f"<surname>{escape(surname)}</surname><forename>{escape(forename)}</forename>"
    tree = _tei(more=f"<author><persName>{parts}</persName></author>")
    (person,) = _bibtex(_export("bibtex", tree)).persons["author"]
    assert _untexed(" ".join(person.prelast_names + person.last_names)) == surname
    assert _untexed(" ".join(person.first_names + person.middle_names)) == forename
    (item,) = json.loads(_export("csl-json", tree))
    assert item["author"] == [{"family": surname, "given": forename}]
