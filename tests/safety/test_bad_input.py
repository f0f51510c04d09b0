"""Bad input gets one clear message and an exit code: never a traceback, never half a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def _pecia(*arguments: str | Path, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "pecia", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=False, timeout=120)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary.txt"),
        ("nul.txt", b"Some text\x00 with a NUL byte.\n" * 9, "nul.txt"),
        ("word.txt", b"PK\x03\x04" + b"x" * 400, "zip archive"),
        ("broken.xml", b"<TEI><text></TEI>", "broken.xml:1:"),
        ("other.xml", b"<html><body>Hello</body></html>", "other.xml"),
        ("cut.xml", b'<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><text>', "cut.xml:1:"),
    ],
)
def test_bad_input_is_told_in_one_line(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = _pecia("encode", name, "-q", cwd=tmp_path)
    told = done.stderr.decode()
    assert done.returncode in (1, 2, 3)
    assert says in told
    assert told.count("\n") == 1
    assert "Traceback" not in told
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252", "latin-1"])
def test_other_encodings_are_read_as_what_they_are(tmp_path: Path, encoding: str) -> None:
    text = "Le café d’Orléans était fermé en août 1932. On n’y revint qu’à l’été.\n"
    (tmp_path / "a.txt").write_bytes(text.replace("’", "'" if encoding == "latin-1" else "’").encode(encoding))
    done = _pecia("encode", "a.txt", "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "café" in (tmp_path / "a.xml").read_text("utf-8")
    assert _pecia("compare", "a.txt", "a.xml", cwd=tmp_path).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("A text.", "utf-8")
    path.chmod(0)
    # Who may read everything meets the trouble in another form: a folder that is no file.
    name = "closed.txt" if os.geteuid() else "."
    done = _pecia("encode", name, cwd=tmp_path)
    assert done.returncode == 3
    assert b"cannot be read" in done.stderr or b"is a folder" in done.stderr


def test_an_output_that_cannot_be_written_says_so_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A text of 1932.", "utf-8")
    (tmp_path / "file").write_text("in the way", "utf-8")
    done = _pecia("encode", "a.txt", "--output-dir", "file/out", "-q", cwd=tmp_path)
    assert done.returncode == 3
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "file"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("capitals.txt", "A" * 1_000_000),
        ("digits.txt", "1" * 1_000_000),
        ("names.txt", "Ivan Smirnov, " * 10_000),
        ("quotes.txt", "“‘" * 20_000),
        ("spaces.txt", "x" + " " * 1_000_000 + "x"),
        ("lines.txt", "1.\n" * 30_000),
        ("stars.txt", "* " * 30_000),
    ],
    ids=["capitals", "digits", "names", "quotes", "spaces", "lines", "stars"],
)
def test_odd_text_is_encoded_in_bounded_time(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    done = _pecia("encode", name, "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-500:]
    assert _pecia("compare", name, Path(name).with_suffix(".xml"), cwd=tmp_path).returncode == 0


def test_a_pipe_that_is_closed_early_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ryutin spoke in 1932.\n\n" * 5000, "utf-8")
    line = f"{sys.executable} -m pecia encode a.txt -o - -q | head -c 10"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {line}"], cwd=tmp_path, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


def test_a_summary_that_nobody_reads_to_its_end_does_not_stop_the_work(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("Ryutin spoke in 1932.7 And in 1933.8\n", "utf-8")
    line = f"{sys.executable} -m pecia encode 0.txt 1.txt 2.txt 2>&1 | head -c 1"
    subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, check=False)
    assert sorted(path.name for path in tmp_path.glob("*.xml")) == ["0.xml", "1.xml", "2.xml"]
