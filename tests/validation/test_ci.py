"""The scripts of the GitHub action and of the GitLab template, run as they stand there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import fragments

ROOT = Path(__file__).resolve().parents[2]
GOOD = fragments.document('<p xml:id="p1">He left.</p>').content
BAD = fragments.document('<p xml:id="p1">He <ref target="#gone">left</ref>.</p>').content
_GITHUB = (ROOT / ".github/actions/validate/action.yml").read_text("utf-8")
_GITLAB = (ROOT / ".gitlab/validate.yml").read_text("utf-8")


def _block(text: str, after: str) -> str:
    """The lines of a block scalar (`run: |`) that follows a line."""
    found = re.search(rf"{re.escape(after)}.*?\n( +)run: \|\n((?:\1  .*\n)+)", text, re.DOTALL)
    assert found is not None
    return textwrap.dedent(found[2])


def _items(text: str, key: str) -> list[str]:
    """The items of a list under a key."""
    found = re.search(rf"\n( +){key}:\n((?:\1  - .*\n)+)", text)
    assert found is not None
    return [line.strip()[2:] for line in found[2].splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/good.xml").write_bytes(GOOD)
    (tmp_path / "texts/bad *.xml").write_bytes(BAD)
    program = tmp_path / "bin/pecia"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pecia "$@"\n')
    program.chmod(0o755)
    return tmp_path


def run(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """By bash as both services start it: the first command that fails ends the script."""
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", **variables}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


_NONE = {"PATHS": "", "LEVEL": "", "SCHEMA": "", "BASELINE": "", "SARIF": ""}


def action(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    return run(_block(_GITHUB, "- name: Validate"), folder, **{**_NONE, **inputs})


def test_the_action_shows_findings_keeps_them_as_sarif_and_fails(folder: Path) -> None:
    done = action(folder, PATHS="texts", SCHEMA="pecia", SARIF="out.sarif")
    assert done.returncode == 1, done.stderr
    assert "::error file=texts/bad *.xml," in done.stdout
    assert json.loads((folder / "out.sarif").read_text())["version"] == "2.1.0"


def test_the_action_passes_where_nothing_is_wrong_and_a_pattern_is_left_to_pecia(folder: Path) -> None:
    done = action(folder, PATHS="texts/g*.xml", LEVEL="error", SARIF="out.sarif")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_the_action_stops_where_the_call_is_at_fault(folder: Path) -> None:
    assert action(folder, PATHS="none/", SARIF="out.sarif").returncode == 3
    assert action(folder, PATHS="texts", SCHEMA="$(touch hacked)").returncode == 2
    assert not (folder / "hacked").exists()


def test_every_input_of_the_action_is_used() -> None:
    inputs = re.findall(r"^  (\w+):\n    description:", _GITHUB, re.MULTILINE)
    assert len(inputs) == 7
    assert [name for name in inputs if f"inputs.{name} " not in _GITHUB] == []


def test_the_gitlab_job_writes_its_reports_and_fails(folder: Path) -> None:
    done = run("\n".join(_items(_GITLAB, "script")), folder, PECIA_OPTIONS="", PECIA_PATHS="texts")
    assert done.returncode == 1, done.stderr
    assert "P101" in done.stdout
    assert json.loads((folder / "gl-code-quality-report.json").read_text())[0]["severity"] == "major"
    assert "<testsuite" in (folder / "pecia-junit.xml").read_text()


def test_the_hooks_call_pecia_with_options_that_it_has(folder: Path) -> None:
    entries = re.findall(r"^  entry: (.*)$", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"), re.MULTILINE)
    codes = [run(f"{entry} texts/good.xml", folder).returncode for entry in entries]
    assert (len(entries), codes) == (2, [0, 0])
