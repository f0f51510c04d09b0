"""`python -m score` (in `tests/`): all that is measured of the annotators, by one command.

    python -m score                  the table of what must hold, calibration, confusion, errors, cost
    python -m score table            must, aim and reached
    python -m score calibration      how often high, medium and low are right
    python -m score errors [KIND]    which kinds are taken for which, and the worst twenty errors of each
    python -m score cost             words a second, peak memory, import time, and whether a long text costs more
    python -m score ablation [WORD]  the change in F1 with each rule switched off

What needs the gold beside the project says so where it is not at hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from score import ablation, calibration, cost, table
from score.gold import EXHAUSTIVE, TAGS, Verdict, annotated, path_of, rows, verdicts


def _judged() -> dict[str, Sequence[Verdict]]:
    golds = {name: tags for name, tags in EXHAUSTIVE.items() if path_of(name).is_file()}
    return {
        name: [v for row in rows(name) for v in verdicts(row, annotated(row), tags)] for name, tags in golds.items()
    }


def _calibration() -> Iterator[str]:
    yield from calibration.calibration(_judged())


def _errors(kinds: Sequence[str] = ()) -> Iterator[str]:
    # Whoever reads the errors of the held passages has them held no more.
    for name, tags in EXHAUSTIVE.items():
        if not path_of(name).is_file():
            continue
        seen = [row for row in rows(name) if row.split != "held"]
        found = [verdict for row in seen for verdict in verdicts(row, annotated(row), tags)]
        yield f"\n== {name}"
        yield from calibration.confusion(found)
        for tag in TAGS:
            listed = list(calibration.errors(found, tag)) if tag in tags and (not kinds or tag in kinds) else []
            yield from [f"-- {tag}", *listed] if listed else []


def _everything() -> Iterator[str]:
    yield "== What must hold, what we are out for, what is reached"
    yield from table.table()
    yield "\n== How often a claim is right, by what it says of its certainty"
    yield from _calibration()
    yield "\n== Confusion, and the worst twenty errors of each kind"
    yield from _errors()
    yield "\n== Cost"
    yield from cost.cost()


def main(arguments: Sequence[str]) -> int:
    what, *rest = arguments or ("all",)
    parts = {
        "all": _everything,
        "table": table.table,
        "calibration": _calibration,
        "errors": lambda: _errors(rest),
        "cost": cost.cost,
        "ablation": lambda: ablation.ablation(rest),
    }
    if what not in parts:
        print(__doc__)
        return 2
    for line in parts[what]():
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
