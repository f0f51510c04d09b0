"""What a person says of a mark of the machine: whatever it is, the words stay, and it holds when marks are renewed."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pecia.core.text import MACHINE, Annotation, Document, Span
from pecia.engines.faithful import Original
from pecia.engines.trees import TEI, XML_ID, local, parse, serialize, tei
from pecia.tei import verdicts
from pecia.tei.decode import claims_that_fit, decode, own, renew, without_own
from pecia.tei.encoder import tree_of
from pecia.tei.entry import take_out
from pecia.tei.header import Facts, header
from pecia.tei.refusals import REFUSED, element_name
from pecia.tei.responsibility import is_machine, pointer_to
from pecia.tei.stretching import stretch
from strategies import documents


def _encoded(document: Document) -> etree._Element:
    heading = header(None, Facts(document.name, title="A law", language="en"), document.name).value
    return parse(serialize(tree_of(document, heading, lambda name: f"#{name}")), "law.xml")


def _judged(tree: etree._Element, said: list[int]) -> list[tuple[str, Annotation]]:
    """Every mark of the machine's judged, by turns as the numbers say; what was said of which."""
    made = []
    for number, mark in enumerate(verdicts.marks(decode(tree, "law.xml"))):
        verdict = said[number % len(said)] if said else 0
        if verdict == 0:
            verdicts.refuse(mark, "#ae")
        elif verdict == 1:
            verdicts.vouch(mark, "#ae")
        elif verdict == 2 and mark.claim.kind == "persName":
            verdicts.rename(mark, "orgName", "")
            verdicts.point(mark, "#other")
        elif verdict == 2 and mark.claim.kind == "sic":
            verdicts.vouch(mark, "#ae")
            verdicts.reading(mark, "another")
        else:
            continue
        made.append(("refused" if verdict == 0 else "kept", mark.claim))
    return made


