"""Dates as English prose and letters have them, each with its value: one row a form, none from a gold text."""

from __future__ import annotations

import pytest

from pecia.annotators import Knowledge
from pecia.annotators.dates import annotate
from pecia.core.text import Block, Document, Span
from pecia.languages.dates import read_date


def dates(text: str) -> list[tuple[str, str]]:
    blocks, at = [], 0
    for words in text.split("\n\n"):
        blocks.append(Block("p", Span(at, at + len(words))))
        at += len(words) + 2
    document = Document("text.txt", text, tuple(blocks)).having(language="en")
    claims = annotate(document, Knowledge()).value.annotations
    return [(document.covered(c.span), " ".join(f"{name}={value}" for name, value in c.attributes)) for c in claims]


ALONE = [
    ("3rd of May, 1756", "when=1756-05-03"),
    ("May the 3rd, 1756", "when=1756-05-03"),
    ("11 February 1701/2", "when=1702-02-11"),
    ("30 January 1648/9", "when=1649-01-30"),
    ("5/16 June 1709", "when=1709-06-16"),
    ("25 October (7 November) 1917", "when=1917-11-07"),
    ("26 October/8 November 1917", "when=1917-11-08"),
    ("October 25, 1917 (O.S.)", "when=1917-11-07 calendar=#julian"),
    ("Christmas Day 1914", "when=1914-12-25"),
    ("Christmas Eve, 1871", "when=1871-12-24"),
    ("New Year's Day 1900", "when=1900-01-01"),
    ("Michaelmas 1742", "when=1742-09-29"),
    ("Lady Day 1743", "when=1743-03-25"),
    ("Candlemas, 1526", "when=1526-02-02"),
    ("Midsummer Day 1381", "when=1381-06-24"),
    ("Easter 1916", "when=1916-04-23"),
    ("Easter Monday 1916", "when=1916-04-24"),
    ("Good Friday, 1865", "when=1865-04-14"),
    ("Whit Monday 1871", "when=1871-05-29"),
    ("Whitsun 1525", "when=1525-06-04"),
    ("Ash Wednesday 1500", "when=1500-03-04"),
    ("Easter 1700", "notBefore=1700-03-31 notAfter=1700-04-11"),
    ("20th c.", "from=1901 to=2000"),
    ("late 19th c.", "notBefore=1865 notAfter=1900"),
    ("last third of the eighteenth century", "notBefore=1768 notAfter=1800"),
    ("turn of the twentieth century", "notBefore=1896 notAfter=1905"),
    ("close of the seventeenth century", "notBefore=1681 notAfter=1700"),
    ("5th century BC", "from=-0500 to=-0401"),
    ("15 March 44 BC", "when=-0044-03-15"),
    ("September 480 B.C.", "when=-0480-09"),
    ("500 to 450 B.C.", "from=-0500 to=-0450"),
    ("A.D. 410", "when=0410"),
    ("2019-03-07", "when=2019-03-07"),
    ("2/14/1953", "when=1953-02-14"),
    ("14.2.1953", "when=1953-02-14"),
    ("4.V.1926", "when=1926-05-04"),
    ("4-xii-1926", "when=1926-12-04"),
    ("4.FE 1831", "when=1831-02-04"),
    ("17 JY 1842", "when=1842-07-17"),
    ("Monday, 3rd October 1938", "when=1938-10-03"),
    ("Dec. 3d, 1812", "when=1812-12-03"),
    ("3 Xbre 1712", "when=1712-12-03"),
    ("June 4, 1961, 3:15 p.m.", "when=1961-06-04T15:15:00"),
    ("March 28, 1974, 2123Z", "when=1974-03-28T21:23:00Z"),
    ("March 28, 1974, 2123Z.", "when=1974-03-28T21:23:00Z"),
    ("1914–18", "from=1914 to=1918"),
    ("1905–7", "from=1905 to=1907"),
    ("1914-1918", "from=1914 to=1918"),
    ("1941/42", "from=1941 to=1942"),
    ("winter of 1941/42", "notBefore=1941-12 notAfter=1942-02"),
    ("Sept.–Oct. 1917", "from=1917-09 to=1917-10"),
    ("Aug 1914–Nov 1918", "from=1914-08 to=1918-11"),
    ("4 August 1914 – 11 November 1918", "from=1914-08-04 to=1918-11-11"),
    ("3rd to 7th July 1941", "from=1941-07-03 to=1941-07-07"),
    ("December 1941 to January 1942", "from=1941-12 to=1942-01"),
    ("1848 till 1851", "from=1848 to=1851"),
    ("mid-1930s", "notBefore=1934 notAfter=1936"),
    ("1880s/1890s", "from=1880 to=1899"),
    ("1930s–1950s", "from=1930 to=1959"),
    ("1890s to the 1910s", "from=1890 to=1919"),
    ("mid-June 1940", "notBefore=1940-06-11 notAfter=1940-06-20"),
    ("end of May 1940", "notBefore=1940-05-21 notAfter=1940-05-31"),
    ("second half of 1937", "notBefore=1937-07 notAfter=1937-12"),
    ("first quarter of 1938", "notBefore=1938-01 notAfter=1938-03"),
    ("c.1540", "when=1540"),
    ("Thursday, 15 Sept 1842", "when=1842-09-15"),
    ("5 June [1841]", "when=1841-06-05"),
    ("[5 June] 1841", "when=1841-06-05"),
    ("[June] 1841", "when=1841-06"),
    ("Decemb. 10th. 1675", "when=1675-12-10"),
    ("5 Iuly 1641", "when=1641-07-05"),
    ("fifth day of June, 1701", "when=1701-06-05"),
    ("5th of June, in the year 1701", "when=1701-06-05"),
    ("June 5th, Thursday, 1845", "when=1845-06-05"),
    ("1701 June 5", "when=1701-06-05"),
    ("1841-6-5", "when=1841-06-05"),
    ("1841.06.05", "when=1841-06-05"),
    ("13/6 1841", "when=1841-06-13"),
    ("13/VI 1841", "when=1841-06-13"),
    ("28 Dec. 1653/7 Jan. 1654", "when=1654-01-07"),
    ("31 May/10 June 1653", "when=1653-06-10"),
    ("1841-06-05T10:00", "when=1841-06-05"),
]


