"""What of other people's TEI is text, and what in it is a mark."""

from __future__ import annotations

from pecia.core.register import Entity, Register
from pecia.tei.gold import Marked, marked
from pecia.tei.marks import Mark

_HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>A <persName>Nobody</persName></title></titleStmt><publicationStmt><p/>"
    "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)


def read(body: str, *, notes: bool = True, register: Register | None = None, back: str = "") -> Marked:
    tree = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{_HEADER}<text xml:lang="en"><body>{body}</body>{back}</text></TEI>'
    )
    return marked(tree.encode(), "gold.xml", register, notes=notes)


def told(gold: Marked) -> list[tuple[str, str]]:
    return [(mark.kind, gold.document.covered(mark.span)) for mark in gold.marks if not mark.open]


def arguable(gold: Marked) -> list[tuple[str, str]]:
    return [(mark.kind, gold.document.covered(mark.span)) for mark in gold.marks if mark.open]


def test_a_share_of_a_language_that_is_no_number_is_none() -> None:
    used = '<profileDesc><langUsage><language ident="fr" usage="²"/><language ident="de" usage="7"/></langUsage>'
    header = _HEADER.replace("</teiHeader>", f"{used}</profileDesc></teiHeader>")
    tree = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body><p>Ja.</p></body></text></TEI>'
    assert marked(tree.encode(), "gold.xml").document.get("language") == "de"


def test_names_are_told_by_their_element_or_their_type() -> None:
    gold = read(
        '<p><persName>Ada</persName>, <name type="person">Bert</name>, <rs type="place">Calais</rs>, '
        '<name type="organisation">the Dons</name>, <rs type="work">Emma</rs>, <geogName>Fens</geogName></p>'
    )
    assert told(gold) == [
        ("persName", "Ada"), ("persName", "Bert"), ("placeName", "Calais"), ("orgName", "the Dons"),
        ("title", "Emma"), ("placeName", "Fens"),
    ]  # fmt: skip


def test_a_name_without_a_type_is_what_its_entry_is() -> None:
    known = Register((Entity("calais", "place", "Calais"),))
    gold = read('<p><name ref="places.xml#calais">Calais</name> and <name>the Ark</name></p>', register=known)
    assert told(gold) == [("placeName", "Calais")]
    assert arguable(gold) == [("name", "the Ark")]


def test_the_parts_of_a_name_are_no_names_of_their_own() -> None:
    gold = read(
        "<p><persName><roleName>Sir</roleName> <forename>Ada</forename> <persName>Lace</persName></persName> of "
        "<placeName><settlement>Ware</settlement>, <country>England</country></placeName>, <country>Wales</country></p>"
    )
    assert told(gold) == [("persName", "Sir Ada Lace"), ("placeName", "Ware, England"), ("placeName", "Wales")]
    assert gold.marks[0].head == len("Sir")


def test_what_is_implied_or_has_no_capital_is_open() -> None:
    gold = read('<p><rs type="person">my brother</rs> and <rs type="person" subtype="implied">His Friend</rs></p>')
    assert arguable(gold) == [("persName", "my brother"), ("persName", "His Friend")]


def test_of_two_readings_the_text_has_that_of_the_source() -> None:
    gold = read(
        "<p>He <choice><sic>wnet</sic><corr>went</corr></choice> to <choice><abbr>St. <choice><orig>Petersb</orig>"
        "<reg>Petersburg</reg></choice></abbr><expan>Saint Petersburg</expan></choice> <del>not</del> on "
        "<app><lem>Monday</lem><rdg>Tuesday</rdg></app>, <corr>alone</corr>.</p>"
    )
    assert gold.document.text.strip() == "He wnet to St. Petersb on Monday, alone."
    assert [(m.kind, m.values) for m in gold.marks] == [
        ("sic", (("corr", "went"),)),
        ("abbr", (("expan", "Saint Petersburg"),)),
    ]


