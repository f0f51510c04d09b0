"""From sources to trees: what stands in one tree has one id each."""

from __future__ import annotations

from pathlib import Path

import pytest

from pecia.core.text import Source
from pecia.edition.pipeline import Desk, encode, renewed
from pecia.edition.settings import Settings
from pecia.engines.trees import serialize

_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader/><text><body>%s</body></text></TEI>'
_KIROV = '<p xml:id="sergei-kirov">In 1932 Sergei Kirov spoke. Then Sergei Kirov left.</p>'


def test_an_entry_gets_no_id_that_a_paragraph_has(tmp_path: Path) -> None:
    desk = Desk(Settings(tmp_path))
    first = renewed((_TEI % _KIROV).encode(), "c.xml", desk).value
    ids = first.tree.xpath("//@xml:id")
    assert "sergei-kirov-2" in ids
    assert sorted(set(ids)) == sorted(ids)
    assert first.content().count(b'<persName ref="#sergei-kirov-2"') == 2
    second = renewed(first.content(), "c.xml", desk).value
    assert not second.changed
    assert second.content() == first.content()


@pytest.mark.parametrize("name", ["Pecia", "Notes"])
def test_nor_one_that_the_encoder_gives_itself(tmp_path: Path, name: str) -> None:
    text = f"In 1932 Mr {name} Smith and Mr {name} met.1\n\nMr {name} left.\n"
    tree = encode(Source("c.txt", text.encode()), Desk(Settings(tmp_path))).value.tree
    ids = tree.xpath("//@xml:id")
    assert sorted(set(ids)) == sorted(ids)
    pointers = {pointer for pointer in tree.xpath("//@ref") if pointer.startswith("#")}
    assert pointers <= {f"#{i}" for i in ids}
    again = renewed(serialize(tree), "c.xml", Desk(Settings(tmp_path))).value
    assert not again.changed
