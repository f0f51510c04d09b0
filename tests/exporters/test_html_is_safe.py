# ruff: noqa: E501 # samples of markup and script stay on one line
"""Whatever a document says, it says as text: never as markup, script, style, or a request to another host."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pecia.engines import trees
from pecia.exporters import EXPORTERS

TEI = trees.TEI
SAFE = ("http:", "https:", "mailto:", "#")
ATTACK = """"><script>alert(1)</script><img src=x onerror=alert(1)>'</style></title></script><!--"""


def page_of(root: etree._Element) -> str:
    options = {option.name: option.default for option in EXPORTERS["html"].options}
    return EXPORTERS["html"].export(root, "chapter", options).value[0].content.decode()


def seen(page: str) -> etree._Element:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False)
    root: etree._Element = parser.parse(page).getroot()
    return root


def document(body: str = "<p>x</p>", title: str = "T", register: str = "", graphic: str = "") -> etree._Element:
    return trees.parse(
        f"""<TEI xmlns="{TEI}" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>{title}</title><author>{title}</author></titleStmt>
        <publicationStmt><publisher>{title}</publisher><date when="2026">2026</date><idno type="URI">https://example.org/a</idno>
        <availability><licence target="{graphic or "https://example.org/l"}">{title}</licence></availability></publicationStmt>
        <sourceDesc><p>{title}</p></sourceDesc></fileDesc></teiHeader>{register}
        <text><body>{body}</body></text></TEI>""".encode(),
        "chapter.xml",
    )


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def assert_harmless(page: str) -> None:
    root = seen(page)
    scripts = [script for script in root.iter("script") if script.get("type") != "application/ld+json"]
    assert len(scripts) == 1
    assert len(list(root.iter("style"))) == 1
    assert not list(root.iter("iframe", "object", "embed", "base", "link", "form"))
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            assert not str(name).startswith("on"), (element.tag, name)
            assert name not in {"style", "srcdoc", "formaction", "srcset", "ping"}, (element.tag, name)
            if name == "href":
                bare = "".join(character for character in str(value) if character > " ").lower()
                assert ":" not in bare.partition("/")[0].partition("#")[0].partition("?")[0] or bare.startswith(SAFE), (
                    value
                )
            if name == "src":
                assert "://" not in str(value), value
                assert not str(value).startswith("//"), value


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java&#9;script:alert(1)", "java&#10;script:alert(1)",
        "&#xA0;javascript:alert(1)", "&#x2003;javascript:alert(1)", "&#x200B;javascript:alert(1)", "&#x85;javascript:alert(1)", "javascript&#13;:alert(1)",
        "data:text/html,&lt;script>alert(1)&lt;/script>", "vbscript:msgbox(1)", "DATA:text/html;base64,PHNjcmlwdD4=", "file:///etc/passwd",
        "blob:https://example.org/1", "view-source:javascript:1", "jar:x!/y", "x:javascript:alert(1)", "feed:javascript:alert(1)",
    ],
)  # fmt: skip
def test_a_target_is_no_script(target: str) -> None:
    body = (
        f'<p><ref target="{target}">a</ref><ptr target="{target}"/><persName ref="{target}">b</persName>'
        f'<persName ref="#a {target}">c</persName><title ref="{target}">d</title><date when="{target}">e</date>'
        f'<graphic url="{target}"/><ref target="{target}">x <persName ref="#a">y</persName></ref><media url="{target}" mimeType="text/html"/></p>'
        f'<pb n="{target}" facs="{target}"/>'
    )
    register = f'<standOff><listPerson><person xml:id="a"><persName>A</persName><idno type="URI">{target}</idno></person></listPerson></standOff>'
    page = page_of(document(body, register=register, graphic=target))
    assert_harmless(page)
    hrefs = [str(link.get("href")) for link in seen(page).iter("a")]
    assert not [href for href in hrefs if "alert" in href.lower() and not href.startswith(("#date:", "#"))], hrefs


