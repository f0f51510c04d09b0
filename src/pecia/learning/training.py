"""The weights of a chain, learnt from labelled ones: stochastic gradient descent, with the cumulative L1 penalty.

The penalty (Tsuruoka, Tsujii, Ananiadou, ACL 2009) leaves weight only to what is needed often, so that a model is
small. Nothing is drawn at random but by one fixed sequence: the same chains in the same order give the same weights.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pecia.learning.chain import Chain, Score, Step, Transitions, factors, lattice, marginals

ROUNDS = 10
RATE = 0.3
DECAY = 0.8
"""Of the rate, this much is left after each round."""

PENALTY = 0.3
RARE = 4
"""A feature that fewer words have is not learnt: it would be learning them by heart."""

_SLOWLY = 0.01
"""The labels' order learns at this part of the rate: it is asked at each word, and would speak for all features."""

_SLIGHT = 0.002
"""A word of which the model is so nearly right already teaches nothing worth the time."""


@dataclass(frozen=True, slots=True)
class Example:
    """One chain of words: the features of each, whether it may go on what is before it, and its label."""

    features: tuple[tuple[str, ...], ...]
    continues: tuple[bool, ...]
    labels: str


def learn(
    examples: Sequence[Example],
    *,
    rounds: int = ROUNDS,
    penalty: float = PENALTY,
    rare: int = RARE,
    heard: Callable[[int, float], None] | None = None,
) -> Chain:
    """The chain that fits these examples. `heard` is told of each round: its number, and the loss per word in nats.

    Raises ValueError when a label is none of `B`, `I`, `O`, or an `I` stands where no name can go on.
    """
    for example in examples:
        _check(example)
    counted = Counter(feature for example in examples for word in example.features for feature in word)
    numbers = {feature: n for n, feature in enumerate(sorted(f for f, count in counted.items() if count >= rare))}
    chains = [
        ([[numbers[f] for f in word if f in numbers] for word in example.features], example.continues, example.labels)
        for example in examples
        if example.labels
    ]
    descent = _Descent(len(numbers), len(chains), penalty)
    order = list(range(len(chains)))
    dice = random.Random(1)  # noqa: S311 - the order of the examples is no secret
    for number in range(rounds):
        dice.shuffle(order)
        descent.rate = RATE * DECAY**number
        loss = sum(descent.step(*chains[at]) for at in order)
        if heard is not None:
            heard(number + 1, loss / max(1, sum(len(labels) for _, _, labels in chains)))
    weights = {feature: descent.weight(n) for feature, n in numbers.items()}
    return Chain({f: w for f, w in weights.items() if w != (0.0, 0.0)}, Transitions(*descent.transitions))


def _check(example: Example) -> None:
    before = "O"
    for label, may in zip(example.labels, example.continues, strict=True):
        if label not in "BIO" or (label == "I" and (before == "O" or not may)):
            raise ValueError(f"no such labels: {example.labels}")
        before = label


_MOVES = {"BB": 1, "BI": 2, "BO": 3, "IB": 4, "II": 5, "IO": 6, "OB": 7}


class _Descent:
    """The weights on their way down: of feature n, that of `B` at 2n and that of `I` at 2n + 1."""

    def __init__(self, features: int, examples: int, penalty: float) -> None:
        self.rate = RATE
        self.transitions = [0.0] * 8
        self._weights = [0.0] * (2 * features)
        self._paid = [0.0] * (2 * features)
        self._owed = 0.0
        self._share = penalty / max(1, examples)

    def weight(self, n: int) -> Score:
        for at in (2 * n, 2 * n + 1):
            self._pay(at)
        return self._weights[2 * n], self._weights[2 * n + 1]

    def _pay(self, at: int) -> None:
        """Takes off what the penalty has come to since the weight was last touched, but never past zero."""
        weight = self._weights[at]
        if weight > 0.0:
            left = max(0.0, weight - self._owed - self._paid[at])
        elif weight < 0.0:
            left = min(0.0, weight + self._owed - self._paid[at])
        else:
            return
        self._paid[at] += left - weight
        self._weights[at] = left

    def step(self, words: list[list[int]], continues: tuple[bool, ...], labels: str) -> float:
        """Learns from one chain; returns how surprised the model was, in nats."""
        self._owed += self.rate * self._share
        weights = self._weights
        scores = [
            (sum([weights[2 * n] for n in word]), sum([weights[2 * n + 1] for n in word]))
            for word in words
        ]  # fmt: skip
        moved = factors(Transitions(*self.transitions))
        steps = lattice(scores, continues, moved)
        likely = marginals(steps)
        surprise = 0.0
        for word, (begins, goes_on), label in zip(words, likely, labels, strict=True):
            self._learn(word, 0, (label == "B") - begins)
            self._learn(word, 1, (label == "I") - goes_on)
            right = begins if label == "B" else goes_on if label == "I" else 1.0 - begins - goes_on
            surprise += 1.0 - right
        self._move(steps, labels, likely[0], moved)
        return surprise

    def _learn(self, word: list[int], offset: int, error: float) -> None:
        if -_SLIGHT < error < _SLIGHT:
            return
        step = self.rate * error
        weights, paid, owed = self._weights, self._paid, self._owed
        for n in word:
            at = 2 * n + offset
            weight = weights[at] + step
            if weight > 0.0:
                left = weight - owed - paid[at]
                left = left if left > 0.0 else 0.0
            else:
                left = weight + owed - paid[at]
                left = left if left < 0.0 else 0.0
            paid[at] += left - weight
            weights[at] = left

    def _move(self, steps: list[Step], labels: str, likely: Score, t: Transitions) -> None:
        """The same for one label after another."""
        rate = self.rate * _SLOWLY
        self.transitions[0] += rate * ((labels[0] == "B") - likely[0])
        for at in range(1, len(labels)):
            said = _MOVES.get(labels[at - 1 : at + 1], 0)
            for move, share in enumerate(_pairs(steps[at - 1], steps[at], t), 1):
                self.transitions[move] += rate * ((said == move) - share)


def _pairs(before: Step, here: Step, t: Transitions) -> list[float]:
    """How likely the pairs BB, BI, BO, IB, II, IO, OB are at two neighbours."""
    b, i, o = before.forward
    (eb, ei, _), (nb, ni, no) = here.here, here.backward
    nb, ni = nb * eb, ni * ei
    found = [b * t.bb * nb, b * t.bi * ni, b * t.bo * no, i * t.ib * nb, i * t.ii * ni, i * t.io * no, o * t.ob * nb]
    whole = sum(found) + o * no
    return [share / whole for share in found]
