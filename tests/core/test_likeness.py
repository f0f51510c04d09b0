"""Spellings of one name are alike; names of two people are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pecia.core.likeness import distance, neighbourhood, parts, same_person, same_thing, similarity, skeleton

_NAMES = st.text("abcdeiouyzйцоть -.,’äß", max_size=16)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zinoviev", "Zinovyev"), ("Троцкий", "Trotsky"), ("Trotzki", "Trotsky"), ("Müller", "Mueller"),
        ("Tchaikovsky", "Чайковский"), ("Dostojewski", "Dostoyevsky"), ("Romanoff", "Romanov"), ("Strauß", "Strauss"),
    ],
)  # fmt: skip
def test_transliterations_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oleg V. Khlevniuk", "Oleg Khlevniuk"), ("Khlevniuk, O. V.", "Oleg Khlevniuk"), ("Smirnov", "Ivan Smirnov"),
        ("Winston Churchill", "Sir Winston Churchill"), ("Lev Trotsky", "Лев Троцкий"), ("Karl Marx", "Carl Marx"),
        ("Nikolai Bukharin", "Nikolai Boukharine"), ("V. I. Lenin", "Lenin, V. I."),
    ],
)  # fmt: skip
def test_two_names_that_may_be_one_persons(one: str, other: str) -> None:
    assert same_person(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Foster Dulles", "Allen Dulles"), ("Ivan Smirnov", "Alexander Smirnov"), ("Anna Smirnova", "A. Smirnov"),
        ("Leonid Nikolaev", "Leonid Nikolaev, the elder"), ("Johann Strauss (1804–1849)", "Johann Strauss (1825–1899)"),
        ("John Kennedy", "John Kennedy Jr."), ("Kirov", "Kirova"), ("B. Marin", "B. Martin"), ("Stalin", "Stalin"),
    ],
)  # fmt: skip
def test_two_names_that_are_two_persons_or_are_equal_anyway(one: str, other: str) -> None:
    assert same_person(one, other) == ""


def test_numbered_things_are_told_apart_and_spellings_are_not() -> None:
    assert same_thing("Saint Petersburg", "Saint Peterburg")
    assert same_thing("11th Army Corps", "12th Army Corps") == ""
    assert same_thing("Paris", "Parts") == ""


@given(_NAMES, _NAMES)
def test_likeness_knows_no_order_and_stays_between_0_and_1(one: str, other: str) -> None:
    assert similarity(one, other) == pytest.approx(similarity(other, one))
    assert 0 <= similarity(one, other) <= 1
    assert bool(same_person(one, other)) == bool(same_person(other, one))
    parts(one)


@given(_NAMES)
def test_a_name_is_like_itself_however_it_is_turned(name: str) -> None:
    assert similarity(name, name.upper()) == 1
    turned = " ".join(reversed(name.replace(",", " ").split()))
    assert similarity(name.replace(",", " "), turned) >= 0.98 or not skeleton(name)


@given(_NAMES, _NAMES, st.integers(0, 4))
def test_a_distance_is_bounded_and_nought_only_for_equals(one: str, other: str, most: int) -> None:
    assert (distance(one, other, most) == 0) == (one == other)
    assert distance(one, other, most) == distance(other, one, most) <= most + 1


@given(st.text("abcdefghi", min_size=6, max_size=12), st.data())
def test_words_one_letter_apart_meet_in_their_neighbourhoods(word: str, data: st.DataObject) -> None:
    bare = skeleton(word)
    if len(bare) < 7:
        return
    at = data.draw(st.integers(0, len(bare) - 1))
    shorter = bare[:at] + bare[at + 1 :]
    if skeleton(shorter) == shorter and skeleton(bare) == bare:
        assert not set(neighbourhood(bare)).isdisjoint(neighbourhood(shorter))
