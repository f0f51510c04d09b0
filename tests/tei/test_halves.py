"""The halves of a paragraph that a page number split say that they are."""

from __future__ import annotations

from lxml import etree

from pecia.core.text import Document, Source
from pecia.engines.trees import TEI
from pecia.readers.plain_text import read
from pecia.tei.body import text_element

SOURCE = """A Chapter of Pages

The committee sat late into the evening and nobody who was present could afterwards say who had

41

proposed the motion, or why the chairman of the

42

meeting had allowed it to be put to the vote at all. It was carried.

A new paragraph began, and it ended where it should.
"""


def test_the_parts_are_initial_middle_and_final() -> None:
    document: Document = read(Source("a.txt", SOURCE.encode())).value
    text: etree._Element = text_element(document, str)
    assert [p.get("part") for p in text.iter(f"{{{TEI}}}p")] == ["I", "M", "F", None]
    assert [pb.get("n") for pb in text.iter(f"{{{TEI}}}pb")] == ["41", "42"]
