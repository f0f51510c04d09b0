"""The texts for the shipped model, as lines of JSON, become TEI from which the same is learnt as they say."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from pecia.learning.__main__ import main, tei_of
from pecia.tei.gold import marked

TEXT = "Dear A & B,\n\nWe saw Ann <Lee> Fox\nthen. \x00\n"
NAME = {"start": TEXT.index("Ann"), "end": TEXT.index("\nthen"), "tag": "persName"}
INNER = {"start": TEXT.index("Fox"), "end": TEXT.index("Fox") + 3, "tag": "persName"}
PLACE = {"start": 5, "end": 6, "tag": "placeName"}
ROW = {"id": "a/1", "lang": "en", "text": TEXT, "spans": [INNER, NAME, PLACE]}


def test_each_line_is_a_paragraph_and_each_name_is_marked_once() -> None:
    gold = marked(tei_of(ROW).encode(), "a.xml")
    document = gold.document
    assert [document.covered(block.span) for block in document.blocks] == [
        "Dear A & B,",
        "We saw Ann <Lee> Fox",
        "then. �",
    ]
    assert [(mark.kind, document.covered(mark.span)) for mark in gold.marks] == [("persName", "Ann <Lee> Fox")]
    assert document.get("language") == "en"


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_a_file_gives_a_folder_of_texts(tmp_path: Path, suffix: str) -> None:
    lines = "".join(json.dumps({**ROW, "id": f"a/{n}"}) + "\n" for n in range(3)).encode()
    source = tmp_path / f"gold{suffix}"
    source.write_bytes(gzip.compress(lines) if suffix.endswith("gz") else lines)
    assert main([str(source), "--output-dir", str(tmp_path / "out")]) == 0
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == ["a_0.xml", "a_1.xml", "a_2.xml"]


def test_a_call_that_says_too_little_is_answered_with_the_recipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.jsonl"]) == 2
    assert "python -m pecia.learning" in capsys.readouterr().err


def test_a_line_ends_where_its_file_says_so_and_not_at_a_separator_in_the_text(tmp_path: Path) -> None:
    source = tmp_path / "gold.jsonl"
    source.write_text(json.dumps({**ROW, "text": "Dear\u2028A\u0085B"}, ensure_ascii=False) + "\n\n", "utf-8")
    assert main([str(source), "--output-dir", str(tmp_path / "out")]) == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a_1.xml"]
