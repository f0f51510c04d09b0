"""Functions of the stylesheets, asked one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pecia.core.register import slug
from pecia.engines import saxon, trees
from pecia.resources import folder

_COMMON = saxon.stylesheet(folder("xslt") / "common" / "package.xsl")
_FILES = sorted((folder("xslt") / "common" / "labels").glob("*.xml"))
_LABELS = {path.stem: etree.parse(path).getroot() for path in _FILES}


def _f(name: str, *arguments: str | etree._Element) -> tuple[str, ...]:
    return _COMMON.call(f"{{urn:pecia:functions}}{name}", *arguments)


def _element(content: str) -> etree._Element:
    return etree.XML(f'<p xmlns="{trees.TEI}">{content}</p>')


@settings(max_examples=60)
@given(st.text(st.sampled_from("abÅéß ’'-1Сталинμ日"), min_size=1, max_size=20).filter(str.strip))
def test_a_slug_is_the_one_that_the_register_makes(name: str) -> None:
    assert _f("slug", name) == (slug(name),)


@pytest.mark.parametrize(
    ("content", "reading", "diplomatic"),
    [
        ("a <choice><sic>teh</sic><corr>the</corr></choice> b", "a the b", "a teh b"),
        ("<choice><abbr>St.</abbr><expan>Saint</expan></choice>", "Saint", "St."),
        ("<choice><orig>vp</orig><reg>up</reg></choice>", "up", "vp"),
        ("<choice><unclear>x</unclear><unclear>y</unclear></choice>", "x", "x"),
        ("one<note>no</note> <fw>no</fw>two", "one two", "one two"),
        ("one<lb/>two<lb break='no'/>three", "one twothree", "one twothree"),
        ("<del>gone</del>here<supplied>!</supplied>", "here!", "gonehere"),
        ("<app><lem>a</lem><rdg>b</rdg></app>", "a", "a"),
    ],
)
def test_plain_text_is_of_the_view(content: str, reading: str, diplomatic: str) -> None:
    assert _f("plain", _element(content)) == (reading,)
    assert _f("plain", _element(content), "diplomatic") == (diplomatic,)


def test_a_label_is_of_the_language_or_its_parent_or_english() -> None:
    assert _f("label", "cite-and", "de") == (" und ",)
    assert _f("label", "cite-and", "de-CH-1901") == (" und ",)
    assert _f("label", "cite-and", "la") == (" and ",)
    assert _f("label", "nobody-wrote-this", "en") == ("nobody-wrote-this",)


def test_arguments_stand_where_the_label_wants_them() -> None:
    assert _f("label", "text-page", "fr", "iv") == ("[page iv]",)


@pytest.mark.parametrize("language", sorted(set(_LABELS) - {"en"}))
def test_every_language_has_the_labels_that_english_has(language: str) -> None:
    own = {label.get("key"): label.text or "" for label in _LABELS[language] if isinstance(label.tag, str)}
    english = {label.get("key"): label.text or "" for label in _LABELS["en"] if isinstance(label.tag, str)}
    assert set(own) == set(english)
    assert [key for key in own if ("{0}" in own[key]) != ("{0}" in english[key])] == []


def test_no_key_is_written_twice() -> None:
    for root in _LABELS.values():
        keys = [label.get("key") for label in root if isinstance(label.tag, str)]
        assert len(keys) == len(set(keys))
