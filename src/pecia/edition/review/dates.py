"""The value of a date as a reviewer types it: in W3C's form, as a pair of such, or in words."""

from __future__ import annotations

from pecia.core.text import Attributes
from pecia.languages.dates import read_date
from pecia.validation.calendar import w3c


def date_value(said: str, language: str) -> Attributes | None:
    """The attributes that it comes to; None where it is no date.

    `1932-09-28`, `1932-09`, `1932`: `when`. `a/b`, the form of ISO 8601: the whole stretch, `from` and `to`, of which
    one may be missing. `a..b`: some time in it, `notBefore` and `notAfter`. All else is read as words of the language.
    """
    plain = " ".join(said.split())
    for sign, names in (("..", ("notBefore", "notAfter")), ("/", ("from", "to"))):
        first, found, second = plain.partition(sign)
        ends = tuple((name, end.strip()) for name, end in zip(names, (first, second), strict=True) if end.strip())
        if found and ends and all(w3c(end) for _, end in ends):
            return ends
    if w3c(plain):
        return (("when", plain),)
    return read_date(plain, language or "en") or None
