"""Laws of content models: the notation says everything, simplifying changes nothing, loosening only lets more in."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pecia.core.errors import SchemaError
from pecia.odd import facts
from pecia.odd.content import (
    Anything,
    Choice,
    Datatype,
    Empty,
    Macro,
    Model,
    Name,
    NotAllowed,
    Pattern,
    Repeat,
    Sequence,
    Text,
    Value,
    Xsd,
    choice,
    rebuilt,
    repeat,
    sequence,
)
from pecia.odd.determinism import deterministic, loosened
from pecia.odd.notation import notation, parsed

_COUNTS = st.sampled_from([(0, 1), (0, None), (1, None), (2, None), (1, 3), (2, 2)])
_NAMES = st.sampled_from("abcd").map(Name)
_LEAVES = st.one_of(
    _NAMES,
    st.sampled_from([Empty(), Text(), NotAllowed(), Model("model.p"), Model("model.q", "sequenceOptional")]),
    st.sampled_from([Macro("macro.m"), Datatype("teidata.word"), Value('say "no" \\ ж'), Value(""), Xsd("date")]),
    st.sampled_from([Xsd("token", (("pattern", r'[^\p{C}"]+'), ("maxLength", "3"))), Anything((), ("urn:a", "urn:b"))]),
)


def _patterns(leaves: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    def deeper(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
        parts = st.lists(inner, min_size=2, max_size=4).map(tuple)
        repeated = st.tuples(inner, _COUNTS).map(lambda both: Repeat(both[0], *both[1]))
        return st.one_of(parts.map(Sequence), parts.map(Choice), repeated)

    return st.recursive(leaves, deeper, max_leaves=8)


def _regex(pattern: Pattern) -> str:
    """The same language as a regular expression, where each element is one letter."""
    match pattern:
        case Name(name):
            return name
        case Sequence(parts):
            return "".join(map(_regex, parts))
        case Choice(parts):
            return f"(?:{'|'.join(map(_regex, parts))})"
        case Repeat(part, least, most):
            return f"(?:{_regex(part)}){{{least},{'' if most is None else most}}}"
        case NotAllowed():
            return "(?!)"
        case _:
            return ""


def _names(leaf: Pattern) -> tuple[str, ...]:
    return (leaf.name,) if isinstance(leaf, Name) else ()


@given(_patterns(_LEAVES))
def test_what_is_written_can_be_read_back(pattern: Pattern) -> None:
    assert parsed(notation(pattern)) == pattern


@pytest.mark.parametrize("wrong", ["", "a,", "(a", "a)", "a | ", "a{2", "&", "a b", "xsd:token[pattern=", "?"])
def test_what_is_no_content_model_is_refused(wrong: str) -> None:
    with pytest.raises(SchemaError):
        parsed(wrong)


@given(_patterns(st.one_of(_NAMES, st.just(Empty()), st.just(NotAllowed()))), st.text("abcd", max_size=5))
@settings(max_examples=300)
def test_simplifying_keeps_the_language(pattern: Pattern, word: str) -> None:
    simple = rebuilt(pattern, lambda leaf: leaf)
    assert bool(re.fullmatch(_regex(pattern), word)) == bool(re.fullmatch(_regex(simple), word))


@given(_patterns(_NAMES), st.text("abcd", max_size=6))
@settings(max_examples=300)
def test_loosening_makes_it_deterministic_and_refuses_nothing_new(pattern: Pattern, word: str) -> None:
    loose = loosened(pattern, _names)
    assert deterministic(loose, _names)
    if re.fullmatch(_regex(pattern), word):
        assert re.fullmatch(_regex(loose), word)


@given(_patterns(_NAMES))
def test_what_is_deterministic_stays_as_it_is(pattern: Pattern) -> None:
    if deterministic(pattern, _names):
        assert loosened(pattern, _names) == pattern


@pytest.mark.parametrize("clear", ["a, b?, c", "(a | b)*", "(a, b)*, c", "a+, b", "(a*, b*)*"])
def test_a_clear_model_is_deterministic(clear: str) -> None:
    assert deterministic(parsed(clear), _names)


@pytest.mark.parametrize(
    ("unclear", "loose"),
    [
        ("a, b | a, c", "(a | b | c)*"),
        ("a?, a", "a*"),
        ("d, (a | b)*, a, c", "d, (a | b)*, c"),
        ("(a, b?)*, (b | c)", "(a | b | c)*"),
    ],
)
def test_an_unclear_model_is_loosened_where_it_is_unclear(unclear: str, loose: str) -> None:
    assert not deterministic(parsed(unclear), _names)
    assert notation(loosened(parsed(unclear), _names)) == loose


def test_what_is_left_out_is_missing_where_it_was_needed_and_forgotten_where_it_was_not() -> None:
    assert sequence([Name("a"), NotAllowed()]) == NotAllowed()
    assert choice([Name("a"), NotAllowed()]) == Name("a")
    assert repeat(NotAllowed(), 0, None) == Empty()
    assert repeat(NotAllowed(), 1, None) == NotAllowed()


def test_every_content_model_of_tei_survives_the_notation() -> None:
    known = facts.load()
    specs = [*known.macros.values(), *known.datatypes.values()]
    models = [spec.content for spec in known.elements.values() if spec.content is not None]
    for pattern in (*models, *(spec.pattern for spec in specs)):
        assert parsed(notation(pattern)) == pattern


def test_the_facts_are_compact_and_load_at_once() -> None:
    assert facts.DATA.stat().st_size < 400_000
    facts.load.cache_clear()
    started = time.process_time()
    facts.load()
    # About 0.05 s.
    assert time.process_time() - started < 0.5
