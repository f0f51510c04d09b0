"""How fast RELAX NG is beside Jing and lxml, as ratios of one run: nothing is asserted. Run by `make bench`.

Each engine judges the same documents by the same grammar. Ours and lxml's are timed in this process, warm, by the
processor's clock; Jing's start is taken off by judging the documents once and many times.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lxml import etree

from pecia.relaxng.schema import Schema, load

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
_TIMES = 5


def test_how_fast_relax_ng_is() -> None:
    grammars = [ROOT / "schemas/pecia.rng", SHARED / "tei/tei_all.rng"]
    for grammar in filter(Path.is_file, grammars):
        cold = _seconds(partial(load, grammar))
        print(f"{grammar.name}: loaded in {cold:.3f} s, lxml needs {_lxml_load(grammar) / cold:.1f} times that")
    if not SHARED.is_dir():
        print("there is no ../shared beside the project: no documents to compare on")
        return
    schema = load(grammars[1])
    documents = [path for path in sorted((SHARED / "tei/documents").glob("*.xml")) if not _faults(schema, path)]
    _compare(schema, documents, grammars[1])
    prose = _prose()
    schema.faults(etree.Element("x"), prose)
    print(f"long prose: {len(prose) / _seconds(lambda: schema.faults(etree.Element('x'), prose)) / 1e6:.0f} MB/s")


def _compare(schema: Schema, documents: list[Path], grammar: Path) -> None:
    contents = [path.read_bytes() for path in documents]
    size = sum(map(len, contents)) / 1e6
    root = etree.Element("x")
    ours = min(_seconds(lambda: [schema.faults(root, content) for content in contents]) for _ in range(_TIMES))
    print(f"{len(documents)} valid documents, {size:.1f} MB: pecia {size / ours:.1f} MB/s, parsing included")
    engine = etree.RelaxNG(etree.parse(grammar))
    parser = etree.XMLParser(collect_ids=False)
    lxml = min(
        _seconds(lambda: [engine.validate(etree.fromstring(content, parser)) for content in contents]) for _ in range(2)
    )
    print(f"  lxml {size / lxml:.1f} MB/s: pecia is {lxml / ours:.2f} times as fast")
    if shutil.which("jing"):
        once, often = (_jing(grammar, documents * count) for count in (1, 1 + _TIMES))
        jing = (often - once) / _TIMES
        print(f"  Jing {size / jing:.1f} MB/s after {once - jing:.1f} s to start: pecia {jing / ours:.2f} times that")


def _faults(schema: Schema, path: Path) -> bool:
    return bool(schema.faults(etree.Element("x"), path.read_bytes()))


def _jing(grammar: Path, documents: list[Path]) -> float:
    began = time.perf_counter()
    subprocess.run(["jing", grammar, *documents], capture_output=True, check=False)
    return time.perf_counter() - began


def _lxml_load(grammar: Path) -> float:
    return _seconds(lambda: etree.RelaxNG(etree.parse(grammar)))


def _prose() -> bytes:
    head = (
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
        b"<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>"
    )
    paragraph = b"<p>" + b"A line of a long paragraph that has no markup in it but the one around it.\n" * 20 + b"</p>"
    return head + paragraph * 10_000 + b"</body></text></TEI>"


def _seconds(job: Callable[[], object]) -> float:
    began = time.process_time()
    job()
    return time.process_time() - began
