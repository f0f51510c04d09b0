"""From a source to a TEI tree, and from a TEI tree to the same with the machine's marks renewed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePath

from lxml import etree

from pecia.annotators import ANNOTATORS, Annotator, Knowledge, Witness
from pecia.core.errors import UsageError
from pecia.core.findings import Finding, Location, Outcome, offsets, places
from pecia.core.register import Entity, Register, proposal
from pecia.core.text import MACHINE, Annotation, Document, Source
from pecia.edition.settings import Settings
from pecia.engines.faithful import Original
from pecia.engines.trees import serialize
from pecia.learning.files import Model
from pecia.readers import READERS, Reader
from pecia.readers.notes import with_notes
from pecia.readers.stretches import in_stretches
from pecia.tei.body import Pointer
from pecia.tei.decode import claims_that_fit, decode, parse_tei, renew, without_own
from pecia.tei.encoder import tree_of
from pecia.tei.header import Facts, header
from pecia.tei.ids import free, identify, is_ours
from pecia.tei.register import FILES, extend, read_register

TEI_SUFFIXES = frozenset({".xml", ".tei"})


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the table while texts are encoded: the settings, the header to fill, the register.

    `register_path` is the way from the TEI files to the folder of the register (`../register`); "" where the
    register is kept in each file's own `<standOff>`. `models` are those that the edition names, None where it names
    none; `witness` is its second voter.
    """

    settings: Settings
    header: etree._Element | None = None
    register: Register = field(default_factory=Register)
    register_path: str = ""
    models: tuple[Model, ...] | None = None
    witness: Witness | None = None

    def knowledge(self) -> Knowledge:
        settings = self.settings
        titles = settings.titles_in_names
        if titles is None and self.models:
            # What a model has learnt of the edition's manner counts for more than the custom of the language.
            titles = self.models[0].get("titles") == "inside"
        own = (self.models, self.witness, titles)
        return Knowledge(self.register, settings.abbreviations, settings.never, *own)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A TEI tree, the document that it holds, and the register with what this text added.

    `where` says at which place of the file that was read a character of the document stands. `original` is that file,
    if it was TEI: what did not change keeps its bytes.
    """

    tree: etree._Element
    document: Document
    register: Register
    where: Callable[[int], Location]
    changed: bool = True
    original: Original | None = None

    def content(self) -> bytes:
        return self.original.written() if self.original is not None else serialize(self.tree)


def reader_for(path: str) -> Reader:
    """The reader of a file, by its suffix; what has none of a format's suffixes is read as plain text."""
    suffix = PurePath(path).suffix.lower()
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader
    if suffix in ("", ".txt") or path == "-":
        return READERS["text"]
    known = sorted({suffix for reader in READERS for suffix in reader.suffixes} | TEI_SUFFIXES)
    raise UsageError(f"{path}: no reader for {suffix} files: there are readers for {', '.join(known)}")


def read(source: Source, notes: Source | None = None) -> Outcome[Document]:
    """The document of a source, with the notes of a second file at its end."""
    outcome = reader_for(source.path).read(source)
    return outcome if notes is None else with_notes(outcome.value, notes).noticing(outcome.findings)


def encode(source: Source, desk: Desk, notes: Source | None = None) -> Outcome[Encoded]:
    """A new TEI tree of a source."""
    reading = read(source, notes)
    read_in = in_stretches(_in_language(reading.value, desk))
    annotated = annotate(_without_labels(read_in), desk)
    document, register = annotated.value
    document = replace(document, text=read_in.text)
    heading = header(desk.header, _facts(document, desk.settings), source.path)
    tree = tree_of(document, heading.value, _pointer(register, desk))
    if not desk.register_path:
        apart = _apart(document, register, desk.register, tree)
        if apart[0] is not document:
            document, register = apart
            tree = tree_of(document, heading.value, _pointer(register, desk))
        extend(tree, _mentioned(document, register))
    findings = (*reading.findings, *annotated.findings, *heading.findings)
    return Outcome(Encoded(tree, document, register, places(document.text, source.path)), findings)


def _without_labels(document: Document) -> Document:
    """The document as annotators see it: with blanks for the numbers of its notes and items, which are no part of their
    words, though some are glued to them."""
    text = list(document.text)
    for block in document.blocks:
        length = min(int(block.get("label", "0")), len(block.span))
        text[block.span.start : block.span.start + length] = " " * length
    return replace(document, text="".join(text))


def renewed(content: bytes, path: str, desk: Desk) -> Outcome[Encoded]:
    """A TEI file with the machine's own marks made afresh. What a person changed or confirmed stays as it is.

    The tree is the one that was read: where nothing new is found, nothing in it changes.
    """
    tree = parse_tei(content, path)
    original = Original(content, tree)
    # The lists of the document itself are part of what is known, before those of the edition.
    known = Register(read_register(tree).entities).extended(desk.register.entities)
    decoded = decode(tree, path)
    bare = without_own(decoded.document)
    outcome = annotate(_without_labels(_worth_reading(bare)), replace(desk, register=known), decoded.facts)
    claimed, register = outcome.value
    if not desk.register_path:
        claimed, register = _apart(claimed, register, known, tree)
    document = replace(bare, annotations=claimed.annotations)
    changed = renew(decoded, document, _pointer(register, desk))
    # What a person has put in can be cited from now on, as all the rest.
    changed |= is_ours(tree) and identify(tree)
    if not desk.register_path:
        changed |= extend(tree, _mentioned(document, register))
    offset = offsets(document.text)
    # Of what a person has refused there is nothing more to say.
    refused = decoded.refused_at
    open_ones = (f for f in outcome.findings if not f.where.line or offset(f.where) not in refused)
    findings = (replace(f, where=decoded.where(offset(f.where))) for f in open_ones)
    return Outcome(Encoded(tree, document, register, decoded.where, changed, original), tuple(findings))


