"""What may be one and the same is pointed out, what is told apart is not, and a long register does not hang."""

from __future__ import annotations

import time

import pytest

from pecia.engines.trees import parse
from pecia.validation import RULES, Checked, Exemplar

_LIST = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>%s</listPerson></standOff></TEI>'


def _found(*people: str, listing: str = _LIST) -> list[str]:
    entries = "".join(f'<person xml:id="p{n}">{person}</person>' for n, person in enumerate(people))
    content = (listing % entries).encode()
    document = Checked("a.xml", parse(content, "a.xml"), content)
    return [finding.message for finding in RULES["P137"].check(Exemplar((document,)))]


def _named(*names: str) -> str:
    return "".join(f"<persName>{name}</persName>" for name in names)


def test_the_same_surname_with_a_forename_that_fits_is_pointed_out_once() -> None:
    [message] = _found(_named("Oleg Khlevniuk", "Khlevniuk"), _named("O. V. Khlevniuk", "Khlevniuk"))
    assert message == "O. V. Khlevniuk may be p0 (Oleg Khlevniuk): the same surname, and forenames that fit"


def test_a_bare_surname_may_be_each_that_bears_it() -> None:
    assert len(_found(_named("Ivan Smirnov"), _named("Alexander Smirnov"), _named("Smirnov"))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_named("Ivan Smirnov", "Smirnov"), _named("Alexander Smirnov", "Smirnov")),
        (
            '<persName>J. Strauss</persName><birth when="1804"/>',
            '<persName>Johann Strauss</persName><birth when="1825-10-25"/>',
        ),
        (
            '<persName>Lenin</persName><idno type="GND">118640402</idno>',
            '<persName>V. Lenin</persName><idno type="gnd">https://d-nb.info/gnd/118642499</idno>',
        ),
        (_named("Nikolaev, the elder"), _named("Nikolaev, the younger")),
    ],
)  # fmt: skip
def test_what_is_told_apart_is_not_pointed_out(one: str, other: str) -> None:
    assert _found(one, other) == []


def test_organisations_that_share_a_name_may_be_one() -> None:
    orgs = '<org xml:id="a"><orgName>NKVD</orgName></org>'
    orgs += '<org xml:id="b"><orgName>Commissariat</orgName><orgName>NKVD</orgName></org>'
    listing = _LIST.replace("listPerson>", "listOrg>") % orgs
    document = Checked("a.xml", parse(listing.encode(), "a.xml"), listing.encode())
    [finding] = RULES["P137"].check(Exemplar((document,)))
    assert "both are called “NKVD”" in finding.message
    assert finding.hint == "if so: pecia register merge a b"


@pytest.mark.parametrize("name", ["Müller", "A. Müller", "Anton{n} Müller", "A{n} B{n}"])
def test_ten_thousand_entries_are_compared_in_seconds_whatever_they_are_called(name: str) -> None:
    before = time.process_time()
    _found(*(_named(name.replace("{n}", chr(97 + n % 26) * (n % 7))) for n in range(10_000)))
    assert time.process_time() - before < 20
