"""Dates in Russian: months in the genitive, the year named as one, centuries in Roman figures."""

from __future__ import annotations

import pytest

from pecia.languages.dates import read_date


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5 января 1934 года", "when=1934-01-05"),
        ("1 декабря 1934 г.", "when=1934-12-01"),
        ("в 1934 году", "when=1934"),
        ("март 1921 года", "when=1921-03"),
        ("7 ноября", "when=--11-07"),
        ("с 5 по 7 марта 1921 года", "from=1921-03-05 to=1921-03-07"),
        ("1930-е годы", "from=1930 to=1939"),
        ("XIX век", "from=1801 to=1900"),
        ("весной 1918 года", "notBefore=1918-03 notAfter=1918-05"),
        ("25 октября (7 ноября) 1917 года", "when=1917-11-07"),
        ("31 июня 1934 года", ""),
    ],
)
def test_a_russian_date_has_its_value(written: str, value: str) -> None:
    assert " ".join(f"{name}={said}" for name, said in read_date(written, "ru")) == value
