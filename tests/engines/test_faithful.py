"""What did not change keeps its bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from pecia.core.register import Entity
from pecia.edition.pipeline import Desk, renewed
from pecia.edition.settings import Settings
from pecia.edition.workshop import register_files
from pecia.engines.faithful import Original
from pecia.engines.trees import XML_ID, parse, serialize, tei

_ODDLY_SET = (
    b"<?xml version='1.0' encoding='UTF-8' standalone=\"no\"?>\r\n"
    b'<!DOCTYPE TEI>\r\n<?xml-model href="a.rng"?>\r\n<!-- first -->\r\n'
    b"<TEI xmlns='http://www.tei-c.org/ns/1.0'\r\n     xml:lang = 'en' ><standOff>\r\n"
    b"\t<listPerson>\r\n\t\t<person  xml:id='lenin' ><persName >Lenin</persName ></person>\r\n\t</listPerson>"
    b"</standOff>"
    b"<text><body><p n='1'>Caf&#xe9; &amp; <![CDATA[<b>]]> <pb n = '2' /><hi ></hi>Kirov > x.</p>\r\n"
    b"<p>He left.<?here?></p>\r\n</body></text></TEI>\r\n<!-- last -->\r\n\r\n"
)


def test_an_unchanged_tree_gives_the_same_bytes() -> None:
    assert Original(_ODDLY_SET, parse(_ODDLY_SET, "c.xml")).written() == _ODDLY_SET


def test_a_namespace_that_is_no_absolute_uri_is_none_of_our_business() -> None:
    oddly = _ODDLY_SET.replace(b"xml:lang", b"xmlns:my='my' my:own='x' xml:lang")
    root = parse(oddly, "c.xml")
    original = Original(oddly, root)
    next(root.iter(tei("p"))).set("n", "2")
    assert original.written() == oddly.replace(b"n='1'", b"n='2'")


def test_a_new_element_changes_only_where_it_stands() -> None:
    root = parse(_ODDLY_SET, "c.xml")
    original = Original(_ODDLY_SET, root)
    second = next(p for p in root.iter(tei("p")) if p.text == "He left.")
    second.text = None
    name = etree.Element(tei("persName"), ref='#k"1"')
    name.text, name.tail = "He", " left & <went>.\n"
    second.insert(0, name)
    wanted = _ODDLY_SET.replace(
        b"<p>He left.", b'<p><persName ref="#k&quot;1&quot;">He</persName> left &amp; &lt;went&gt;.\r\n'
    )
    assert original.written() == wanted


def test_an_element_that_closed_itself_is_opened_and_one_that_goes_is_gone() -> None:
    content = b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><a b='1' /><c  >x</c><d/>y</TEI>"
    root = parse(content, "c.xml")
    original = Original(content, root)
    etree.SubElement(root[0], tei("e"))
    root.remove(root[1])
    assert original.written() == b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><a b='1'><e/></a><d/>y</TEI>"


def test_an_attribute_that_is_new_goes_to_the_end_of_the_tag() -> None:
    root = parse(_ODDLY_SET, "c.xml")
    original = Original(_ODDLY_SET, root)
    next(root.iter(tei("p"))).set(XML_ID, "p1")
    next(root.iter(tei("pb"))).set("ed", "A")
    wanted = _ODDLY_SET.replace(b"<p n='1'>", b"<p n='1' xml:id=\"p1\">").replace(b"'2' />", b"'2' ed=\"A\"/>")
    assert original.written() == wanted


def test_an_attribute_that_changes_stays_where_it_stood_in_its_own_quotation_marks() -> None:
    root = parse(_ODDLY_SET, "c.xml")
    original = Original(_ODDLY_SET, root)
    next(root.iter(tei("p"))).set("n", 'it\'s "2"')
    next(root.iter(tei("pb"))).set("n", "<3>")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "ru")
    wanted = _ODDLY_SET.replace(b"<p n='1'>", b"<p n='it&apos;s \"2\"'>").replace(b"'2' />", b"'&lt;3&gt;' />")
    assert original.written() == wanted.replace(b"xml:lang = 'en' >", b"xml:lang = 'ru' >")


def test_an_attribute_that_goes_takes_its_space_along_and_no_other_byte() -> None:
    content = (
        b"<TEI xmlns='http://www.tei-c.org/ns/1.0' xmlns:x='urn:x'>"
        b"<a  xml:id = 'k'\n x:resp='#pecia'  resp=\"#pecia\" ref='a>b' >y</a><b cert='low'/></TEI>"
    )
    root = parse(content, "c.xml")
    original = Original(content, root)
    for name in ("resp", "{urn:x}resp", XML_ID):
        del root[0].attrib[name]
    del root[1].attrib["cert"]
    wanted = content.replace(b"  xml:id = 'k'\n x:resp='#pecia'  resp=\"#pecia\"", b"").replace(b" cert='low'", b"")
    assert original.written() == wanted


@pytest.mark.parametrize(
    "content",
    [
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'>x</TEI>".encode("utf-16"),
        b"<?xml version='1.0' encoding='iso-8859-1'?><TEI xmlns='http://www.tei-c.org/ns/1.0'>\xe9</TEI>",
        b"<!DOCTYPE TEI [<!ENTITY e '<p>x</p>'>]><TEI xmlns='http://www.tei-c.org/ns/1.0'>&e;<p>y</p></TEI>",
    ],
)
def test_what_cannot_be_followed_is_written_in_the_canonical_form(content: bytes) -> None:
    root = parse(content, "c.xml")
    original = Original(content, root)
    root.append(etree.Element(tei("p")))
    assert original.written() == serialize(root)


def test_a_prefix_and_a_mark_of_the_order_of_bytes_stay() -> None:
    content = b"\xef\xbb\xbf<t:TEI xmlns:t='http://www.tei-c.org/ns/1.0'><t:p >x</t:p></t:TEI>"
    root = parse(content, "c.xml")
    original = Original(content, root)
    etree.SubElement(root[0], tei("pb"))
    assert original.written() == content.replace(b"x</t:p>", b"x<t:pb/></t:p>")


def test_an_element_of_another_name_keeps_its_attributes_and_its_words_as_they_stood() -> None:
    content = b"<t:TEI xmlns:t='http://www.tei-c.org/ns/1.0'><t:p\n n = 'p' >Caf&#xe9;<t:p/></t:p > &amp;</t:TEI>"
    root = parse(content, "c.xml")
    original = Original(content, root)
    root[0].tag = root[0][0].tag = tei("seg")
    assert original.written() == content.replace(b"t:p", b"t:seg")


def test_renewing_changes_no_other_byte(tmp_path: Path) -> None:
    written = renewed(_ODDLY_SET, "c.xml", Desk(Settings(tmp_path))).value.content()
    first = _ODDLY_SET[: _ODDLY_SET.index(b"<text>")]
    assert written.startswith(first[: first.index(b"\r\n\t</listPerson>")])
    assert written.endswith(b"\r\n</body></text></TEI>\r\n<!-- last -->\r\n\r\n")
    assert b"<p n='1'>Caf&#xe9; &amp; <![CDATA[<b>]]> <pb n = '2' />" in written
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_extending_a_register_changes_no_byte_that_was_written_by_hand(tmp_path: Path) -> None:
    (tmp_path / "persons.xml").write_bytes(_ODDLY_SET)
    desk = Desk(Settings(tmp_path))
    kirov = Entity("kirov", "person", "Kirov", made_by="pecia")
    [artifact] = register_files(desk, desk.register.extended([kirov]), tmp_path)
    before, entry, after = artifact.content.partition(b'<person xml:id="kirov"')
    closing = b"</persName ></person>"
    assert _ODDLY_SET[: _ODDLY_SET.index(closing)] == before[: before.index(closing)]
    assert entry
    assert before.endswith(b"</person>\r\n\t\t")
    assert after.startswith(b' resp="#pecia">\r\n\t\t\t<persName type="main">')
    assert _ODDLY_SET[_ODDLY_SET.index(b"</listPerson>") :] == after[after.index(b"</listPerson>") :]
