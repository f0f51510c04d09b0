"""A date as written, and the value that it comes to: the book by which annotators and rules read alike."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pecia.languages.dates import read_date
from pecia.languages.dates.calendar import Moment, day_number, from_day_number, gregorian, iso, moved, weekday
from pecia.languages.dates.lexicon import lexicon, tokens

ENGLISH = {
    "23 September 1932": "when=1932-09-23",
    "September 23, 1932": "when=1932-09-23",
    "the 23rd of September, 1932": "when=1932-09-23",
    "Sept. 23d, 1932": "when=1932-09-23",
    "SEPTEMBER 23, 1932": "when=1932-09-23",
    "Friday, 23 September 1932": "when=1932-09-23",
    "the first of May 1890": "when=1890-05-01",
    "Feby. 24th. 1811": "when=1811-02-24",
    "1932-09-23": "when=1932-09-23",
    "23.9.1932": "when=1932-09-23",
    "9/23/1932": "when=1932-09-23",
    "23 September": "when=--09-23",
    "September": "when=--09",
    "March of 1919": "when=1919-03",
    "February, 1956": "when=1956-02",
    "1770": "when=1770",
    "56 BC": "when=-0056",
    "A.D. 476": "when=0476",
    "c. 1885": "when=1885",
    "circa 1885": "when=1885",
    "the 1960s": "from=1960 to=1969",
    "the late 1980s": "notBefore=1986 notAfter=1989",
    "the early and mid-1920s": "notBefore=1920 notAfter=1926",
    "the 1800s": "from=1800 to=1899",
    "the nineteenth century": "from=1801 to=1900",
    "the 17th century": "from=1601 to=1700",
    "the fifth century B.C.": "from=-0500 to=-0401",
    "early 1919": "notBefore=1919-01 notAfter=1919-04",
    "the end of September 1932": "notBefore=1932-09-21 notAfter=1932-09-30",
    "the first half of 1932": "notBefore=1932-01 notAfter=1932-06",
    "the summer and autumn of 1956": "notBefore=1956-06 notAfter=1956-11",
    "the winter of 1932–33": "notBefore=1932-12 notAfter=1933-02",
    "1914–18": "from=1914 to=1918",
    "1932/33": "from=1932 to=1933",
    "from 28 September to 2 October 1932": "from=1932-09-28 to=1932-10-02",
    "from September 1932 to September 1936": "from=1932-09 to=1936-09",
    "September 19-21, 1957": "from=1957-09-19 to=1957-09-21",
    "from December to January 1933": "from=1932-12 to=1933-01",
    "December 20, 1932 to January 3": "from=1932-12-20 to=1933-01-03",
    "between March and May 1932": "notBefore=1932-03 notAfter=1932-05",
    "between 1932 and 1934": "notBefore=1932 notAfter=1934",
    "February or March 1917": "notBefore=1917-02 notAfter=1917-03",
    "1936, 1937, and 1938": "notBefore=1936 notAfter=1938",
    "before 1914": "notAfter=1914",
    "since 3 May 1914": "notBefore=1914-05-03",
    "25 October 1917 (O.S.)": "when=1917-11-07 calendar=#julian",
    "Feb. 11, 1731/32, O.S.": "when=1732-02-22 calendar=#julian",
    "25 October (7 November) 1917": "when=1917-11-07",
    "7/19 May 1829": "when=1829-05-19",
    "June 4, 1961, 3:15 p.m.": "when=1961-06-04T15:15:00",
    "May 31, 1978, 8–9 a.m": "from=1978-05-31T08:00:00 to=1978-05-31T09:00:00",
    "November 15, 1961 noon": "when=1961-11-15T12:00:00",
    "December 13, 1971, 1016Z": "when=1971-12-13T10:16:00Z",
    "31 June 1932": "",
    "1938 to 1936": "",
    "Saturday morning": "",
    "the two of them": "",
    "": "",
}
GERMAN = {
    "Montag, den 9. Mai 1910": "when=1910-05-09",
    "vom 28. September bis 2. Oktober 1932": "from=1932-09-28 to=1932-10-02",
    "9. 5. 1917": "when=1917-05-09",
    "im Winter 1917/18": "notBefore=1917-12 notAfter=1918-02",
    "in den 1930er Jahren": "from=1930 to=1939",
    "in der zweiten Hälfte des 19. Jahrhunderts": "notBefore=1851 notAfter=1900",
    "44 v. Chr.": "when=-0044",
    "Anfang 1917": "notBefore=1917-01 notAfter=1917-03",
}
FRENCH = {
    "le 14 février 1910": "when=1910-02-14",
    "le 1er mai 1911": "when=1911-05-01",
    "du 3 au 5 mai 1917": "from=1917-05-03 to=1917-05-05",
    "au XIXe siècle": "from=1801 to=1900",
    "les années 1930": "from=1930 to=1939",
    "fin mai 1917": "notBefore=1917-05-21 notAfter=1917-05-31",
    "entre mars et mai 1917": "notBefore=1917-03 notAfter=1917-05",
    "d’avril 1917": "when=1917-04",
}
CASES = [(lang, *case) for lang, table in (("en", ENGLISH), ("de", GERMAN), ("fr", FRENCH)) for case in table.items()]


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_a_date_as_written_has_its_value(language: str, text: str, wanted: str) -> None:
    assert " ".join(f"{name}={value}" for name, value in read_date(text, language)) == wanted


def test_a_year_of_two_digits_wants_a_year_near_it() -> None:
    assert read_date("Jan 23d 44", "en") == ()
    assert read_date("Jan 23d 44", "en", near=1839) == (("when", "1844-01-23"),)


def test_a_language_without_dates_is_read_as_english() -> None:
    assert read_date("23 September 1932", "tlh") == (("when", "1932-09-23"),)


@given(st.dates(min_value=datetime.date(1000, 1, 1), max_value=datetime.date(2199, 12, 31)))
def test_every_day_is_read_back_in_every_form(day: datetime.date) -> None:
    month = f"{day:%B}"
    forms = [
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day}. {day.month}. {day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%A}, {month} {day.day}, {day.year}",
    ]
    languages = ["en", "en", "de", "en", "en"]
    wanted = (("when", day.isoformat()),)
    assert [read_date(form, language) for form, language in zip(forms, languages, strict=True)] == [wanted] * 5


@given(st.dates())
def test_day_numbers_are_those_of_the_calendar(day: datetime.date) -> None:
    number = day_number(day.year, day.month, day.day)
    assert number - day_number(1, 1, 1) == day.toordinal() - 1
    assert from_day_number(number) == (day.year, day.month, day.day)
    assert weekday(Moment(day.year, day.month, day.day)) == day.isoweekday()


def test_old_style_is_twelve_days_behind_in_the_nineteenth_century() -> None:
    assert iso(gregorian(Moment(1829, 5, 7))) == "1829-05-19"
    # 1900 was a leap year in the Julian calendar only.
    assert read_date("29 February 1900 (Old Style)", "en") == (("when", "1900-03-13"), ("calendar", "#julian"))
    assert read_date("29 February 1900", "en") == ()


@pytest.mark.parametrize(
    ("unit", "count", "wanted"),
    [("year", 1, "1933"), ("month", 4, "1933-01"), ("week", -1, "1932-09-16"), ("day", 8, "1932-10-01")],
)
def test_a_moment_moves_by_a_unit_and_is_as_exact(unit: str, count: int, wanted: str) -> None:
    reached = moved(Moment(1932, 9, 23), unit, count)
    assert reached is not None
    assert iso(reached) == wanted


def test_nothing_moves_further_than_it_is_known() -> None:
    assert moved(Moment(1932), "month", 1) is None
    assert moved(Moment(1932, 9), "day", 1) is None
    assert moved(Moment(), "year", 1) is None


@given(st.text())
def test_tokens_are_in_order_and_have_a_code_each(text: str) -> None:
    cut = tokens(text, "en")
    assert len(cut.codes) == len(cut.starts) == len(cut.ends) == len(cut.values)
    assert all(start < end for start, end in zip(cut.starts, cut.ends, strict=True))
    assert all(end <= start for end, start in zip(cut.ends, cut.starts[1:], strict=False))
    left = set(range(len(text))) - {i for a, b in zip(cut.starts, cut.ends, strict=True) for i in range(a, b)}
    assert all(text[at].isspace() for at in left)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_words_of_a_language_are_all_there(language: str) -> None:
    words = lexicon(language)
    months = {value for code, value in (*words.words.values(), *words.folded.values()) if code == "M"}
    assert months == set(range(1, 13))
