"""Names of persons of many lands and times: where they begin and end, what speaks for them, and what they are not."""

from __future__ import annotations

import pytest

from pecia.annotators import Knowledge
from pecia.annotators.names import ANNOTATOR
from pecia.core.register import Entity, Register
from pecia.core.text import Annotation, Block, Document, Span


def claims(text: str, knowledge: Knowledge | None = None) -> tuple[Annotation, ...]:
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block("p", Span(at, at + len(part))))
        at += len(part) + 2
    document = Document("persons", text, tuple(blocks))
    return ANNOTATOR.annotate(document, knowledge or Knowledge(models=())).value.annotations


def persons(text: str) -> list[str]:
    return [text[c.span.start : c.span.end] for c in claims(text) if c.kind == "persName"]


def refs(text: str) -> list[str]:
    return [c.get("ref") for c in claims(text) if c.kind == "persName"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They heard that Ngo Dinh Diem and General Tran Van Don had met.", ["Ngo Dinh Diem", "Tran Van Don"]),
        ("In the hills Võ Nguyên Giáp drilled his men.", ["Võ Nguyên Giáp"]),
        ("The note was drafted by Hsiung Hsiang-hui and Chi P'eng-fei.", ["Hsiung Hsiang-hui", "Chi P'eng-fei"]),
        ("In the south Kim Il Sung spoke to Zhou Enlai.", ["Kim Il Sung", "Zhou Enlai"]),
        ("From the embassy came Itō Hirobumi, laughing.", ["Itō Hirobumi"]),
        ("He married the daughter of Cosimo de' Medici in the spring.", ["Cosimo de' Medici"]),
        ("The letter went to Anwar al-Sadat, and al-Sadat answered it.", ["Anwar al-Sadat", "al-Sadat"]),
        ("In the evening Fuad Pasha met Osman Bey.", ["Fuad Pasha", "Osman Bey"]),
        ("It was the Duke of Wellington who held the ridge.", ["Duke of Wellington"]),
        ("They were met by Omar “Brad” Bradley at noon.", ["Omar “Brad” Bradley"]),
        ("A copy went to Mr. Christian A. Herter on Friday.", ["Christian A. Herter"]),
        ("MEMORANDUM FOR MR. SISCO", ["SISCO"]),
        ("The talk with Fulton Lewis III was long.", ["Fulton Lewis III"]),
        ("A meeting was called by John Van Antwerp MacMurray.", ["John Van Antwerp MacMurray"]),
        ("It was the newspaper Pulitzer bought in the end.", ["Pulitzer"]),
    ],
)
def test_a_name_is_found_whole(text: str, wanted: list[str]) -> None:
    assert persons(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("His son Ibrahim crossed the mountains.", ["Ibrahim"]),
        ("At the door stood young Leonardo with a lamp.", ["Leonardo"]),
        ("He was taught by a colonel named Sevrond.", ["Sevrond"]),
        ("Her mother, Naksidil, was dead by then.", ["Naksidil"]),
        ("It was as if the wind had nodded. Then Wexlund struck the table.", ["Wexlund"]),
    ],
)
def test_the_words_beside_a_name_speak_for_it(text: str, wanted: list[str]) -> None:
    assert persons(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The post-Stalin years were over.",
        "My dear Sir, Whatever you decide will be right.",
        "See Tab N Cooperation in space.",
        "The ships lay at Bella Coola through the winter.",
        "The Tanzanians and the Paraguayans signed it.",
        "He was of the party that took Lincoln Castle.",
        "It stood in the newspaper Sovetskaya Rossiya of that day.",
        "They came home in the brig Maria, wet to the skin.",
        "All that year he lived at Thornby Rectory with his books.",
    ],
)
def test_what_only_looks_like_a_person_is_none(text: str) -> None:
    assert persons(text) == []


def test_the_pronoun_at_the_end_of_a_sentence_is_no_initial() -> None:
    assert persons("There were Ruth and I. Nathan could imitate anybody.") == ["Ruth", "Nathan"]


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("In 1912 Song Jiaoren spoke, and Song was shot.", True),
        ("In Saigon Ngo Dinh Diem refused; they say that Diem wept.", True),
        ("In Vienna Fuad Pasha spoke, and then Fuad was silent.", True),
        ("The brothers Friedrich von Gagern and Heinrich von Gagern quarrelled.", False),
        ("It was Pottinger who signed. They asked for a miniature of Mrs. Pottinger.", False),
        ("There he met Mustafa Pasha. Later Mustafa Reshid wrote the edict.", True),
    ],
)
def test_one_person_is_one_entry_and_two_are_two(text: str, *, one: bool) -> None:
    assert (len(set(refs(text))) == 1) is one