@pytest.mark.parametrize(("words", "value"), ALONE, ids=[words for words, _ in ALONE])
def test_a_date_as_written_has_this_value(words: str, value: str) -> None:
    assert " ".join(f"{name}={said}" for name, said in read_date(words, "en")) == value


@pytest.mark.parametrize(("words", "value"), ALONE, ids=[words for words, _ in ALONE])
def test_the_same_date_is_found_whole_in_a_sentence(words: str, value: str) -> None:
    end = "" if words.endswith(".") else "."
    found = dates(f"It was settled in the end on {words}{end}\n\nNobody came.")
    assert [(span.rstrip("."), said) for span, said in found] == [(words.rstrip("."), value)]


STORIES = [
    (
        "London, 12 March 1860.\n\nI had yours of the 3rd inst. and that of the 28th ult. by the same post.",
        ["when=1860-03-12", "when=1860-03-03", "when=1860-02-28"],
    ),
    ("On 3 May 1932 he spoke. Six weeks later he fled.", ["when=1932-05-03", "when=1932-06-14"]),
    ("On 3 May 1932 he spoke. A fortnight later he fled.", ["when=1932-05-03", "when=1932-05-17"]),
    ("On 3 May 1932 he spoke. The next day he fled.", ["when=1932-05-03", "when=1932-05-04"]),
    ("On 3 May 1932 he spoke. On the following Monday he fled.", ["when=1932-05-03", "when=1932-05-09"]),
    ("In 1932 he spoke; three years before, he had been mute.", ["when=1932", "when=1929"]),
    ("In 1932 he spoke. Fifteen years later he fled.", ["when=1932", "when=1947"]),
    ("In 1932 he spoke. The next year he fled.", ["when=1932", "when=1933"]),
    (
        "In the spring of 1932 he wrote it; in the autumn of the same year he was taken.",
        ["notBefore=1932-03 notAfter=1932-05", "notBefore=1932-09 notAfter=1932-11"],
    ),
    ("In May 1932 he spoke. In August of that year he fled.", ["when=1932-05", "when=1932-08"]),
    ("In May 1932 he spoke. On 3 January of the following year he fled.", ["when=1932-05", "when=1933-01-03"]),
    (
        "He was born in 1901. In the thirties he taught, in the early forties he fought.",
        ["when=1901", "from=1930 to=1939", "notBefore=1940 notAfter=1943"],
    ),
    ("It was built in 1893. At the turn of the century it was sold.", ["when=1893", "notBefore=1895 notAfter=1905"]),
    ("They met on 5 and 6 June 1944.", ["when=1944-06-05", "when=1944-06-06"]),
    ("In June, 1914, and July of 1915 it was hot.", ["when=1914-06", "when=1915-07"]),
]


