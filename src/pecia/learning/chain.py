"""A linear-chain conditional random field with the three labels of BIO: a name begins, goes on, or there is none.

What is seen of a word are its *features*, strings that mean nothing here. Each has a weight for `B` and one for `I`,
over the `O` of no name, which has none. A name cannot go on where none has begun, nor where the caller says that a word
cannot continue what is before it. (Lafferty, McCallum, Pereira: Conditional random fields, ICML 2001.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import NamedTuple, TypeAlias

Score: TypeAlias = tuple[float, float]
"""What speaks for `B` and for `I` over `O`, in nats."""

NOTHING: Score = (0.0, 0.0)
_HIGHEST = 60.0
"""No word has more to say than this: e^60 times e^60 is still a number."""


class Transitions(NamedTuple):
    """What speaks for a label after a label, in nats. `I` after `O` or at the start cannot be."""

    start_b: float = 0.0
    bb: float = 0.0
    bi: float = 0.0
    bo: float = 0.0
    ib: float = 0.0
    ii: float = 0.0
    io: float = 0.0
    ob: float = 0.0


@dataclass(frozen=True, slots=True)
class Chain:
    """The weights of features, and of one label after another."""

    weights: Mapping[str, Score]
    transitions: Transitions

    def score(self, features: Iterable[str]) -> Score:
        """What these features say together. One that was never learnt says nothing."""
        begins = goes_on = 0.0
        get = self.weights.get
        for feature in features:
            found = get(feature)
            if found is not None:
                begins += found[0]
                goes_on += found[1]
        return begins, goes_on

    def marginals(self, scores: Sequence[Score], continues: Sequence[bool]) -> list[tuple[float, float]]:
        """For each word, how likely it is that a name begins there, and that one goes on."""
        return marginals(lattice(scores, continues, factors(self.transitions)))

    def best(self, scores: Sequence[Score], continues: Sequence[bool]) -> list[str]:
        """The likeliest labels, all together (Viterbi): one of `B`, `I`, `O` for each word."""
        if not scores:
            return []
        t = self.transitions
        at = (scores[0][0] + t.start_b, _NEVER, 0.0)
        back: list[tuple[int, int, int]] = []
        for (begins, goes_on), may in zip(scores[1:], continues[1:], strict=True):
            to_b = (at[0] + t.bb, at[1] + t.ib, at[2] + t.ob)
            to_i = (at[0] + t.bi, at[1] + t.ii, _NEVER) if may else (_NEVER, _NEVER, _NEVER)
            to_o = (at[0] + t.bo, at[1] + t.io, at[2])
            back.append((_first(to_b), _first(to_i), _first(to_o)))
            at = (max(to_b) + begins, max(to_i) + goes_on, max(to_o))
        label = _first(at)
        labels = [label]
        for step in reversed(back):
            label = step[label]
            labels.append(label)
        return ["BIO"[label] for label in reversed(labels)]


_NEVER = -1e9


def _first(values: tuple[float, float, float]) -> int:
    """The index of the highest; of equals the last, so that a doubt is no name."""
    if values[2] >= values[0] and values[2] >= values[1]:
        return 2
    return 1 if values[1] >= values[0] else 0


def factors(transitions: Transitions) -> Transitions:
    """The same as factors of a product, not terms of a sum."""
    return Transitions(*(exp(max(-_HIGHEST, min(_HIGHEST, value))) for value in transitions))


Labels: TypeAlias = tuple[float, float, float]
"""A number for each of `B`, `I` and `O`."""


class Step(NamedTuple):
    """What is known at one word: of it and all before it, of what comes after it, and by the word itself."""

    forward: Labels
    backward: Labels
    here: Labels


def lattice(scores: Sequence[Score], continues: Sequence[bool], t: Transitions) -> list[Step]:
    """The forward-backward algorithm; `t` are factors. Each step is scaled to 1, so that no chain is too long."""
    forward: list[Labels] = []
    potentials: list[Labels] = []
    b, i, o = t.start_b, 0.0, 1.0
    for (begins, goes_on), may in zip(scores, continues, strict=True):
        eb = exp(-_HIGHEST if begins < -_HIGHEST else _HIGHEST if begins > _HIGHEST else begins)
        ei = exp(-_HIGHEST if goes_on < -_HIGHEST else _HIGHEST if goes_on > _HIGHEST else goes_on) if may else 0.0
        if forward:
            b, i, o = b * t.bb + i * t.ib + o * t.ob, b * t.bi + i * t.ii, b * t.bo + i * t.io + o
        b, i = b * eb, i * ei
        whole = b + i + o
        b, i, o = b / whole, i / whole, o / whole
        forward.append((b, i, o))
        potentials.append((eb, ei, 1.0))
    b = i = o = 1.0
    found = []
    for at in range(len(forward) - 1, -1, -1):
        found.append(Step(forward[at], (b, i, o), potentials[at]))
        eb, ei, _ = potentials[at]
        nb, ni = eb * b, ei * i
        b, i, o = t.bb * nb + t.bi * ni + t.bo * o, t.ib * nb + t.ii * ni + t.io * o, t.ob * nb + o
        whole = b + i + o
        b, i, o = b / whole, i / whole, o / whole
    found.reverse()
    return found


def marginals(steps: Sequence[Step]) -> list[Score]:
    """How likely each word is to begin a name, and to go on one."""
    found = []
    for (fb, fi, fo), (b, i, o), _ in steps:
        whole = fb * b + fi * i + fo * o
        found.append((fb * b / whole, fi * i / whole))
    return found
