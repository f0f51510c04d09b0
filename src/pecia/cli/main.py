"""The command line: one module per command, imported when it is called; errors become one sentence and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from importlib.metadata import version
from typing import NoReturn

import click

from pecia.core.errors import PeciaError

COMMANDS = {
    "new": "start an edition: a folder that builds at once",
    "encode": "make TEI of a text, or renew the machine's marks in TEI",
    "review": "go through the doubtful marks in the terminal",
    "compare": "account for every character of a source in its encoding",
    "validate": "check TEI against the schemas and pecia's rules",
    "export": "make web pages, plain text and citations of TEI",
    "register": "list, check, merge, split, exchange and link the entries of the register",
    "build": "encode, validate and export a whole edition",
    "score": "measure the encoder on TEI that people have encoded by hand",
    "train": "learn from encoded texts in what contexts persons are named",
    "schema": "compile a TEI customization (ODD), look things up in it, make one of a corpus",
    "explain": "say what a rule is about and what to do",
    "list": "list readers, annotators, exporters or rules",
}

_HELP = """Digital editions in TEI-XML: encode a text, validate the encoding, transform it.

\b
  pecia new my-edition               a folder with all that an edition needs
  pecia encode chapter.txt           a text becomes chapter.xml
  pecia validate chapter.xml         what is wrong, where, and what to do
  pecia export chapter.xml --to html
  pecia build                        the edition in this folder, all of it

Exit code: 0 well done, 1 findings, 2 the call is at fault, 3 could not go on.
"""


_INTERRUPTED = 130
"""The exit code of what was stopped by Ctrl-C, as shells have it."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""What a disk or a device says that takes no more."""


class _Commands(click.Group):
    """Names and short helps are known without importing a command: `pecia --help` starts no engine."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(
            f"pecia.cli.{cmd_name}_command" if cmd_name == "list" else f"pecia.cli.{cmd_name}"
        ).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # The reader of our output has gone (`| head`): nobody is left to tell. Caught before click does, whose exit
            # code for it is 1, which means findings.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, 1)
            hint = f"Did you mean `pecia {close[0]}`?" if close else f"There are {', '.join(COMMANDS)}."
            raise click.UsageError(f"No such command {args[0]!r}. {hint}", ctx) from error


@click.command(
    cls=_Commands, help=_HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(version("pecia"), prog_name="pecia")
def group() -> None:
    pass


def main() -> NoReturn:
    """What the `pecia` command runs."""
    try:
        code = group(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        # Not click's own 1, which means findings.
        sys.exit(_INTERRUPTED)
    except PeciaError as error:
        from pecia.cli import show

        show.error(str(error))
        sys.exit(error.exit_code)
    except Exception as error:
        # Exit code 1 means findings: what is pecia's own fault must never look like that.
        if os.environ.get("PECIA_TRACEBACK"):
            raise
        from pecia.cli import show

        if isinstance(error, OSError) and error.errno in _FULL:
            show.error(f"{error.filename or 'standard output'}: cannot be written: {error.strerror}")
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(PeciaError.exit_code)
        show.error(f"a fault of pecia itself, please report it: {error!r} (PECIA_TRACEBACK=1 shows where)")
        sys.exit(PeciaError.exit_code)
    sys.exit(code if isinstance(code, int) else 0)
