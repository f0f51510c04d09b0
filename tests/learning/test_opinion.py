"""How a model's opinion joins the rules: it adds and completes, says so, and is hostile to no text."""

from __future__ import annotations

import pytest

from pecia.annotators import Knowledge
from pecia.annotators.names import ANNOTATOR
from pecia.annotators.names.features import VERSION
from pecia.annotators.names.lexicon import lexicon
from pecia.annotators.names.model import checked, opinion, shipped
from pecia.annotators.names.tokens import read as read_tokens
from pecia.core.errors import SourceError
from pecia.core.text import Annotation, Block, Document, Span
from pecia.learning.chain import Chain, Transitions
from pecia.learning.files import Model, written


def claims(text: str, knowledge: Knowledge, language: str = "en") -> list[tuple[str, Annotation]]:
    document = Document("a.txt", text, (Block("p", Span(0, len(text))),)).having(language=language)
    found = ANNOTATOR.annotate(document, knowledge).value.annotations
    return [(document.covered(claim.span), claim) for claim in found if claim.kind == "persName"]


def names(text: str, knowledge: Knowledge) -> list[str]:
    return [name for name, _ in claims(text, knowledge)]


def model(weights: dict[str, tuple[float, float]], **facts: str) -> Model:
    told = {"features": str(VERSION), "language": "en", **facts}
    return Model(Chain(weights, Transitions(start_b=-4.0, ob=-4.0, bb=-4.0)), tuple(told.items()))


ALONE = Knowledge(models=())
TEXT = "In Tbilisi they read the Vedomosti, and the Vedomosti was read aloud."


def test_the_model_that_comes_with_pecia_says_where_it_comes_from() -> None:
    english = shipped("en")
    assert english is not None
    about = [value for name, value in english.facts if name == "about"]
    assert any("Maria Edgeworth Letters Project, CC BY 4.0" in line for line in about)
    assert any("public domain" in line for line in about)
    assert len(english.chain.weights) > 1000


def test_a_language_without_a_model_has_none() -> None:
    assert shipped("de") is None
    assert shipped("fr-CA") is None
    assert shipped("") is None or shipped("").get("language") == "en"  # type: ignore[union-attr]


def test_where_the_model_is_sure_it_makes_a_name_and_says_so() -> None:
    sure = model({"l=to": (9.0, 0.0)})
    text = "The boat went to Vantongeren, and came back."
    assert names(text, ALONE) == []
    ((name, claim),) = claims(text, Knowledge(models=(sure,)))
    assert name == "Vantongeren"
    assert claim.certainty != "high"
    assert any(reason.startswith("model 0.9") for reason in claim.evidence)


def test_an_everyday_word_with_a_capital_is_no_name_by_its_context_alone() -> None:
    eager = Knowledge(models=(model({"l=to": (9.0, 0.0)}),))
    assert names("They listened to Vantongeren.", eager) == ["Vantongeren"]
    assert names("They listened to Thunder. The thunder went away.", eager) == []


def test_where_it_is_not_sure_it_makes_none() -> None:
    assert names("The boat went to Vantongeren.", Knowledge(models=(model({"l=to": (4.1, 0.0)}),))) == []


def test_a_name_of_which_the_rules_saw_a_part_is_completed() -> None:
    text = "Then Mr. Ostrander Square said no. Ostrander came."
    assert names(text, ALONE) == ["Ostrander", "Ostrander"]
    whole = model({"": (0.0, 9.0), "c=-": (9.0, 0.0)})
    assert names(text, Knowledge(models=(whole,))) == ["Ostrander Square", "Ostrander"]


def test_a_model_never_claims_what_a_person_has_marked_or_the_edition_forbids() -> None:
    eager = model({"": (9.0, 0.0)})
    text = "The boat went to Vantongeren."
    assert "Vantongeren" in names(text, Knowledge(models=(eager,)))
    assert names(text, Knowledge(models=(eager,), never=frozenset({"Vantongeren"}))) == []


def test_a_model_of_another_language_is_not_asked() -> None:
    german = model({"": (9.0, 0.0)}, language="de")
    text = "The boat went to the Vedomosti of Tbilisi."
    assert names(text, Knowledge(models=(german,))) == names(text, Knowledge())


def test_against_a_name_a_model_needs_more_than_one_place() -> None:
    against = model({"": (-20.0, -20.0)})
    once = "Then Ostrander said that he would come."
    assert names(once, Knowledge(models=(against,))) == names(once, ALONE) == ["Ostrander"]


def test_a_model_for_other_features_is_refused() -> None:
    old = written(model({"l=to": (9.0, 0.0)}, features="0"))
    with pytest.raises(SourceError, match="made by another version of pecia"):
        checked(old, "old.model")


@pytest.mark.parametrize(
    "text",
    ["", "A", "A. " * 5000, "Xyz " * 5000, "X" * 100_000, "\x00\x01" * 500, "Ünïcödé, Ñandú! " * 500, "’s’s’s " * 500],
)
def test_no_text_is_too_odd_for_the_shipped_model(text: str) -> None:
    block = (Block("p", Span(0, len(text))),)
    document = Document("a.txt", text, block).having(language="en")
    for claim in ANNOTATOR.annotate(document, Knowledge()).value.annotations:
        assert document.covered(claim.span).strip()


def test_a_witness_has_a_vote() -> None:
    text = "They spoke of Vantongeren. Nobody liked Vantongeren."
    start = text.index("Vantongeren")
    heard: list[str] = []

    def witness(said: str) -> list[tuple[int, int, str]]:
        heard.append(said)
        found = [at for at in range(len(said)) if said.startswith("Vantongeren", at)]
        return [(at, at + 11, "persName") for at in found]

    assert text[start:].startswith("Vantongeren")
    assert names(text, ALONE) == []
    assert names(text, Knowledge(models=(), witness=witness)) == ["Vantongeren", "Vantongeren"]
    assert heard == [text]
    assert names(text, Knowledge(witness=witness)) == ["Vantongeren", "Vantongeren"]
    assert "spaCy sees a person too" in claims(text, Knowledge(witness=witness))[0][1].evidence


def test_what_a_witness_takes_for_a_place_is_a_little_less_of_a_person() -> None:
    text = "Then Ostrander said no. Ostrander went home."

    def witness(said: str) -> list[tuple[int, int, str]]:
        return [(at, at + 9, "placeName") for at in range(len(said)) if said.startswith("Ostrander", at)]

    weights = [{"ostrander": 2.0}, {"ostrander": 2.0}]
    document = Document("a.txt", text, (Block("p", Span(0, len(text))),))
    words = lexicon("en")
    tokens = read_tokens(document, words)
    for weight, knowledge in zip(weights, (ALONE, Knowledge(models=(), witness=witness)), strict=True):
        opinion(document, tokens, words, knowledge).vote(tokens, weight)
    assert weights[1]["ostrander"] < weights[0]["ostrander"] == 2.0
