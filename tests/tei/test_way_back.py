"""A TEI file read back and renewed: what a person did stays, and the same claims change no byte."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from lxml import etree

from pecia.core.text import MACHINE, Annotation, Block, Document, Span
from pecia.engines.trees import TEI, XML_ID, parse, serialize, tei
from pecia.tei.decode import claims_that_fit, decode, renew, without_own
from pecia.tei.encoder import tree_of
from pecia.tei.header import Facts, header
from strategies import documents


def _encoded(document: Document) -> etree._Element:
    heading = header(None, Facts(document.name, title="A law", language="en"), document.name).value
    return parse(serialize(tree_of(document, heading, lambda name: f"#{name}")), "law.xml")


def _pointer(name: str) -> str:
    return f"#{name}"


@given(documents())
def test_encoding_twice_gives_the_same_bytes(document: Document) -> None:
    assert serialize(_encoded(document)) == serialize(_encoded(document))


@given(documents())
def test_renewing_with_what_is_there_changes_no_byte(document: Document) -> None:
    tree = _encoded(document)
    before = serialize(tree)
    decoded = decode(tree, "law.xml")
    assert renew(decoded, decoded.document, _pointer) is False
    assert serialize(tree) == before


@given(documents())
def test_taking_the_machines_marks_away_leaves_those_of_persons(document: Document) -> None:
    tree = _encoded(document)
    decoded = decode(tree, "law.xml")
    bare = without_own(decoded.document)
    renew(decoded, bare, _pointer)
    text = tree.find(tei("text"))
    assert text is not None
    assert not [e.tag for e in text.iter(tei("persName"), tei("q"), tei("date")) if e.get("resp") == f"#{MACHINE}"]
    kept = [(a.kind, a.get("ref"), decoded.document.covered(a.span)) for a in bare.annotations if a.made_by == "bs"]
    again = decode(tree, "law.xml").document
    assert [(a.kind, a.get("ref"), again.covered(a.span)) for a in again.annotations if a.made_by == "bs"] == kept


_CHAPTER = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader/><text><body><div>
<p xml:id="p1">Then <persName ref="#kirov">Kirov</persName><note resp="#ed">See above.</note> spoke with
  <rs resp="#ed">his <hi rend="italic">friend</hi></rs>,
  <choice><sic>Rytin</sic><corr resp="#ed">Ryutin</corr></choice>,
  in <date when="1932" resp="#pecia" cert="low">1932</date>.<ref type="noteAnchor" xml:id="n1-ref" target="#n1"
  resp="#pecia" cert="high">1</ref><!-- look this up --><pb n="4"/></p></div></body>
<back><div type="notes" xml:id="notes"><note xml:id="n1" n="1" target="#n1-ref"><label>1.</label> A note.</note></div>
</back></text></TEI>"""


def test_a_document_comes_back_with_its_text_as_the_source_had_it() -> None:
    document = decode(parse(_CHAPTER, "c.xml"), "c.xml").document
    words = " ".join(document.text.split())
    assert words == "Then Kirov spoke with his friend, Rytin, in 1932.1 1. A note."
    assert [block.kind for block in document.blocks] == ["p", "note"]
    [anchor] = document.of_kind("noteAnchor")
    assert (anchor.get("n"), anchor.get("series"), document.covered(anchor.span)) == ("1", "n", "1")


def test_marks_of_a_person_survive_when_the_machines_are_renewed() -> None:
    tree = parse(_CHAPTER, "c.xml")
    decoded = decode(tree, "c.xml")
    bare = without_own(decoded.document)
    renew(decoded, bare, _pointer)
    written = serialize(tree).decode()
    for mark in (
        '<persName ref="#kirov">Kirov</persName><note resp="#ed">See above.</note>',
        '<rs resp="#ed">his <hi rend="italic">friend</hi></rs>',
        '<choice><sic>Rytin</sic><corr resp="#ed">Ryutin</corr></choice>',
        "<!-- look this up -->",
        '<pb n="4"/>',
    ):
        assert mark in written
    assert "<date" not in written
    assert "noteAnchor" not in written


def test_an_element_in_which_nothing_changes_keeps_its_layout() -> None:
    tree = parse(_CHAPTER, "c.xml")
    decoded = decode(tree, "c.xml")
    assert not renew(decoded, decoded.document, _pointer)
    assert serialize(tree) == serialize(parse(_CHAPTER, "c.xml"))