@pytest.mark.parametrize(("text", "values"), STORIES, ids=[text[-40:] for text, _ in STORIES])
def test_what_the_story_has_told_dates_what_follows(text: str, values: list[str]) -> None:
    assert [value for _, value in dates(text)] == values


def test_a_round_number_far_from_all_years_is_no_year() -> None:
    text = "In 1839 an edition of 2000 was printed, and 1500 of the next. In Feby. 1840 they were sold; in 1850 too."
    assert [span for span, _ in dates(text)] == ["1839", "Feby. 1840", "1850"]


ASIDES = [
    (
        "Calcutta, 3 November 1863.\n\nWe met in the summer of 1859. I shall be away from 1 May to 15 September.",
        "from=1864-05-01 to=1864-09-15",
    ),
    (
        "Washington, October 26, 1962\n\nIt has been shut since August 22, 1960. On October 20 they came.",
        "when=1962-10-20",
    ),
    (
        "Paris, 1 May 1990\n\nThe war broke out on 3 September 1939. On 20 October nobody knew.",
        "when=1939-10-20",
    ),
    ("I came on 3 May, as in 1858.\n\nCalcutta, 12 June 1863", "when=1863-06-12"),
    ("On 12 June 1917 he left. In 1905 he had been in Geneva. On 4 July the troops came.", "when=1917-07-04"),
    ("It was drawn in 1846.\n\nIt was begun by 1265, and built from 12 September of that year on.", "when=1265-09-12"),
]


@pytest.mark.parametrize(("text", "value"), ASIDES, ids=[text[:20] for text, _ in ASIDES])
def test_an_aside_of_another_year_does_not_carry_the_dates_after_it_away(text: str, value: str) -> None:
    assert dates(text)[-1][1] == value


def test_a_letters_day_takes_its_weekday_in_and_leaves_the_point_of_the_sentence() -> None:
    text = "London, 15 July 1863.\n\nPut off to Friday the 17th inst. at one. We met on the 4th. I came on May 6th. So."
    assert dates(text)[1:] == [
        ("Friday the 17th inst", "when=1863-07-17"),
        ("4th", "when=1863-07-04"),
        ("May 6th", "when=1863-05-06"),
    ]


NONE = [
    "2 page letter, 3 men, May came, and he may march 5 miles, 4 times.",
    "In the tenth year of the king, three years before the war, the tax was raised.",
    "Over the next year, and within the last month, nothing was done.",
    "She keeps Christmas, and Easter, and her saint's day.",
    "The 1st and 2nd Battalions marched to 10 Downing Street.",
    "The next days brought nothing. He comes the next day or two, and spoke of the years preceding the war.",
    "At p. 30 ad hoc committees met; the 5 bc columns were empty.",
    "See p. 1848, no. 1917, and vol. 12; 1,914 men; 1500 men; Room 1932.",
]


@pytest.mark.parametrize("text", NONE, ids=[text[:20] for text in NONE])
def test_what_looks_like_a_date_and_is_none_is_left(text: str) -> None:
    assert dates(text) == []
