"""A score as text for a reader, and as JSON for a program. Both say the same, and always in the same order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pecia.core.findings import printable
from pecia.edition.scoring.agreement import LEVELS, NOTHING, TROUBLES, Error, Score, Tally
from pecia.tei.marks import KINDS


@dataclass(frozen=True, slots=True)
class Trial:
    """What was scored: the files, `(gold, other)` with "" for the encoder; words of the gold; and how it went."""

    files: tuple[tuple[str, str], ...]
    words: int
    score: Score
    register: bool = False


def as_text(trial: Trial, errors: int) -> str:
    """The tables, and up to so many errors of each kind and sort."""
    other = "another encoding" if any(name for _, name in trial.files) else "the encoder"
    with_register = " with the register" if trial.register else ""
    number = len(trial.files)
    head = f"{other}{with_register} on {number} {'file' if number == 1 else 'files'}, {trial.words:,} words"
    parts = [[head[0].upper() + head[1:]], _kinds(trial.score), _levels(trial.score), _confusion(trial.score)]
    if errors:
        parts.append(list(_errors(trial.score.errors, errors)))
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _kinds(score: Score) -> list[str]:
    rows = [["", "gold", "found", "exact", "precision", "recall", "F1", "overlap", "values", "entries", "clusters"]]
    for kind, t in score.kinds.items():
        shares = [_percent(share) for share in (t.precision, t.recall, t.f1, t.overlapping_f1)]
        values, entries = _of(t.right, t.valued), _of(t.linked, t.pointed)
        rows.append([kind, str(t.gold), str(t.found), str(t.exact), *shares, values, entries, _percent(t.b3)])
    used = [at for at in range(len(rows[0])) if at < 8 or any(row[at] for row in rows[1:])]
    return _table([[row[at] for at in used] for row in rows])


def _levels(score: Score) -> list[str]:
    told = {kind: tally for kind, tally in score.kinds.items() if tally.levels}
    if not told:
        return []
    rows = [["how sure", *LEVELS]]
    for kind, tally in told.items():
        rows.append([kind, *(_of(*tally.levels.get(level, (0, 0))) for level in LEVELS)])
    return _table(rows)


def _confusion(score: Score) -> list[str]:
    golds, founds = ([k for k in KINDS if any(pair[side] == k for pair in score.confusion)] for side in (0, 1))
    if len({*golds, *founds}) < 2:
        return []
    rows = [["gold ↓ found →", *founds, NOTHING]]
    for gold in (*golds, NOTHING):
        numbers = [score.confusion[gold, found] for found in (*founds, NOTHING)]
        rows.append([gold, *(str(n) if n else "" for n in numbers)])
    return _table(rows)


def _errors(errors: Iterable[Error], most: int) -> Iterator[str]:
    for kind, trouble, here in _sorted_out(errors):
        shown = here if len(here) <= most else here[:most]
        rest = f", the first {most}" if len(here) > most else ""
        yield f"{kind} {trouble}: {len(here)}{rest}"
        for error in shown:
            both = {"missed": "", "false": "", "wrong span": f" found {error.found}"}
            said = both.get(error.trouble, f" wanted {error.wanted}, found {error.found}")
            place = f"{error.where}: {error.before}[{error.words}]{error.after}"
            sure = f" ({error.certainty})" if error.certainty else ""
            yield f"  {printable(f'{place} –{said}' if said else place)}{sure}"


def _sorted_out(errors: Iterable[Error]) -> Iterator[tuple[str, str, list[Error]]]:
    every = list(errors)
    kinds = list(dict.fromkeys(error.kind for error in every))
    ordered = sorted(every, key=lambda error: (kinds.index(error.kind), TROUBLES.index(error.trouble)))
    for (kind, trouble), here in groupby(ordered, key=lambda error: (error.kind, error.trouble)):
        yield kind, trouble, list(here)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


def _of(right: int, every: int) -> str:
    return f"{100 * right / every:.1f} of {every}" if every else ""


def _table(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    made = []
    for first, *rest in rows:
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        made.append("  ".join([first.ljust(widths[0]), *cells]).rstrip())
    return made


def as_json(trial: Trial, errors: int) -> str:
    """One object: `files`, `words`, `kinds`, `confusion` (gold, found, number), `errors` (so many a sort, or all)."""
    shown = [error for _, _, here in _sorted_out(trial.score.errors) for error in here[: errors or None]]
    made = {
        "files": [{"gold": gold, "against": other or None} for gold, other in trial.files],
        "words": trial.words,
        "register": trial.register,
        "kinds": {kind: _tally(tally) for kind, tally in trial.score.kinds.items()},
        "confusion": [
            {"gold": gold, "found": found, "number": number}
            for (gold, found), number in sorted(trial.score.confusion.items())
        ],
        "errors": [_error(error) for error in shown],
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _tally(t: Tally) -> Mapping[str, Any]:
    return {
        "gold": t.gold, "found": t.found, "exact": t.exact, "overlapping": t.overlapping,
        "precision": round(t.precision, 4), "recall": round(t.recall, 4), "f1": round(t.f1, 4),
        "overlapping_f1": round(t.overlapping_f1, 4), "valued": t.valued, "values_right": t.right,
        "pointed": t.pointed, "entries_right": t.linked, "clusters_b3": None if t.b3 is None else round(t.b3, 4),
        "levels": {level: dict(zip(("right", "found"), of, strict=True)) for level, of in sorted(t.levels.items())},
    }  # fmt: skip


def _error(error: Error) -> Mapping[str, Any]:
    where = {"path": error.where.path, "line": error.where.line, "column": error.where.column}
    said = {"before": error.before, "words": error.words, "after": error.after}
    return {
        "kind": error.kind,
        "trouble": error.trouble,
        **where,
        **said,
        "wanted": error.wanted,
        "found": error.found,
        "certainty": error.certainty,
    }


FORMATS: dict[str, Callable[[Trial, int], str]] = {"text": as_text, "json": as_json}
