"""HTML: one self-contained page per chapter, made by xslt/html."""

from __future__ import annotations

from pathlib import PurePosixPath

from lxml import etree

from pecia.core.artifacts import Artifact
from pecia.core.findings import Outcome
from pecia.engines import saxon
from pecia.exporters import Exporter, Option, Parameters


def export(tree: etree._Element, stem: str, parameters: Parameters) -> Outcome[tuple[Artifact, ...]]:
    """The page of the chapter, as STEM.html."""
    made = saxon.package("html").transform(tree, parameters, stem)
    return Outcome((Artifact(PurePosixPath(f"{stem}.html"), made.value.principal),), made.findings)


EXPORTER = Exporter(
    name="html",
    suffix=".html",
    media_type="text/html",
    about="one self-contained page: text, notes beside it, registers, chronology, citations",
    export=export,
    options=(
        Option(
            "corrections",
            "which reading of a corrected place is shown first",
            default="corrected",
            values=("corrected", "source", "both"),
        ),
    ),
)
