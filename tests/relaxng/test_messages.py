"""What an editor is told: the place of the thing itself, the trouble, the way out, and each fault once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

import fragments
from documents import Maker
from pecia import relaxng
from pecia.core.findings import Finding
from pecia.engines.trees import TEI, parse
from pecia.relaxng.names import parts
from pecia.relaxng.suggestion import likely
from pecia.resources import folder

GRAMMAR = folder("schemas") / "pecia.rng"
_HEAD = f"""<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/>
</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>"""


def _found(body: str, encoding: str = "UTF-8") -> tuple[Finding, ...]:
    content = f'<?xml version="1.0" encoding="{encoding}"?>\n{_HEAD}\n{body}\n</body></text></TEI>'.encode(encoding)
    return relaxng.check(GRAMMAR, parse(content, "x.xml"), "x.xml", content)


def _places(body: str, encoding: str = "UTF-8") -> list[tuple[int, int]]:
    return [(finding.where.line - 3, finding.where.column) for finding in _found(body, encoding)]


def test_a_fault_of_an_element_stands_at_its_start_tag() -> None:
    assert _places("<p>Пётр went\n  to <palceName>Ржев</palceName></p>") == [(2, 6)]


def test_a_fault_of_an_attribute_stands_at_the_attribute_itself() -> None:
    assert _places('<p>Ну: <date cert="low"\n   wen="1932">x</date></p>') == [(2, 4)]
    assert _places('<p>Ну: <date\twhen = "no" cert="low">x</date></p>') == [(1, 14)]
    assert _places('<p xml:id="1a" n="id">x</p>') == [(1, 4)]


def test_a_fault_of_text_stands_at_its_first_letter() -> None:
    assert _places("<lg><l>a</l>\n   stray</lg>") == [(2, 4)]


@pytest.mark.parametrize("encoding", ["UTF-16", "ISO-8859-1", "windows-1252"])
def test_places_do_not_depend_on_the_encoding(encoding: str) -> None:
    assert _places("<p>é <foo>x</foo></p>", encoding) == [(1, 6)]


def test_what_is_missing_stands_at_the_end_tag() -> None:
    assert _places("<p>a</p>\n<table>\n</table>") == [(3, 1)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p><head>x</head></p>", "<head> may not stand in <p> (allowed in"),
        ("<p>a<p>b</p></p>", "<p> may not stand in <p> (allowed in <div>, <body>"),
        ("<p><date cert='hgih'>x</date></p>", "among the values that <date> may have (did you mean 'high'?)"),
        (
            "<p part='Z'>x</p>",
            "part='Z' is not among the values that <p> may have (it may be 'Y', 'N', 'I', 'M' or 'F')",
        ),
        ("<p><ref target='a b%'>x</ref></p>", "target='b%' of <ref> is not an address such as #kirov"),
        ("<list/>", "<list> is not complete (<item> or <label> is missing at its end)"),
        ("<p xml:id='1a'/>", "xml:id='1a' of <p> is not a name"),
        ("<p><DATE>x</DATE></p>", "did you mean <date>?"),
        ("<p><pers-name>x</pers-name></p>", "did you mean <persName>?"),
    ],
)
def test_the_trouble_and_the_way_out_are_said(body: str, said: str) -> None:
    (finding,) = _found(body)
    assert said in str(finding)


def test_an_element_that_the_schema_knows_is_never_taken_for_another() -> None:
    (finding,) = _found("<p><row><cell/></row></p>")
    assert "did you mean" not in str(finding)


def test_what_comes_too_early_is_told_what_comes_first() -> None:
    found = relaxng.check(GRAMMAR, parse(f'<TEI xmlns="{TEI}"><text><body><p/></body></text></TEI>'.encode(), "x"), "x")
    assert [(f.message, f.hint) for f in found] == [("<text> comes too early in <TEI>", "first comes <teiHeader>")]


def test_a_misspelt_element_is_taken_for_what_was_meant_and_so_is_one_fault() -> None:
    (finding,) = _found("<lsit><item>a</item><item>b</item></lsit>")
    assert finding.hint == "did you mean <list>?"
    (finding,) = _found("<lg><l>a</l></lg><table><rwo><cell>a</cell></rwo></table>")
    assert finding.hint == "did you mean <row>?"


def test_within_an_element_that_nobody_knows_nothing_is_judged_and_after_it_all() -> None:
    found = _found("<zzzzz a='b'><qqqq/>text</zzzzz>\n<p wen='1'/>")
    assert [finding.message for finding in found] == [
        "<zzzzz> is not an element of this schema",
        "<p> has no attribute wen",
    ]


def test_no_finding_is_longer_than_two_hundred_characters() -> None:
    names = "".join(f"<{'x' * 300}{n}/>" for n in range(3))
    bodies = [
        "<p><head>x</head></p>",
        "<div><p/><head/></div>",
        "<lg>words</lg>",
        names,
        f"<p n='{'y' * 999}' x='{'z' * 999}'/>",
    ]
    for finding in (finding for body in bodies for finding in _found(body)):
        assert len(finding.message) <= 200
        assert len(finding.hint) <= 200
    assert all(len(str(finding)) <= 220 for finding in _found("<p><head>x</head></p><div><p/><head/></div>"))


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    match chance.randrange(5):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + letter + word[at:]
        case 2:
            return word[:at] + letter + word[at + 1 :]
        case 3:
            return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
        case _:
            return word.lower()


def _slips(count: int) -> Iterator[tuple[str, str, bytes]]:
    """A name, the same with a slip in it, and a document in which one element of that name has the slip."""
    schema = relaxng.load(GRAMMAR)
    known = {parts(name)[1] for name in schema.vocabulary.elements}
    maker, chance = Maker(schema, 5), random.Random(5)
    while count:
        content = maker.document()
        names = sorted(name for name in known if len(name) > 3 and f":{name}>".encode() in content)
        for name in chance.sample(names, min(12, len(names))):
            wrong = _slip(name, chance)
            if wrong not in known and count:
                count -= 1
                spoilt = content.replace(f":{name}>".encode(), f":{wrong}>".encode())
                yield name, wrong, spoilt.replace(f":{name} ".encode(), f":{wrong} ".encode())


def test_of_five_hundred_slips_the_right_name_is_suggested_in_ninety_five_of_a_hundred() -> None:
    right = total = 0
    for name, wrong, content in _slips(500):
        schema = relaxng.load(GRAMMAR)
        said = [f.hint for f in schema.faults(parse(content, "x"), content, most=20) if f"<{wrong}>" in f.message]
        total += 1
        right += bool(said) and said[0] == f"did you mean <{name}>?"
    assert total == 500
    assert right >= 475


def test_a_suggestion_is_near_or_there_is_none() -> None:
    names = ["persName", "placeName", "p", "pb", "date", "del"]
    assert likely("persname", names) == "persName"
    assert likely("dtae", names) == "date"
    assert likely("zzz", names) == ""
    assert likely("x" * 10_000, names) == ""
    assert likely("wen", ["when", "who", "n"]) == "when"


def test_a_document_without_its_bytes_has_lines() -> None:
    document = fragments.document("<p>\n<foo/></p>")
    (finding,) = relaxng.check(GRAMMAR, document.tree, document.path)
    assert finding.where.line > 1
    assert finding.where.column == 0


def test_references_by_id_lead_to_an_id(tmp_path: Path) -> None:
    schema = tmp_path / "ids.rng"
    schema.write_text(
        """<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"
             datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><zeroOrMore><element name="b">
             <optional><attribute name="i"><data type="ID"/></attribute></optional>
             <optional><attribute name="r"><data type="IDREFS"/></attribute></optional><empty/></element></zeroOrMore>
           </element>""",
        "utf-8",
    )
    for content, said in (
        (b"<a><b r='x y'/><b i='x'/><b i='y'/></a>", []),
        (b"<a><b r='x z'/><b i='x'/></a>", ["r='z' of <b> refers to an id that is not there"]),
        (b"<a><b i='x'/><b i=' x '/></a>", ["the i 'x' of <b> is there twice"]),
    ):
        assert [f.message for f in relaxng.check(schema, parse(content, "x"), "x", content)] == said
