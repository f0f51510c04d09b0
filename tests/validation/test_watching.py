"""`--watch` judges again when a file changes, comes or goes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

import fragments
from pecia.cli.main import group
from pecia.core.errors import UsageError
from pecia.edition.validating.watching import changes

BAD = fragments.document('<p xml:id="p1">He <ref target="#gone">left</ref>.</p>').content


def test_each_change_is_noticed_once(tmp_path: Path) -> None:
    file, other = tmp_path / "a.xml", tmp_path / "b.xml"
    file.write_bytes(b"<a/>")
    steps = [lambda: None, lambda: file.write_bytes(b"<ab/>"), lambda: other.write_bytes(b"<b/>"), file.unlink]
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        steps[len(pauses)]()
        pauses.append(seconds)

    watched = changes(lambda: [str(path) for path in sorted(tmp_path.glob("*.xml"))], pause)
    seen = [len(pauses) for _ in islice(watched, 4)]
    assert seen == [0, 2, 3, 4]


def test_standard_input_cannot_be_watched_and_watching_writes_nothing() -> None:
    with pytest.raises(UsageError, match="standard input"):
        next(changes(lambda: ["-"]))
    assert CliRunner().invoke(group, ["validate", "--watch", "--fix", "a.xml"]).exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a signal to a process")
def test_a_mended_file_is_judged_again_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_bytes(BAD)
    command = [sys.executable, "-u", "-m", "pecia", "validate", "--watch", "--schema", "tei_all", "--level", "error"]
    with subprocess.Popen([*command, "a.xml"], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "P101" in process.stdout.readline()
        assert process.stdout.readline() == "1 error in 1 document\n"
        file.write_bytes(BAD.replace(b"#gone", b"#p1"))
        assert process.stdout.readline().startswith("nothing to mend in 1 document")
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
