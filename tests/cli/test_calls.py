"""What a shell sees of pecia: completion, and how it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("words", "completed"),
    [("pecia exp", "plain,explain"), ("pecia export --to ht", "plain,html"), ("pecia encode w", "file,w")],
)
def test_the_shell_completes_commands_formats_and_files(words: str, completed: str) -> None:
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" ")), "_PECIA_COMPLETE": "bash_complete"}
    command = [sys.executable, "-c", "from pecia.cli.main import main; main()"]
    # By the name that the variable is called after.
    started = f"import sys; sys.argv[0] = 'pecia'; {command[-1]}"
    done = subprocess.run([*command[:2], started], env={**os.environ, **asked}, capture_output=True, check=False)
    assert completed in done.stdout.decode().splitlines()


def test_who_stops_pecia_sees_the_shells_exit_code_for_it() -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", "import sys; print('on', flush=True); from pecia.cli.main import main; main()",
         "encode", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert running.stdout
    running.stdout.readline()
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(1)
    running.send_signal(signal.SIGINT)
    running.wait(10)
    assert running.returncode == 130
    running.communicate()
