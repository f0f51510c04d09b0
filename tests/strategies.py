"""What Hypothesis draws documents from: any text that XML can hold, blocks in order, annotations wherever they fall."""

from __future__ import annotations

from hypothesis import strategies as st

from pecia.core.text import MACHINE, Annotation, Block, Document, Span

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t"), min_size=1, max_size=40
)
_PROSE = st.sampled_from(
    ["Ryutin", "Kirov said:", "“no,", "never”", "in 1932,", "the Party.6", "…", "x", "& <b>", "]]>", "—"]
)
CHUNKS = st.lists(st.one_of(_PROSE, WORDS), min_size=1, max_size=8).map(" ".join)
KINDS = ["persName", "placeName", "orgName", "date", "q", "title", "foreign", "sic", "hi"]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of some paragraphs, with annotations that nest, cross each other and run over paragraphs."""
    blocks, at, words = [], 0, []
    for chunk in draw(st.lists(CHUNKS.filter(str.strip), min_size=1, max_size=4)):
        kind = draw(st.sampled_from(["p", "p", "p", "head", "l", "item", "quote", "fw", "note"]))
        attributes = (("n", str(len(blocks) + 1)), ("series", "n")) if kind == "note" else ()
        blocks.append(Block(kind, Span(at, at + len(chunk)), attributes))
        words.append(chunk)
        at += len(chunk) + 2
    text = "\n\n".join(words)
    return Document("law.txt", text, tuple(blocks), (), ()).annotated(draw(st.lists(annotations(text), max_size=8)))


@st.composite
def annotations(draw: st.DrawFn, text: str) -> Annotation:
    """An annotation somewhere in the text; slips have a correction, and lie in one word."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 60)))
    kind = draw(st.sampled_from(KINDS))
    attributes = {"sic": (("corr", "right"),), "persName": (("ref", "#somebody"),), "date": (("when", "1932"),)}
    made_by = draw(st.sampled_from([MACHINE, "", "bs"]))
    return Annotation(
        kind, Span(start, end), made_by, attributes.get(kind, ()), draw(st.sampled_from(["", "high", "low"]))
    )
