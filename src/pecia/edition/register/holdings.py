"""All files of an edition, or of a folder of TEI, on one table: its entries, who mentions them, and what changed.

Nothing is written before `save`, and then only the files that changed, each whole, every other byte of it as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree

from pecia.core.errors import UsageError
from pecia.core.legal import illegal
from pecia.core.register import folded
from pecia.core.text import Attributes
from pecia.edition import settings as edition_settings
from pecia.edition import site
from pecia.edition.settings import Settings
from pecia.engines.faithful import Original
from pecia.engines.trees import XML_ID, local, parse, serialize, tei
from pecia.tei import entry as entries
from pecia.tei.responsibility import is_machine, pointer_to
from pecia.validation import Checked, Exemplar
from pecia.validation.folder import Folder
from pecia.validation.pointers import Pointer


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A pointer in running text, and the file that it stands in."""

    document: Checked
    pointer: Pointer

    @property
    def form(self) -> str:
        """What the text says there, on one line."""
        return entries.words(self.pointer.element)

    def __str__(self) -> str:
        return f"{self.document.where(self.pointer.element)}"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One entry: the element, its file, and what an editor would say of it.

    `address` names it on the command line: its `xml:id`, or `file#id` where two files have the same.
    """

    element: etree._Element
    document: Checked
    address: str
    mentions: tuple[Mention, ...] = field(default=(), repr=False)

    @property
    def id(self) -> str:
        return self.element.get(XML_ID, "")

    @property
    def kind(self) -> str:
        return entries.KIND_OF[local(self.element)]

    @property
    def name(self) -> str:
        return next(iter(entries.names(self.element)), "")

    @property
    def variants(self) -> tuple[str, ...]:
        return entries.names(self.element)[1:]

    @property
    def numbers(self) -> Attributes:
        return entries.numbers(self.element)

    @property
    def made_by(self) -> str:
        return entries.maker(self.element)

    def number(self, authority: str) -> tuple[str, ...]:
        """Its numbers with one authority."""
        return tuple(number for kind, number in self.numbers if kind == authority)


class Holdings:
    """The files, read; `folder` is the edition's. Raises SourceError for what cannot be read or is not well-formed."""

    def __init__(self, folder: Path, settings: Settings | None, documents: Iterable[Checked]) -> None:
        self.folder = folder
        self.settings = settings
        self.documents = tuple(documents)
        self.answers: dict[tuple[str, str], str] = {}
        """The value of `@resp` for each file and person asked for."""
        self._originals: dict[int, Original | None] = {}

    @cached_property
    def exemplar(self) -> Exemplar:
        return Exemplar(self.documents, folder=Folder(self.folder), complete=True)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, the registers' in the order of their files."""
        found = [(document, element) for document in self.documents for element in entries.entries_in(document.tree)]
        ids: dict[str, int] = {}
        for _, element in found:
            ids[element.get(XML_ID, "")] = ids.get(element.get(XML_ID, ""), 0) + 1
        return tuple(
            Entry(element, document, self._address(document, element, ids), tuple(self._mentions(element)))
            for document, element in found
        )

    def _address(self, document: Checked, element: etree._Element, ids: dict[str, int]) -> str:
        identifier = element.get(XML_ID, "")
        if not identifier or ids[identifier] == 1:
            return identifier
        return f"{self.relative(document.path)}#{identifier}"

    def relative(self, path: str) -> str:
        """A path as seen from the folder."""
        return os.path.relpath(Path(path).resolve(), self.folder).replace(os.sep, "/")

    def _mentions(self, element: etree._Element) -> Iterator[Mention]:
        for document, pointer in self.exemplar.targets.get(element, ()):
            above = [pointer.element, *pointer.element.iterancestors()]
            # The later pieces of a name that is broken by other marks are no mentions of their own.
            later = pointer.element.get("prev") is not None
            if not later and any(local(e) == "text" for e in above) and not any(map(entries.is_entry, above)):
                yield Mention(document, pointer)

    def entry(self, name: str) -> Entry:
        """The entry by its id, `file#id`, or its only name. Raises UsageError for none or several, and says which."""
        identified = [e for e in self.entries if name in (e.address, e.id) and e.id]
        found = identified or [e for e in self.entries if self._is(e, name)]
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            shown = ", ".join(f"{entry.address or entry.name}" for entry in found[:5])
            raise UsageError(f"{name!r} is more than one entry: {shown}; name one of them")
        raise UsageError(f"there is no entry {name!r} in {site.typed(self.folder)}{self._near(name)}")

    def _is(self, entry: Entry, name: str) -> bool:
        file, hash_sign, identifier = name.rpartition("#")
        if hash_sign:
            return entry.id == identifier and (not file or Path(file).resolve() == Path(entry.document.path).resolve())
        return folded(name) in map(folded, (entry.name, *entry.variants)) and bool(entry.id)

    def _near(self, name: str) -> str:
        from difflib import get_close_matches

        close = get_close_matches(name, [entry.id for entry in self.entries if entry.id], 1)
        return f"; did you mean {close[0]}?" if close else "; pecia register list shows them"

    def change(self, document: Checked) -> etree._Element:
        """The tree of a file, to be changed: what it was is taken down first."""
        if id(document) not in self._originals:
            self._originals[id(document)] = Original(document.content, document.tree) if document.content else None
        return document.tree

    def home(self, kind: str, into: Path | None = None) -> Checked:
        """The file that new entries of a kind go to: that of the edition's register, which is made where there is none;
        in a plain folder the one that lists them. Raises UsageError where it is not clear."""
        if into is not None:
            wanted = into.resolve()
        elif self.settings is not None:
            wanted = self.folder / self.settings.register / entries_file(kind)
        else:
            return self._listing(kind)
        for document in self.documents:
            if Path(document.path).resolve() == wanted:
                return document
        if self.settings is None:
            raise UsageError(f"{into}: is no TEI file of {site.typed(self.folder)}")
        made = Checked(str(site.typed(wanted)), _new_file(self.settings, kind, wanted))
        self.documents = (*self.documents, made)
        self.forget()
        return made

    def _listing(self, kind: str) -> Checked:
        having = [
            d for d in self.documents if any(entries.KIND_OF[local(e)] == kind for e in entries.entries_in(d.tree))
        ]
        having = [d for d in having if not d.is_text] or having
        having = having or [d for d in self.documents if not d.is_text] or list(self.documents)
        if len(having) != 1:
            shown = f" ({', '.join(d.path for d in having[:3])} …)" if having else ""
            raise UsageError(f"there is not one file that lists every {kind}{shown}: name one with --into FILE")
        return having[0]

    def forget(self) -> None:
        """Says that entries or pointers have changed: they are looked for again when they are next asked for."""
        for name in ("exemplar", "entries"):
            self.__dict__.pop(name, None)
        for document in self.documents:
            for name in ("ids", "pointers"):
                document.__dict__.pop(name, None)

    def ids(self) -> set[str]:
        """Every `xml:id` of every file."""
        return {identifier for document in self.documents for identifier in document.tree.xpath("//@xml:id")}

    def changed(self) -> tuple[tuple[Checked, bytes], ...]:
        """The files in which something is new, with their bytes."""
        found = []
        for document in self.documents:
            if id(document) in self._originals:
                original = self._originals[id(document)]
                content = original.written() if original is not None else serialize(document.tree)
                if content != document.content:
                    found.append((document, content))
        return tuple(found)

    def save(self, *, registers_first: bool) -> tuple[Path, ...]:
        """Writes what changed. In between no pointer leads to nothing: an entry comes before its mentions, and goes
        after them."""
        order = sorted(self.changed(), key=lambda pair: (pair[0].is_text == registers_first, pair[0].path))
        return tuple(Path(d.path) for d, content in order if site.put(Path(d.path), content))


