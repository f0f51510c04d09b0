"""Our figures against those of the judge beside the project, on TEI made of its gold."""

from __future__ import annotations

import importlib.util
import json
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

from pecia.edition.pipeline import Desk
from pecia.edition.scoring.agreement import Score, score
from pecia.edition.scoring.trial import encoder_marks
from pecia.edition.settings import Settings
from pecia.tei.gold import marked

pytestmark = pytest.mark.oracle

_ATTRIBUTES = ("when", "from", "to", "notBefore", "notAfter", "ref")


def _judge(shared: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def _rows(shared: Path, name: str, most: int) -> list[dict[str, Any]]:
    """Gold documents, without the spans that may be segmented in two ways: TEI has no form for those."""
    lines = (shared / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()[:most]
    rows = [json.loads(line) for line in lines]
    return [row | {"spans": [s for s in row["spans"] if not s.get("opt") and not s.get("alt")]} for row in rows]


def _tei(row: dict[str, Any]) -> bytes:
    """One TEI paragraph for each line of the text, its spans as elements."""
    text = row["text"]
    tags: dict[int, list[str]] = {}
    for span in sorted(row["spans"], key=lambda s: (s["start"], -s["end"])):
        said = "".join(f" {name}={quoteattr(str(span[name]))}" for name in _ATTRIBUTES if span.get(name))
        tags.setdefault(span["start"], []).append(f"<{span['tag']}{said}>")
    for span in sorted(row["spans"], key=lambda s: (-s["start"], s["end"])):
        tags.setdefault(span["end"], []).insert(0, f"</{span['tag']}>")
    places = sorted({0, len(text), *tags})
    words = "".join("".join(tags.get(a, [])) + escape(text[a:b]) for a, b in pairwise(places))
    words += "".join(tags.get(len(text), []))
    body = "</p><p>".join(words.split("\n"))
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text xml:lang="{row["lang"]}">'
        f"<body><p>{body}</p></body></text></TEI>"
    ).encode()


@pytest.mark.parametrize(
    ("name", "kinds", "most"),
    [
        ("frus_full_dev", ("persName",), 27),
        ("narrative_hand_dev", ("persName", "placeName", "orgName", "date"), 3),
        ("edgeworth_dev", ("persName", "placeName"), 20),
    ],
)
def test_f1_is_that_of_the_judge(shared: Path, name: str, kinds: tuple[str, ...], most: int) -> None:
    judge = _judge(shared).judge
    ours = Score()
    theirs = {kind: dict.fromkeys(("hits", "found", "needed"), 0) for kind in kinds}
    for row in _rows(shared, name, most):
        gold = marked(_tei(row), "gold.xml")
        found = encoder_marks(gold, Desk(Settings(Path.cwd())))
        ours.add(score(gold, found, kinds))
        # The judge gets the same marks over the same text.
        made = [{"start": m.span.start, "end": m.span.end, "tag": m.kind, "ref": m.ref} for m in found]
        wanted = [{"start": m.span.start, "end": m.span.end, "tag": m.kind, "ref": m.ref} for m in gold.marks]
        for kind in kinds:
            verdict = judge({"text": gold.document.text, "spans": wanted}, made, kind)
            for key in theirs[kind]:
                theirs[kind][key] += verdict[key]
    for kind in kinds:
        counted = theirs[kind]
        f1 = 2 * counted["hits"] / (counted["found"] + counted["needed"])
        # Names within names of another kind, and titles that only one of us knows, are all the difference.
        assert ours.kinds[kind].f1 == pytest.approx(f1, abs=0.04), kind
        assert ours.kinds[kind].gold == pytest.approx(counted["needed"], rel=0.01)
