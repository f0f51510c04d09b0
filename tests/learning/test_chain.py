"""The chain says what the mathematics says: against a sum over every labelling, spelt out."""

from __future__ import annotations

import itertools
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pecia.learning.chain import Chain, Score, Transitions

_weights = st.floats(-4, 4, allow_nan=False)
_scores = st.lists(st.tuples(_weights, _weights), min_size=1, max_size=5)
_transitions = st.builds(Transitions, *[_weights] * 8)
MOVES = {"BB": "bb", "BI": "bi", "BO": "bo", "IB": "ib", "II": "ii", "IO": "io", "OB": "ob"}


def weight_of(labels: str, scores: list[Score], continues: list[bool], t: Transitions) -> float:
    """The weight of one labelling, in nats, or minus infinity where it cannot be."""
    total = t.start_b if labels[0] == "B" else 0.0
    for at, label in enumerate(labels):
        before = labels[at - 1] if at else "O"
        if label == "I" and (before == "O" or not continues[at]):
            return float("-inf")
        total += scores[at][0] if label == "B" else scores[at][1] if label == "I" else 0.0
        if at and before + label in MOVES:
            total += float(getattr(t, MOVES[before + label]))
    return total


def every(length: int) -> list[str]:
    return ["".join(labels) for labels in itertools.product("BIO", repeat=length)]


@given(_scores, _transitions, st.data())
def test_a_marginal_is_the_share_of_all_labellings_that_agree(
    scores: list[Score], t: Transitions, data: st.DataObject
) -> None:
    continues = data.draw(st.lists(st.booleans(), min_size=len(scores), max_size=len(scores)))
    weights = {labels: exp(weight_of(labels, scores, continues, t)) for labels in every(len(scores))}
    whole = sum(weights.values())
    found = Chain({}, t).marginals(scores, continues)
    for at, (begins, goes_on) in enumerate(found):
        assert begins == pytest.approx(sum(w for labels, w in weights.items() if labels[at] == "B") / whole, abs=1e-9)
        assert goes_on == pytest.approx(sum(w for labels, w in weights.items() if labels[at] == "I") / whole, abs=1e-9)


@given(_scores, _transitions, st.data())
def test_no_labelling_is_likelier_than_the_best(scores: list[Score], t: Transitions, data: st.DataObject) -> None:
    continues = data.draw(st.lists(st.booleans(), min_size=len(scores), max_size=len(scores)))
    best = "".join(Chain({}, t).best(scores, continues))
    highest = max(weight_of(labels, scores, continues, t) for labels in every(len(scores)))
    assert weight_of(best, scores, continues, t) == pytest.approx(highest)


def test_what_was_never_learnt_says_nothing() -> None:
    chain = Chain({"a": (1.0, 2.0)}, Transitions())
    assert chain.score(["a", "b", "a"]) == (2.0, 4.0)
    assert chain.score(["b"]) == (0.0, 0.0)


def test_no_words_have_no_labels() -> None:
    chain = Chain({}, Transitions())
    assert chain.best([], []) == []
    assert chain.marginals([], []) == []


def test_ten_thousand_words_of_enormous_weight_are_still_numbers() -> None:
    scores = [(1e9, -1e9), (-1e9, 1e9)] * 5000
    found = Chain({}, Transitions()).marginals(scores, [True] * len(scores))
    assert all(0.0 <= share <= 1.0 for pair in found for share in pair)
