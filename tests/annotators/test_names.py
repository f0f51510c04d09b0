"""Persons, places and organisations: what is a name, where it ends, and whom it means."""

from __future__ import annotations

import pytest

from pecia.annotators import Claims, Knowledge
from pecia.annotators.names import ANNOTATOR
from pecia.core.findings import Outcome
from pecia.core.register import Entity, Register
from pecia.core.text import Annotation, Block, Document, Span


def paragraphs(text: str, *annotations: Annotation) -> Document:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = at + line.index(line.strip())
            blocks.append(Block("p", Span(start, start + len(line.strip()))))
        at += len(line) + 1
    return Document("test", text, tuple(blocks)).annotated(annotations)


def named(text: str, *annotations: Annotation, knowledge: Knowledge | None = None) -> Outcome[Claims]:
    return ANNOTATOR.annotate(paragraphs(text, *annotations), knowledge or Knowledge())


def of_kind(kind: str, text: str, *annotations: Annotation) -> list[str]:
    found = named(text, *annotations).value.annotations
    return [text[a.span.start : a.span.end] for a in found if a.kind == kind]


def references(text: str, knowledge: Knowledge | None = None) -> list[tuple[str, str]]:
    found = named(text, knowledge=knowledge).value.annotations
    return [(text[a.span.start : a.span.end], a.get("ref")) for a in found if a.kind == "persName"]


def slip(text: str, wrong: str, right: str) -> Annotation:
    start = text.index(wrong)
    return Annotation("sic", Span(start, start + len(wrong)), "pecia", (("corr", right),))


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("The letter came from W. E. B. Du Bois.", ["W. E. B. Du Bois"]),
        ("He asked Mr. Thornbury to wait.", ["Thornbury"]),
        ("Yesterday President Wilson spoke to Lord Curzon.", ["Wilson", "Curzon"]),
        ("In that year Nicholas II abdicated.", ["Nicholas II"]),
        ("Then Ludwig van Beethoven left.", ["Ludwig van Beethoven"]),
        ("Chancellor von Papen resigned.", ["von Papen"]),
        ("They elected Herbert Hoover, Jr., at once.", ["Herbert Hoover, Jr."]),
        ("He met S.K. Tsarapkin and Patrick O'Brien.", ["S.K. Tsarapkin", "Patrick O'Brien"]),
        ("It was Ter-Vaganyan who wrote it.", ["Ter-Vaganyan"]),
        ("We saw Joseph Black there.", ["Joseph Black"]),
    ],
)
def test_a_name_is_found_whole_and_without_its_title(text: str, persons: list[str]) -> None:
    assert of_kind("persName", text) == persons


def test_the_possessive_stays_outside_the_name() -> None:
    assert of_kind("persName", "They read Ivan Smirnov’s letter, and Smirnov's answer.") == ["Ivan Smirnov", "Smirnov"]


def test_whoever_stands_in_a_list_with_persons_is_a_person() -> None:
    text = "In the hall Kirov, Ordzhonikidze, Wexlund, Kalinin, and Rudzutak spoke."
    assert of_kind("persName", text) == ["Kirov", "Ordzhonikidze", "Wexlund", "Kalinin", "Rudzutak"]


def test_a_joined_name_before_an_event_is_two_persons() -> None:
    assert of_kind("persName", "It was said at the Bukharin-Rykov Trial.") == ["Bukharin", "Rykov"]
    assert of_kind("persName", "This was the Molotov–Ribbentrop Pact.") == ["Molotov", "Ribbentrop"]


def test_followers_and_movements_are_no_persons() -> None:
    text = "Stalin praised the Stalinists. A Stalinist wrote on Stalinism, Trotskyites and Bukharinite views."
    assert of_kind("persName", text) == ["Stalin"]


def test_a_surname_shown_by_a_title_is_a_surname_everywhere() -> None:
    text = "Mr. House came late. The day after, House told Wilson of the house in the White House."
    assert of_kind("persName", text) == ["House", "House", "Wilson"]


def test_a_capital_at_the_start_of_a_sentence_makes_no_name() -> None:
    assert of_kind("persName", "Harvests failed. Peasants starved. Towns were empty. Even Molotov wavered.") == [
        "Molotov"
    ]


def test_places_peoples_and_months_are_no_persons() -> None:
    text = "In May the French came to Paris, and in August the Poles to Warsaw on the Vistula."
    assert of_kind("persName", text) == []
    assert of_kind("placeName", text) == ["Paris", "Warsaw", "Vistula"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("They sailed from Prinkipo Island to the Gulf of Aqaba.", ["Prinkipo Island", "Gulf of Aqaba"]),
        ("He was sent to Verkhne-Uralsk in Northern Russia.", ["Verkhne-Uralsk", "Northern Russia"]),
        (
            "The Russian Empire and the People’s Republic of China agreed.",
            ["Russian Empire", "People’s Republic of China"],
        ),
        ("She lived in Brzezno and died in Brzezno.", ["Brzezno", "Brzezno"]),
    ],
)
def test_places_are_in_the_list_or_beside_a_word_for_places(text: str, places: list[str]) -> None:
    assert of_kind("placeName", text) == places


