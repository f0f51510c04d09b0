"""Titles of works: those of the register, periodicals that everybody knows, and what the text itself calls one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from pecia.annotators import Annotator, Claims, Knowledge
from pecia.annotators.occupied import Occupied
from pecia.core.findings import Outcome
from pecia.core.register import Register
from pecia.core.text import MACHINE, Annotation, Attributes, Document, Span
from pecia.languages import table

_LONGEST = 16
_CAPITAL_WORD = r"[A-ZÀ-Þ][\w’'-]*"
_KINDS_THAT_BLOCK = ("title", "sic")
_REGISTERED = "a work of the register"


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns with the title in the group `title`, and the level that each gives it ("" for the noun's own)."""
    data: dict[str, Any] = table(language, "titles")
    named, verbs = _either(data["cues"]["named"]), _either(data["cues"]["verbs"])
    quoted = r"(?P<title>[“\"](?P<words>[^“”\"\n]{3,140})[”\"])"
    small = _either(data["cues"]["small"])
    run = rf"{_CAPITAL_WORD}(?:(?:\s(?:{small}))*\s{_CAPITAL_WORD})*"
    made: list[tuple[re.Pattern[str], str]] = []
    bare = frozenset(data["nouns"]["bare"])
    never = _either(data["cues"]["never"])
    for level, nouns in data["nouns"].items():
        if level == "bare":
            continue
        noun, alone = _either(nouns), _either(bare & frozenset(nouns)) or "(?!)"
        made.append((re.compile(rf"\b(?:{noun}),?\s+(?:(?:{named}),?\s+)?{quoted}"), level))
        # A name alone after a noun may be a person's (`the poem Akhmatova wrote`): only a periodical's is short.
        word = rf"(?!(?:{never})\b){_CAPITAL_WORD}"
        title = rf"{word}(?:\s{word}){{0,3}}" if level == "j" else rf"(?:The|A|An)\s{run}"
        before = rf"\b[Tt]he\s+(?:\w+\s+)?(?:{alone})\s+(?:(?:{named})\s+)?"
        made.append((re.compile(rf"{before}(?P<title>{title})"), level))
    made.append((re.compile(rf"\b(?:{verbs}|{named})\s+(?:(?:an?|the|his|her|their|its)\s+)?{quoted}"), ""))
    return tuple(made)


@cache
def _periodicals(language: str) -> re.Pattern[str]:
    return _any_of(table(language, "titles")["periodicals"]["known"])


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_either(names)})(?![\w-])")


def annotate(document: Document, knowledge: Knowledge) -> Outcome[Claims]:
    """A `title` for each, with `level` where it is clear, and `ref` where the register has the work."""
    known = (a.span for a in document.annotations if a.kind in _KINDS_THAT_BLOCK or _is_name_by_hand(a))
    taken = Occupied(len(document.text), known)
    claims: list[Annotation] = []
    for block in document.blocks:
        if block.kind == "fw":
            continue
        text = document.covered(block.span)
        for claim in _in_text(text, document.get("language"), knowledge.register):
            span = claim.span.shifted(block.span.start)
            if taken.takes(span):
                claims.append(replace(claim, span=span))
    return Outcome(Claims(tuple(sorted(claims, key=lambda claim: claim.span))))


def _is_name_by_hand(annotation: Annotation) -> bool:
    return annotation.made_by != MACHINE and annotation.kind in ("persName", "placeName", "orgName", "date")


def _in_text(text: str, language: str, register: Register) -> Iterator[Annotation]:
    yield from _of_register(text, register)
    for found in _periodicals(language).finditer(text):
        yield _claim(Span(*found.span()), "j", register, found[0], "high", "a periodical that is widely known")
    for pattern, level in _patterns(language):
        for found in pattern.finditer(text):
            quoted = found.groupdict().get("words")
            words = quoted or found["title"]
            if not quoted or _is_title_case(words, language):
                span, cue = Span(*found.span("title")), " ".join(text[found.start() : found.start("title")].split())
                why = f"{'quoted, in capitals,' if quoted else 'capitals'} after “{cue}”"
                yield _claim(span, level, register, words.rstrip(" ,.;"), "high" if quoted else "medium", why)


def _of_register(text: str, register: Register) -> Iterator[Annotation]:
    names = [name for entity in register.entities if entity.kind == "work" for name in entity.names()]
    # A title of one everyday word (`Memoirs`, `Appeal`) would be found everywhere: it needs marks around it.
    several = [name for name in names if " " in name or len(name) > 12]
    single = [name for name in names if name not in several]
    if several:
        for found in _any_of(several).finditer(text):
            yield _claim(_with_marks(text, Span(*found.span())), "", register, found[0], "high", _REGISTERED)
    if single:
        for found in re.finditer(rf"[“\"](?P<name>{_either(single)})[,.]?[”\"]", text):
            yield _claim(Span(*found.span()), "", register, found["name"], "high", _REGISTERED)


def _with_marks(text: str, span: Span) -> Span:
    closing = re.match(r"[,.]?[”\"]", text[span.end :])
    opened = text[max(0, span.start - 1) : span.start] in ("“", '"')
    return Span(span.start - 1, span.end + closing.end()) if opened and closing else span


def _claim(span: Span, level: str, register: Register, name: str, certainty: str, why: str) -> Annotation:
    works = register.find(name, "work")
    attributes: Attributes = (("level", level),) if level else ()
    if len(works) == 1:
        attributes = (*attributes, ("ref", works[0].id))
    return Annotation("title", span, MACHINE, attributes, certainty, (why,))


def _is_title_case(words: str, language: str) -> bool:
    """Capitals on the weighty words, and no sentence: what is quoted for its words is no title."""
    small = frozenset(table(language, "titles")["cues"]["small"])
    tokens: list[str] = re.findall(r"[^\W\d_][\w’'-]*", words)
    weighty = [token for token in tokens if token.lower() not in small]
    if not weighty or len(tokens) > _LONGEST or re.search(r"[.;!?]\s+\w", words):
        return False
    capitals = sum(token[0].isupper() for token in weighty)
    return tokens[0][0].isupper() and capitals * 5 >= len(weighty) * 4


ANNOTATOR = Annotator(
    name="titles",
    kinds=frozenset({"title"}),
    annotate=annotate,
    about="titles of works: of the register, of known periodicals, and after words such as article, book, wrote",
    after=("corrections",),
)
