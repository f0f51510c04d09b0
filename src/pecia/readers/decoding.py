"""Bytes become text: UTF-8 or what a byte order mark says, else Windows-1252, with a word about it.

The text has `\\n` at the end of each line, and no character that XML 1.0 forbids (section 2.2).
"""

from __future__ import annotations

import codecs
import re

from pecia.core.errors import SourceError
from pecia.core.findings import Finding, Location, Outcome, Severity, place
from pecia.core.legal import ILLEGAL, replaced
from pecia.core.text import Source

LIMIT = 32 * 1024 * 1024
"""The largest plain text that is read, in bytes: the King James Bible six times over."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_FORMATS = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive, as word processors and e-books use it"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
)
_MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype|html|tei)\b", re.IGNORECASE)
_AS_TEXT = "save it as plain text in UTF-8 and try again"


def decode(source: Source) -> Outcome[str]:
    """The text of a plain text file, line ends normalised to `\\n`, form feeds turned into line ends.

    Characters that XML cannot hold become U+FFFD, one for one. Raises SourceError for what is no text:
    empty, binary, another format, or larger than `LIMIT`.
    """
    _refuse_other_formats(source)
    text, findings = _characters(source)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if not text.strip():
        raise SourceError(f"{source.path}: the file is empty: there is nothing to encode")
    clean = replaced(text)
    if clean != text:
        findings = (*findings, _replaced(source, text))
    return Outcome(clean, findings)


def _refuse_other_formats(source: Source) -> None:
    if not source.content:
        raise SourceError(f"{source.path}: the file is empty: there is nothing to encode")
    if len(source.content) > LIMIT:
        size = len(source.content) / 1024 / 1024
        raise SourceError(
            f"{source.path}: {size:.0f} MB are more than the {LIMIT // 1024 // 1024} MB that pecia reads at once: "
            "split the text into chapters"
        )
    for beginning, what in _OTHER_FORMATS:
        if source.content.startswith(beginning):
            raise SourceError(f"{source.path}: this is {what}, not plain text: {_AS_TEXT}")
    if _MARKUP.match(source.content[:200]):
        raise SourceError(f"{source.path}: this is XML or HTML, not plain text: give a TEI file the suffix .xml")


def _characters(source: Source) -> tuple[str, tuple[Finding, ...]]:
    content = source.content
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _by_mark(source, content[len(mark) :], encoding), ()
    if b"\x00" in content:
        return _without_mark(source)
    try:
        text = content.decode("utf-8")
        findings: tuple[Finding, ...] = ()
    except UnicodeDecodeError as error:
        text, findings = _western(source, error)
    controls = len(re.findall("[\x01-\x08\x0b\x0e-\x1f\x7f]", text))
    if controls > 3 and controls * 20 > len(text):
        raise SourceError(f"{source.path}: this is a binary file, not plain text: {_AS_TEXT}")
    return text, findings


def _by_mark(source: Source, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{source.path}: the byte order mark says {encoding.upper()}, but byte {error.start} does not fit it: "
            "save the file again as UTF-8"
        ) from error


def _without_mark(source: Source) -> tuple[str, tuple[Finding, ...]]:
    """UTF-16 leaves a zero in every other byte of a western text; any other zero byte is binary matter."""
    sample = source.content[:4096]
    for encoding, zeros, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if zeros.count(0) * 5 > len(zeros) * 4 and others.count(0) * 20 < len(others):
            try:
                text = source.content.decode(encoding)
            except UnicodeDecodeError:
                break
            return text, (_assumed(source, Location(source.path, 1, 1), encoding.upper()),)
    raise SourceError(f"{source.path}: this is a binary file (it has NUL bytes), not plain text: {_AS_TEXT}")


def _western(source: Source, error: UnicodeDecodeError) -> tuple[str, tuple[Finding, ...]]:
    try:
        text, encoding = source.content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        text, encoding = source.content.decode("latin-1"), "ISO 8859-1"
    # Both have one byte to a character, so the byte's number is the character's; \r\n is one line end for us.
    before = text[: error.start].replace("\r\n", "\n").replace("\r", "\n")
    return text, (_assumed(source, place(before, len(before), source.path), encoding),)


def _assumed(source: Source, where: Location, encoding: str) -> Finding:
    return Finding(
        "P001",
        Severity.WARNING,
        f"the text is not UTF-8 and was read as {encoding}",
        where,
        "look at its accents and quotation marks, or save it as UTF-8",
    )


def _replaced(source: Source, text: str) -> Finding:
    found = ILLEGAL.findall(text)
    first = next(ILLEGAL.finditer(text))
    number = "1 character" if len(found) == 1 else f"{len(found)} characters"
    return Finding(
        "P002",
        Severity.WARNING,
        f"{number} that XML cannot hold became U+FFFD (the first is U+{ord(first.group()):04X})",
        place(text, first.start(), source.path),
        "put in the source what should stand there",
    )
