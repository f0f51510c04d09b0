"""What only some languages do, by a setting of their `names.toml`: initials for persons, works in quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pecia.annotators.names.lexicon import COMMON, FORENAME, INITIAL, NO_NAME, SURNAME, Lexicon
from pecia.annotators.names.mentions import Mention, claim, name_of
from pecia.annotators.names.tokens import Text, Token

_QUOTED = re.compile(r"[„»«“‹›]([^„“”»«‹›\n]{1,60})[“”«»‹›]")
_LONGEST_TITLE = 4
_SHORT = 3
_OWNER = re.compile(r"\.['’]?s\b")
_SHORT_FORM = re.compile(r"\.(?: ?[a-zäöü]|[,;:)])")
_VOWEL = re.compile("[aeiouyäöüéèáíóúœæ]", re.IGNORECASE)
_LOWER_STOP = re.compile(r"[a-zäöü]\. ?$")


def withhold_quoted(text: Text, lexicon: Lexicon) -> None:
    """A name that stands alone in quotation marks is the title of a work, where the language says so: am „Egmont“."""
    if not lexicon.quoted_titles:
        return
    quoted = [found.span(1) for found in _QUOTED.finditer(text.reading) if len(found[1].split()) <= _LONGEST_TITLE]
    at = 0
    for token in text.tokens:
        while at < len(quoted) and quoted[at][1] < token.end:
            at += 1
        if at < len(quoted) and quoted[at][0] <= token.start and not token.kind:
            token.kind = "never"


def withhold_nouns(text: Text, lexicon: Lexicon) -> None:
    """Where every noun has a capital, a short form with its stop and an adjective before a noun are no names."""
    if lexicon.nouns is None:
        return
    for index, token in enumerate(text.tokens):
        if token.traits & (NO_NAME | FORENAME | SURNAME) or token.kind:
            continue
        following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
        noun = following is not None and following.gap == " " and following.traits & COMMON
        adjective = token.opening and noun and token.word.endswith(lexicon.adjective_endings)
        said = token.opening and token.word.lower() in lexicon.verbs
        if adjective or said or _SHORT_FORM.match(text.reading, token.end) or not _VOWEL.search(token.word):
            token.traits |= COMMON


def initials(text: Text, lexicon: Lexicon) -> list[Mention]:
    """`mit O.`, `bei H. K.`, `O.s Brief`: persons of whom a diary or a letter gives no more. Claims their tokens."""
    if not lexicon.initials_alone:
        return []
    groups = list(_groups(text, lexicon))
    cued = Counter(_written(text, *group) for group in groups if _is_cued(text, lexicon, *group))
    found = []
    for first, last in groups:
        written = _written(text, first, last)
        if not _is_cued(text, lexicon, first, last) and not _is_known(text, cued, written, first, last):
            continue
        claim(text, first, last, "persName")
        start, end = text.tokens[first].start, _end(text, text.tokens[last])
        name = name_of(text, start, text.tokens[last].end)
        said = f"initials where a person stands: after “{text.before(text.tokens[first])}”"
        letters = tuple(token.word.rstrip(".") for token in text.tokens[first : last + 1])
        found.append(Mention("persName", start, end, name, letters[:-1], letters[-1], "", "low", evidence=(said,)))
    return found


def _is_known(text: Text, cued: Counter[str], written: str, first: int, last: int) -> bool:
    """Somebody who is named so elsewhere: two letters, or one with which a sentence begins."""
    return bool(cued[written]) and (last > first or len(written) > 1 or text.tokens[first].opening)


def _end(text: Text, token: Token) -> int:
    """After the genitive's letter, which stands after the stop: `O.s`."""
    owner = _OWNER.match(text.reading, token.end - (text.reading[token.end - 1] == "."))
    return owner.end() if owner else token.end


def _groups(text: Text, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The runs of initials with their stops that no name follows, as first and last token."""
    tokens, index = text.tokens, 0
    while index < len(tokens):
        last = index
        if _is_short(text, lexicon, tokens[index]):
            while last + 1 < len(tokens) and _is_next(text, lexicon, last + 1):
                last += 1
            if not _goes_on(text, last) and not tokens[index].loud and last - index < 3:
                yield index, last
        index = last + 1


def _is_next(text: Text, lexicon: Lexicon, index: int) -> bool:
    """The group goes on: `H. K.`, `Mz. Rh.`"""
    token, before = text.tokens[index], text.tokens[index - 1]
    gaps = (" ", "") if before.traits & INITIAL else (". ",)
    return token.gap in gaps and _is_short(text, lexicon, token)


def _is_short(text: Text, lexicon: Lexicon, token: Token) -> bool:
    """An initial, or the first letters of a name that no list has, with a stop: `O.`, `Mz.`, `Suz.`"""
    if token.kind:
        return False
    if token.traits & INITIAL:
        return text.reading[token.end - 1] == "." or bool(_OWNER.match(text.reading, token.end))
    if len(token.word) > _SHORT or not text.reading.startswith(".", token.end) or token.word.isupper():
        return False
    plain = not lexicon.traits(token.word) & (NO_NAME | SURNAME | FORENAME)
    return plain and lexicon.nouns is not None and not lexicon.nouns.is_noun(token.word)


def _goes_on(text: Text, last: int) -> bool:
    """A name or a figure right after the last initial: it is a forename, or a number's sign."""
    end = text.tokens[last].end
    following = text.tokens[last + 1] if last + 1 < len(text.tokens) else None
    if text.reading[end : end + 2].strip()[:1].isdigit() or text.reading[end : end + 1] in "-/":
        return True
    if following is None or not text.joined(last + 1):
        return False
    return not following.traits & NO_NAME or bool(following.traits & (FORENAME | SURNAME))


def _written(text: Text, first: int, last: int) -> str:
    return "".join(token.word.rstrip(".") for token in text.tokens[first : last + 1])


def _is_cued(text: Text, lexicon: Lexicon, first: int, last: int) -> bool:
    token = text.tokens[first]
    if _LOWER_STOP.search(token.gap):
        return False  # z. N., n. d. N.: the end of an abbreviation.
    before = text.before(token)
    if not before and first and text.joined(first):
        before = text.tokens[first - 1].word.lower()
    if before in lexicon.before and before not in lexicon.sure_cues:
        return True
    if token.gap in lexicon.ands and first and text.tokens[first - 1].kind == "persName":
        return True
    return text.after(text.tokens[last].end) in lexicon.sure_verbs and token.opening
