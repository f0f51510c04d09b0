"""What a reviewer looks at: the sentence around a mark, and the entries that go by something like a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from pecia.core.findings import printable
from pecia.core.register import Entity, Register, folded
from pecia.core.text import Document, Span

_END = re.compile(
    # No end after an initial or a short title: J., Mr., Gen.
    r"(?:(?<!\b\w)(?<!\b[A-ZÄÖÜÉ]\w)(?<!\b[A-Z]\w\w)\.|[!?…])[”’»“\"')\]]*(?:\[?(?:fn)?\d{1,3}\]?)?(?=\s+[^\sa-zäöüßéèà])"
)
_REACH = 240
_NEAR = 28
_FEW = 9


def sentence(document: Document, span: Span) -> tuple[str, str, str]:
    """What comes before a stretch in its sentence, its words, and what comes after, each on one line.

    More than 240 characters on a side are left out, and so is the middle of a stretch that is twice as long.
    """
    block = next((b.span for b in document.blocks if b.span.start <= span.start <= b.span.end), span)
    end_of_block = max(block.end, span.end)
    ends = [match.end() for match in _END.finditer(document.text, block.start, span.start)]
    start = ends[-1] if ends else block.start
    following = _END.search(document.text, max(span.start, span.end - 1), end_of_block)
    end = following.end() if following else end_of_block
    return _around(document.text, span, max(start, span.start - _REACH), min(end, span.end + _REACH), start, end)


def context(document: Document, span: Span) -> str:
    """A few words on either side of a stretch, on one line."""
    block = next((b.span for b in document.blocks if span in b.span), span)
    start, end = max(block.start, span.start - _NEAR), min(block.end, span.end + _NEAR)
    before, words, after = _around(document.text, span, start, end, block.start, block.end)
    return f"{before}{words}{after}"


def _around(text: str, span: Span, start: int, end: int, first: int, last: int) -> tuple[str, str, str]:
    """The three pieces, cut between words where they are cut, and saying so."""
    before, after = text[start : span.start], text[span.end : end]
    if start > first:
        before = f"… {before.split(maxsplit=1)[-1] if ' ' in before.strip() else before}"
    if end < last:
        after = f"{after.rsplit(maxsplit=1)[0] if ' ' in after.strip() else after} …"
    words = text[span.start : span.end]
    if len(words) > 2 * _REACH:
        words = f"{words[:_REACH].rsplit(maxsplit=1)[0]} … {words[-_REACH:].split(maxsplit=1)[-1]}"
    return _plain(before).lstrip(), _plain(words), _plain(after).rstrip()


def _plain(words: str) -> str:
    """On one line, with nothing in it that a terminal would obey; a space at either end stays one."""
    shown = printable(words)
    return f"{' ' if words[:1].isspace() else ''}{shown}{' ' if shown and words[-1:].isspace() else ''}"


def search(register: Register, words: str, kind: str) -> tuple[Entity, ...]:
    """The entries of a kind that an editor may mean by these words, the likeliest first, nine at most.

    By id or name, by the beginning of a name, by the beginnings of its words, and last by likeness.
    """
    wanted = folded(words)
    found = sorted(
        (rank, number, entity)
        for number, entity in enumerate(register.entities)
        if entity.kind == kind and (rank := _rank(entity, wanted)) < _NOT
    )
    return tuple(entity for _, _, entity in found[:_FEW])


_NOT = 9


def _rank(entity: Entity, wanted: str) -> int:
    names = [folded(name) for name in entity.names()]
    if not wanted:
        return 0
    if wanted == entity.id or wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names) or entity.id.startswith(wanted):
        return 1
    parts = wanted.split()
    if any(all(any(w.startswith(part) for w in name.split()) for part in parts) for name in names):
        return 2
    if any(wanted in name for name in names):
        return 3
    return 4 if any(_like(part, name) for name in names for part in parts if len(part) > 3) else _NOT


def _like(part: str, name: str) -> bool:
    return any(SequenceMatcher(None, part, word).ratio() > 0.75 for word in _words(name))


def _words(name: str) -> Iterator[str]:
    return (word for word in name.split() if len(word) > 2)
