"""Outputs with no Python of their own: a stylesheet under `xslt/`, and a record that says which.

The stylesheet gets every option as a parameter of its name. What it returns becomes STEM + suffix. Findings have no
path yet: whoever asked knows where the document lies.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from lxml import etree

from pecia.core.artifacts import Artifact
from pecia.core.errors import UsageError
from pecia.core.findings import Outcome
from pecia.engines import trees
from pecia.exporters import Exporter, Option, Parameters


def by_stylesheet(
    name: str,
    suffix: str,
    media_type: str,
    about: str,
    *,
    package: str,
    options: tuple[Option, ...] = (),
) -> Exporter:
    """The exporter that `xslt/PACKAGE/export.xsl` is, in the mode of its own name (`m:bibtex`)."""

    def export(tree: etree._Element, stem: str, parameters: Parameters) -> Outcome[tuple[Artifact, ...]]:
        # Here and not above: listing the exporters starts no engine.
        from pecia.engines import saxon

        chosen = _chosen(name, options, parameters, tree)
        outcome = saxon.package(package).transform(tree, chosen, mode=f"{{urn:pecia:modes}}{name}")
        made = (PurePosixPath(stem + suffix), outcome.value.principal), *_beside(outcome.value.results)
        return Outcome(tuple(Artifact(path, content) for path, content in made), outcome.findings)

    return Exporter(name, suffix, media_type, about, export, options)


def _beside(results: tuple[tuple[str, bytes], ...]) -> list[tuple[PurePosixPath, bytes]]:
    return [(PurePosixPath(href), content) for href, content in results]


def _chosen(exporter: str, options: tuple[Option, ...], parameters: Parameters, tree: etree._Element) -> dict[str, str]:
    """Every option with its value. Raises UsageError for a value that the option does not have."""
    chosen = {option.name: parameters.get(option.name, option.default) for option in options}
    for option in options:
        value = chosen[option.name]
        if option.values and value not in option.values:
            raise UsageError(f"{exporter}: {option.name}={value} is not one of {', '.join(option.values)}")
    if chosen.get("part"):
        _look_for(exporter, chosen["part"], tree)
    return chosen


def _look_for(exporter: str, part: str, tree: etree._Element) -> None:
    if not any(element.get(trees.XML_ID) == part for element in tree.iter(etree.Element)):
        raise UsageError(f"{exporter}: part={part} is not in the document: give the xml:id of a paragraph")
