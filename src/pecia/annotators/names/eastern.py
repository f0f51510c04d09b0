"""Names that begin with the family: Ngo Dinh Diem, Deng Xiaoping, Kim Il Sung, Itō Hirobumi.

The family's name is one of a list; what follows is made of the syllables of Chinese, Korean, Vietnamese or Japanese,
as Latin letters write them, and is no everyday word.
"""

from __future__ import annotations

import re
import unicodedata

from pecia.annotators.names.lexicon import COMMON, FUNCTION, INITIAL, PEOPLE, PLACE, Lexicon
from pecia.annotators.names.mentions import Mention, claim, name_of
from pecia.annotators.names.parts import Evidence
from pecia.annotators.names.tokens import Text, Token

_LONGEST = 3
_SYLLABLE = (
    r"(?:[bcdfghjklmnpqrstvwxyz]|b[hy]|ch|chh|d[hz]|gi|g[hwy]|h[sw]|j[h]|k[hwy]|ngh?|nh|p[hy]|qu|sh|sz|t[hrsz]|tw|zh)?'?"
    r"(?:a|ai|ao|au|ay|ae|e|ea|ei|eo|eu|ey|i|ia|iao|iai|ie|ieu|io|iu|o|oa|oai|oe|oi|ou|oo|u|ua|uai|uay|ue|ui|uo|uy|uye|y|ye|yo|yu|yeo|wo|wi)"
    r"(?:ng|nh|n|m|p|k|ch|c|t|l|r|h|ck)?"
)
_GIVEN = re.compile(rf"{_SYLLABLE}(?:-?{_SYLLABLE})?", re.IGNORECASE)
_HYPHENED = re.compile(rf"{_SYLLABLE}-{_SYLLABLE}", re.IGNORECASE)
_JAPANESE = re.compile(
    r"(?:(?:[bdfghjkmnprstwyz]|ch|sh|ts|[bghkmnpr]y)?'?[aeiou]|n(?![aeiouy])|[kpst](?=[kpst]))+", re.IGNORECASE
)


def plain(word: str) -> str:
    """The word without the signs of tones and lengths: Nguyễn and Nguyen are one, and so are Itō and Ito."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def eastern(text: Text, lexicon: Lexicon, evidence: Evidence) -> list[Mention]:
    """The persons named with the family first. Claims their tokens, gathers evidence."""
    found = []
    for index, token in enumerate(text.tokens):
        if token.kind or (token.loud and not token.word.istitle()):
            continue
        last = _end(text, lexicon, index)
        if last is not None:
            found.append(_mention(text, index, last, evidence))
    return found


def _end(text: Text, lexicon: Lexicon, first: int) -> int | None:
    family = text.tokens[first]
    name = plain(family.word)
    if name in lexicon.persons.plain_families:
        shape, longest = _GIVEN, _LONGEST
    elif family.word in lexicon.persons.japanese or name in lexicon.persons.japanese:
        shape, longest = _JAPANESE, 1
    else:
        return None
    last = first
    while last - first < longest and last + 1 < len(text.tokens) and _may_be_given(text, last + 1, shape):
        last += 1
    given = text.tokens[first + 1 : last + 1]
    return last if given and _is_sure(text, family, given, shape) else None


def _may_be_given(text: Text, index: int, shape: re.Pattern[str]) -> bool:
    token = text.tokens[index]
    if not text.joined(index) or token.kind or token.traits & (FUNCTION | INITIAL | PEOPLE) or len(token.word) > 12:
        return False
    return shape.fullmatch(plain(token.word)) is not None


def _is_sure(text: Text, family: Token, given: list[Token], shape: re.Pattern[str]) -> bool:
    """No everyday words: a Long March is no person, a Song Jiaoren is one."""
    if any(_HYPHENED.fullmatch(plain(token.word)) for token in given):
        return True
    strange = [token for token in given if not token.traits & (COMMON | PLACE)]
    plain_family = not family.traits & (FUNCTION | COMMON | PLACE)
    if family.opening and family.traits & (FUNCTION | COMMON):
        return False
    if not strange:
        return plain_family and len(given) > 1  # Tran Van Don
    if shape is _JAPANESE:
        return len(given[0].word) > 3
    return len(given) > 1 or not family.traits & (COMMON | PLACE) or family.key not in text.lower


def _mention(text: Text, first: int, last: int, evidence: Evidence) -> Mention:
    claim(text, first, last, "persName")
    tokens = text.tokens[first : last + 1]
    start, end = tokens[0].start, tokens[-1].end
    said = name_of(text, start, end)
    mention = Mention("persName", start, end, said, tuple(token.word for token in tokens[1:]), tokens[0].word)
    mention.family_first = True
    mention.evidence = (f"the family name “{tokens[0].word}” before a given name",)
    evidence.surname(tokens[0].key, 5.0)
    if last - first > 1:
        # Vietnamese call a person by the last of the given names: Diem, Giap.
        evidence.surname(tokens[-1].key, 3.0)
    return mention