def test_a_claim_that_contradicts_a_person_is_dropped_and_others_stay() -> None:
    fact = Annotation("persName", Span(5, 10), "")
    same, across, beside = (Annotation("orgName", Span(*ends), MACHINE) for ends in ((5, 10), (8, 14), (12, 14)))
    around = Annotation("q", Span(0, 14), MACHINE)
    assert claims_that_fit([same, across, beside, around], [fact]) == (around, beside)


def test_what_is_noted_within_a_correction_of_the_machines_stays_where_it_is() -> None:
    pair = '<choice resp="#pecia"><sic>ICirov{}</sic><corr resp="#pecia" cert="high">Kirov{}</corr></choice>'
    for first, second in (("<!-- p. 3 -->", ""), ("", "<?see p3?>"), ("<?see p3?>", "<!-- p. 3 -->"), ("", "<!---->")):
        body = f"<p>He met {pair.format(first, second)} there.</p>"
        tree = parse(f'<TEI xmlns="{TEI}"><text><body>{body}</body></text></TEI>'.encode(), "c.xml")
        before = serialize(tree)
        decoded = decode(tree, "c.xml")
        assert decoded.document.text == "He met ICirov there."
        renew(decoded, decoded.document, _pointer)
        assert serialize(tree) == before


def test_a_new_marker_gets_a_note_that_says_it_has_no_body() -> None:
    tree = parse(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>End.7</p></body></text></TEI>', "c.xml")
    decoded = decode(tree, "c.xml")
    marker = Annotation("noteAnchor", Span(4, 5), MACHINE, (("n", "7"), ("series", "n")), "high")
    assert renew(decoded, decoded.document.annotated([marker]), _pointer)
    written = serialize(tree).decode()
    assert '<ref type="noteAnchor" xml:id="n7-ref" target="#n7" resp="#pecia" cert="high">7</ref>' in written
    assert '<note xml:id="n7" n="7" place="end" type="authorial" target="#n7-ref"><gap reason="absent"' in written


def test_headings_nest_and_forme_work_leaves_the_body() -> None:
    text = "Next page\n\nTitle\n\nOne.\n\nPart\n\nTwo.\n\n9\n\nNotes\n\n1. Body."
    kinds: list[tuple[str, tuple[tuple[str, str], ...]]] = [
        ("fw", (("type", "navigation"),)),
        ("head", (("level", "1"),)),
        ("p", ()),
        ("head", (("level", "2"),)),
        ("p", ()),
        ("fw", (("type", "pageNum"), ("n", "9"))),
        ("head", (("level", "2"),)),
        ("note", (("n", "1"), ("label", "3"))),
    ]
    blocks, at = [], 0
    for (kind, attributes), words in zip(kinds, text.split("\n\n"), strict=True):
        blocks.append(Block(kind, Span(at, at + len(words)), attributes))
        at += len(words) + 2
    tree = _encoded(replace(Document("t.txt", text, tuple(blocks)), annotations=()))
    root = tree.find(tei("text"))
    assert root is not None
    shape = [etree.QName(e).localname for e in root.iter(tei("*"))]
    assert shape == [
        "text",
        "fw",
        "body",
        "div",
        "head",
        "p",
        "div",
        "head",
        "p",
        "pb",
        "fw",
        "back",
        "div",
        "head",
        "note",
        "label",
    ]


_PERSONS_OWN = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<p>He <hi rend="i"><pb n="2"/>met Kirov</hi><!-- where? --><?page 3?>
and <foreign x:y="z" xmlns:x="urn:x">Kirov</foreign>.
<quote>Kirov said<note resp="#ed">When? <p>Unknown.</p></note></quote><figure><graphic url="kirov.png"/></figure></p>
<p><persName ref="kirov"><forename>Sergei</forename> <surname>Kirov</surname></persName></p>
<p><hi><surname>Kirov</surname></hi> in <choice><sic>Lenigrad</sic><corr resp="#ed">Leningrad</corr></choice></p>
</body><back><listPerson><person xml:id="k"><persName>Kirov</persName></person></listPerson></back></text></TEI>"""


def _claims(document: Document, word: str, kind: str = "persName") -> list[Annotation]:
    places = [at for at in range(len(document.text)) if document.text.startswith(word, at)]
    return [Annotation(kind, Span(at, at + len(word)), MACHINE, (("ref", "k"),), "high") for at in places]


def _without_the_machines(tree: etree._Element) -> bytes:
    decoded = decode(tree, "c.xml")
    renew(decoded, without_own(decoded.document), _pointer)
    return serialize(tree)


def test_nothing_of_a_persons_is_moved_or_made_anew_by_the_machines_marks() -> None:
    tree = parse(_PERSONS_OWN.encode(), "c.xml")
    before = serialize(tree)
    every = {element: (element.tag, dict(element.attrib), element.getparent()) for element in tree.iter()}
    decoded = decode(tree, "c.xml")
    assert renew(decoded, decoded.document.annotated(_claims(decoded.document, "Kirov")), _pointer)
    written = serialize(tree).decode()
    assert '<hi rend="i"><pb n="2"/>met <persName ref="#k" resp="#pecia" cert="high">Kirov</persName></hi>' in written
    assert "</persName> said<note" in written
    assert all((e.tag, dict(e.attrib)) == said[:2] and e.getroottree() is not None for e, said in every.items())
    assert serialize(parse(_without_the_machines(tree), "c.xml")) == before


def test_a_claim_about_what_a_person_tagged_as_part_of_a_name_contradicts() -> None:
    decoded = decode(parse(_PERSONS_OWN.encode(), "c.xml"), "c.xml")
    fitting = claims_that_fit(_claims(decoded.document, "Kirov"), decoded.facts)
    assert len(fitting) == 3  # In italics, in the foreign words, in the quotation.


def test_a_register_in_the_back_is_no_running_text() -> None:
    decoded = decode(parse(_PERSONS_OWN.encode(), "c.xml"), "c.xml")
    assert [block.kind for block in decoded.document.blocks] == ["p", "p", "p"]


def test_what_the_machine_marked_whole_is_found_again() -> None:
    tree = parse(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p><seg><persName ref="#k" resp="#pecia" cert="high">'
        b"Kirov</persName></seg></p></body></text></TEI>",
        "c.xml",
    )
    decoded = decode(tree, "c.xml")
    assert [a.kind for a in decoded.document.annotations if a.made_by == MACHINE] == ["persName"]
    assert b"<p><seg>Kirov</seg></p>" in _without_the_machines(tree)


def test_who_confirms_a_part_of_a_chain_confirms_all_of_it() -> None:
    tree = parse(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p><q xml:id="q-1.1" next="#q-1.2">One</q></p>'
        b'<p><q xml:id="q-1.2" prev="#q-1.1" resp="#pecia" cert="high">two</q></p></body></text></TEI>',
        "c.xml",
    )
    before = serialize(tree)
    assert without_own(decode(tree, "c.xml").document).annotations
    assert _without_the_machines(tree) == before


def test_a_reference_of_a_persons_stays_as_it_was_written() -> None:
    tree = parse(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p><persName ref="pmb21">She</persName> met Kirov.'
        b"</p></body></text></TEI>",
        "c.xml",
    )
    decoded = decode(tree, "c.xml")
    renew(decoded, decoded.document.annotated(_claims(decoded.document, "Kirov")), _pointer)
    assert b'<persName ref="pmb21">She</persName> met <persName ref="#k"' in serialize(tree)


_TWO_TEXTS = b"""<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><TEI><text xml:id="notes"><body><p xml:id="n7">One.</p>
</body></text></TEI><TEI><text><body><p>Two.7</p></body></text></TEI></teiCorpus>"""


def test_a_new_note_stands_in_the_text_of_its_marker_by_an_id_that_nothing_has() -> None:
    tree = parse(_TWO_TEXTS, "c.xml")
    decoded = decode(tree, "c.xml")
    at = decoded.document.text.index("7")
    marker = Annotation("noteAnchor", Span(at, at + 1), MACHINE, (("n", "7"), ("series", "n")), "high")
    assert renew(decoded, decoded.document.annotated([marker]), _pointer)
    first, second = tree.iter(tei("text"))
    assert first.find(tei("back")) is None
    [note] = second.iter(tei("note"))
    assert (note.get(XML_ID), note.get("target")) == ("note-n7", "#note-n7-ref")
    ids = tree.xpath("//@xml:id")
    assert sorted(set(ids)) == sorted(ids)
    before = serialize(tree)
    decoded = decode(parse(before, "c.xml"), "c.xml")
    assert not renew(decoded, decoded.document, _pointer)
