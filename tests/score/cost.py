"""What annotating costs: words a second on one core, peak memory, import; and that a long text costs no more a word.

Each figure is taken in a process of its own, by CPU time; memory is the peak of the whole process (`ru_maxrss`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from score.gold import OURS, ROOT, THEIRS

_IMPORT = "from pecia.annotators import ANNOTATORS; list(ANNOTATORS); import pecia.cli.encode"
_PROBE = """
import json, resource, sys, time
from pathlib import Path
from pecia.annotators import ANNOTATORS
from pecia.core.text import Source
from pecia.edition.pipeline import Desk, annotate, encode, in_order, read
from pecia.edition.settings import Settings
gold, words, whole = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "encode"
rows = [json.loads(line)["text"] for line in open(gold, encoding="utf-8")]
texts, count = [], 0
while count < words:
    texts.append(rows[len(texts) % len(rows)])
    count += len(texts[-1].split())
source, rows = Source("book.txt", "\\n\\n".join(texts).encode()), None
desk = Desk(Settings(folder=Path()))
annotate(read(Source("warm.txt", texts[0].encode())).value, desk)
texts, per = None, {}
document = None if whole else read(source).value
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
base, began = peak(), time.process_time()
if whole:
    encode(source, desk).value.content()
else:
    annotate(document, desk)
seconds = time.process_time() - began
size = len(source.content)
print(json.dumps({"words": count, "rate": count / seconds, "peak": peak(), "base": base, "bytes": size}))
"""


def probe(gold: str, words: int, what: str = "annotate") -> dict[str, float]:
    """For a text of so many words: words, words a second of CPU, peak memory in MB, `base` (the same before the work
    began, with all data loaded), and bytes of the source."""
    path = THEIRS / f"{gold}.jsonl" if (THEIRS / f"{gold}.jsonl").is_file() else OURS
    made = subprocess.run(
        [sys.executable, "-c", _PROBE, str(path), str(words), what],
        check=True, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    found: dict[str, float] = json.loads(made.stdout)
    return found


def imported() -> float:
    """Seconds of CPU that importing every annotator and the command takes, above those of Python alone."""
    return max(0.0, min(_cpu(_IMPORT) for _ in range(5)) - min(_cpu("pass") for _ in range(5)))


def _cpu(program: str) -> float:
    script = f"import time\n{program}\nprint(time.process_time())"
    made = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT)
    return float(made.stdout)


def cost() -> Iterator[str]:
    """All annotators together, then the whole of encode, for texts of ten thousand to a million words."""
    yield f"import {imported():.2f} s"
    for what in ("annotate", "encode"):
        for words in (10_000, 100_000, 1_000_000):
            found = probe("frus_dev", words, what)
            more = (found["peak"] - found["base"]) * 1e6 / found["bytes"]
            yield (
                f"{what:9} {int(found['words']):>9,} words: {found['rate']:>8,.0f} words/s, peak {found['peak']:.0f} MB"
                f" ({found['base']:.0f} MB of data, and {more:.0f} × the file)"
            )
