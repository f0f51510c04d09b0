"""One record per output. HTML, text and citations are made by XSLT; a record says by which package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from pecia.core.artifacts import Artifact
from pecia.core.findings import Outcome
from pecia.registry import Registry

Parameters: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """What an editor may set with `-p name=value`: `values` lists them all, or is empty where any string will do."""

    name: str
    about: str
    default: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """One output format. `export` gets a self-contained TEI tree (the register entries that it uses are in its
    `<standOff>`), the file's stem and the parameters, checked against `options`; it returns the files to write.
    """

    name: str
    suffix: str
    media_type: str
    about: str
    export: Callable[[etree._Element, str, Parameters], Outcome[tuple[Artifact, ...]]]
    options: tuple[Option, ...] = ()


EXPORTERS: Registry[Exporter] = Registry("pecia.exporters", Exporter)
