"""What must hold, what we are out for, and what is reached: the judge beside the project, run on every gold by the
command that editors use."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annotators.test_dates_gold import PAIRS
from pecia.edition.pipeline import Desk
from pecia.edition.settings import Settings
from pecia.edition.workshop import register_files
from pecia.languages.dates import read_date
from score import chapter, cost
from score.gold import ROOT, THEIRS, personography


@dataclass(frozen=True, slots=True)
class Goal:
    """One figure of the table: where the judge has it, and what it must come to. `register`: with the edition's."""

    gold: str
    tag: str
    key: str
    must: float
    aim: float
    register: bool = False


GOALS = (
    Goal("narrative_hand_dev", "persName", "f1", 95, 98),
    Goal("frus_full_dev", "persName", "f1", 95, 97),
    Goal("frus_full_dev", "persName", "f1", 97, 99, register=True),
    Goal("narrative_hand_dev", "placeName", "f1", 95, 98),
    Goal("narrative_hand_dev", "orgName", "f1", 90, 95),
    Goal("narrative_hand_dev", "date", "f1", 98, 100),
    Goal("narrative_hand_dev", "date", "value", 98, 100),
    Goal("notes_frus_dev", "noteRef", "f1", 98, 99.5),
    Goal("notes_frus_dev", "noteRef", "precision", 99.9, 100),
    Goal("notes_frushist_dev", "noteRef", "f1", 98, 99.5),
    Goal("notes_frushist_dev", "noteRef", "precision", 99.9, 100),
    Goal("frus_dev", "persName", "clusters_b3", 99.8, 99.9),
    Goal("edgeworth_dev", "persName", "clusters_b3", 92, 95),
    Goal("schnitzler_de_dev", "persName", "f1", 75, 85),
    Goal("schnitzler_de_dev", "date", "f1", 85, 92),
    Goal("estournelles_fr_dev", "persName", "f1", 75, 85),
    Goal("estournelles_fr_dev", "date", "f1", 85, 92),
)


@cache
def judged(gold: str, *, register: bool = False) -> dict[str, dict[str, float]]:
    """What the judge says of a gold, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        command = f"{shlex.quote(sys.executable)} -m pecia encode {{inputs}} --output-dir {{output}} -q"
        if register:
            command += f" --register {shlex.quote(str(_register(Path(folder))))}"
        said = subprocess.run(
            [sys.executable, str(THEIRS / "score.py"), str(THEIRS / f"{gold}.jsonl"), "--json", "--command", command],
            check=False, capture_output=True, text=True, cwd=ROOT,
        )  # fmt: skip
    if said.returncode:
        raise RuntimeError(f"{gold}: {said.stderr.strip()[-300:]}")
    found: dict[str, dict[str, float]] = json.loads(said.stdout)
    return found


def _register(folder: Path) -> Path:
    for file in register_files(Desk(Settings(folder=folder)), personography(), folder):
        (folder / file.path).write_bytes(file.content)
    return folder


def date_values() -> float:
    """Of the dates as written, how many come to the value of the edition, but for those in which it is wrong.

    Which those are, and why, is said where they are tested.
    """
    lines = (THEIRS / "date_pairs_dev.jsonl").read_text("utf-8").splitlines()
    right = 0
    for number, row in enumerate(map(json.loads, lines)):
        wanted = {name: row[name][:10] for name in ("when", "from", "to") if name in row}
        read = {name: value[:10] for name, value in read_date(row["text"], "en", near=1830)}
        right += number not in PAIRS and read == wanted
    return 100 * right / (len(lines) - len(PAIRS))


def table() -> Iterator[str]:
    """A line a figure; below it what was measured otherwise: dates as written, the chapter, speed, memory, import."""
    if not THEIRS.is_dir():
        yield "there is no ../shared/gold: the table needs it (the calibration of our own passages does not)"
        return
    yield f"{'gold':34} {'figure':22} {'must':>6} {'aim':>6} {'reached':>8}"
    for goal in GOALS:
        name = f"{goal.gold}{' + register' if goal.register else ''}"
        try:
            found = judged(goal.gold, register=goal.register).get(goal.tag, {})
        except RuntimeError as error:
            yield f"{name:34} could not be measured: {error}"
            continue
        both = f"  (precision {found.get('precision', 0)}, recall {found.get('recall', 0)})" if goal.key == "f1" else ""
        yield _line(name, f"{goal.tag} {goal.key}", goal.must, goal.aim, found.get(goal.key, 0.0)) + both
    yield _line("date_pairs_dev", "date value", 99.5, 99.9, date_values())
    if chapter.SEED.is_file():
        yield _line("acceptance chapter", "persName f1", 97, 100, chapter.f1())
    measured = cost.probe("frus_dev", 100_000)
    yield _line("100 k words, one core", "words/s", 15_000, 40_000, measured["rate"])
    yield _line("100 k words, annotators", "peak MB", 150, 120, measured["peak"], less=True)
    yield _line("import", "s", 0.3, 0.3, cost.imported(), less=True)


def _line(name: str, figure: str, must: float, aim: float, reached: float, *, less: bool = False) -> str:
    sign = -1 if less else 1
    state = "aim" if sign * reached >= sign * aim else "must" if sign * reached >= sign * must else "MISSED"
    shown = [f"{value:,.0f}" if value >= 1000 else f"{value:g}" for value in (must, aim, round(reached, 2))]
    return f"{name:34} {figure:22} {shown[0]:>6} {shown[1]:>6} {shown[2]:>8}  {state}"
