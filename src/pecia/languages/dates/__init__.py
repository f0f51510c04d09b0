"""Dates as people write them, and what they come to: words of a language in, W3C's forms out.

Lies on the floor of `languages`, so that annotators and rules read a date by the same book.
"""

from pecia.languages.dates.exact import named
from pecia.languages.dates.phrases import Phrase, phrases, read_date

__all__ = ["Phrase", "named", "phrases", "read_date"]
