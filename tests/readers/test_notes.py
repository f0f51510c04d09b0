"""Where notes have their bodies: under a heading, at the end, in a file of their own."""

from __future__ import annotations

from pecia.core.text import Block, Document, Source
from pecia.readers.notes import with_notes
from pecia.readers.plain_text import read

PROSE = "He was expelled from the Party in the autumn, and arrested soon.{} Then, with a warning, he was released.{}"


def _read(text: str) -> Document:
    return read(Source("a.txt", text.encode())).value


def _notes(document: Document) -> list[tuple[str, str, str]]:
    found = [block for block in document.blocks if block.kind == "note"]
    return [(b.get("series"), b.get("n"), document.covered(b.span)[int(b.get("label")) :]) for b in found]


def test_notes_under_a_heading_are_bodies_with_their_labels() -> None:
    document = _read(f"{PROSE.format(6, 'fn1')}\n\nNotes\n\n6. See it.\n\nAnd this.\n\n[7] Ibid.\n\nfn1 So they say.")
    assert _notes(document) == [("n", "6", "See it.\n\nAnd this."), ("n", "7", "Ibid."), ("fn", "fn1", "So they say.")]
    assert [block.get("in") for block in document.blocks if block.kind == "head"] == ["notes"]


def test_counted_paragraphs_at_the_end_are_notes_if_the_text_has_their_markers() -> None:
    document = _read(f"{PROSE.format(1, 2)}\n\n1. See it.\n\n2. Ibid.")
    assert [n for _, n, _ in _notes(document)] == ["1", "2"]


def test_counted_paragraphs_without_markers_are_a_list() -> None:
    document = _read(f"{PROSE.format('', '')}\n\n1. See it.\n\n2. Do it.")
    assert [block.kind for block in document.blocks] == ["p", "item", "item"]


def test_raised_numbers_and_symbols_are_labels_too() -> None:
    document = _read(f"{PROSE.format('¹', '*')}\n\nNotes\n\n¹ See it.\n\n* His own word.")
    assert _notes(document) == [("n", "1", "See it."), ("s", "*", "His own word.")]


def test_a_year_at_the_start_of_a_second_paragraph_begins_no_note() -> None:
    document = _read(f"{PROSE.format(6, 7)}\n\nNotes\n\n6. See it.\n\n1932 was the year.\n\n7. Ibid.")
    assert [n for _, n, _ in _notes(document)] == ["6", "7"]


def test_wrapped_notes_stay_whole() -> None:
    notes = (
        "1. See the minutes of the meeting that was held in the\nautumn, and the letters.\n"
        "2. Ibid., and the diary that was\nprinted later."
    )
    document = _read(f"{PROSE.format(1, 2)}\n\nNotes\n\n{notes}")
    assert [text.count("\n") for _, _, text in _notes(document)] == [1, 1]


def test_a_file_of_notes_is_appended_and_every_character_kept() -> None:
    document = _read(PROSE.format(6, 7))
    outcome = with_notes(document, Source("notes.txt", b"NOTES\n\n6. See it.\n7 Ibid.\n  and more.\n"))
    assert outcome.value.text == document.text + "\n\nNOTES\n\n6. See it.\n7 Ibid.\n  and more.\n"
    assert _notes(outcome.value) == [("n", "6", "See it."), ("n", "7", "Ibid.\n  and more.")]
    assert not outcome.findings


def test_numbers_begin_again_under_the_next_chapter_of_the_notes() -> None:
    document = with_notes(
        _read(PROSE.format(1, "")), Source("n.txt", b"Chapter 1\n1. A.\n2. B.\nChapter 2\n1. C.\n")
    ).value
    assert [n for _, n, _ in _notes(document)] == ["1", "2", "1"]


def test_a_paragraph_before_the_first_number_is_kept_and_reported() -> None:
    outcome = with_notes(_read(PROSE.format(1, "")), Source("n.txt", b"Typed later, and not always well.\n\n1. A.\n"))
    assert [finding.rule for finding in outcome.findings] == ["P004"]
    assert outcome.value.blocks[1] == Block("p", outcome.value.blocks[1].span)