def test_a_note_in_the_text_is_read_after_its_paragraph_and_its_number_where_it_stands() -> None:
    gold = read('<p>He left.<note n="3" place="foot">See <persName>Ada</persName>.</note> She stayed.</p><p>End.</p>')
    assert gold.document.text.split("\n\n")[:3] == ["He left.3 She stayed.", "See Ada.", "End."]
    assert told(gold) == [("noteAnchor", "3"), ("persName", "Ada")]
    assert [(block.kind, block.get("n")) for block in gold.document.blocks] == [("p", ""), ("note", "3"), ("p", "")]


def test_notes_can_be_left_out_and_their_numbers_stay() -> None:
    gold = read('<p>He left.<note n="3">See <persName>Ada</persName>.</note></p>', notes=False)
    assert gold.document.text.strip() == "He left.3"
    assert told(gold) == [("noteAnchor", "3")]


def test_a_comment_of_the_editor_has_no_number_in_print() -> None:
    gold = read('<p>He left.<note type="commentary">In fact he stayed.</note></p>')
    assert gold.document.text.split("\n\n")[:2] == ["He left.", "In fact he stayed."]
    assert told(gold) == []


def test_a_reference_to_a_note_is_a_marker_and_one_to_a_page_is_none() -> None:
    back = '<back><div type="notes"><note xml:id="n1" n="1"><label>1.</label> Body.</note></div></back>'
    gold = read('<p>He left.<ref target="#n1">1</ref> See <ref target="#p9">page 9</ref>.</p>', back=back)
    assert told(gold) == [("noteAnchor", "1")]
    assert gold.document.blocks[-1].get("label") == "2"


def test_the_header_lists_and_running_heads_are_no_gold() -> None:
    gold = read(
        "<fw>On <persName>Ada</persName></fw><p>Text.</p>",
        back="<back><listPerson><person xml:id='ada'><persName>Ada</persName></person></listPerson></back>",
    )
    assert gold.document.text.split("\n\n")[:2] == ["On Ada", "Text."]
    assert gold.aside[0].start == 0
    assert gold.entries.get("ada") is not None


def test_a_name_in_two_joined_parts_is_one() -> None:
    gold = read(
        '<p><persName xml:id="a" next="#b">Ada</persName>, said he, <persName xml:id="b" prev="#a">Lace</persName></p>'
    )
    assert told(gold) == [("persName", "Ada, said he, Lace")]


def test_white_space_is_folded_and_a_line_break_divides_words_unless_it_says_no() -> None:
    gold = read('<p>one\n      two<lb/>three fo<lb break="no"/>ur<space/>five</p>')
    assert gold.document.text.strip() == "one two three four five"


def test_a_quotation_that_is_a_block_is_no_mark_and_one_in_a_paragraph_is() -> None:
    gold = read("<quote><p>All of it.</p></quote><p>He said <said>“no.”</said></p>")
    assert told(gold) == [("q", "“no.”")]
    assert [block.kind for block in gold.document.blocks] == ["quote", "p"]


def test_every_mark_knows_its_line_and_column() -> None:
    gold = read("<p>A &amp; b\n  <!-- so --> and <persName>Ada</persName>,\n  <date when='1900'>1900</date></p>")
    ada, date = gold.marks
    assert (gold.where(ada.span.start).line, gold.where(date.span.start).line) == (2, 3)
    assert gold.where(ada.span.start).column == len("  <!-- so --> and <persName>") + 1
    assert gold.where(date.span.start).column == len("  <date when='1900'>") + 1


def test_values_in_the_attributes_of_iso_count_as_well() -> None:
    gold = read('<p><date when-iso="1900-01">January 1900</date> <date from="1901" to="1902">1901–2</date></p>')
    assert [m.values for m in gold.marks] == [(("when", "1900-01"),), (("from", "1901"), ("to", "1902"))]


def test_what_only_the_machine_vouches_for_is_its_own() -> None:
    gold = read('<p><persName resp="#pecia" cert="low">Ada</persName> <persName resp="#pecia #jo">Bert</persName></p>')
    assert [(mark.own, mark.certainty) for mark in gold.marks] == [(True, "low"), (False, "")]


def test_a_mark_is_a_value() -> None:
    assert Mark("date", read("<p>x</p>").document.blocks[0].span, (("when", "1900"),)).value("when") == "1900"
