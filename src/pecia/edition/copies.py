"""The faithful copies of a chapter: every output that was asked for, from one self-contained tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from lxml import etree

from pecia.core.artifacts import Artifact
from pecia.core.errors import UsageError
from pecia.core.findings import Finding, Outcome
from pecia.core.text import Source
from pecia.edition.selfcontained import points_elsewhere, selfcontained
from pecia.edition.settings import Settings
from pecia.exporters import EXPORTERS, Exporter, Parameters
from pecia.tei.decode import parse_tei


def copies(
    source: Source, formats: Iterable[str], given: Mapping[str, str], settings: Settings | None
) -> Outcome[tuple[Artifact, ...]]:
    """The artifacts of each format, in the order asked for, each name once.

    `given` are the parameters of the call; those of `pecia.toml` ([export.FORMAT]) come before them. Raises
    UsageError for a format that there is not, or a parameter that none of the formats has.
    """
    exporters = [EXPORTERS[name] for name in dict.fromkeys(formats)]
    _known(given, exporters)
    path = Path(source.path)
    folder = settings.folder if settings else path.resolve().parent
    tree = parse_tei(source.content, source.path)
    whole = selfcontained(tree, path, folder) if points_elsewhere(source.content) else Outcome(tree)
    stem = path.stem if source.path != "-" else "text"
    made: list[Artifact] = []
    findings: list[Finding] = list(whole.findings)
    for exporter in exporters:
        options = settings.options.get(exporter.name, {}) if settings else {}
        own = settings.folder / "xslt" / f"{exporter.name}.xsl" if settings else None
        outcome = _copy(exporter, whole.value, stem, _parameters(exporter, {**options, **given}), own)
        made += outcome.value
        findings += (replace(f, where=replace(f.where, path=f.where.path or source.path)) for f in outcome.findings)
    return Outcome(tuple(made), tuple(findings))


def _copy(
    exporter: Exporter, tree: etree._Element, stem: str, parameters: Parameters, own: Path | None
) -> Outcome[tuple[Artifact, ...]]:
    """By the edition's own stylesheet, if it has one for this output, in a process of its own."""
    if own is None or not own.is_file():
        return exporter.export(tree, stem, parameters)
    from pecia.engines import saxon_apart

    outcome = saxon_apart.transform(own, tree, parameters, mode=f"{{urn:pecia:modes}}{exporter.name}")
    files = [Artifact(PurePosixPath(f"{stem}{exporter.suffix}"), outcome.value.principal)]
    files += [Artifact(PurePosixPath(href), content) for href, content in outcome.value.results]
    return Outcome(tuple(files), outcome.findings)


def _known(given: Mapping[str, str], exporters: Iterable[Exporter]) -> None:
    every = {option.name for exporter in exporters for option in exporter.options}
    for name in given:
        if name not in every:
            there = f"there is {', '.join(sorted(every))}" if every else "these formats have none"
            raise UsageError(f"no parameter {name!r} for {', '.join(e.name for e in exporters)}: {there}")


def _parameters(exporter: Exporter, given: Mapping[str, str]) -> dict[str, str]:
    """The given ones that this exporter has, and the defaults of the others."""
    made = {}
    for option in exporter.options:
        value = given.get(option.name, option.default)
        if option.values and value not in option.values:
            raise UsageError(f"{exporter.name}: {option.name} is one of {', '.join(option.values)}, not {value!r}")
        made[option.name] = value
    return made
