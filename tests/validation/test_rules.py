"""What the pages do not show: the cases in which a rule must keep silent, and those over several documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fragments
from pecia.validation import RULES, Exemplar
from pecia.validation.calendar import after, differ, first, last, said, said_range, w3c
from pecia.validation.judge import by_rules
from pecia.validation.rules.notes import label, numbered
from pecia.validation.rules.tongues import well_formed

REGISTER = '<standOff><listPerson><person xml:id="{}"><persName>{}</persName>{}</person></listPerson></standOff>'


def found(*fragment: str, complete: bool = False) -> list[str]:
    documents = tuple(fragments.document(text, f"{number}.xml") for number, text in enumerate(fragment))
    return [finding.rule for finding in by_rules(Exemplar(documents, complete=complete))]


def register(identifier: str, name: str, more: str = "", path: str = "register.xml") -> fragments.Checked:
    return fragments.register(REGISTER.format(identifier, name, more), path)


def test_every_rule_is_registered_under_its_code() -> None:
    assert [rule.code for rule in RULES] == list(RULES.names())
    assert len(RULES.names()) >= 25


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ('when="1932-01-17"', "17 January 1932"),
        ('when="1932-01-17"', "17 January"),
        ('when="1932-01-17"', "1932"),
        ('when="1932-01-17"', "on Sunday, January 17th, 1932"),
        ('when="1932-01"', "Jan. 1932"),
        ('when="1931"', "the year before 1932"),
        ('when="1918-02-01" calendar="#julian"', "19 January 1918"),
        ('from="1936" to="1938"', "1936–1938"),
        ('from="1932-09-28" to="1932-10-02"', "from 28 September to 2 October 1932"),
        ('from="1931-12" to="1932-01"', "from December to January 1932"),
        ('notBefore="1930" notAfter="1935"', "1932"),
        ('when="1937"', "in the year of the <note>1936 is wrong</note> trial"),
        ('when="1932"', "<choice><sic>1923</sic><corr>1932</corr></choice>"),
    ],
)
def test_a_date_that_may_be_right_is_left_alone(attributes: str, text: str) -> None:
    assert "P120" not in found(f"<p><date {attributes}>{text}</date></p>")


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ('when="1932-01-18"', "17 January 1932"),
        ('when="1932-02-17"', "17 January 1932"),
        ('when="1932-02-17"', "17 January"),
        ('when="1931"', "1932"),
        ('when="1932-03"', "Feb. 1932"),
        ('from="1936" to="1939"', "1936–1938"),
        ('from="1932-09-29" to="1932-10-02"', "from 28 September to 2 October 1932"),
        ('notBefore="1933" notAfter="1935"', "1932"),
        ('notBefore="1930" notAfter="1931"', "1932"),
        ('when="1936"', "<choice><sic>1936</sic><corr>1937</corr></choice>"),
    ],
)
def test_a_date_that_contradicts_its_words_is_found(attributes: str, text: str) -> None:
    assert found(f"<p><date {attributes}>{text}</date></p>").count("P120") == 1


DAYS = st.dates().map(lambda day: (day.year, day.month, day.day)).filter(lambda day: day[0] >= 1000)


@given(DAYS, DAYS)
def test_of_two_days_one_is_later_or_they_are_the_same(one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    assert after(one, other) + after(other, one) + (one == other) == 1
    assert (differ(one, other) == "") == (one == other)


@given(DAYS)
def test_a_day_is_read_back_from_its_value(day: tuple[int, int, int]) -> None:
    year, month, number = day
    assert w3c(f"{year:04}-{month:02}-{number:02}") == day
    assert first((year, month, 0)) <= day <= last((year, month, 0))
    assert first((year, 0, 0)) <= day <= last((year, 0, 0))


@given(st.text(max_size=60))
def test_any_words_can_be_asked_for_their_date(text: str) -> None:
    said(text, "en")
    said_range(text, "en")
    w3c(text)


@pytest.mark.parametrize(
    "value", ["1932", "1932-09", "1932-09-23", "--09-23", "---23", "-0044-03-15", "1932-09-23T10:00:00Z"]
)
def test_a_w3c_date_is_possible(value: str) -> None:
    assert w3c(value) is not None


@pytest.mark.parametrize(
    "value", ["", "32", "1932-13", "1932-02-30", "1900-02-29", "23.9.1932", "1932-9-3", "last year"]
)
def test_no_calendar_has_this_day(value: str) -> None:
    assert w3c(value) is None


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("[6].", "6"),
        ("⁶", "6"),
        ("fn1", "fn1"),
        (" 12)", "12"),
        ("FN 2", "fn2"),
        ("[Footnote 6:", "6"),
        ("[Footnote A:", "a"),
        ("[^6]:", "6"),
        ("^{6}", "6"),
        ("<sup>6</sup>", "6"),
    ],
)
def test_the_dress_of_a_number_does_not_count(shown: str, meant: str) -> None:
    assert label(shown) == meant


def test_an_asterisk_has_no_number() -> None:
    assert numbered("*") is None
    assert numbered("fn12") == ("fn", 12)


NOTE = '<note xml:id="{0}" n="{1}" target="#{0}-ref">Body.</note>'
ANCHOR = '<ref type="noteAnchor" xml:id="{0}-ref" target="#{0}">{1}</ref>'


def test_two_series_of_notes_do_not_disturb_each_other() -> None:
    keys = [("n1", "1"), ("fn1", "fn1"), ("n2", "2"), ("fn2", "fn2")]
    text = "<p>" + "".join(f"Word{ANCHOR.format(*key)} " for key in keys) + "</p>"
    notes = '<div type="notes">' + "".join(NOTE.format(*key) for key in keys) + "</div>"
    assert found(text + notes) == []


def test_notes_may_begin_anew_after_a_heading_and_in_the_next_chapter() -> None:
    keys = [("a1", "1"), ("a2", "2"), ("b1", "1")]
    chapters = "".join(
        f'<div xml:id="c{i}"><p>{"".join(ANCHOR.format(*key) for key in some)}</p></div>'
        for i, some in enumerate([keys[:2], keys[2:]])
    )
    notes = [NOTE.format(*key) for key in keys]
    back = f'<div type="notes"><head>I</head>{notes[0]}{notes[1]}<head>II</head>{notes[2]}</div>'
    assert found(f'<text xml:lang="en"><body>{chapters}</body><back>{back}</back></text>') == []


def test_a_marginal_note_needs_no_anchor() -> None:
    assert found('<p>He left<note place="margin">in haste</note> at noon.</p>') == []


def test_a_register_is_asked_who_mentions_its_entries_only_with_the_whole_edition() -> None:
    chapter = fragments.document("<p>Nobody.</p>", "chapter.xml")
    persons = register("kirov", "Sergei Kirov")
    for complete, expected in ((True, ["P131"]), (False, [])):
        assert [f.rule for f in by_rules(Exemplar((chapter, persons), complete=complete))] == expected


def test_a_mention_from_any_chapter_counts() -> None:
    chapter = fragments.document('<p><persName ref="register.xml#kirov">Kirov</persName></p>', "chapter.xml")
    assert list(by_rules(Exemplar((chapter, register("kirov", "Sergei Kirov")), complete=True))) == []


def test_one_name_in_two_registers_is_found_and_in_two_self_contained_texts_is_not() -> None:
    two = (register("a", "Sergei Kirov", path="a.xml"), register("b", "sergei  Kirov", path="b.xml"))
    assert [f.rule for f in by_rules(Exemplar(two))] == ["P132"]
    number = '<idno type="GND">118000004</idno>'
    two = (register("a", "Anton", number, "a.xml"), register("b", "Boris", number, "b.xml"))
    assert [f.rule for f in by_rules(Exemplar(two))] == ["P133"]
    text = '<p><persName ref="#a">Kirov</persName></p>' + REGISTER.format("a", "Sergei Kirov", number)
    assert found(text, text) == []


def test_a_register_file_is_asked_for_a_title_only() -> None:
    bare = "<teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt></fileDesc></teiHeader>"
    assert list(by_rules(Exemplar((fragments.register(bare.format("Persons"), "r.xml"),)))) == []
    assert [f.rule for f in by_rules(Exemplar((fragments.register(bare.format(""), "r.xml"),)))][:1] == ["P150"]


@pytest.mark.parametrize(
    "tag", ["en", "ru-Latn", "pt-BR", "de-CH-1901", "zh-Hant-TW", "x-private", "sl-rozaj-biske", "en-x-tei"]
)
def test_a_tag_is_a_tag(tag: str) -> None:
    assert well_formed(tag)


@pytest.mark.parametrize("tag", ["", "e", "english_uk", "en_GB", "ru-", "Русский", "en--GB", "abcdefghi"])
def test_a_name_is_no_tag(tag: str) -> None:
    assert not well_formed(tag)


@given(
    st.text(alphabet="<>&#:/ abé\n", max_size=30), st.sampled_from(["target", "ref", "resp", "when", "xml:lang", "n"])
)
def test_no_value_of_an_attribute_makes_a_rule_fail(value: str, attribute: str) -> None:
    from xml.sax.saxutils import quoteattr

    quoted = quoteattr(value)
    found(f'<p><ref type="noteAnchor" {attribute}={quoted}>1</ref><date {attribute}={quoted}>x</date></p>')