def test_text_is_text_wherever_it_stands() -> None:
    attack = escaped(ATTACK)
    body = f"""<div type="{attack}"><head>{attack}</head><p rend="{attack}" n="{attack}">{attack}<note type="{attack}" n="{attack}">{attack}</note>
      <hi rend="{attack}" style="background:url(https://evil.example/x)">{attack}</hi><gap reason="{attack}" unit="{attack}"/>
      <date when="{attack}">{attack}</date><persName ref="#{attack}">{attack}</persName><unknown>{attack}</unknown><pb n="{attack}"/>
      <choice><sic>{attack}</sic><corr>{attack}</corr></choice><choice><abbr>{attack}</abbr><expan>{attack}</expan></choice>
      <foreign xml:lang="{attack}">{attack}</foreign><title level="{attack}">{attack}</title><egXML>{attack}</egXML><formula>{attack}</formula>
      <figure><graphic url="{attack}"/><figDesc>{attack}</figDesc></figure><ref target="https://e.org/?{attack}">{attack}</ref>
      <list type="{attack}"><head>{attack}</head><label>{attack}</label><item>{attack}</item></list></p>
      <table><head>{attack}</head><row><cell cols="{attack}" role="{attack}">{attack}</cell></row></table></div>"""
    register = f'<standOff><listPerson><person xml:id="a"><persName>{attack}</persName><note>{attack}</note><idno type="{attack}">{attack}</idno></person></listPerson></standOff>'
    page = page_of(document(body, title=attack, register=register))
    assert_harmless(page)
    assert "alert(1)" in "".join(seen(page).itertext())


def test_a_script_end_in_the_header_does_not_end_a_script() -> None:
    page = page_of(document(title="&lt;/script>&lt;script>alert(1)&lt;/script>&lt;!-- "))
    assert_harmless(page)


def test_the_styles_of_a_document_are_not_the_page_s() -> None:
    page = page_of(
        document('<p style="color:red;background:url(//evil.example/)" rendition="#r"><hi rend="color:red">x</hi></p>')
    )
    assert_harmless(page)
    assert "evil.example" not in page


def test_a_remote_image_is_a_link_and_a_near_one_an_image() -> None:
    body = "".join(
        f'<figure><graphic url="{url}"/><figDesc>d</figDesc></figure>'
        for url in (
            "https://evil.example/a.png",
            "//evil.example/a.png",
            "\\\\evil.example\\a.png",
            "images/a.png",
            "/\\evil.example/a.png",
            "data:image/png;base64,AAAA",
            "data:image/svg+xml;base64,AAAA",
            "data:text/html,x",
        )
    )
    page = page_of(document(body))
    assert [str(image.get("src")) for image in seen(page).iter("img")] == ["images/a.png", "data:image/png;base64,AAAA"]
    assert_harmless(page)


def test_an_embedded_image_has_a_kind_that_cannot_run() -> None:
    body = '<p><binaryObject mimeType="image/png">AA AA</binaryObject><binaryObject mimeType="image/svg+xml">AAAA</binaryObject></p>'
    images = [str(image.get("src")) for image in seen(page_of(document(body))).iter("img")]
    assert images == ["data:image/png;base64,AAAA"]


@settings(max_examples=40)
@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30),
    place=st.sampled_from(["text", "target", "n", "ref", "when"]),
)
def test_no_text_at_all_becomes_markup(text: str, place: str) -> None:
    root = document(
        '<p><ref target="#x"><hi>a</hi></ref><persName ref="#x">b</persName><date when="1932">c</date><note n="1">d</note></p>'
    )
    for element in root.iter(f"{{{TEI}}}ref", f"{{{TEI}}}persName", f"{{{TEI}}}date", f"{{{TEI}}}note", f"{{{TEI}}}hi"):
        if place == "text":
            element.text = "</p><script>" + text
        elif place in element.attrib:
            element.set(place, "javascript:" + text)
    assert_harmless(page_of(root))