def test_washington_is_a_place_and_president_washington_is_none() -> None:
    text = "President Washington rode out. The talks in Berlin went on."
    assert of_kind("placeName", text) == ["Berlin"]
    assert of_kind("persName", text) == ["Washington"]


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("The Central Executive Committee met the OGPU.", ["Central Executive Committee", "OGPU"]),
        ("He left the Ministry of Foreign Affairs on Monday.", ["Ministry of Foreign Affairs"]),
        ("the Communist Party of the Soviet Union", ["Communist Party of the Soviet Union"]),
        ("The Council of Ministers Mikoyan left to others.", ["Council of Ministers"]),
        ("He studied at the University of Paris.", ["University of Paris"]),
        ("Foreign Minister Molotov chaired it.", []),
    ],
)
def test_an_organisation_has_a_head_or_a_name_of_its_own(text: str, organisations: list[str]) -> None:
    assert of_kind("orgName", text) == organisations


def test_a_short_form_in_brackets_means_the_organisation_before_it() -> None:
    outcome = named("The Universal Grain Board (UGB) met. Later the UGB was dissolved.")
    found = [a for a in outcome.value.annotations if a.kind == "orgName"]
    assert len(found) == 3
    assert len({a.get("ref") for a in found}) == 1


def test_one_person_has_one_entry_in_whichever_form() -> None:
    text = "Ivan Smirnov came. I. N. Smirnov sat down. Smirnov spoke, and Mr. Smirnov left."
    outcome = named(text)
    assert {reference for _, reference in references(text)} == {"ivan-smirnov"}
    assert [(e.name, e.variants) for e in outcome.value.entities] == [("Ivan Smirnov", ("Smirnov", "I. N. Smirnov"))]
    assert outcome.findings == ()


def test_two_people_of_one_surname_do_not_melt_into_one() -> None:
    text = "Robert Kennedy wrote to John Kennedy. Kennedy did not answer."
    outcome = named(text)
    first, second, third = (a for a in outcome.value.annotations if a.kind == "persName")
    assert first.get("ref") != second.get("ref")
    assert (first.certainty, second.certainty, third.certainty) == ("high", "high", "low")
    assert [finding.rule for finding in outcome.findings] == ["P040"]


def test_mr_and_mrs_are_two() -> None:
    (_, one), (_, two) = references("Mrs. Miles is well. Mr. Miles is not.")
    assert one != two


def test_the_register_is_used_first_and_only_gains_variants() -> None:
    kirov = Entity("p17", "person", "Kirov, Sergei", ("S. M. Kirov",), (("GND", "118562533"),))
    text = "Kirov spoke. Sergei Kirov was heard. Then Zorin spoke."
    outcome = named(text, knowledge=Knowledge(register=Register((kirov,))))
    assert references(text, Knowledge(register=Register((kirov,))))[:2] == [("Kirov", "p17"), ("Sergei Kirov", "p17")]
    known = [entity for entity in outcome.value.entities if entity.id == "p17"]
    assert known[0].name == kirov.name
    assert set(known[0].variants) == {"Kirov", "Sergei Kirov"}
    assert [entity.id for entity in outcome.value.entities if entity.id != "p17"] == ["zorin"]


def test_a_new_entry_never_takes_an_id_that_the_register_has() -> None:
    town = Entity("zorin", "place", "Zorinsk")
    assert references("Mr. Zorin spoke.", Knowledge(register=Register((town,)))) == [("Zorin", "zorin-2")]


def test_what_the_edition_calls_no_name_is_none() -> None:
    assert references("Mr. Platform met Kirov.", Knowledge(never=frozenset({"Platform"}))) == [("Kirov", "kirov")]


def test_a_slip_is_a_mention_of_whom_it_should_name() -> None:
    text = "It was the IChrushchev period. Then Khrushchev fell."
    outcome = named(text, slip(text, "IChrushchev", "Khrushchev"))
    found = [(text[a.span.start : a.span.end], a.get("ref")) for a in outcome.value.annotations]
    assert found == [("IChrushchev", "khrushchev"), ("Khrushchev", "khrushchev")]
    assert outcome.value.entities[0].variants == ()


def test_a_slip_that_joined_two_names_holds_two_mentions() -> None:
    text = "It was said in the BukharinRykov Trial."
    assert of_kind("persName", text, slip(text, "BukharinRykov", "Bukharin-Rykov")) == ["Bukharin", "Rykov"]


def test_what_a_person_marked_is_left_alone_and_learnt_from() -> None:
    text = "Then Green came. Later Green said no."
    own = Annotation("persName", Span(5, 10), "bs", (("ref", "green-1"),))
    outcome = named(text, own)
    assert [(a.span.start, a.get("ref")) for a in outcome.value.annotations] == [(23, "green-1")]


def test_a_date_is_never_a_name() -> None:
    text = "On 5 August 1914 they met."
    assert named(text, Annotation("date", Span(3, 16), "pecia")).value.annotations == ()


def test_where_english_stands_in_for_another_language_nothing_is_sure() -> None:
    text = "Gestern kam Herr Ludwig Müller nach Wien. Mr. Müller blieb."
    english = ANNOTATOR.annotate(paragraphs(text), Knowledge()).value.annotations
    dutch = ANNOTATOR.annotate(paragraphs(text).having(language="nl"), Knowledge()).value.annotations
    assert "high" in {claim.certainty for claim in english}
    assert {claim.certainty for claim in dutch} == {"low"}
