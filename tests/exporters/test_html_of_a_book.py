"""A page with more mentions than a browser likes: nothing of the index is lost, and no link of it leads nowhere."""

from __future__ import annotations

import re

from lxml import html

from pecia.engines.trees import parse
from pecia.exporters.html import EXPORTER

_NAME = '<persName ref="#stalin">Stalin</persName>'
_BOOK = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>
<standOff><listPerson><person xml:id="stalin"><persName>Stalin</persName></person></listPerson></standOff>
<text xml:lang="en"><body>{f"<p>{_NAME * 20}</p>" * 510}<p>Anchor<ptr target="#n1"/></p>
<table><row><cell><p>{_NAME}</p></cell></row></table></body>
<back><div type="notes"><note xml:id="n1"><p>{_NAME}</p></note></div></back></text></TEI>"""


def _page() -> html.HtmlElement:
    made = EXPORTER.export(parse(_BOOK.encode(), "book.xml"), "book", {"corrections": "corrected"})
    return html.document_fromstring(made.value[0].content.decode())


def test_every_mention_is_shown_or_its_paragraph_named_and_every_link_leads_somewhere() -> None:
    page = _page()
    entry = page.get_element_by_id("stalin")
    shown = len(entry.xpath(".//ol[@class='contexts']/li"))
    numbers = [word for link in entry.xpath(".//p[@class='others']/a") for word in link.text.split()]
    assert shown == 25
    # Twenty mentions a paragraph: the contexts end within the second, so that it and all after it are named.
    assert numbers == [*map(str, range(2, 511)), "·", "·"]
    ids = set(page.xpath("//@id"))
    targets = [href.removeprefix("#") for href in page.xpath("//a/@href") if href.startswith("#")]
    assert [target for target in targets if target not in ids] == []


def test_a_link_of_the_others_leads_to_the_first_paragraph_that_it_names() -> None:
    page = _page()
    links = page.xpath("//p[@class='others']/a")
    assert len(links) > 20
    for link in links:
        number = re.match(r"\d+", link.text)
        if number:
            assert link.get("href") == f"#p:{number[0]}"
