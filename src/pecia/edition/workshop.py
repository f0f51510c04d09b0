"""An edition at work: its header, its register and its chapters on the table, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from pecia.annotators.names.model import checked
from pecia.core.artifacts import Artifact
from pecia.core.errors import OutputError, SourceError
from pecia.core.findings import Outcome
from pecia.core.register import Register
from pecia.core.text import Source
from pecia.edition import site
from pecia.edition.accounts import Account, compare
from pecia.edition.pipeline import TEI_SUFFIXES, Desk, Encoded, encode, reader_for, renewed
from pecia.edition.settings import Settings
from pecia.engines.faithful import Original
from pecia.engines.spacy import witness
from pecia.engines.trees import local, parse, serialize, tei
from pecia.learning.files import Model
from pecia.readers.decoding import decode
from pecia.tei.decode import parse_tei
from pecia.tei.header import Facts, header
from pecia.tei.register import FILES, extend, read_register, register_file

TITLES = {"person": "Persons", "place": "Places", "org": "Organisations", "work": "Works"}


@dataclass(frozen=True, slots=True)
class Work:
    """One source encoded: where it goes, and the bytes; `changed` is False where a file there says the same already."""

    encoded: Encoded
    target: Path | None
    content: bytes
    changed: bool


def desk_for(settings: Settings, register_path: str | None = None) -> Desk:
    """The table laid for an edition: its header and its register read.

    `register_path` is the way from the TEI files to the register's folder, and by default the way from
    `settings.output`. Raises SourceError where header or register cannot be read.
    """
    if register_path is None:
        up = "/".join([".."] * len(PurePosixPath(settings.output).parts))
        register_path = f"{up}/{settings.register}" if up and up != "." else settings.register
    return Desk(
        settings, _header(settings), _register(settings), register_path, _models(settings), witness(settings.spacy)
    )


def _models(settings: Settings) -> tuple[Model, ...] | None:
    if not settings.model:
        return None
    source = site.take(site.typed(settings.folder / settings.model))
    return (checked(source.content, source.path),)


def _header(settings: Settings) -> etree._Element | None:
    path = settings.folder / settings.header
    if not settings.header or not path.is_file():
        return None
    root = parse(site.take(path).content, str(path))
    found = root if local(root) == "teiHeader" else root.find(tei("teiHeader"))
    if found is None:
        raise SourceError(f"{path}: holds no <teiHeader> in the TEI namespace; `pecia new` writes one to start from")
    return found


def _register(settings: Settings) -> Register:
    folder = settings.folder / settings.register
    known = Register()
    for file in sorted(folder.glob("*.xml")) if folder.is_dir() else ():
        known = known.extended(read_register(parse(site.take(file).content, str(file))).entities)
    return known


def work_on(
    path: Path, target: Path | None, desk: Desk, *, notes: Path | None = None, overwrite: bool = False
) -> Outcome[Work]:
    """Encodes a source; a TEI file, or a target that is there already, gets the machine's marks renewed.

    Raises OutputError when the target holds another text than the source, or is another TEI file: nothing of
    it is touched.
    """
    source = site.take(path)
    if path.suffix.lower() in TEI_SUFFIXES:
        renewal = _renew(source, target or path, desk)
        if not overwrite:
            _guard(path, renewal.value)
        return renewal
    reader_for(source.path)  # A file that no reader takes is no source of what is there.
    if target is None or overwrite or not target.exists():
        outcome = encode(source, desk, site.take(notes) if notes else None)
        return Outcome(_work(outcome.value, target, b""), outcome.findings)
    there = site.take(target)
    account = account_for(source, there, site.take(notes) if notes else None)
    if account.difference is not None:
        where, message = account.difference.where, account.difference.message
        raise OutputError(
            f"{target}: is there already and does not hold this text ({where}: {message}); "
            "encode it under another name, or say --overwrite to start afresh"
        )
    return _renew(there, target, desk)


def encode_text(source: Source, desk: Desk, notes: Source | None = None) -> Outcome[Work]:
    """Encodes what came in by standard input: TEI is renewed, all else encoded."""
    if source.content.lstrip()[:5] == b"<?xml" or source.content.lstrip()[:4] == b"<TEI":
        outcome = renewed(source.content, source.path, desk)
    else:
        outcome = encode(source, desk, notes)
    return Outcome(_work(outcome.value, None, b""), outcome.findings)


def _renew(source: Source, target: Path, desk: Desk) -> Outcome[Work]:
    outcome = renewed(source.content, source.path, desk)
    # Written as it came where nothing is new: no byte of it is pecia's to change, and a copy is a copy.
    content = outcome.value.content() if outcome.value.changed else source.content
    there = site.take(target).content if target.is_file() else None
    return Outcome(Work(outcome.value, target, content, changed=content != there), outcome.findings)


def _guard(path: Path, work: Work) -> None:
    """Raises OutputError where the target is another file than the source, and holds something else."""
    target = work.target
    if target is not None and work.changed and target.exists() and target.resolve() != path.resolve():
        raise OutputError(f"{target}: is there already, and says something else; name another file, or say --overwrite")


def _work(encoded: Encoded, target: Path | None, before: bytes) -> Work:
    content = encoded.content()
    return Work(encoded, target, content, changed=content != before)


def account_for(source: Source, encoded: Source, notes: Source | None = None) -> Account:
    """Compares a source (and its file of notes) with a TEI file: see `accounts`."""
    text = decode(source).value
    if notes is not None:
        text = f"{text}\n\n{decode(notes).value}"
    return compare(text, source.path, parse_tei(encoded.content, encoded.path), encoded.path)


def register_files(desk: Desk, register: Register, folder: Path) -> tuple[Artifact, ...]:
    """The files of a register folder in which something is new; what they say already stays as it is."""
    made = []
    for kind, name in FILES.items():
        fresh = [e for e in register.entities if e.kind == kind and desk.register.get(e.id) != e]
        path = folder / name
        if not fresh:
            continue
        original = None
        if path.is_file():
            content = site.take(path).content
            root = parse(content, str(path))
            original = Original(content, root)
        else:
            facts = Facts(name="the texts of the edition", title=TITLES[kind], language=desk.settings.language)
            root = register_file(TITLES[kind], header(desk.header, facts, str(path)).value)
        if extend(root, fresh):
            made.append(Artifact(PurePosixPath(name), original.written() if original else serialize(root)))
    return tuple(made)


def sources_of(settings: Settings) -> tuple[Path, ...]:
    """The sources of an edition, in the order of their paths."""
    found = {path for pattern in settings.sources for path in settings.folder.glob(pattern) if path.is_file()}
    notes = {settings.folder / path for _, path in settings.notes}
    return tuple(sorted(found - notes))


def notes_of(settings: Settings, source: Path) -> Path | None:
    """The file of notes that `pecia.toml` names for a source."""
    return next((settings.folder / b for a, b in settings.notes if settings.folder / a == source.resolve()), None)


def chapters_of(settings: Settings) -> tuple[Path, ...]:
    """The TEI files of an edition's output folder."""
    return tuple(sorted((settings.folder / settings.output).glob("*.xml")))


def edition_files(settings: Settings) -> tuple[Path, ...]:
    """The TEI files that are the edition: its chapters, and the files of its register."""
    return (*chapters_of(settings), *sorted((settings.folder / settings.register).glob("*.xml")))
