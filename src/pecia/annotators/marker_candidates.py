"""Whatever could be a note marker by its looks alone, with how much its looks say for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pecia.core.text import Block, Document, Span
from pecia.languages import table

CERTAIN, SURE, LIKELY, POSSIBLE = 4.0, 3.0, 1.5, 0.6
"""What a star in brackets, a marker glued to a closing mark, to a word, and to another number weighs against breaks."""

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CLOSED = r".,;:!?…”’\"'»)\]"
_AFTER = r"(?=$|[\s,;:.!?)\]”’\"'»—–…*†‡])(?![.,:]\d)(?![ \t]*[%°])"
_GLUED = re.compile(
    rf"(?<![\w\d])[“\"](?P<strayed>[1-9]\d{{0,2}})(?=\s*$|\s*\n|\s+[A-Z])"
    rf"|(?P<after>[^\s\d])(?P<n>[1-9]\d{{0,2}}){_AFTER}"
)
_BRACKETED = re.compile(
    r"(?<=[^\s(\[“‘„«])[\[(](?P<n>[1-9]\d{0,2})[\])](?![\w(])|(?<=\S )\[(?P<spaced>[1-9]\d{0,2})\](?=[\s.,;]|$)"
)
_RAISED_DIGITS = re.compile(r"(?<=\S)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_SIGNED = re.compile(
    r"(?<=\S)(?:\[\^(?P<n>[1-9]\d{0,2})\]|\^\{(?P<braced>[1-9]\d{0,2})\}|\^(?P<bare>[1-9]\d{0,2})(?!\w)"
    r"|<sup>(?P<raised>[1-9]\d{0,2})</sup>)"
)
"""Markers as Markdown, TeX and HTML write them: [^1], ^{1}, <sup>1</sup>."""
_LETTER = re.compile(rf"(?P<after>[^\W\d_]|[{_CLOSED}])\[(?P<n>[A-Za-z])\](?!\w)")
_FN = re.compile(r"(?<=[^\s\d])(?P<open>[\[(])?fn\.? ?(?P<n>[1-9]\d{0,2})(?(open)[\])]|(?![\w]))")
_SYMBOL = re.compile(rf"(?<=[^\W_]|[{_CLOSED}])(?P<n>\*{{1,3}}|†{{1,2}}|‡{{1,2}}|§{{1,2}}|¶)(?=$|[\s,;:.!?)\]”’\"—])")
_SYMBOL_IN_BRACKETS = re.compile(r"(?<=[^\s(\[])\[(?P<n>\*{1,3}|†{1,2}|‡{1,2}|§)\]")
_AFTER_NUMBER = re.compile(rf"(?<!\d)(?P<before>\d+)(?P<between>[.,;:])(?P<n>[1-9]\d{{0,2}}){_AFTER}")
_RUN = re.compile(rf"(?<![\d.,:/$£€#-])(?P<run>[1-9]\d{{2,6}}){_AFTER}")
_DAY_AND_MARKER = re.compile(rf"(?<=\s)(?P<day>[4-9]|3(?=[2-9]))(?P<n>\d){_AFTER}")
_SPACED = re.compile(rf"(?<=[{_CLOSED}]) (?P<n>[1-9]\d{{0,2}})(?=\s+[A-Z“\"(]|\s*$)")
_TWO = re.compile(rf"(?<=[^\W\d_][{_CLOSED}])(?P<first>[1-9]\d{{0,2}})(?:[,;] ?| )(?P<second>[1-9]\d{{0,2}}){_AFTER}")
_EMPHASIS = 120
"""So many characters, `*` may hold in emphasis before it ends."""
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that could be the marker of note `n` in `series`; `weight` is what its looks say for it."""

    span: Span
    n: str
    series: str
    weight: float

    @property
    def number(self) -> int:
        digits = self.n.removeprefix("fn")
        return int(digits) if digits.isdecimal() else 0


@cache
def _before_numbers(language: str) -> frozenset[str]:
    return frozenset(table(language, "markers")["before_numbers"])


@cache
def _day(language: str) -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, table(language, "markers")["months"]), key=len, reverse=True))
    return re.compile(rf"(?:\b(?:{months})\.? )$", re.IGNORECASE)


def candidates(document: Document) -> tuple[Candidate, ...]:
    """All candidates in the text, headings included, notes and what was set aside left out; in reading order."""
    found: list[Candidate] = []
    known = frozenset(block.get("n") for block in document.blocks if block.kind == "note")
    for block in document.blocks:
        if block.kind not in ("note", "fw"):
            found += _in_block(document.covered(block.span), block, document.get("language"), known)
    return tuple(sorted(found, key=lambda c: (c.span.start, c.span.end)))


