"""By which schemas a document is judged: those of the call, else its own, else the edition's, else pecia's.

Nothing is fetched. A schema that a document names is read where it lies inside the edition, or, without one, inside the
folder that pecia was started in or that the document lies in. A name of TEI's own release means the `tei_all` of pecia.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from pecia import resources
from pecia.core.errors import UsageError
from pecia.core.findings import Finding, Location, Severity
from pecia.edition.site import put, typed
from pecia.edition.validating.memory import cache_folder, program
from pecia.validation import Checked
from pecia.validation.association import Association, associations
from pecia.validation.judge import SUFFIXES, Choice, standard

NAMES = ("tei_all", "pecia")
RULE = "V306"
_RELEASE = re.compile(r"https?://(?:www\.)?tei-c\.org/(?:release|Vault)/\S*/tei_all\.(?:rng|rnc|xsd)(?:[?#].*)?")


@dataclass(frozen=True, slots=True)
class Chooser:
    """`asked` are the schemas of the call, `decided` those of `pecia.toml`; `home` is the edition's folder, or None."""

    asked: tuple[Path, ...] = ()
    decided: tuple[Path, ...] = ()
    home: Path | None = None

    def __call__(self, document: Checked) -> Choice:
        if self.asked:
            return Choice(self.asked, "--schema")
        findings: list[Finding] = []
        found: dict[Path, str] = {}
        for association in associations(document.tree):
            answer = self._found(association, document.path)
            if isinstance(answer, Path):
                found.setdefault(answer, association.by)
            elif answer is not None:
                findings.append(answer)
        if found:
            return Choice(tuple(found), next(iter(found.values())), tuple(findings))
        if self.decided:
            return Choice(self.decided, "pecia.toml", tuple(findings))
        return Choice(standard().schemas, "", tuple(findings))

    def _found(self, association: Association, path: str) -> Path | Finding | None:
        """The schema's file; or what is wrong with the name; None for what is judged all the same."""
        if association.is_embedded and _RELEASE.fullmatch(association.href):
            return None  # The constraints of TEI's release come with no schema of ours yet; its grammar does.
        if _RELEASE.fullmatch(association.href):
            return tei_all()
        return self._inside(association, path)

    def _inside(self, association: Association, path: str) -> Path | Finding:
        named = f"{association.by} names {association.href}"
        where = Location(path, association.line)
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", association.href):
            return _not_read(where, f"{named}, and pecia fetches nothing", "copy it into the edition, or give --schema")
        folder = Path() if path == "-" else Path(path).parent
        file = Path(os.path.normpath(folder / unquote(association.href.partition("#")[0])))
        if not any(file.resolve().is_relative_to(root) for root in self._roots(folder)):
            return _not_read(where, f"{named}, which lies outside of the edition", "copy it into the edition")
        if not file.is_file():
            return _not_read(where, f"{named}, and there is no such file", "correct the path, or put the schema there")
        if association.is_embedded or file.suffix not in SUFFIXES:
            kind = "Schematron inside of another schema" if association.is_embedded else f"a schema {file.suffix}"
            return _not_read(where, f"{named}: {kind} is not judged by", "name a file .rng, .xsd or .sch")
        return file

    def _roots(self, folder: Path) -> Iterable[Path]:
        return (self.home.resolve(),) if self.home else (Path().resolve(), folder.resolve())


def named(names: Iterable[str], folder: Path = Path()) -> tuple[Path, ...]:
    """The schemas by these names: `tei_all`, `pecia`, or a file (relative to the folder).

    Raises UsageError for what is no schema by its name.
    """
    found: list[Path] = []
    for name in names:
        if name == "pecia":
            found.extend(standard().schemas)
        elif name == "tei_all":
            found.append(tei_all())
        elif Path(name).suffix not in SUFFIXES:
            raise UsageError(f"{name}: a schema is {' or '.join(NAMES)}, or a file .rng, .xsd or .sch")
        else:
            found.append(typed(folder / name) if folder != Path() else Path(name))
    return tuple(found)


@cache
def tei_all() -> Path:
    """The grammar of all of TEI, compiled from the facts in the package, once for each state of pecia."""
    path = cache_folder() / program()[:16] / "tei_all.rng"
    if not path.is_file():
        put(path, _compiled())
    return path


def _compiled() -> bytes:
    from lxml import etree

    from pecia.odd import facts, resolve, write_relaxng
    from pecia.odd.customization import read

    known = facts.load()
    modules = dict.fromkeys(("tei", *sorted(element.module for element in known.elements.values())))
    parts = "".join(f'<moduleRef key="{module}"/>' for module in modules)
    start = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><schemaSpec ident="tei_all" start="TEI teiCorpus">'
    odd = read(f"{start}{parts}</schemaSpec></TEI>".encode(), "tei_all")
    return etree.tostring(write_relaxng.relaxng(resolve.resolve(known, odd)), encoding="UTF-8", xml_declaration=True)


def shown(schema: Path) -> str:
    """A schema as an editor knows it: by its path, or, of those that pecia has itself, by the name."""
    own = schema.is_relative_to(cache_folder()) or schema.is_relative_to(resources.folder("schemas"))
    return schema.stem if schema.is_relative_to(cache_folder()) else schema.name if own else str(schema)


def _not_read(where: Location, message: str, hint: str) -> Finding:
    return Finding(RULE, Severity.WARNING, message, where, hint)
