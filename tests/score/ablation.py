"""What each rule adds: the figures with it switched off, one after the other.

Nothing in the product knows of this: a switch puts something idle in the place of one function, and takes it away
again. The stages of the names are read off `naming` itself, so that a new stage is switched too; inner rules are
named here.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from unittest import mock

from pecia.core.register import Register
from score.gold import PERSONOGRAPHY, TAGS, THEIRS, annotated, f1, path_of, personography, rows, verdicts

_NAMES = "pecia.annotators.names"
_GOLDS = {
    "narrative_hand_dev": ("persName", "placeName", "orgName", "date"),
    "frus_full_dev": ("persName",),
    "edgeworth_dev": ("persName",),
    "schnitzler_de_dev": ("persName",),
    "estournelles_fr_dev": ("persName",),
    "notes_frus_dev": ("noteRef",),
    "passages": TAGS,
}


@dataclass(frozen=True, slots=True)
class Switch:
    """One rule: its name, the module and the function in which it lives, and what stands in its place."""

    name: str
    module: str
    function: str
    idle: Callable[..., Any]

    def is_there(self) -> bool:
        return hasattr(import_module(self.module), self.function)

    @contextmanager
    def off(self) -> Iterator[None]:
        with mock.patch.object(import_module(self.module), self.function, self.idle):
            yield


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _zero(*_: Any, **__: Any) -> float:
    return 0.0


def _none_found(*_: Any, **__: Any) -> list[Any]:
    return []


def _empty(*_: Any, **__: Any) -> dict[str, Any]:
    return {}


def stages() -> tuple[Switch, ...]:
    """The stages of `naming`: each call of a function of a neighbour that adds to what was found, or claims tokens."""
    naming = import_module(f"{_NAMES}.naming")
    found: dict[tuple[str, str], Switch] = {}
    for function in ("_named", "annotate"):
        for node in ast.walk(ast.parse(inspect.getsource(getattr(naming, function)))):
            adds = isinstance(node, ast.AugAssign | ast.Expr) and isinstance(node.value, ast.Call)
            called = node.value.func if adds and isinstance(node.value, ast.Call) else None  # type: ignore[union-attr]
            if not isinstance(called, ast.Attribute) or not isinstance(called.value, ast.Name):
                continue
            module = getattr(naming, called.value.id, None)
            if inspect.ismodule(module):
                idle = _none_found if isinstance(node, ast.AugAssign) else _nothing
                key = (module.__name__, called.attr)
                found[key] = Switch(f"stage {called.value.id}.{called.attr}", *key, idle)
    return tuple(found.values())


INNER = (
    Switch("model that comes with pecia", f"{_NAMES}.model", "shipped", _nothing),
    Switch("surnames learnt from titles, forenames", f"{_NAMES}.persons", "learn", _nothing),
    Switch("words around a name", f"{_NAMES}.weighing", "here", _zero),
    Switch("words around a place", f"{_NAMES}.places", "_here", _zero),
    Switch("lists of places and bodies", f"{_NAMES}.gazetteer", "known_phrases", _none_found),
    Switch("coordination (A, B and C)", f"{_NAMES}.weighing", "_spread", _nothing),
    Switch("lists and shape of a word", f"{_NAMES}.weighing", "_prior", _zero),
    Switch("weighing of names that stand alone", f"{_NAMES}.weighing", "weigh", _empty),
    Switch("years carried on from the date before", "pecia.annotators.dates.anchoring", "_continued", _nothing),
    Switch("dates relative to the one before", "pecia.annotators.dates.anchoring", "_relative", _nothing),
    Switch("years near the other years only", "pecia.annotators.dates.anchoring", "_coherent", lambda found: found),
    Switch("sequence of markers", "pecia.annotators.markers", "_best_chain", _none_found),
    Switch("sequence must be believable", "pecia.annotators.markers", "_may_be_believed", lambda *_: True),
)
"""Rules within a stage. One that is there no more is said to be gone, and wants to be named anew."""


def without(annotator: str) -> Switch:
    """A whole annotator switched off."""
    pipeline = import_module("pecia.edition.pipeline")
    in_order = pipeline.in_order

    def fewer(annotators: Sequence[Any]) -> Iterator[Any]:
        return in_order([one for one in annotators if one.name != annotator])

    return Switch(f"annotator {annotator}", "pecia.edition.pipeline", "in_order", fewer)


def switches() -> tuple[Switch, ...]:
    from pecia.annotators import ANNOTATORS

    return (*(without(annotator.name) for annotator in ANNOTATORS), *stages(), *INNER)


def _figures(register: Register | None = None) -> dict[tuple[str, str], float]:
    figures = {}
    for name, tags in _GOLDS.items():
        if path_of(name).is_file():
            found = [verdict for row in rows(name) for verdict in verdicts(row, annotated(row, register), tags)]
            figures |= {(name, tag): f1(v for v in found if v.tag == tag) for tag in tags}
    return figures


def _changes(whole: dict[tuple[str, str], float], other: dict[tuple[str, str], float]) -> str:
    changes = [
        f"{_short(gold)} {tag} {other[gold, tag] - value:+.1f}"
        for (gold, tag), value in whole.items()
        if abs(other[gold, tag] - value) >= 0.05
    ]
    return ", ".join(changes) or "nothing changes"


def ablation(chosen: Sequence[str] = ()) -> Iterator[str]:
    """For each switch (of those whose names have one of these words) the change in F1, where there is any."""
    whole = _figures()
    yield "all rules: " + ", ".join(f"{_short(gold)} {tag} {value:.1f}" for (gold, tag), value in whole.items())
    for switch in switches():
        if chosen and not any(word in switch.name for word in chosen):
            continue
        if not switch.is_there():
            yield f"{switch.name:45} is gone: there is no {switch.module}.{switch.function}"
            continue
        try:
            with switch.off():
                without_it = _figures()
        except Exception as error:
            yield f"{switch.name:45} nothing goes without it: {error!r}"
            continue
        yield f"{switch.name:45} {_changes(whole, without_it)}"
    if (THEIRS / f"{PERSONOGRAPHY}.json").is_file() and not chosen:
        yield f"{'with the personography of frus as register':45} {_changes(whole, _figures(personography()))}"


def _short(gold: str) -> str:
    return gold.removesuffix("_dev").removesuffix("_hand").removesuffix("_de").removesuffix("_full")