def entries_file(kind: str) -> str:
    """The file of a register folder that lists a kind."""
    from pecia.tei.register import FILES

    return FILES[kind]


def _new_file(settings: Settings, kind: str, path: Path) -> etree._Element:
    from pecia.edition.workshop import TITLES, desk_for
    from pecia.tei.header import Facts, header
    from pecia.tei.register import register_file

    facts = Facts(name="the texts of the edition", title=TITLES[kind], language=settings.language)
    return register_file(TITLES[kind], header(desk_for(settings).header, facts, str(path)).value)


def open_folder(folder: Path) -> Holdings:
    """The edition that a folder lies in: its chapters and registers; where there is no `pecia.toml`, every TEI file in
    the folder. Raises UsageError where there is none, SourceError for one that cannot be read."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: is no folder; name that of the edition, or one with TEI files")
    file = edition_settings.find(folder)
    settings = edition_settings.load(file) if file else None
    root = settings.folder if settings else folder.resolve()
    places = [root / settings.output, root / settings.register] if settings else [root]
    # Registers first: their order is that of the lists.
    paths = [path for place in reversed(places) for path in sorted(place.rglob("*.xml")) if _seen(path, place)]
    documents = [read for path in dict.fromkeys(paths) if (read := _read(path)) is not None]
    if not documents:
        where = site.typed(root)
        raise UsageError(f"{where}: no TEI file in it; begin an edition with pecia new, or name a folder with --in")
    return Holdings(root, settings, documents)


def _seen(path: Path, place: Path) -> bool:
    return not any(part.startswith(".") for part in path.relative_to(place).parts)


def _read(path: Path) -> Checked | None:
    shown = str(site.typed(path))
    source = site.take(Path(shown))
    tree = parse(source.content, shown)
    if tree.tag not in (tei("TEI"), tei("teiCorpus")):
        return None  # A folder may hold schemas and settings in XML.
    return Checked(shown, tree, source.content)


def answering(holdings: Holdings, document: Checked, by: str) -> str:
    """The value of `@resp` for whoever decides, who is put into the file's header if missing; "" where nobody is named:
    what has no `@resp` is vouched for by the edition as a whole. Raises UsageError for a name that is the machine's."""
    who = by or (holdings.settings.reviewer if holdings.settings else "")
    if not who:
        return ""
    if is_machine(who):
        raise UsageError(f"--by {who}: is the name of the tool; name the person who decides")
    if wrong := illegal(who):
        raise UsageError(f"--by {who!r}: has a character that XML cannot hold ({wrong}); leave it out")
    key = (document.path, who)
    if key not in holdings.answers:
        holdings.answers[key] = pointer_to(holdings.change(document), who, "register revised by")
    return holdings.answers[key]
