"""The register: who goes by a name, and under which id a proposal is entered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pecia.core.register import Entity, Register, slug
from pecia.core.text import MACHINE

_KIROV = Entity("kirov", "person", "Sergei Kirov", ("Kirov",))
_OURS = Entity("smirnov", "person", "Smirnov", made_by=MACHINE)


@given(st.text())
def test_a_slug_is_an_ncname_of_ascii(name: str) -> None:
    made = slug(name) if name.strip() else "x"
    assert made[0].isalpha()
    assert all(c.isascii() and (c.isalnum() or c == "-") for c in made)


def test_names_are_found_whatever_their_case_apostrophe_and_spacing() -> None:
    register = Register((Entity("o", "person", "Flann O’Brien"),))
    assert register.find("flann  o'brien") == register.entities
    assert register.find("Flann O’Brien", "place") == ()


def test_an_entry_gains_forms_and_keeps_what_it_had() -> None:
    more = Entity("kirov", "person", "S. M. Kirov", ("Kirov",), (("GND", "1"),), MACHINE)
    [entry] = Register((_KIROV,)).extended([more]).entities
    assert (entry.name, entry.made_by) == ("Sergei Kirov", "")
    assert entry.variants == ("Kirov", "S. M. Kirov")
    assert entry.identifiers == (("GND", "1"),)


def test_only_what_persons_answer_for_is_evidence() -> None:
    assert Register((_KIROV, _OURS)).vouched().entities == (_KIROV,)


def test_a_proposal_made_before_keeps_its_id() -> None:
    register = Register((_OURS, Entity("smirnov-2", "person", "Ivan Smirnov", made_by=MACHINE)))
    assert register.entry_for(_OURS).id == "smirnov"
    assert register.entry_for(Entity("ivan-smirnov", "person", "Ivan Smirnov", made_by=MACHINE)).id == "smirnov-2"


def test_a_proposal_of_another_kind_or_name_gets_an_id_of_its_own() -> None:
    register = Register((Entity("washington", "place", "Washington", made_by=MACHINE),))
    assert register.entry_for(Entity("washington", "person", "Washington", made_by=MACHINE)).id == "washington-2"
    assert register.entry_for(Entity("suzdal", "place", "Suzdal", made_by=MACHINE)).id == "suzdal"