def _worth_reading(document: Document) -> Document:
    """Without blocks that have no words: a note whose body is lost is no body to an annotator."""
    return replace(document, blocks=tuple(block for block in document.blocks if document.covered(block.span).strip()))


def annotate(document: Document, desk: Desk, facts: Iterable[Annotation] = ()) -> Outcome[tuple[Document, Register]]:
    """The document with all that the annotators claim, but for what contradicts `facts`, the marks of persons."""
    known = tuple(facts)
    vouched = desk.register.vouched()
    knowledge = replace(desk.knowledge(), register=vouched)
    findings: list[Finding] = []
    document = _in_language(document, desk)
    for annotator in in_order(list(ANNOTATORS)):
        if annotator.kinds <= {"sic"} and not desk.settings.correct:
            continue
        outcome = annotator.annotate(document, knowledge)
        fitting = claims_that_fit(outcome.value.annotations, known)
        document = document.annotated(fitting)
        pointed = {claim.get("ref") for claim in fitting}
        entities = (entity for entity in outcome.value.entities if entity.id in pointed)
        knowledge = replace(knowledge, register=knowledge.register.extended(entities))
        findings += outcome.findings
    return Outcome(_entered(document, vouched, knowledge.register, desk.register), tuple(findings))


def _in_language(document: Document, desk: Desk) -> Document:
    """The document in the language of the edition, where it does not say itself which."""
    language = desk.settings.language
    return document.having(language=language) if language and not document.get("language") else document


def _entered(document: Document, vouched: Register, proposed: Register, known: Register) -> tuple[Document, Register]:
    """The document with its proposals under the ids that earlier runs gave them, and the register with them all.

    Annotators see only what persons answer for, so that a second run claims what the first did; which of the
    machine's earlier entries a proposal is, is decided here.
    """
    taken, ids = {entity.id for entity in known.entities}, {}
    entered: list[Entity] = []
    for entity in proposed.entities:
        entry = entity
        if vouched.get(entity.id) is None:
            entry = known.entry_for(entity)
            if known.get(entry.id) is None and entry.id in taken:
                # Two proposals of one text are two entries, or they would be one proposal.
                entry = proposal(entity.kind, entity.name, entity.variants, taken)
            ids[entity.id] = entry.id
        if vouched.get(entity.id) != entity:
            entered.append(entry)
            taken.add(entry.id)
    return _moved(document, ids), known.extended(entered)


def _apart(document: Document, register: Register, known: Register, tree: etree._Element) -> tuple[Document, Register]:
    """The same, with other ids for new entries that are to stand in a tree where something else has theirs."""
    taken = set(tree.xpath("//@xml:id"))
    ids: dict[str, str] = {}
    for entity in register.entities:
        if entity.id in taken and known.get(entity.id) is None:
            ids[entity.id] = free(entity.id, taken | {e.id for e in register.entities} | set(ids.values()))
    if not ids:
        return document, register
    return _moved(document, ids), Register(tuple(replace(e, id=ids.get(e.id, e.id)) for e in register.entities))


def _moved(document: Document, ids: Mapping[str, str]) -> Document:
    """The document with the machine's pointers led to other ids."""
    annotations = tuple(
        a.having(ref=ids[a.get("ref")]) if a.made_by == MACHINE and a.get("ref") in ids else a
        for a in document.annotations
    )
    return replace(document, annotations=annotations)


def in_order(annotators: Sequence[Annotator]) -> Iterator[Annotator]:
    """Each after those that it wants to hear first; else in the order of their names."""
    by_name = {annotator.name: annotator for annotator in annotators}
    sorter = TopologicalSorter({a.name: [name for name in a.after if name in by_name] for a in annotators})
    try:
        sorter.prepare()
    except CycleError as error:
        raise UsageError(f"annotators wait for each other: {' → '.join(error.args[1])}") from error
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        yield from (by_name[name] for name in ready)
        sorter.done(*ready)


def _facts(document: Document, settings: Settings) -> Facts:
    stem = PurePath(document.name).stem
    spoken = [block.get("lang") for block in document.blocks]
    spoken += [annotation.get("lang") for annotation in document.of_kind("foreign")]
    return Facts(
        name=PurePath(document.name).name,
        title=document.get("title") or settings.title,
        language=document.get("language"),
        languages=tuple(dict.fromkeys(filter(None, spoken))),
        date=settings.date,
        identifier=f"{settings.base}/{stem}.html" if settings.base else "",
        julian=any(annotation.get("calendar") for annotation in document.of_kind("date")),
    )


def _pointer(register: Register, desk: Desk) -> Pointer:
    def to(identifier: str) -> str:
        entity = register.get(identifier)
        if entity is None or not desk.register_path:
            return f"#{identifier}"
        return f"{desk.register_path}/{FILES[entity.kind]}#{identifier}"

    return to


def _mentioned(document: Document, register: Register) -> tuple[Entity, ...]:
    """The entities that the document points to, in the order of the register."""
    pointed = {annotation.get("ref").rpartition("#")[2] for annotation in document.annotations}
    return tuple(entity for entity in register.entities if entity.id in pointed)


def counts(document: Document) -> dict[str, int]:
    """How many of each kind are marked, and how many blocks are set aside: for the summary."""
    found = Counter(annotation.kind for annotation in document.annotations)
    found["fw"] = sum(block.kind == "fw" for block in document.blocks)
    return dict(sorted(found.items()))
