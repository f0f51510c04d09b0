"""The README promises nothing that does not run: each command in it is run, in its order, beside the sample edition."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

import console

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [line for fence in console.fences(README) if fence.info == "sh" for line in fence.body.splitlines()]
PECIA = [line for line in COMMANDS if re.match(r"(_PECIA_COMPLETE=\w+ )?pecia\b", line)]
MAKE = [line for line in COMMANDS if line.startswith("make ")]
BY_HAND = ["pip install ."]  # A test of its own installs the wheel.


def test_every_command_is_one_that_is_tried() -> None:
    assert [line for line in COMMANDS if line not in (*PECIA, *MAKE, *BY_HAND)] == []
    assert len(PECIA) > 10


@pytest.mark.parametrize("command", MAKE)
def test_a_task_of_the_readme_is_a_task_of_the_makefile(command: str) -> None:
    dry = subprocess.run([*command.split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert dry.returncode == 0, dry.stderr


def test_the_commands_run_one_after_the_other(tmp_path: Path) -> None:
    folder = console.with_sample(tmp_path)
    failed = {command: said for command in PECIA if "[exit " in (said := console.run(command, folder))}
    assert failed == {}


def test_every_file_that_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
