"""Organisations: where their names begin and end, what their letters mean, and what is none."""

from __future__ import annotations

import pytest

from pecia.annotators import Knowledge
from pecia.annotators.names import ANNOTATOR
from pecia.core.text import Annotation, Block, Document, Span


def claims(text: str) -> list[Annotation]:
    document = Document("a.txt", text, (Block("p", Span(0, len(text))),)).having(language="en")
    found = ANNOTATOR.annotate(document, Knowledge()).value.annotations
    return [a for a in found if a.kind == "orgName"]


def bodies(text: str) -> list[str]:
    return [text[a.span.start : a.span.end] for a in claims(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Departments of State and War agreed.", ["Departments of State and War"]),
        (
            "They asked the Ministries of the Interior and of Agriculture for lists.",
            ["Ministries of the Interior and of Agriculture"],
        ),
        ("The Federal Reserve Bank of New York was pleased.", ["Federal Reserve Bank of New York"]),
        ("The Smallholders’ Party sent a note.", ["Smallholders’ Party"]),
        (
            "It was the People’s Commissariat of Workers’ and Peasants’ Inspection.",
            ["People’s Commissariat of Workers’ and Peasants’ Inspection"],
        ),
        ("The Federal Farm Board went on buying.", ["Federal Farm Board"]),
        ("It was J. P. Morgan & Co. that declined.", ["J. P. Morgan & Co"]),
        ("He belonged to the All-Union Communist Party (bolshevik).", ["All-Union Communist Party (bolshevik)"]),
        ("The Secretariat of the VKP(b) wanted a file.", ["Secretariat of the VKP(b)"]),
        ("He sat on the 18-Nation Disarmament Committee.", ["18-Nation Disarmament Committee"]),
        ("The Office of Caribbean and Mexican Affairs wrote.", ["Office of Caribbean and Mexican Affairs"]),
        ("The Compagnie Française de Navigation had ships.", ["Compagnie Française de Navigation"]),
        ("Wilson’s Cabinet and the Department’s Oversight Committee met.", ["Oversight Committee"]),
    ],
)
def test_a_body_is_named_from_its_first_word_to_its_last(text: str, wanted: list[str]) -> None:
    assert [name.rstrip(".") for name in bodies(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Office of the Historian (HO) wrote. At first HO agreed.", ["Office of the Historian", "HO", "HO"]),
        ("The Tarvian Relief Corps (TRC) came; TRC carts stood there.", ["Tarvian Relief Corps", "TRC", "TRC"]),
        (
            "The Central Control Commission met. Later the CCC knew it.",
            ["Central Control Commission", "CCC"],
        ),
        ("It was for N.A.T.O. to say, and for the O.G.P.U. too.", ["N.A.T.O.", "O.G.P.U."]),
    ],
)
def test_letters_are_a_body_when_the_text_or_a_list_says_of_which(text: str, wanted: list[str]) -> None:
    assert bodies(text) == wanted


def test_a_body_and_its_letters_have_one_entry() -> None:
    text = "The Central Control Commission met. Later the CCC knew it. NATO is the North Atlantic Treaty Organization."
    references = [claim.get("ref") for claim in claims(text)]
    assert len(references) == 4
    assert len(set(references)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "IF THE SOVIET GOVERNMENT AGREES WE SHALL NOT BE IN THE WAY OF THE ORGANIZATION.",
        "The Nuclear Test Ban Treaty (NTBT) was signed.",
        "They counted every MIG and ICBM, and the GNP of each.",
        "The Order for Kellogg’s approval was ready.",
        "He was Soviet Premier in that year.",
    ],
)
def test_what_is_no_body(text: str) -> None:
    assert bodies(text) == []
