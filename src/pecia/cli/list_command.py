"""`pecia list`: what is installed, built in or as a plugin."""

from __future__ import annotations

import click

from pecia.annotators import ANNOTATORS
from pecia.cli import show
from pecia.exporters import EXPORTERS, Exporter
from pecia.readers import READERS
from pecia.validation import RULES

_HELP = """List the readers, annotators, exporters or rules that there are, built in and from plugins.

\b
Examples:
  pecia list exporters
  pecia list rules
"""


@click.command(help=_HELP)
@click.argument("what", type=click.Choice(["readers", "annotators", "exporters", "rules"]))
def command(what: str) -> None:
    rows = {
        "readers": lambda: [(r.name, " ".join(sorted(r.suffixes)), r.about) for r in READERS],
        "annotators": lambda: [(a.name, " ".join(sorted(a.kinds)), a.about) for a in ANNOTATORS],
        "exporters": lambda: [(e.name, e.suffix, f"{e.about}{_options(e)}") for e in EXPORTERS],
        "rules": lambda: [(r.code, r.severity.label, r.name) for r in RULES],
    }[what]()
    show.table(sorted(rows))


def _options(exporter: Exporter) -> str:
    """What `pecia export -p` may set for it."""
    options = (f"-p {o.name}={'|'.join(o.values) or o.default or '…'}" for o in exporter.options)
    return f" ({' '.join(options)})" if exporter.options else ""