@given(documents(), st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_whatever_is_said_of_the_marks_the_words_stay(document: Document, said: list[int]) -> None:
    tree = _encoded(document)
    before = decode(tree, "law.xml").document
    _judged(tree, said)
    after = decode(parse(serialize(tree), "law.xml"), "law.xml").document
    assert after.text == before.text
    assert [(b.kind, b.span) for b in after.blocks] == [(b.kind, b.span) for b in before.blocks]


@given(documents(), st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_what_was_refused_is_a_fact_and_what_was_vouched_for_is_no_longer_the_machines(
    document: Document, said: list[int]
) -> None:
    tree = _encoded(document)
    made = _judged(tree, said)
    decoded = decode(parse(serialize(tree), "law.xml"), "law.xml")
    refused = {(fact.get("kind"), fact.span) for fact in decoded.said if fact.kind == REFUSED}
    assert {(element_name(claim.kind), claim.span) for verdict, claim in made if verdict == "refused"} <= refused
    still = {(a.kind, a.span) for a in decoded.document.annotations if own(a)}
    claims = [(a.kind, a.span) for a in document.annotations]
    # Of two marks of one kind on the same words, one may have been left to the machine.
    kept = {(c.kind, c.span) for verdict, c in made if verdict == "kept" and claims.count((c.kind, c.span)) == 1}
    assert not kept & still


@given(documents(), st.lists(st.integers(0, 1), min_size=1, max_size=6))
def test_the_same_claims_again_change_nothing_that_was_decided(document: Document, said: list[int]) -> None:
    tree = _encoded(document)
    claims = [a for a in decode(tree, "law.xml").document.annotations if own(a)]
    _judged(tree, said)
    decoded = decode(tree, "law.xml")
    bare = without_own(decoded.document)
    before = serialize(tree)
    renew(decoded, bare.annotated(claims_that_fit(claims, decoded.facts)), lambda name: f"#{name}")
    again = decode(parse(serialize(tree), "law.xml"), "law.xml")
    refused = {(fact.get("kind"), fact.span) for fact in again.said if fact.kind == REFUSED}
    assert not refused & {(element_name(a.kind), a.span) for a in again.document.annotations if own(a)}
    elements = [local(e) for e in parse(before, "l").iter(tei("certainty"))]
    assert [local(e) for e in tree.iter(tei("certainty"))] == elements
    mine = [(local(e), e.get("resp"), "".join(e.itertext())) for e in tree.iter(tei("*")) if e.get("resp") == "#ae"]
    was = parse(before, "l").iter(tei("*"))
    assert mine == [(local(e), e.get("resp"), "".join(e.itertext())) for e in was if e.get("resp") == "#ae"]


@given(documents(), st.data())
def test_a_mark_around_other_words_leaves_every_word_where_it_was(document: Document, data: st.DataObject) -> None:
    tree = _encoded(document)
    decoded = decode(tree, "law.xml")
    found = [m for m in verdicts.marks(decoded) if m.claim.kind in ("persName", "date", "title")]
    if not found:
        return
    mark = data.draw(st.sampled_from(found))
    block = decoded.document.blocks[decoded.index(mark.claim.span.start)].span
    start = data.draw(st.integers(block.start, block.end - 1))
    span = Span(start, data.draw(st.integers(start + 1, block.end)))
    element = verdicts.alone(mark)
    done = stretch(element, mark.holder, span, block.start)
    again = decode(parse(serialize(tree), "law.xml"), "law.xml").document
    assert again.text == decoded.document.text
    if done:
        assert "".join(element.itertext()) != "" or not again.covered(span)
        assert (mark.claim.kind, span) in {(a.kind, a.span) for a in again.annotations}


_CHAPTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
  <title>A chapter</title>
  <editor xml:id="ed">Bo Editor</editor>
  <respStmt xml:id="pecia"><resp>marked</resp><name type="software">pecia</name></respStmt>
</titleStmt></fileDesc></teiHeader><text><body><div>
<p xml:id="p1">Caf&#xe9; <persName  ref='#kirov'
 resp="#pecia" cert="low"><choice resp="#pecia"><sic>ICirov</sic><corr resp="#pecia" cert="high">Kirov</corr></choice>
</persName> &amp; Na.<ref type="noteAnchor" xml:id="n2-ref" target="#n2" resp="#pecia" cert="high">2</ref></p></div>
</body><back><div type="notes"><note xml:id="n2" n="2" target="#n2-ref"><gap reason="absent" resp="#pecia"/></note>
</div></back></text></TEI>"""


def _said(kind: str, verdict: str, who: str = "#ed") -> str:
    content = _CHAPTER.encode()
    root = parse(content, "c.xml")
    original = Original(content, root)
    [mark] = [m for m in verdicts.marks(decode(root, "c.xml")) if m.claim.kind == kind]
    getattr(verdicts, verdict)(mark, who)
    return original.written().decode()


def test_to_vouch_changes_two_attributes_and_no_other_byte() -> None:
    assert _said("persName", "vouch") == _CHAPTER.replace(
        '\n resp="#pecia" cert="low"><choice', '\n resp="#ed"><choice'
    )


def test_where_nobody_is_named_the_mark_has_no_resp() -> None:
    assert "<persName  ref='#kirov'><choice" in _said("persName", "vouch", "")


def test_both_halves_of_a_correction_are_the_persons() -> None:
    assert '<choice resp="#ed"><sic>ICirov</sic><corr resp="#ed">Kirov</corr></choice>' in _said("sic", "vouch")


def test_a_correction_that_is_refused_leaves_the_words_of_the_source() -> None:
    written = _said("sic", "refuse")
    assert '<seg>ICirov<certainty locus="name" assertedValue="sic" degree="0" resp="#ed"/></seg>' in written
    assert "Kirov</corr>" not in written
    assert (
        decode(parse(written.encode(), "c"), "c").document.text
        == decode(parse(_CHAPTER.encode(), "c"), "c").document.text
    )


def test_a_marker_that_is_refused_takes_the_empty_note_with_it() -> None:
    written = _said("noteAnchor", "refuse")
    assert '<seg>2<certainty locus="name" assertedValue="ref" degree="0" resp="#ed"/></seg>' in written
    assert "<note" not in written
    assert "<back" not in written


def test_a_note_with_words_stays_when_its_marker_is_refused() -> None:
    content = _CHAPTER.replace('<gap reason="absent" resp="#pecia"/>', "See above.")
    root = parse(content.encode(), "c.xml")
    [mark] = [m for m in verdicts.marks(decode(root, "c.xml")) if m.claim.kind == "noteAnchor"]
    verdicts.refuse(mark, "")
    assert b'<note xml:id="n2" n="2">See above.</note>' in serialize(root)


def test_a_name_of_another_kind_keeps_its_words_and_loses_its_entry() -> None:
    root = parse(_CHAPTER.encode(), "c.xml")
    [mark] = [m for m in verdicts.marks(decode(root, "c.xml")) if m.claim.kind == "persName"]
    verdicts.rename(mark, "orgName", "#ed")
    [name] = root.iter(tei("orgName"))
    assert dict(name.attrib) == {"resp": "#ed"}


def test_who_vouches_for_a_name_vouches_for_the_names_in_it() -> None:
    xml = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p><orgName resp="#pecia" cert="low">Committee of
    <placeName resp="#pecia" cert="high">Moscow</placeName></orgName> <q resp="#pecia" cert="low">“<date resp="#pecia"
    cert="low">soon</date>”</q></p></body></text></TEI>"""
    root = parse(xml.encode(), "c.xml")
    for mark in verdicts.marks(decode(root, "c.xml")):
        if mark.claim.kind in ("orgName", "q"):
            verdicts.vouch(mark, "#ed")
    assert {local(e): e.get("resp") for e in root.iter(tei("*")) if e.get("resp")} == {
        "orgName": "#ed",
        "placeName": "#ed",
        "q": "#ed",
        "date": f"#{MACHINE}",
    }


def test_a_reviewer_is_found_by_name_or_id_before_one_is_put_into_the_header() -> None:
    root = parse(_CHAPTER.encode(), "c.xml")
    before = serialize(root)
    assert pointer_to(root, "bo  editor") == pointer_to(root, "ed") == pointer_to(root, "#ed") == "#ed"
    assert serialize(root) == before
    assert pointer_to(root, "Ada Example") == "#ada-example"
    assert (
        '\n  <respStmt xml:id="ada-example">\n    <resp>marks of names, dates, notes and corrections reviewed by</resp>'
        "\n    <name>Ada Example</name>\n  </respStmt>\n</titleStmt>"
    ) in serialize(root).decode()
    assert pointer_to(root, "Ada Example") == "#ada-example"


def test_of_two_places_of_one_name_the_one_that_can_be_pointed_to_is_taken() -> None:
    author = "<author>Bo Editor</author>\n  <editor xml:id"
    root = parse(_CHAPTER.replace("<editor xml:id", author).encode(), "c.xml")
    before = serialize(root)
    assert pointer_to(root, "Bo Editor") == "#ed"
    assert serialize(root) == before


def test_no_person_gets_the_id_of_the_machine() -> None:
    root = parse(_CHAPTER.replace('xml:id="pecia"', "").encode(), "c.xml")
    assert is_machine("Pecia")
    assert pointer_to(root, "Pecia").startswith("#pecia-")


def test_who_has_no_id_yet_gets_one_that_nothing_has() -> None:
    root = parse(_CHAPTER.replace(' xml:id="ed"', "").replace("n2-ref", "bo-editor").encode(), "c.xml")
    assert pointer_to(root, "Bo Editor") == "#bo-editor-2"
    [editor] = root.iter(tei("editor"))
    assert editor.get(XML_ID) == "bo-editor-2"


def test_without_a_header_nobody_is_named() -> None:
    root = parse(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>A.</p></body></text></TEI>', "c.xml")
    assert pointer_to(root, "Ada Example") == ""


def _cost_of_stretching(marks: int) -> float:
    """CPU seconds for other words in the middle of a paragraph with so many marks."""
    paragraph = etree.fromstring(f'<p xmlns="{TEI}">{"<persName>Ada</persName> met " * marks}</p>')
    element, at = paragraph[marks // 2], marks // 2 * len("Ada met ")
    before = time.process_time()
    assert stretch(element, paragraph, Span(at, at + len("Ada met")), 0)
    spent = time.process_time() - before
    assert element.text == "Ada met"
    return spent


def test_other_words_for_one_of_many_marks_cost_no_more_than_the_paragraph_is_long() -> None:
    few, many = (min(_cost_of_stretching(marks) for _ in range(3)) for marks in (1_000, 8_000))
    assert many < 24 * few


def test_a_note_that_goes_with_its_marker_leaves_the_words_around_it() -> None:
    marker = '<ref xml:id="a1" target="#n1" type="noteAnchor" resp="#pecia">1</ref>'
    note = '<note xml:id="n1" target="#a1"><gap reason="missing"/></note>'
    for before, after in ((". ", ""), ("", ""), (". ", "<hi>Then</hi> he came"), ("", "<hi>Then</hi> he came")):
        body = f"<p>He left{marker}{before}{note} And more. {after}</p>"
        tree = parse(f'<TEI xmlns="{TEI}"><text><body>{body}</body></text></TEI>'.encode(), "c.xml")
        words = "".join(tree.itertext())
        [mark] = verdicts.marks(decode(tree, "c.xml"))
        verdicts.refuse(mark, "")
        assert "".join(tree.itertext()) == words
        assert next(tree.iter(tei("note")), None) is None


def test_what_is_noted_in_a_list_that_goes_with_its_last_entry_stays() -> None:
    listing = '<standOff>\n<listPerson>\n<!-- ask X -->\n<person xml:id="a"/>\n<?later?></listPerson>\n</standOff>'
    tree = parse(f'<TEI xmlns="{TEI}">\n{listing}\n<text/>\n</TEI>'.encode(), "c.xml")
    take_out(next(tree.iter(tei("person"))))
    assert serialize(tree).count(b"<!-- ask X -->") == serialize(tree).count(b"<?later?>") == 1
    assert [local(child) for child in tree if local(child)] == ["text"]
