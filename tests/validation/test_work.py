"""Many documents: all cores, a memory, one order, and nothing that stops the batch."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import fragments
from dying import Dying
from pecia.core.findings import Finding
from pecia.edition.validating import hands
from pecia.edition.validating.memory import Memory
from pecia.edition.validating.work import Desk
from pecia.validation.folder import Folder
from pecia.validation.judge import Demands

RNG = Path(__file__).resolve().parents[2] / "schemas/pecia.rng"
DEMANDS = Demands((RNG,))


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Forty documents, of which every third has a fault, one is no XML, and one points into another."""
    monkeypatch.chdir(tmp_path)
    for number in range(40):
        name = "persname" if number % 3 == 0 else "persName"
        content = fragments.document(f'<p xml:id="p{number}"><{name}>Kirov</{name}></p>').content
        Path(f"{number:02}.xml").write_bytes(b"<TEI>" if number == 7 else content)
    Path("08.xml").write_bytes(fragments.document('<p xml:id="p8"><ref target="09.xml#p9">x</ref></p>').content)
    return tuple(f"{number:02}.xml" for number in range(40))


def work(paths: tuple[str, ...], demands: Demands = DEMANDS, memory: Path | None = None, **more: object) -> list[str]:
    store = Memory(memory)
    try:
        found = Desk(demands, Folder(Path()), store, **more).work(paths).findings  # type: ignore[arg-type]
    finally:
        store.close()
    return list(map(str, found))


def test_the_findings_and_their_order_do_not_depend_on_the_number_of_hands(many: tuple[str, ...]) -> None:
    alone = work(many)
    assert len([line for line in alone if "V301" in line]) == 14
    assert sum("V303" in line for line in alone) == 1
    assert work(many, jobs=2) == alone
    assert work(tuple(reversed(many)), jobs=3) == alone


def test_a_document_that_kills_its_judge_is_a_finding_and_the_others_are_judged(many: tuple[str, ...]) -> None:
    demands = Demands((RNG,), choose=Dying((RNG,), "20.xml"))
    found = work(many, demands, jobs=2)
    assert next(line for line in found if "V305" in line).startswith("20.xml: V305 ")
    assert [line for line in found if "V305" not in line] == work(many)


def _not_asked(paths: tuple[str, ...], *_: object) -> Iterator[tuple[str, Finding]]:
    assert not paths, f"judged again: {paths}"
    yield from ()


def test_what_has_not_changed_is_not_judged_again(
    many: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "cache/verdicts.sqlite"
    readable = tuple(path for path in many if path != "07.xml")
    first = work(readable, memory=store)
    monkeypatch.setattr(hands, "judged", _not_asked)
    assert work(readable, memory=store) == first
    Path("03.xml").write_bytes(Path("04.xml").read_bytes())
    with pytest.raises(AssertionError, match="03"):
        work(readable, memory=store)


def test_another_schema_is_another_verdict(many: tuple[str, ...], tmp_path: Path) -> None:
    store, own = tmp_path / "cache/verdicts.sqlite", tmp_path / "own.rng"
    own.write_bytes(RNG.read_bytes())
    demands = Demands((own,))
    before = work(many, demands, store)
    own.write_bytes(RNG.read_bytes().replace(b'"persName"', b'"persname"'))
    from pecia.edition.validating.memory import schema_state

    schema_state.cache_clear()  # A run of its own, as far as the schema goes.
    assert work(many, demands, store) != before


def test_a_rule_looks_again_when_a_file_that_was_pointed_to_has_changed(many: tuple[str, ...], tmp_path: Path) -> None:
    store = tmp_path / "cache/verdicts.sqlite"
    assert work(("08.xml",), memory=store) == work(("08.xml",), memory=store) == []
    Path("09.xml").write_bytes(Path("09.xml").read_bytes().replace(b'"p9"', b'"p99"'))
    assert "P101" in work(("08.xml",), memory=store)[0]
    Path("09.xml").unlink()
    assert "P101" in work(("08.xml",), memory=store)[0]


def test_a_memory_that_cannot_be_used_is_not_used(many: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"no database" * 100)
    assert work(many, memory=tmp_path / "store") == work(many)
    assert work(many, memory=Path("00.xml/store")) == work(many)


@pytest.mark.skipif(sys.platform == "win32", reason="a signal to a process group")
def test_ctrl_c_ends_all_hands_at_once_with_130(many: tuple[str, ...]) -> None:
    for number in range(40, 600):
        Path(f"{number:03}.xml").write_bytes(Path("04.xml").read_bytes() + b"<!-- %d -->" % number)
    command = [sys.executable, "-m", "pecia", "validate", "--no-cache", "--jobs", "2", "."]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True
    )
    time.sleep(2.5)
    assert process.poll() is None, process.communicate()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert "Traceback" not in err
