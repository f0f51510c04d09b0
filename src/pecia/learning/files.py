"""A model is a file of text: what it is, what it was learnt from, and a line for each feature with its two weights.

Text, so that two versions can be compared line by line, and nothing in it can ever be run. Whole numbers, so that it is
the same on every machine. What a file says is checked before it is believed: it may come from anybody.

    pecia model 1
    language: en
    about: Letters of 1800 to 1849, CC BY 4.0
    transitions: -12 3 88 5 -4 61 0 2

    l=said	104	-20
    end	1
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pecia.core.errors import SourceError
from pecia.core.text import Attributes
from pecia.learning.chain import Chain, Score, Transitions

MAGIC = "pecia model 1"
STEPS = 32
"""Weights are kept in this many steps to the nat."""

LARGEST = 16 * 1024 * 1024
"""Bytes. The shipped model has a fiftieth of it."""

_AGAIN = "`pecia train` makes one"
_HIGHEST = 60 * STEPS
_FIELD = re.compile(r"([a-z][a-z ]{0,30}): ?(.{0,4000})")
_ROW = re.compile(r"([^\t]{0,200})\t(-?\d{1,5})\t(-?\d{1,5})")
_BREAKING = re.compile(r"[\t\n\r]")


@dataclass(frozen=True, slots=True)
class Model:
    """A chain, and what is known of it: (name, value) pairs such as `language` or `about`, which may come again."""

    chain: Chain
    facts: Attributes = ()

    def get(self, name: str) -> str:
        return next((value for key, value in self.facts if key == name), "")


def written(model: Model) -> bytes:
    """The file of a model: the features in the order of their names, without those that say nothing.

    Raises ValueError when a fact or a feature does not fit on a line.
    """
    lines = [MAGIC]
    for name, value in model.facts:
        line = f"{name}: {value}"
        if not _FIELD.fullmatch(line) or name == "transitions":
            raise ValueError(f"no such fact: {line!r}")
        lines.append(line)
    rows = list(_rows(model.chain))
    transitions = " ".join(str(_whole(value)) for value in model.chain.transitions)
    lines += [f"transitions: {transitions}", "", *rows, f"end\t{len(rows)}"]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _rows(chain: Chain) -> Iterator[str]:
    for feature in sorted(chain.weights):
        begins, goes_on = map(_whole, chain.weights[feature])
        if begins or goes_on:
            row = f"{feature}\t{begins}\t{goes_on}"
            if not _ROW.fullmatch(row):
                raise ValueError(f"no such feature: {feature!r}")
            yield row


def _whole(weight: float) -> int:
    return max(-_HIGHEST, min(_HIGHEST, round(weight * STEPS)))


def fits(feature: str) -> bool:
    """Whether a feature can be kept in a file."""
    return len(feature) <= 200 and not _BREAKING.search(feature)


def read(content: bytes, path: str) -> Model:
    """The model in a file. Raises SourceError, with the line, for whatever is not as it must be."""
    if len(content) > LARGEST:
        raise SourceError(f"{path}: is no model: it has {len(content)} bytes, and no model has more than {LARGEST}")
    if not content.startswith(MAGIC.encode() + b"\n"):
        raise SourceError(f"{path}: is no model: it does not begin with {MAGIC!r}; {_AGAIN}")
    try:
        lines = content.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is no model: not UTF-8 at byte {error.start}") from error
    blank = lines.index("") if "" in lines else len(lines)
    facts = [_fact(line, path, number) for number, line in enumerate(lines[1:blank], 2)]
    transitions = [value for name, value in facts if name == "transitions"]
    if len(transitions) != 1:
        raise SourceError(f"{path}: is no whole model: it needs one line `transitions: …`")
    chain = Chain(_weights(lines, blank + 1, path), _transitions(transitions[0], path))
    return Model(chain, tuple((name, value) for name, value in facts if name != "transitions"))


def _fact(line: str, path: str, number: int) -> tuple[str, str]:
    found = _FIELD.fullmatch(line)
    if found is None:
        raise SourceError(f"{path}: line {number}: is no `name: value`: {line[:60]!r}")
    return found[1], found[2]


def _transitions(said: str, path: str) -> Transitions:
    numbers = said.split(" ")
    wanted = len(Transitions._fields)
    if len(numbers) != wanted or not all(re.fullmatch(r"-?\d{1,5}", number) for number in numbers):
        raise SourceError(f"{path}: transitions: are {wanted} whole numbers, not {said[:60]!r}")
    return Transitions(*_scaled(map(int, numbers)))


def _scaled(numbers: Iterable[int]) -> Iterator[float]:
    return (max(-_HIGHEST, min(_HIGHEST, number)) / STEPS for number in numbers)


def _weights(lines: list[str], first: int, path: str) -> dict[str, Score]:
    weights: dict[str, Score] = {}
    match = _ROW.fullmatch
    for number in range(first, len(lines)):
        line = lines[number]
        if line == f"end\t{len(weights)}" and lines[number + 1 :] == [""]:
            return weights
        found = match(line)
        if found is None or found[1] in weights:
            trouble = "is no feature with two weights" if found is None else "comes a second time"
            raise SourceError(f"{path}: line {number + 1}: {trouble}: {line[:60]!r}; {_AGAIN}")
        begins, goes_on = _scaled((int(found[2]), int(found[3])))
        weights[found[1]] = (begins, goes_on)
    raise SourceError(f"{path}: is no whole model: it breaks off after {len(weights)} features; {_AGAIN}")
