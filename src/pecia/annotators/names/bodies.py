"""Organisations by their letters and other names: acronyms, short forms that the text defines, firms.

An acronym is one with a full name when the text says so in brackets, either way round, when a list does, or when
its letters are the initials of exactly one full name in the document.
"""

from __future__ import annotations

import re

from pecia.annotators.names.lexicon import (
    ACRONYM,
    COMMON,
    FUNCTION,
    INITIAL,
    ODD,
    ORGANISATION,
    PEOPLE,
    PLACE,
    ROLE,
    TITLE,
    Lexicon,
)
from pecia.annotators.names.mentions import Mention, claim, name_of
from pecia.annotators.names.organisations import articled, body
from pecia.annotators.names.tokens import Text

_DEFINED = re.compile(r"\((?:(?:the|hereafter|hereinafter|or) )*[\"'“‘]?([^\W\d_][\w.&-]{1,9}?)[\"'”’]?\)")
_SMALL = re.compile(r" (?:(?:of|for|on|and|the|de|du|des|la|der|für|und|&) )*$")
_BRACKET = " ("
_WIDEST = 9


def spelled(text: Text, lexicon: Lexicon) -> list[Mention]:
    """`Chinese Irregular Forces (CIF)`: words whose initials are the letters in brackets after them. Claims them."""
    barred = frozenset(lexicon.data["organisations"].get("no_bodies", ()))
    found = []
    for index, token in enumerate(text.tokens):
        if not token.traits & ACRONYM or token.kind or not 2 <= len(token.word) <= _WIDEST or not index:
            continue
        last = index - 1
        alone = token.gap == _BRACKET and text.reading.startswith(")", token.end)
        if not alone or text.tokens[last].kind == "persName" or text.tokens[last].word in barred:
            continue
        first = _spelling(text, last, token.word)
        if first is None or all(t.kind == "placeName" for t in text.tokens[first:index]):
            continue
        claim(text, first, last, "orgName")
        found.append(body(text, lexicon, first, last, f"defined in the text: ({token.word})", certainty="high"))
    return found


def _spelling(text: Text, last: int, letters: str) -> int | None:
    """The first of the tokens up to this one whose initials are these letters."""
    made, first = "", last
    while True:
        token = text.tokens[first]
        made = "".join(part[0] for part in token.word.split("-") if part[:1].isupper()) + made
        if made == letters:
            return first
        if len(made) >= len(letters) or not letters.endswith(made) or not first or not _SMALL.match(token.gap):
            return None
        first -= 1
        if text.tokens[first].traits & FUNCTION:
            return None


def firms(text: Text, lexicon: Lexicon) -> list[Mention]:
    """`J. P. Morgan & Co.`, `Rathbone and Sons`: names and what makes a firm of them. Claims them."""
    endings = frozenset(lexicon.data["organisations"].get("firms", ()))
    found = []
    for index, token in enumerate(text.tokens):
        if token.word not in endings or token.loud or not index or token.gap not in (" & ", " and ", ", ", " et "):
            continue
        first = index
        while first and index - first < 5 and (first == index or text.tokens[first].gap in (" ", ", ", " & ", " and ")):
            before = text.tokens[first - 1]
            if before.kind not in ("", "persName") or before.traits & (FUNCTION | TITLE | ROLE | ODD):
                break
            first -= 1
        if first == index or (token.gap == ", " and token.word not in ("Co", "Ltd")):
            continue
        claim(text, first, index, "orgName")
        found.append(body(text, lexicon, first, index, f"named as a firm by “{token.word}”"))
    return found


def defined(text: Text, organisations: list[Mention]) -> dict[str, str]:
    """The other names of the organisations of this document: short form → the name.

    Those in brackets right after the full name, and acronyms of which exactly one full name has the initials.
    """
    found: dict[str, str] = {}
    initials: dict[str, set[str]] = {}
    for mention in organisations:
        initials.setdefault(_initials(mention.name), set()).add(mention.name)
        gap = _DEFINED.match(text.reading, mention.end + 1, mention.end + 40)
        if gap and text.reading[mention.end : mention.end + 1] == " " and _abbreviates(gap[1], mention.name):
            found[gap[1]] = mention.name
    for token in text.tokens:
        names = initials.get(token.word, set())
        if token.traits & ACRONYM and len(token.word) > 2 and token.word not in found and len(names) == 1:
            found[token.word] = next(iter(names))
    return found


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]", name) if word[:1].isupper()) if " " in name else ""


def _abbreviates(short: str, name: str) -> bool:
    """Its letters stand in the name in this order, the first one as an initial; and it has a capital."""
    letters = [c for c in short.lower() if c.isalnum()]
    if not short[:1].isupper() or short.upper() == name.upper() or len(letters) < 2 or short.isdigit():
        return False
    starts = {word[0].lower() for word in re.split(r"[\s-]", name) if word}
    rest = iter(name.lower())
    return letters[0] in starts and (short in name or all(c in rest for c in letters) or short.isupper())


def acronyms(text: Text, lexicon: Lexicon, shorts: dict[str, str]) -> list[Mention]:
    """Mentions of the defined short forms, and of unknown acronyms that come back where bodies stand."""
    never = frozenset(lexicon.data["organisations"]["never_acronyms"])
    counts = _counts(text, lexicon, never)
    found = []
    for index, token in enumerate(text.tokens):
        if token.kind:
            continue
        plain = token.word.replace(".", "")
        if token.word in shorts:
            why, certainty = f"short for “{shorts[token.word]}”", "high"
        elif "." in token.word and len(plain) > 2 and plain in lexicon.organisations and not _named(text, index):
            why, certainty = "in the list of organisations", "high"
        elif counts.get(token.word, 0) >= 2 and not token.loud:
            why, certainty = "an acronym with an article, or that comes back", "medium"
        else:
            continue
        if certainty == "high" and not token.traits & ACRONYM and "." not in token.word:
            certainty = "medium"
        claim(text, index, index, "orgName")
        end = token.end
        found.append(
            Mention("orgName", token.start, end, name_of(text, token.start, end), certainty=certainty, evidence=(why,))
        )
    return found


def _counts(text: Text, lexicon: Lexicon, never: frozenset[str]) -> dict[str, int]:
    """How often an unknown acronym stands in running text; an article counts for two."""
    counts: dict[str, int] = {}
    for index, token in enumerate(text.tokens):
        if not token.traits & ACRONYM or token.loud or token.kind or not 3 <= len(token.word) <= 6:
            continue
        if token.word in never or "." in token.word or token.traits & (INITIAL | PLACE | COMMON):
            continue
        if any(other.loud and other.block == token.block for other in text.tokens[max(0, index - 1) : index + 2]):
            # A telegram in capitals.
            continue
        counts[token.word] = counts.get(token.word, 0) + (2 if articled(text, lexicon, index) else 1)
    return counts


def _named(text: Text, index: int) -> bool:
    """A surname follows, so that these are somebody's initials."""
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    plain = COMMON | PEOPLE | ORGANISATION | PLACE | FUNCTION
    return following is not None and following.gap == " " and not following.traits & plain
