"""Sources as no editor would write them: all are encoded, validly, with nothing lost, or refused in words."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pecia import relaxng, resources
from pecia.core.errors import SourceError
from pecia.core.text import Source
from pecia.edition.accounts import compare
from pecia.edition.pipeline import Desk, encode, renewed
from pecia.edition.settings import Settings
from pecia.engines.trees import parse, serialize
from pecia.readers.decoding import decode

ROOT = Path(__file__).resolve().parents[2]
_SAMPLE = (ROOT / "tei/sources/ryutin.txt").read_text("utf-8")
_DESK = Desk(Settings(ROOT))
_PIECES = st.one_of(
    st.sampled_from(
        [
            "\n\n",
            "\n",
            "“",
            "”",
            "‘",
            "’",
            "1",
            "12.",
            "fn3",
            "[7]",
            "*",
            "IC",
            "— ",
            "    ",
            "\t",
            "&",
            "<p>",
            "]]>",
            "\f",
        ]
    ),
    st.text(max_size=12),
    st.builds(lambda a, n: _SAMPLE[a : a + n], st.integers(0, len(_SAMPLE)), st.integers(1, 300)),
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A stretch of the sample chapter with a few cuts, doublings and foreign pieces."""
    start = draw(st.integers(0, len(_SAMPLE) - 1))
    text = _SAMPLE[start : start + draw(st.integers(1, 3000))]
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(_PIECES) + text[at + draw(st.integers(0, 40)) :]
    return text


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
@example("fn3К")
@example("fn3August 1")
@example("A word.1\n\n1See the book.\n")
def test_a_mutated_source_is_encoded_validly_and_nothing_is_lost(text: str) -> None:
    source = Source("m.txt", text.encode("utf-8", "surrogatepass"))
    try:
        outcome = encode(source, _DESK)
    except SourceError:
        return
    content = serialize(outcome.value.tree)
    tree = parse(content, "m.xml")
    assert compare(decode(source).value, "m.txt", tree, "m.xml").difference is None
    assert relaxng.check(resources.folder("schemas") / "pecia.rng", tree, "m.xml") == ()
    assert serialize(renewed(content, "m.xml", _DESK).value.tree) == content


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_bytes_are_encoded_or_refused(content: bytes) -> None:
    try:
        tree = encode(Source("b.txt", content), _DESK).value.tree
    except SourceError:
        return
    assert compare(decode(Source("b.txt", content)).value, "b.txt", parse(serialize(tree), "b.xml"), "b.xml").holds
