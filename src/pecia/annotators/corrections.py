"""Slips of scanning, each with the one reading that explains it. A word that could be right is left alone.

A slip is a word that nobody knows, and that a single misreading makes of a common word or of a name that is
known; where two readings are possible, or the spelling merely varies, there is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pecia.annotators import Annotator, Claims, Knowledge
from pecia.annotators.occupied import Occupied
from pecia.annotators.slips import Grammar, dropped_or_doubled, grammar, misread, one_edit, run_together, said_twice
from pecia.core.findings import Finding, Outcome, Severity, places
from pecia.core.text import MACHINE, Annotation, Document, Span
from pecia.languages import words

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_LOWER = re.compile(r"[a-z]+")
_TWO_CAPITALS = re.compile(r"(?:[A-Z]{2,3}|[A-Z]I|I[<])[a-z]{3,}")
_INNER_CAPITAL = re.compile(r"([A-Z]?[a-z]+)([A-Z][a-z]{2,})")
_DIGIT_INSIDE = re.compile(r"(?<![\w.-])[a-zA-Z][a-z]*[01568][a-z]+(?![\w-])")
_BROKEN = re.compile(r"(?<![\w-])([a-z]{2,})- ([a-z]{2,})(?![\w-])")
_STOP_LOST_SPACE = re.compile(r"(?<![\w./@-])([a-z]{3,})([.,;])([A-Z][a-z]+|[a-z]{3,})(?![\w./@-])")
_LONE_L = re.compile(r"(?<![\w’'.-])l(?= ([a-z]+))")
_AND_SIGN = re.compile(r"[a-z,] & [a-z]")
_LONG, _LONGER = 6, 9
_LONGEST = 45
"""No word is longer; what is has as many misreadings as letters, each as long as itself."""
_OFTEN = 3
_OWN_SPELLING = 0.004
"""So many words that nothing explains, and a text has a spelling of its own, which no list of words can judge."""


@dataclass(frozen=True, slots=True)
class _Slip:
    span: Span
    reading: str
    certainty: str
    why: str


_Judgement: TypeAlias = tuple[str, str, str]
"""The reading of a slip, how sure it is, and what kind of slip it is, in words."""
_SHAPE = "a shape that scanners misread"
_JOINED = "two words that lost what stood between them"


@dataclass(frozen=True, slots=True)
class _Text:
    """The document's own words, and what is known besides; `judged` is what was said of each word already."""

    text: str
    grammar: Grammar
    counts: Counter[str]
    names: frozenset[str]
    forenames: frozenset[str]
    strange: bool
    judged: dict[str, tuple[_Judgement | None, bool]] = field(default_factory=dict)

    def attests(self, word: str) -> bool:
        return self.counts[word] > 0

    def is_name(self, word: str) -> bool:
        return word in self.names or self.attests(word)


def annotate(document: Document, knowledge: Knowledge) -> Outcome[Claims]:
    """A `sic` with `corr` for each slip. Nothing for a language that pecia has no word list of."""
    rules = grammar(document.get("language"))
    if rules is None:
        return Outcome(Claims())
    known = _known(document, knowledge, rules)
    kinds = ("sic", "orig", "abbr", "foreign")
    by_hand = (a.span for a in document.of_kind(*kinds) if a.made_by != MACHINE)
    taken = Occupied(len(document.text), by_hand)
    claims = [
        Annotation("sic", slip.span, MACHINE, (("corr", slip.reading),), slip.certainty, _evidence(known, slip))
        for block in document.blocks
        if block.kind != "fw"
        for slip in sorted(_slips(known, block.span), key=lambda s: (s.span.start, -s.span.end))
        if taken.takes(slip.span)
    ]
    return Outcome(Claims(tuple(claims)), _findings(document, claims))


def _known(document: Document, knowledge: Knowledge, rules: Grammar) -> _Text:
    counts = Counter(_bare(found[0]) for found in _WORD.finditer(document.text))
    language = document.get("language")
    forenames = words(language, "forenames-male") | words(language, "forenames-female")
    registered = (part for entity in knowledge.register.entities for name in entity.names() for part in name.split())
    names = frozenset((*rules.words.names, *words(language, "surnames"), *forenames, *registered, *knowledge.never))
    return _Text(document.text, rules, counts, names, forenames, _is_strange(document.text, counts, rules))


def _is_strange(text: str, counts: Counter[str], rules: Grammar) -> bool:
    """True for a text with a spelling of its own: old or hasty forms in it, or many words that no slip explains."""
    if sum(counts[word] for word in rules.own_spelling) + len(_AND_SIGN.findall(text)) >= _OFTEN:
        return True
    enough = max(_OFTEN, _OWN_SPELLING * sum(counts.values()))
    unknown = 0
    for word, count in counts.items():
        unknown += count if _is_unknown(rules, word) and not _readings(rules, word) else 0
        if unknown > enough:
            return True
    return False


