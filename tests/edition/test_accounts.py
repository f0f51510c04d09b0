"""Every character of a source is accounted for in its encoding, or the first that is not is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pecia.core.text import Document
from pecia.edition.accounts import compare
from pecia.engines.trees import parse, serialize
from pecia.tei.encoder import tree_of
from pecia.tei.header import Facts, header
from strategies import documents

_SOURCE = "Next\n\nHe said:\n“no.”6 Then IChrushchev left.\n\n12\n\nHe came back.\n\n6. See above.\n\nfn1 And this."
_BODY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><fw>Next</fw><body><div>
<p>He said: <q>“no.”</q><ref type="noteAnchor">6</ref><note>Added by an editor.</note> Then
<choice><sic>IChrushchev</sic><corr>Khrushchev</corr></choice> left.</p><pb n="12"/><fw>12</fw>
<p>He <hi>came</hi> back.</p></div></body><back><div type="notes">
<note n="6"><label>6.</label> See above.</note>
<note n="fn1"><label>fn1</label> And this.</note></div></back></text></TEI>"""


def _account(body: str, source: str = _SOURCE):
    return compare(source, "c.txt", parse(body.encode(), "c.xml"), "c.xml")


def test_all_characters_are_accounted_for_with_their_fates() -> None:
    account = _account(_BODY)
    assert account.difference is None
    assert dict(account.fates) == {"kept": 49, "corrected": 11, "set aside": 6, "note markers": 6}
    assert account.characters == sum(number for _, number in account.fates)


def test_notes_may_stand_in_any_order() -> None:
    assert _account(_BODY, "fn1 And this.\n\n" + _SOURCE.replace("\n\nfn1 And this.", "")).holds


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "has"),
    [
        ("<sic>IChrushchev</sic>", "<sic>Khrushchev</sic>", 4, 13, "IChrushchev"),
        ("<p>He <hi>came", "<p>He <hi>went", 8, 4, "came back."),
        ("See above.</note>", "See.</note>", 10, 7, "above."),
        ("<fw>12</fw>", "", 6, 1, "12"),
        ("He said: ", "Hesaid: ", 3, 3, "said:"),
        ("<p>He <hi>came</hi> back.</p>", "", 8, 1, "He came back."),
    ],
)
def test_the_first_difference_is_shown_with_its_place(old: str, new: str, line: int, column: int, has: str) -> None:
    assert old in _BODY
    difference = _account(_BODY.replace(old, new)).difference
    assert difference is not None
    assert (difference.rule, difference.where.line) == ("P070", line)
    assert difference.where.column == column
    assert f"the source has “{has}" in difference.message


def test_words_that_the_source_does_not_have_are_a_difference() -> None:
    difference = _account(_BODY.replace("back.</p>", "back. Again.</p>")).difference
    assert difference is not None
    assert "c.xml:4 has “Again." in difference.message


@given(documents())
def test_what_the_encoder_makes_holds(document: Document) -> None:
    heading = header(None, Facts(document.name, title="A law"), document.name).value
    tree = parse(serialize(tree_of(document, heading, lambda name: f"#{name}")), "law.xml")
    account = compare(document.text, document.name, tree, "law.xml")
    assert account.difference is None
    assert account.characters == sum(number for _, number in account.fates)


@given(documents(), st.data())
def test_a_character_that_is_taken_away_is_noticed(document: Document, data: st.DataObject) -> None:
    heading = header(None, Facts(document.name, title="A law"), document.name).value
    tree = parse(serialize(tree_of(document, heading, lambda name: f"#{name}")), "law.xml")
    places = [n for n, c in enumerate(document.text) if not c.isspace()]
    place = data.draw(st.sampled_from(places))
    longer = document.text[:place] + "Ж" + document.text[place:]
    assert not compare(longer, document.name, tree, "law.xml").holds
