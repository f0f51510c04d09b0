"""How long the main job takes, as whole processes, and HTML of a large document against Saxon's identity transform.

Nothing is asserted: machines differ. Run by `make bench`; read the ratios.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_RUNS = 5
_IDENTITY = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:mode on-no-match="shallow-copy"/></xsl:stylesheet>"""
_BY_SAXON = """
import sys, saxonche
with saxonche.PySaxonProcessor(license=False) as processor:
    executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=sys.argv[2])
    executable.transform_to_file(source_file=sys.argv[1], output_file=sys.argv[3])
"""


def _wall(*command: str) -> float:
    times = []
    for _ in range(_RUNS + 1):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "pecia", *command], check=True, capture_output=True)
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])


def _cpu(*command: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.fixture(scope="module")
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The acceptance chapter where it is at hand, else the sample."""
    seed = ROOT.parent / "shared/seed/chapter.txt"
    source = seed if seed.exists() else ROOT / "tei/sources/ryutin.txt"
    path = tmp_path_factory.mktemp("bench") / "chapter.txt"
    path.write_bytes(source.read_bytes())
    return path


def test_cold_encode_and_export(chapter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    encode = _wall("encode", str(chapter), "--overwrite", "-q")
    export = _wall("export", str(chapter.with_suffix(".xml")), "--to", "html", "-q")
    with capsys.disabled():
        print(f"\ncold, wall, median of {_RUNS}: encode {encode:.2f} s, export --to html {export:.2f} s")


def test_html_of_ten_megabytes(chapter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run([sys.executable, "-m", "pecia", "encode", str(chapter), "--overwrite", "-q"], check=True)
    large = tmp_path / "large.xml"
    large.write_bytes(_repeated(chapter.with_suffix(".xml").read_text("utf-8")))
    ratios = []
    for _ in range(3):
        identity = _cpu("-c", _BY_SAXON, str(large), _IDENTITY, str(tmp_path / "copy.xml"))
        html = _cpu("-m", "pecia", "export", str(large), "--to", "html", "-q")
        ratios.append(html / identity)
    with capsys.disabled():
        size = large.stat().st_size / 1e6
        print(f"\nHTML of {size:.1f} MB, CPU against Saxon's identity transform: {statistics.median(ratios):.2f} times")


def _repeated(text: str) -> bytes:
    """A book of ten megabytes: the chapter's body and notes again and again, with ids of their own."""
    head, body, rest = text.partition("<body>")
    inner, end, tail = rest.partition("</body>")
    notes = tail[tail.index("<note") : tail.rindex("</note>") + len("</note>")]
    bodies, bottoms = [], []
    for number in range(10_000_000 // (len(inner.encode()) + len(notes.encode())) + 1):
        bodies.append(_renamed(inner, number))
        bottoms.append(_renamed(notes, number))
    return (head + body + "".join(bodies) + end + tail.replace(notes, "".join(bottoms))).encode()


def _renamed(text: str, number: int) -> str:
    marks = ("xml:id", "target", "next", "prev")
    for mark in marks:
        text = text.replace(f'{mark}="#', f'{mark}="#c{number}-') if mark != "xml:id" else text
    return text.replace('xml:id="', f'xml:id="c{number}-')
