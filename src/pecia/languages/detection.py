"""Which script and which language a stretch of text is in: letters are counted, then common words. No more."""

from __future__ import annotations

import re
from functools import cache

from pecia.languages import table
from pecia.languages.folders import by_tag

_SAMPLE = 40_000
_SCRIPTS = {
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff",
    "Cyrl": "\u0400-\u052f\u1c80-\u1c88",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Hebr": "\u0590-\u05ff",
    "Arab": "\u0600-\u06ff\u0750-\u077f",
    "Armn": "\u0530-\u058f",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Deva": "\u0900-\u097f",
    "Kana": "\u3040-\u30ff",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff",
    "Hang": "\uac00-\ud7af",
}
SCRIPTS = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}
_ONE_LANGUAGE = {"Grek": "el", "Hebr": "he", "Arab": "ar", "Armn": "hy", "Geor": "ka", "Deva": "hi", "Hang": "ko"}
_POLYTONIC = re.compile("[\u1f00-\u1fff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 12
"""Below so many words, one common word is not yet evidence for a language."""


@cache
def readable() -> tuple[str, ...]:
    """The languages whose plain texts pecia knows its way in: those with a `reader.toml`."""
    return tuple(tag for tag, place in by_tag().items() if (place / "reader.toml").is_file())


@cache
def common_words(language: str) -> frozenset[str]:
    return frozenset(table(language, "reader")["stop"])


def letters_of(script: str) -> str:
    """The inside of a regular expression's character class: the letters of a script (ISO 15924 code)."""
    return _SCRIPTS[script]


def script_of(text: str) -> str:
    """The script (ISO 15924 code) that most letters are in; "" when there is no letter that pecia knows."""
    counts = {name: len(pattern.findall(text[:_SAMPLE])) for name, pattern in SCRIPTS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def language_of(text: str) -> str:
    """The language (BCP 47 primary tag) of a text, or "" when nothing in it tells."""
    script = script_of(text)
    if script in _ONE_LANGUAGE:
        return "grc" if script == "Grek" and _POLYTONIC.search(text[:_SAMPLE]) else _ONE_LANGUAGE[script]
    if script in ("Hani", "Kana"):
        return "ja" if SCRIPTS["Kana"].search(text[:_SAMPLE]) else "zh"
    if script == "Cyrl":
        return "uk" if _UKRAINIAN.search(text[:_SAMPLE]) else "ru"
    return _by_common_words(text) if script == "Latn" else ""


def _by_common_words(text: str) -> str:
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    scores = {language: sum(word in common_words(language) for word in words) for language in readable()}
    best = max(scores, key=lambda language: scores[language])
    second = max((score for language, score in scores.items() if language != best), default=0)
    enough = 2 if len(words) <= _FEW else max(2, len(words) // 20)
    return best if scores[best] >= enough and scores[best] > second else ""


def stretch_language(text: str, main: str) -> str:
    """The language of a stretch in a text in `main` (BCP 47): another one only where its words say so plainly."""
    script = script_of(text)
    if script and script != _script_of_language(main):
        return language_of(text) or main
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _FEW or script != "Latn":
        return main
    found = _by_common_words(text)
    if not found or found == main:
        return main
    own, other = (sum(word in common_words(tag) for word in words) if tag in readable() else 0 for tag in (main, found))
    # Two languages share some short words; the stretch must have many more of its own, and one in six at least.
    return found if other >= 3 * own and other * 6 >= len(words) else main


def _script_of_language(tag: str) -> str:
    primary = tag.split("-")[0].lower()
    if primary in ("ru", "uk", "bg", "sr", "be", "mk"):
        return "Cyrl"
    return next((script for script, language in _ONE_LANGUAGE.items() if language == primary), "Latn")
