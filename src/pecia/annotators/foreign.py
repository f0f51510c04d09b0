"""Stretches in another language than the text: another script, a phrase that is always foreign, a foreign sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from pecia.annotators import Annotator, Claims, Knowledge
from pecia.annotators.occupied import Occupied
from pecia.core.findings import Outcome
from pecia.core.text import MACHINE, Annotation, Document, Span
from pecia.languages import table
from pecia.languages.detection import SCRIPTS, common_words, language_of, letters_of, readable, script_of
from pecia.languages.word_list import word_list

_STRETCH = re.compile(r"[^.!?;:“”„«»()\[\]\"\n—]+")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 5
"""So many words a foreign sentence must have, three of them common ones of its language."""

_SCRIPT_NAMES = {
    "Arab": "Arabic", "Armn": "Armenian", "Cyrl": "Cyrillic", "Deva": "Devanagari", "Geor": "Georgian", "Grek": "Greek",
    "Hang": "Korean", "Hani": "Chinese", "Hebr": "Hebrew", "Kana": "Japanese", "Latn": "Latin",
}  # fmt: skip

_Stretch: TypeAlias = tuple[Span, str, str, str]
"""Where it stands in its block, its language (BCP 47), how sure that is, and why."""


def annotate(document: Document, knowledge: Knowledge) -> Outcome[Claims]:
    """A `foreign` with `lang` (BCP 47) for each stretch; none inside of another, nor over what a person marked."""
    language = document.get("language")
    script = script_of(document.text)
    taken = Occupied(len(document.text), (a.span for a in document.of_kind("foreign")))
    claims: list[Annotation] = []
    for block in document.blocks:
        if block.kind == "fw":
            continue
        text = document.covered(block.span)
        # A block that says what language it is in is foreign as a whole; in it, the others are.
        spoken = block.get("lang") or language
        main = script if spoken == language else script_of(text)
        made = (*_scripts(text, main), *_phrases(text, spoken), *_sentences(text, spoken))
        for span, tag, certainty, why in made:
            placed = span.shifted(block.span.start)
            if tag and taken.takes(placed):
                claims.append(Annotation("foreign", placed, MACHINE, (("lang", tag),), certainty, (why,)))
    return Outcome(Claims(tuple(sorted(claims, key=lambda claim: claim.span))))


def _scripts(text: str, main: str) -> Iterator[_Stretch]:
    """Words in a script that the text is not written in. A letter by itself is a symbol, not a word."""
    if not main or main not in SCRIPTS:
        return
    for script in SCRIPTS:
        if script == main or (script == "Latn" and main != "Latn") or not SCRIPTS[script].search(text):
            continue
        letters = letters_of(script)
        for found in re.finditer(
            rf"[{letters}][{letters}\u0300-\u036f’'-]*(?:[ ,]+[{letters}][{letters}\u0300-\u036f’'-]*)*", text
        ):
            if len(found[0]) > 1:
                yield (
                    Span(*found.span()),
                    language_of(found[0]),
                    "high",
                    f"in {_SCRIPT_NAMES.get(script, script)} letters",
                )


@cache
def _known_phrases(language: str) -> tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...]:
    """For each language a pattern of its phrases, its tag, and the phrases in lower case with straight apostrophes."""
    found = []
    for tag, phrases in sorted(table(language, "foreign")["phrases"].items()):
        either = "|".join(re.escape(p).replace("’", "[’']") for p in sorted(phrases, key=lambda p: (-len(p), p)))
        plain = tuple(phrase.lower().replace("’", "'") for phrase in phrases)
        found.append((re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE), tag, plain))
    return tuple(found)


def _phrases(text: str, language: str) -> Iterator[_Stretch]:
    if language != "en":
        return
    lowered = text.lower().replace("’", "'")
    for pattern, tag, phrases in _known_phrases(language):
        # Hardly any paragraph has one, and to look for plain strings takes a tenth of the time.
        for found in pattern.finditer(text) if any(phrase in lowered for phrase in phrases) else ():
            yield Span(*found.span()), tag, "high", "a phrase that is always foreign"


def _sentences(text: str, language: str) -> Iterator[_Stretch]:
    """Stretches between stops or marks with common words of another language, and none of the text's own."""
    if language not in readable():
        return
    own = common_words(language)
    for found in _STRETCH.finditer(text):
        words = [word.lower() for word in _WORD.findall(found[0])]
        if len(words) < _FEWEST or _is_own(words, own, language):
            continue
        scores = {tag: sum(word in common_words(tag) for word in words) for tag in readable() if tag != language}
        best = max(scores, key=lambda tag: scores[tag])
        rivals = sorted(scores.values())[-2]
        own_short = sum(word in own for word in words)
        if (
            scores[best] >= 3
            and scores[best] > 2 * own_short
            and scores[best] > rivals
            and scores[best] * 4 >= len(words)
        ):
            inside = re.search(r"[^\W\d_].*[^\W_]", found[0], re.DOTALL)
            start, end = inside.span() if inside else (0, 0)
            why = f"{scores[best]} of its {len(words)} words are common words of another language ({best})"
            yield Span(found.start() + start, found.start() + end), best, "medium", why


def _is_own(words: list[str], own: frozenset[str], language: str) -> bool:
    """True when a common word of the text's language is among them, or most of them are words of it."""
    if any(word in own for word in words if len(word) > 2):
        return True
    known = word_list(language)
    return known is not None and sum(word in known for word in words) * 2 > len(words)


ANNOTATOR = Annotator(
    name="foreign",
    kinds=frozenset({"foreign"}),
    annotate=annotate,
    about="stretches in another script or language than the text",
)
