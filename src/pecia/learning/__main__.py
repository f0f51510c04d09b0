"""Makes TEI of annotated text in lines of JSON: the form in which the texts for the shipped model lie.

    python -m pecia.learning FILE.jsonl.gz… --output-dir DIR

writes `DIR/<id>.xml` for each document, with a paragraph for each line of its text, and `<persName>` for each span with
that tag. A document is `{"id": …, "lang": …, "text": …, "spans": [{"start": …, "end": …, "tag": "persName"}, …]}`. The
recipe of the shipped model is in `languages/en/persons.md`.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pecia.core.legal import replaced

_HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)
_NO_STEM = re.compile(r"[^\w.-]")


def tei_of(row: dict[str, Any]) -> str:
    """A document as TEI. Of spans that overlap, the first stays, and of those that begin together the longest."""
    text = replaced(row["text"])
    spans = sorted((s["start"], -s["end"]) for s in row["spans"] if s["tag"] == "persName")
    pieces, at = [], 0
    for start, end in ((start, -end) for start, end in spans):
        if start >= at:
            name = escape(text[start:end]).replace("\n", " ")
            pieces += [escape(text[at:start]), f"<persName>{name}</persName>"]
            at = end
    body = "".join([*pieces, escape(text[at:])])
    paragraphs = "\n".join(f"<p>{line.strip()}</p>" for line in body.split("\n") if line.strip())
    language = quoteattr(row.get("lang", "en"))
    heading = _HEADER.format(escape(row["id"]))
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang={language}>{heading}<text><body>\n'
        f"{paragraphs}\n</body></text></TEI>\n"
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    content = path.read_bytes()
    for line in (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def main(arguments: list[str]) -> int:
    if len(arguments) < 3 or arguments[-2] != "--output-dir":
        sys.stderr.write(f"{__doc__}\n")
        return 2
    folder = Path(arguments[-1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in arguments[:-2]:
        for row in _rows(Path(name)):
            stem = _NO_STEM.sub("_", row["id"])
            (folder / f"{stem}.xml").write_text(tei_of(row), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
