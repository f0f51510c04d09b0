"""What is learnt from examples, and that the same examples teach the same."""

from __future__ import annotations

import pytest

from pecia.learning.training import Example, learn

SAID = Example((("l=.", "r=said"), ("l=in", "r=.")), (False, False), "BO")
FULL = Example((("l=.", "r=^"), ("l=^", "r=said"), ("l=in", "r=.")), (False, True, False), "BIO")
EXAMPLES = [SAID, FULL] * 20


def test_a_chain_learns_what_its_examples_show() -> None:
    chain = learn(EXAMPLES)
    for example in (SAID, FULL):
        scores = [chain.score(word) for word in example.features]
        assert "".join(chain.best(scores, example.continues)) == example.labels
        sure = chain.marginals(scores, example.continues)
        assert sure[0][0] > 0.9
        assert sum(sure[-1]) < 0.1


def test_the_same_examples_give_the_same_weights() -> None:
    assert learn(EXAMPLES) == learn(EXAMPLES)


def test_the_loss_goes_down_from_round_to_round() -> None:
    losses: list[float] = []
    learn(EXAMPLES, heard=lambda _, loss: losses.append(loss))
    assert losses[-1] < losses[0] / 2


def test_what_is_seen_once_is_not_learnt_by_heart() -> None:
    odd = Example((("l=.", "w=rumpelstiltskin"),), (False,), "B")
    assert "w=rumpelstiltskin" not in learn([*EXAMPLES, odd]).weights


def test_a_higher_penalty_leaves_fewer_weights() -> None:
    noise = [Example((("l=.", f"n={n % 7}"),), (False,), "B" if n % 3 else "O") for n in range(200)]
    assert len(learn(noise, penalty=5.0).weights) < len(learn(noise, penalty=0.01).weights)


def test_no_examples_teach_nothing() -> None:
    assert learn([]).weights == {}
    assert learn([Example((), (), "")]).weights == {}


@pytest.mark.parametrize(
    "wrong",
    [
        Example((("a",),), (True,), "I"),
        Example((("a",), ("b",)), (False, False), "BI"),
        Example((("a",), ("b",)), (False, True), "OI"),
        Example((("a",),), (False,), "X"),
        Example((("a",),), (False,), "BO"),
    ],
)
def test_labels_that_cannot_be_are_refused(wrong: Example) -> None:
    with pytest.raises(ValueError, match=r"no such labels|argument"):
        learn([wrong])