def _bare(word: str) -> str:
    return word[:-2] if len(word) > 2 and word[-2] in "’'" and word[-1] in "sS" else word


def _slips(known: _Text, extent: Span) -> Iterator[_Slip]:
    text = known.text
    unknown = False
    for found in _WORD.finditer(text, extent.start, extent.end):
        word = _bare(found[0])
        span = Span(found.start(), found.start() + len(word))
        if len(span) > _LONGEST or _part_of_something(text, span):
            continue
        if word not in known.judged:
            known.judged[word] = _judge(known, word)
        judged, odd = known.judged[word]
        # Two unknown words in a row are a foreign phrase, not two slips.
        if judged and not (odd and unknown):
            yield _Slip(span, *judged)
        unknown = odd
    yield from _with_other_signs(known, extent)


def _judge(known: _Text, word: str) -> tuple[_Judgement | None, bool]:
    """What is to be said of a word wherever it stands in the document, and whether nobody knows it."""
    judged = _often(known, word)
    if judged is None:
        judged = _lower_case(known, word) if word.islower() else _with_capitals(known, word)
    return judged, _is_unknown(known.grammar, word)


def _part_of_something(text: str, span: Span) -> bool:
    """True inside of a compound, an address, or a word with a digit or a marker glued into it."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return before.isdigit() or (before or " ") in "-/@_#’'" or (after or " ") in "-/@_"


def _often(known: _Text, word: str) -> _Judgement | None:
    """`tbe` and `Tbe`: short words, too short for the other rules, that stand for one word only."""
    reading = known.grammar.often.get(word.lower())
    if reading is None or known.strange or word in known.names or not (word.islower() or word.istitle()):
        return None
    return (reading if word.islower() else reading.capitalize()), "high", "stands for one word only"


def _lower_case(known: _Text, word: str) -> _Judgement | None:
    if known.strange or known.counts[word] >= _OFTEN or not _is_unknown(known.grammar, word):
        return None
    if word in known.names or known.attests(word.capitalize()) or word.capitalize() in known.names:
        return None
    readings = _readings(known.grammar, word)
    if len(readings) != 1:
        return None
    reading, kind = readings.popitem()
    return None if known.grammar.folded(reading) == known.grammar.folded(word) else _judged(known, word, reading, kind)


def _is_unknown(rules: Grammar, word: str) -> bool:
    return 3 < len(word) <= _LONGEST and bool(_LOWER.fullmatch(word)) and not rules.knows(word)


def _readings(rules: Grammar, word: str) -> dict[str, str]:
    """Each reading that one slip explains, with the kind of slip: `apart`, `shape` or `edit`."""
    common = rules.words.common
    found: dict[str, str] = {}
    if len(word) >= _LONG:
        found |= {reading: "edit" for reading in (*one_edit(word), *said_twice(word)) if reading in rules.words}
    found |= {reading: "shape" for reading in misread(word, rules.confusions) if reading in common and len(reading) > 3}
    halves = run_together(word, rules.small, lambda part: part in rules.small or (len(part) > 3 and part in common))
    return found | dict.fromkeys(halves, "apart")


def _judged(known: _Text, word: str, reading: str, kind: str) -> _Judgement | None:
    if kind == "apart":
        sure = all(part in known.grammar.small for part in reading.split())
        return reading, "high" if sure else "medium", "two common words run together"
    if reading not in known.grammar.words.common:
        return None
    own = known.attests(reading)
    if kind == "shape":
        return (reading, "high" if own else "medium", _SHAPE) if len(word) > 4 or own else None
    if dropped_or_doubled(word, reading):
        return reading, "high" if own else "medium", "a letter too many, too few, or changed with its neighbour"
    return (reading, "low", "one letter is another") if len(word) >= _LONGER and own else None


def _with_capitals(known: _Text, word: str) -> _Judgement | None:
    if known.counts[word] >= _OFTEN or word in known.names or word.isupper():
        return None
    if _TWO_CAPITALS.fullmatch(word):
        return _fallen_capital(known, word)
    inner = _INNER_CAPITAL.fullmatch(word)
    if inner and known.counts[word] == 1:
        return _joined(known, inner[1], inner[2])
    return _misread_name(known, word)


def _fallen_capital(known: _Text, word: str) -> _Judgement | None:
    """`IChrushchev`, `THe`: the capital in pieces, or two where one belongs."""
    readings = {printed + word[len(read) :] for read, printed in known.grammar.capitals if word.startswith(read)} | {
        word[0] + word[1:].lower()
    }
    likely = {
        reading for reading in readings if known.is_name(reading) or reading.lower() in known.grammar.words.common
    }
    if len(likely) != 1:
        likely = {reading for reading in likely if known.is_name(reading)}
    if len(likely) != 1:
        return None
    reading = likely.pop()
    return reading, "high" if known.is_name(reading) else "medium", "a capital in pieces, or two for one"


def _joined(known: _Text, left: str, right: str) -> _Judgement | None:
    """`BukharinRykov`, `inMoscow`: two words that lost what stood between them."""
    rules = known.grammar
    if left in rules.particles or left.capitalize() in rules.particles:
        return None
    named = known.is_name(right)
    if left.lower() in rules.small:
        return (f"{left} {right}", "high", _JOINED) if named or right.lower() in rules.words.common else None
    if left.islower() or not known.is_name(left):
        return None
    ordinary = right.lower() in rules.words.common or left.lower() in rules.words.common
    if ordinary and not (known.attests(left) and known.attests(right)):
        return None
    if not named and not known.attests(left):
        return None
    sure = named and known.attests(left)
    return f"{left}{_between(known, left, right)}{right}", "high" if sure else "medium", _JOINED


def _between(known: _Text, left: str, right: str) -> str:
    """What the text itself has between the two, else a space after a forename and a hyphen between surnames."""
    for sign in (" ", "-", "–"):
        if f"{left}{sign}{right}" in known.text:
            return sign
    return " " if left in known.forenames or left in known.grammar.titles else "-"


def _misread_name(known: _Text, word: str) -> _Judgement | None:
    """A name that occurs once, beside one that occurs often and differs by a shape that scanners confuse."""
    if len(word) < _LONG or known.counts[word] > 1 or not word[1:].islower() or known.grammar.knows(word.lower()):
        return None
    readings = {r for r in misread(word, known.grammar.confusions) if known.counts[r] >= _OFTEN and r in known.names}
    return (readings.pop(), "medium", _SHAPE) if len(readings) == 1 else None


def _with_other_signs(known: _Text, extent: Span) -> Iterator[_Slip]:
    """Slips that are no mere words: digits inside, a word broken in two, a full stop without its space."""
    text, rules = known.text, known.grammar
    for found in _DIGIT_INSIDE.finditer(text, extent.start, extent.end):
        if len(found[0]) > _LONGEST:
            continue
        readings = {r for r in misread(found[0], rules.digits) if r.lower() in rules.words.common and len(r) > 3}
        if len(readings) == 1:
            yield _Slip(Span(*found.span()), readings.pop(), "high", "a digit for a letter that looks like it")
    for found in _BROKEN.finditer(text, extent.start, extent.end):
        whole = found[1] + found[2]
        if (
            whole in rules.words.common
            and found[2] not in rules.small
            and not (rules.knows(found[1]) and found[2] in rules.words)
        ):
            yield _Slip(Span(*found.span()), whole, "high", "a word that the end of a line broke in two")
    for found in _STOP_LOST_SPACE.finditer(text, extent.start, extent.end):
        left, sign, right = found.groups()
        if left in rules.words.common and right.lower() in rules.words.common and (sign != "." or right[0].isupper()):
            yield _Slip(Span(*found.span()), f"{left}{sign} {right}", "medium", "the space after the stop is lost")
    for found in _LONE_L.finditer(text, extent.start, extent.end):
        if found[1] in rules.after_i:
            yield _Slip(Span(*found.span()), "I", "medium", f"l for I, before “{found[1]}”")


def _evidence(known: _Text, slip: _Slip) -> tuple[str, ...]:
    """What kind of slip it is, and how often the text itself has what is read."""
    often = known.counts[slip.reading]
    times = "once" if often == 1 else f"{often} times"
    return (slip.why, f"the text has “{slip.reading}” {times}") if often else (slip.why,)


def _findings(document: Document, claims: Sequence[Annotation]) -> tuple[Finding, ...]:
    where = places(document.text, document.name)

    def doubtful(claim: Annotation) -> Finding:
        message = f"“{document.covered(claim.span)}” may be a slip for “{claim.get('corr')}”"
        hint = "confirm the correction, or take it away"
        return Finding("P050", Severity.INFO, message, where(claim.span.start), hint)

    return tuple(doubtful(claim) for claim in claims if claim.certainty == "low")


ANNOTATOR = Annotator(
    name="corrections",
    kinds=frozenset({"sic"}),
    annotate=annotate,
    about="slips of scanning, each with the one reading that explains it",
)
