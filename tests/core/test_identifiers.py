"""Numbers of authorities: their check digits, and the ways in which editions write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pecia.core.identifiers import AUTHORITIES, address_of, authority_at, canonical, fault, written

_GOOD = [
    ("GND", "118642499"),
    ("GND", "11850553X"),
    ("GND", "4005728-8"),
    ("GND", "5165524-X"),
    ("gnd", "https://d-nb.info/gnd/118609807/"),
    ("ISNI", "0000 0001 2281 955X"),
    ("ORCID", "0000-0002-1825-0097"),
    ("ORCID", "https://orcid.org/0000-0002-1694-233X"),
    ("VIAF", "http://viaf.org/viaf/44300643/#Somebody"),
    ("wikidata", "Q855"),
    ("Wikidata", "http://www.wikidata.org/entity/Q855"),
    ("GeoNames", "https://www.geonames.org/2023469/irkutsk.html"),
]


@pytest.mark.parametrize(("kind", "number"), _GOOD)
def test_a_number_as_its_authority_gives_it_is_right_in_whatever_form(kind: str, number: str) -> None:
    assert fault(kind, number) == ""
    name, bare = canonical(kind, number)
    assert name in AUTHORITIES
    assert canonical(name, written(name, bare)) == (name, bare)
    assert authority_at(address_of(name, bare)) is AUTHORITIES[name]
    assert canonical("", address_of(name, bare)) == (name, bare)


@pytest.mark.parametrize("number", ["118642499", "4005728-8", "0000000218250097", "000000012281955X"])
def test_any_one_digit_that_is_mistyped_shows(number: str) -> None:
    kind = "ORCID" if len(number) == 16 else "GND"
    for at, right in enumerate(number):
        for digit in "0123456789":
            if right.isdigit() and digit != right:
                assert fault(kind, number[:at] + digit + number[at + 1 :]), (at, digit)


def test_the_right_last_character_is_told() -> None:
    assert fault("GND", "118642498") == "is no number of GND: after 11864249 its last character would be 9"
    assert fault("GND", "https://d-nb.info/gnd/118642498").endswith("would be 9")


@pytest.mark.parametrize(
    ("kind", "number"), [("VIAF", "Q855"), ("Wikidata", "855"), ("GeoNames", "Irkutsk"), ("GND", ""), ("GND", "Stalin")]
)
def test_what_is_no_such_number_says_what_one_would_be(kind: str, number: str) -> None:
    assert f"is no number of {kind}: it has " in fault(kind, number)


def test_other_peoples_numbers_are_left_alone() -> None:
    assert canonical("pmb", " https://pmb.example/12 ") == ("pmb", "https://pmb.example/12")
    assert fault("pmb", "anything") == fault("", "118642498") == ""
    assert authority_at("https://example.org/gnd/118642499") is None


@given(st.sampled_from([*AUTHORITIES, "", "URI", "x"]), st.text(max_size=40))
def test_a_canonical_form_is_canonical(kind: str, number: str) -> None:
    once = canonical(kind, number)
    assert canonical(*once) == once
    fault(kind, number)