def test_a_family_named_first_is_shared_by_brothers() -> None:
    text = "Zeng Guofan raised an army. It was Zeng Guoquan who took the city. In the end Zeng wrote home."
    made = [claim for claim in claims(text) if claim.kind == "persName"]
    assert len({claim.get("ref") for claim in made[:2]}) == 2
    assert made[2].certainty == "low"


def test_two_of_one_surname_are_a_doubt_and_no_guess() -> None:
    text = "He knew John Foster Dulles and Allen Dulles well. In the end Dulles told him the truth."
    last = [claim for claim in claims(text) if claim.kind == "persName"][-1]
    assert last.certainty == "low"


def test_every_person_has_a_reason_and_the_register_is_the_first() -> None:
    text = "General Kirov met Nikita Khrushchev. Then Khrushchev said to Wexlund that Kirov had gone. Wexlund nodded."
    register = Register((Entity("kirov", "person", "Kirov, Sergei"),))
    made = [c for c in claims(text, Knowledge(register, models=())) if c.kind == "persName"]
    assert len(made) == 6
    assert all(claim.evidence for claim in made)
    assert made[0].evidence == ("in the register: kirov", "after the office “General”")
    assert "forename “Nikita”" in made[1].evidence[0]
    assert made[2].evidence[0] == "surname of “Nikita Khrushchev”, who is named in full elsewhere"


@pytest.mark.parametrize("wanted", [True, False])
def test_titles_are_inside_of_names_or_outside_as_the_edition_has_it(*, wanted: bool) -> None:
    text = "General Kirov met Wm Strutt Esqr and Dr. von Papen."
    made = claims(text, Knowledge(models=(), titles_in_names=wanted))
    said = {
        kind: [text[c.span.start : c.span.end] for c in made if c.kind == kind] for kind in ("persName", "roleName")
    }
    if wanted:
        assert said["persName"] == ["General Kirov", "Wm Strutt Esqr", "Dr. von Papen"]
        assert said["roleName"] == ["General", "Esqr", "Dr."]
    else:
        assert said["persName"] == ["Kirov", "Wm Strutt", "von Papen"]
        assert said["roleName"] == []


def test_the_entry_of_a_person_has_no_title() -> None:
    document = Document("t", "General Kirov spoke.", (Block("p", Span(0, 20)),))
    entities = ANNOTATOR.annotate(document, Knowledge(models=(), titles_in_names=True)).value.entities
    assert [entity.name for entity in entities] == ["Kirov"]


@pytest.mark.parametrize(
    ("entry", "form", "text", "others"),
    [
        (
            "Li Hongzhang",
            "Li",
            "Li Xiucheng came from Nanjing with Li Hongzhang. Then Li Hongzhang left.",
            ["Li Xiucheng"],
        ),
        ("Henry Lushington", "Henry", "Then Patrick Henry spoke, and Henry Lushington did not.", ["Patrick Henry"]),
    ],
)
def test_a_short_form_in_the_register_draws_no_namesake_to_its_entry(
    entry: str, form: str, text: str, others: list[str]
) -> None:
    register = Register((Entity("known", "person", entry, (form,)),))
    led = {
        text[c.span.start : c.span.end]: c.get("ref") for c in claims(text, Knowledge(register)) if c.kind == "persName"
    }
    assert led[entry] == "known"
    assert all(led[other] not in ("", "known") for other in others)


def test_an_entry_with_a_surname_alone_is_one_person_and_perhaps_this_one() -> None:
    register = Register((Entity("known", "person", "Blum"),))
    text = "In Vienna Robert Blum was shot. Later Hans Blum wrote of Robert Blum."
    first, second, third = [c for c in claims(text, Knowledge(register)) if c.kind == "persName"]
    assert (first.get("ref"), first.certainty, third.get("ref")) == ("known", "medium", "known")
    assert second.get("ref") != "known"


def test_somebody_with_several_forms_in_the_register_was_named_last_under_any_of_them() -> None:
    register = Register((Entity("known", "person", "Li Hongzhang", ("Li",)),))
    text = "Li Xiucheng was in Nanjing. In Suzhou was Li Hongzhang. Then Li wept."
    last = [claim for claim in claims(text, Knowledge(register)) if claim.kind == "persName"][-1]
    assert (last.get("ref"), last.certainty) == ("known", "low")