def _in_block(text: str, block: Block, language: str, known: frozenset[str]) -> Iterator[Candidate]:
    finders = (_glued, _after_number, _run)
    made = [candidate for finder in finders for candidate in finder(text, language)]
    made += [candidate for finder in (_bracketed, _raised, _signed, _fn, _symbols) for candidate in finder(text)]
    made += [candidate for finder in (_letters, _spaced) for candidate in finder(text, known)]
    for candidate in made:
        if candidate.span.start:
            shifted = candidate.span.shifted(block.span.start)
            yield Candidate(shifted, candidate.n, candidate.series, candidate.weight)


def _glued(text: str, language: str) -> Iterator[Candidate]:
    for found in _GLUED.finditer(text):
        if found["strayed"]:
            yield Candidate(Span(*found.span("strayed")), found["strayed"], "n", POSSIBLE)
            continue
        weight = _weight(text, found.start(), found.end("n"), language)
        if weight:
            yield Candidate(Span(*found.span("n")), found["n"], "n", weight)


def _weight(text: str, at: int, end: int, language: str) -> float:
    """By the character before the number: closing marks say most, a letter less, other signs nothing."""
    char = text[at]
    if char.isalpha():
        return _after_letter(text, at, language)
    if char not in ".,;:!?…”’\"'»)]":
        return 0.0
    before = text[at - 1] if at else " "
    if char == "…" and before.isspace():
        return LIKELY
    amount = re.search(r"\d[.,:;'’]+$", text[max(0, at - 3) : at + 1])
    if before.isspace() or amount:
        return POSSIBLE if before.isspace() and char in '”"' else 0.0
    word = re.search(r"([^\W\d_]+)$", text[max(0, at - 20) : at])
    if char == "." and word and (word[1].lower() in _before_numbers(language) or len(word[1]) == 1):
        return POSSIBLE
    # ’60 may be a year, as in FY’60; A/PV.658 and XXVIII:4 are shelf marks and paragraphs.
    if char in "’'" and end - at == 3 and not before.isspace() and (word is None or word[1].isupper()):
        return POSSIBLE
    if char in ".:" and word and word[1].isupper() and _is_reference(text, at, word[1]):
        return POSSIBLE
    following = text[end : end + 3].lstrip(' ”’")')
    sentence = not following or not following[0].islower()
    return SURE if sentence or char in ",;:”)" else LIKELY


def _is_reference(text: str, at: int, word: str) -> bool:
    """True after a Roman numeral, and after capitals that a stroke joins to others."""
    before = text[at - len(word) - 1 : at - len(word)]
    return before in ("/", "-") or (len(word) > 1 and set(word) <= set("IVXLC"))


def _after_letter(text: str, at: int, language: str) -> float:
    word = re.search(r"[^\W\d_]+$", text[max(0, at - 30) : at + 1])
    if word is None:
        return 0.0
    if word[0] == "s" and re.search(r"[^\W\d_]['’]$", text[max(0, at - 2) : at]):
        return LIKELY
    letters = word[0]
    if letters[0].isupper() and letters.lower() in _before_numbers(language):
        return POSSIBLE / 2
    glued_name = text[max(0, at - len(letters))] in "-/@#_.0123456789" if at >= len(letters) else False
    if glued_name or len(letters) < 2:
        return 0.0
    heading = letters.isupper() and len(letters) >= 5 and not text[at + 1 :].strip("0123456789 ")
    return LIKELY if heading or (len(letters) >= 3 and letters[-1].islower()) else POSSIBLE


def _after_number(text: str, language: str) -> Iterator[Candidate]:
    for found in _AFTER_NUMBER.finditer(text):
        between, n = found["between"], found["n"]
        year = _YEAR.fullmatch(found["before"]) is not None
        day = _day(language).search(text[max(0, found.start() - 14) : found.start()]) is not None
        grouped = between == "," and len(n) == 3
        ended = re.match(r"\s*(?:$|[A-Z“\"(])", text[found.end() :]) is not None
        if between == ":" or grouped or (between == "." and not (year or day or ended)):
            continue
        yield Candidate(Span(*found.span("n")), n, "n", LIKELY if year or day else POSSIBLE)


