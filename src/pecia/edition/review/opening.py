"""A chapter on the table for a review: what is doubtful in it, and its file when all that was decided is carried out.

Only what was decided changes; the rest of the file keeps its bytes. A file that somebody else has written meanwhile is
not overwritten.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from pecia.core.errors import UsageError
from pecia.core.register import Register
from pecia.core.text import MACHINE, Annotation, Document, Source, Span
from pecia.edition import settings as edition_settings
from pecia.edition import site
from pecia.edition.pipeline import TEI_SUFFIXES, Desk, renewed
from pecia.edition.review.questions import LEVELS, Chapter, Place, Question
from pecia.edition.settings import Settings
from pecia.edition.workshop import desk_for
from pecia.engines.trees import XML_ID
from pecia.tei.decode import Decoded, decode, parse_tei
from pecia.tei.refusals import NAME_PARTS
from pecia.tei.register import FILES, read_register
from pecia.tei.verdicts import Mark, marks

_REGISTER_FILE = re.compile(rb"""=\s*["'](?:([^"'#\s]*)/)?(?:%s)#""" % b"|".join(f.encode() for f in FILES.values()))


@dataclass(frozen=True, slots=True)
class Opened:
    """A chapter to be reviewed: its bytes as they were read, what there is to ask, and the desk with the register.

    `folder` is that of the register, or None where the chapter keeps its own; `in_edition` says whether a `pecia.toml`
    names the chapters that share it.
    """

    source: Source
    chapter: Chapter
    desk: Desk
    folder: Path | None
    in_edition: bool = False

    @property
    def path(self) -> Path:
        return Path(self.source.path)


def open_chapter(path: Path, *, register: Path | None = None) -> Opened:
    """Reads a chapter and asks the annotators again why they marked what they did.

    Raises UsageError for what is no TEI file by its name, SourceError for what is none by its content.
    """
    if path.suffix.lower() not in TEI_SUFFIXES:
        raise UsageError(f"{path}: only TEI is reviewed; make it with pecia encode {path}")
    source = site.take(path)
    root = parse_tei(source.content, source.path)
    file = edition_settings.find(path.parent)
    settings = edition_settings.load(file) if file else None
    folder = _register_folder(path, source.content, register, settings)
    desk = _desk(path, settings, folder)
    decoded = decode(root, source.path)
    known = Register(read_register(root).entities).extended(desk.register.entities)
    document = _with_evidence(decoded.document, renewed(source.content, source.path, desk).value.document)
    questions = tuple(_questions(replace(decoded, document=document)))
    return Opened(source, Chapter(document, questions, known), desk, folder, settings is not None)


def _register_folder(path: Path, content: bytes, given: Path | None, settings: Settings | None) -> Path | None:
    """The folder that the chapter's names point to, as the call, the edition or the pointers themselves say."""
    if given is not None:
        return given
    if settings is not None:
        return settings.folder / settings.register
    found = _REGISTER_FILE.search(content)
    return path.parent / (found[1] or b".").decode() if found else None


def _desk(path: Path, settings: Settings | None, folder: Path | None) -> Desk:
    way = Path(os.path.relpath(folder, path.parent)).as_posix() if folder is not None else ""
    chosen = settings or Settings(path.parent.resolve(), header="")
    if folder is None:
        return replace(desk_for(chosen, way), register=Register())
    return desk_for(replace(chosen, register=str(folder.absolute())), way)


def _with_evidence(document: Document, again: Document) -> Document:
    """The document with what the annotators say today of the marks that they would make again."""
    said = {(claim.kind, claim.span): claim.evidence for claim in again.annotations if claim.made_by == MACHINE}
    made = (replace(a, evidence=said.get((a.kind, a.span), ())) for a in document.annotations)
    return replace(document, annotations=tuple(made))


def _questions(decoded: Decoded) -> Iterator[Question]:
    places = Places(decoded)
    whole: Mark | None = None
    for mark in marks(decoded):
        if mark.claim.kind == "persName":
            whole = mark
        elif mark.claim.kind in NAME_PARTS and whole is not None and mark.claim.span in whole.claim.span:
            continue  # A part of a name is decided with the name.
        yield Question(places.of(mark), mark.claim, mark.holder.sourceline or 0)


class Places:
    """Says of marks where they stand: by the words, and the nearest `xml:id` around them."""

    def __init__(self, decoded: Decoded) -> None:
        self._document = decoded.document
        self._index = decoded.index
        self._ids = [_nearest_id(element) for element in decoded.elements]
        self._extent: dict[str, Span] = {}
        for name, block in zip(self._ids, decoded.document.blocks, strict=True):
            start = self._extent[name].start if name in self._extent else block.span.start
            self._extent[name] = Span(start, block.span.end)
        self._found: dict[tuple[str, str], list[int]] = {}

    def of(self, mark: Mark) -> Place:
        at = self._ids[self._index(mark.claim.span.start)]
        words = self._document.covered(mark.claim.span)
        if (at, words) not in self._found:
            self._found[at, words] = list(_occurrences(self._document.text, words, self._extent[at]))
        return Place(at, words, bisect_right(self._found[at, words], mark.claim.span.start), mark.claim.kind)


def _occurrences(text: str, words: str, extent: Span) -> Iterator[int]:
    """Where the words begin in a stretch of the text; of two that overlap, both."""
    at = text.find(words, extent.start, extent.end)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, extent.end)


def _nearest_id(element: etree._Element) -> str:
    above = (element, *element.iterancestors())
    return next((found for each in above if (found := each.get(XML_ID))), "")


def asked(chapter: Chapter, *, levels: Collection[str], kinds: Collection[str] = ()) -> Chapter:
    """The chapter with the questions of these levels of certainty (`""` for marks that say none) and kinds; the most
    doubtful first, and those alike in certainty in the order of the text."""
    found = [q for q in chapter.questions if q.claim.certainty in levels and (not kinds or q.claim.kind in kinds)]
    return replace(chapter, questions=tuple(sorted(found, key=lambda q: _doubt(q.claim))))


def _doubt(claim: Annotation) -> int:
    return LEVELS.index(claim.certainty) if claim.certainty in LEVELS else len(LEVELS)