def _run(text: str, language: str) -> Iterator[Candidate]:
    """Markers that a longer number swallowed: `19561`, `July 102`, and two in a row, `1718`."""
    for found in _RUN.finditer(text):
        run, (start, end) = found["run"], found.span("run")
        month = _day(language).search(text[max(0, start - 14) : start])
        for width in (1, 2, 3):
            head, tail = run[:-width], run[-width:]
            if not head or tail[0] == "0":
                continue
            spelled = _YEAR.fullmatch(head) is not None
            day = month is not None and int(head) <= 31 < int(run)
            if spelled or day:
                yield Candidate(Span(end - width, end), tail, "n", LIKELY)
            elif len(run) >= 5 and width <= 2:
                yield Candidate(Span(end - width, end), tail, "n", POSSIBLE / 2)
    for found in _DAY_AND_MARKER.finditer(text):
        # No month has 55 days: the day is the fifth, and the note too.
        if found["n"] != "0" and _day(language).search(text[max(0, found.start() - 14) : found.start()]):
            yield Candidate(Span(*found.span("n")), found["n"], "n", LIKELY)
    yield from _pairs(text)
    yield from _separated(text)


def _pairs(text: str) -> Iterator[Candidate]:
    for found in re.finditer(rf"(?<=[{_CLOSED}])(?<!\d.)(?P<run>[1-9]\d{{1,5}}){_AFTER}", text):
        run, start = found["run"], found.start()
        cut = len(run) // 2
        if int(run[cut:]) == int(run[:cut]) + 1:
            # 34 is more often one note than two: only the counting can part it.
            weight = LIKELY if len(run) > 2 else POSSIBLE
            yield Candidate(Span(start, start + cut), run[:cut], "n", weight)
            yield Candidate(Span(start + cut, found.end()), run[cut:], "n", weight)


def _separated(text: str) -> Iterator[Candidate]:
    """Two at one place with something between them: `26,27` and `23 24`."""
    for found in _TWO.finditer(text):
        if int(found["second"]) == int(found["first"]) + 1:
            for name in ("first", "second"):
                yield Candidate(Span(*found.span(name)), found[name], "n", LIKELY)


def _bracketed(text: str) -> Iterator[Candidate]:
    for found in _BRACKETED.finditer(text):
        n = found["n"] or found["spaced"]
        square = found[0].startswith("[")
        weight = SURE if square and found["n"] else LIKELY if square else POSSIBLE
        yield Candidate(Span(*found.span()), n, "n", weight)


def _raised(text: str) -> Iterator[Candidate]:
    for found in _RAISED_DIGITS.finditer(text):
        n = found[0].translate(_RAISED).lstrip("0")
        unit = re.search(r"(?:^|[\s\d])(?:[kcm]?m|ft|in|yd|10|\d)$", text[max(0, found.start() - 4) : found.start()])
        if n:
            yield Candidate(Span(*found.span()), n, "n", POSSIBLE if unit else SURE)


def _signed(text: str) -> Iterator[Candidate]:
    for found in _SIGNED.finditer(text):
        n = next(filter(None, found.groups()))
        # After a letter or a digit a caret may raise a power.
        power = found["bare"] and text[found.start() - 1].isalnum()
        yield Candidate(Span(*found.span()), n, "n", POSSIBLE if power else SURE)


def _letters(text: str, known: frozenset[str]) -> Iterator[Candidate]:
    """Letters in brackets, each a series of its own: [A], where its note is known, or a stop stands before it."""
    for found in _LETTER.finditer(text):
        n = found["n"]
        # An editor completes a word so: letter[s].
        if n in known or not found["after"].isalpha():
            yield Candidate(Span(found.end("after"), found.end()), n, n, SURE if n in known else POSSIBLE)


def _spaced(text: str, known: frozenset[str]) -> Iterator[Candidate]:
    """Numbers that a blank parts from the sentence before; only a note that is known makes them markers."""
    for found in _SPACED.finditer(text):
        if found["n"] in known:
            yield Candidate(Span(*found.span("n")), found["n"], "n", POSSIBLE / 2)


def _fn(text: str) -> Iterator[Candidate]:
    for found in _FN.finditer(text):
        yield Candidate(Span(*found.span()), f"fn{found['n']}", "fn", SURE)


def _symbols(text: str) -> Iterator[Candidate]:
    for found in _SYMBOL.finditer(text):
        # `*word*` is somebody's emphasis, and `* * *` an ornament.
        opened = re.search(
            rf"(?:^|\s){re.escape(found['n'])}(?=[^\s*])[^*\n]*$",
            text[max(0, found.start() - _EMPHASIS) : found.start()],
        )
        if not opened:
            yield Candidate(Span(*found.span("n")), found["n"], "s", SURE)
    for found in _SYMBOL_IN_BRACKETS.finditer(text):
        yield Candidate(Span(*found.span()), found["n"], "s", CERTAIN)
