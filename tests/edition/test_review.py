"""A review is a value: to undo is to be where one was, and no series of decisions touches the words of the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pecia.core.errors import UsageError
from pecia.core.register import Entity, Register
from pecia.core.text import MACHINE, Annotation, Block, Document, Span
from pecia.edition.review.dates import date_value
from pecia.edition.review.looking import context, search, sentence
from pecia.edition.review.questions import Chapter, Decision, Place, Question, Verb, decisions, lines
from pecia.edition.review.session import (
    Session,
    answered,
    completed,
    decide,
    entry_now,
    mentions,
    new_entry,
    same,
    undo,
)

TEXT = "Smith met Kirov on 13 September. Smith said that Kirov, not Jane Smith, had come. Smith left."
_MARKS = [
    ("persName", "Smith", 0, (("ref", "#smith"),), "low"),
    ("persName", "Kirov", 10, (("ref", "persons.xml#kirov"),), "medium"),
    ("date", "13 September", 19, (("when", "1932-09-13"),), "medium"),
    ("persName", "Smith", 33, (("ref", "#smith"),), "low"),
    ("persName", "Kirov", 49, (("ref", "persons.xml#kirov"),), "high"),
    ("persName", "Jane Smith", 60, (("ref", "#jane"),), "high"),
    ("persName", "Smith", 82, (("ref", "#smith"),), "low"),
]


def session() -> Session:
    claims = tuple(Annotation(kind, Span(at, at + len(words)), MACHINE, a, c) for kind, words, at, a, c in _MARKS)
    assert all(TEXT[c.span.start : c.span.end] == words for c, (_, words, *_) in zip(claims, _MARKS, strict=True))
    document = Document("c.xml", TEXT, (Block("p", Span(0, len(TEXT))),), claims)
    register = Register(
        (
            Entity("smith", "person", "John Smith", ("Smith",), (), MACHINE),
            Entity("jane", "person", "Jane Smith", (), (), MACHINE),
            Entity("kirov", "person", "Sergei Kirov", ("Kirov",)),
            Entity("leningrad", "place", "Leningrad"),
        )
    )
    places = [Place("p1", words, TEXT.count(words, 0, at) + 1, kind) for kind, words, at, *_ in _MARKS]
    return Session(Chapter(document, tuple(map(Question, places, claims)), register))


ANY = st.sampled_from(
    [
        Decision(Verb.ACCEPT),
        Decision(Verb.REJECT),
        Decision(Verb.SKIP),
        Decision(Verb.LINK, entry="jane"),
        Decision(Verb.LINK, entry="leningrad"),
        Decision(Verb.NEW, entry="new", name="Somebody New"),
        Decision(Verb.MERGE, entry="jane"),
        Decision(Verb.MERGE, entry="kirov"),
        Decision(Verb.KIND, to="placeName", entry="leningrad"),
        Decision(Verb.KIND, to="orgName", entry="smiths", name="The Smiths"),
        Decision(Verb.VALUE, value=(("when", "1933"),)),
        Decision(Verb.WORDS, to="Smith said"),
    ]
)


def walked(made: list[tuple[Decision, bool]]) -> list[Session]:
    """The sessions that these decisions lead through; what cannot be done is left out."""
    states = [session()]
    for decision, alike in made:
        try:
            states.append(decide(states[-1], decision, alike=alike))
        except ValueError:
            continue
    return states


@given(st.lists(st.tuples(ANY, st.booleans()), max_size=9))
def test_to_undo_is_to_be_where_one_was_any_number_of_steps_back(made: list[tuple[Decision, bool]]) -> None:
    states = walked(made)
    here = states[-1]
    for before in reversed(states[:-1]):
        here = undo(here)
        assert here == before
        assert (here.register, here.answers, here.current) == (before.register, before.answers, before.current)
    assert undo(here) == here == session()


@given(st.lists(st.tuples(ANY, st.booleans()), max_size=9))
def test_the_same_decisions_make_the_same_review(made: list[tuple[Decision, bool]]) -> None:
    done = walked(made)[-1]
    again = session()
    for place, decision in decisions(lines(done.steps), "d.jsonl"):
        again = answered(again, place, decision)
    decided = {place: decision for place, decision in done.answers.items() if decision.verb is not Verb.SKIP}
    assert again.answers == decided
    assert again.register == done.register
    assert again.merged == done.merged


@given(st.lists(st.tuples(ANY, st.booleans()), max_size=9))
def test_each_place_is_asked_once_and_the_count_is_that_of_the_answers(made: list[tuple[Decision, bool]]) -> None:
    for state in walked(made):
        assert state.at == len(state.answers)
        assert (state.current is None) == (state.at == len(state.chapter.questions))
        assert state.current is None or state.current.place not in state.answers


def test_a_capital_letter_speaks_for_all_of_the_same_words_as_the_same_thing() -> None:
    start = session()
    assert start.current is not None
    assert [question.place.nth for question in same(start, start.current)] == [2, 4]
    done = decide(start, Decision(Verb.REJECT), alike=True)
    assert done.decided == 3
    assert done.current is not None
    assert done.current.place.words == "Kirov"


def test_an_entry_that_gives_way_to_another_is_gone_and_its_names_are_the_others() -> None:
    done = decide(session(), Decision(Verb.MERGE, entry="jane"))
    assert done.register.get("smith") is None
    jane = done.register.get("jane")
    assert jane is not None
    assert jane.variants == ("John Smith", "Smith")
    assert [TEXT[s.start : s.end] for s in mentions(done, "jane")] == ["Smith", "Smith", "Jane Smith", "Smith"]
    twice = decide(done, Decision(Verb.LINK, entry="kirov"))
    assert [entry_now(twice, q) for q in twice.chapter.questions][:4] == ["jane", "kirov", "", "jane"]


def test_a_mark_that_was_rejected_is_no_mention_any_more() -> None:
    done = decide(session(), Decision(Verb.REJECT))
    assert len(mentions(done, "smith")) == 2


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (Decision(Verb.LINK, entry="nobody"), "the register has no entry 'nobody'"),
        (Decision(Verb.LINK, entry="leningrad"), "leningrad is a place"),
        (Decision(Verb.NEW, name=" ", entry="x"), "needs a name"),
        (Decision(Verb.NEW, name="Another", entry="jane"), "jane is another entry already: Jane Smith"),
        (Decision(Verb.MERGE, entry="smith"), "it is smith already"),
        (Decision(Verb.KIND, to="persName"), "it can become placeName, orgName, title"),
        (Decision(Verb.VALUE, value=(("when", "1932"),)), "only a date has a value"),
        (Decision(Verb.READING, to="Smyth"), "only a slip or an abbreviation"),
        (Decision(Verb.WORDS, to="Kirov"), "does not stand here"),
        (Decision(Verb.WORDS, to="Smith met Kirov"), "“Kirov” is marked there as persName"),
        (Decision(Verb.WORDS, to="Smith met Ki"), "“Kirov” is marked there as persName"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(decision: Decision, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        decide(session(), decision)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ((("when", "1932-13-01"),), "is no day"),
        ((("when", "31 June"),), "is no day"),
        ((("from", "1933"), ("to", "1932")), "end before it begins"),
    ],
)
def test_a_value_that_no_calendar_has_is_refused(value: tuple[tuple[str, str], ...], reason: str) -> None:
    place = session().chapter.questions[2].place
    with pytest.raises(ValueError, match=reason):
        answered(session(), place, Decision(Verb.VALUE, value=value))


def test_words_are_chosen_where_the_mark_stands_and_not_elsewhere() -> None:
    third = session().chapter.questions[3].place
    done = answered(session(), third, Decision(Verb.WORDS, to="Smith said"))
    assert done.answers[third].to == "Smith said"
    with pytest.raises(ValueError, match="does not stand here"):
        answered(session(), third, Decision(Verb.WORDS, to="Smith met"))


def test_a_new_entry_gets_an_id_that_nothing_has_and_no_name_twice() -> None:
    assert new_entry(session(), "Jane  Kirov", "persName") == Entity("jane-kirov", "person", "Jane Kirov")
    assert new_entry(session(), "Smith", "placeName").id == "smith-2"
    with pytest.raises(ValueError, match="in the register already, as jane"):
        new_entry(session(), "jane smith", "persName")


def test_a_decision_that_only_names_an_entry_finds_it_or_makes_it() -> None:
    place = session().chapter.questions[0].place
    found = completed(session(), place, Decision(Verb.NEW, name="Jane Smith"))
    assert found == Decision(Verb.LINK, entry="jane")
    made = completed(session(), place, Decision(Verb.NEW, name="Adam Smith"))
    assert (made.verb, made.entry, made.name) == (Verb.NEW, "adam-smith", "Adam Smith")


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("{", "is not JSON"),
        ("[]", "is no table"),
        ('{"words": "a", "kind": "q", "do": "agree"}', "no decision 'agree'; there are accept"),
        ('{"words": "a", "kind": "q", "do": "accept", "colour": "red"}', "'colour' is nothing"),
        ('{"words": "a", "kind": "q", "do": "accept", "nth": 0}', "number from 1"),
        ('{"words": 3, "kind": "q", "do": "accept"}', "'words' is a string"),
        ('{"words": "a", "kind": "date", "do": "value", "value": {"on": "1932"}}', '"value" is a table of when'),
        ('{"words": "a", "do": "accept"}', "says not which mark"),
    ],
)
def test_a_line_that_is_no_decision_is_named_with_its_number(line: str, trouble: str) -> None:
    with pytest.raises(UsageError, match=f"d.jsonl:2: .*{trouble}"):
        decisions(f"\n{line}\n", "d.jsonl")


def test_a_line_without_an_answer_is_no_decision() -> None:
    assert decisions('{"at": "p1", "words": "a", "nth": 1, "kind": "q", "certainty": "low"}\n', "d.jsonl") == ()


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("1932-09-28", (("when", "1932-09-28"),)),
        ("1932-09-28/1932-10-02", (("from", "1932-09-28"), ("to", "1932-10-02"))),
        ("1986..1989", (("notBefore", "1986"), ("notAfter", "1989"))),
        ("/1932", (("to", "1932"),)),
        ("28 September 1932", (("when", "1932-09-28"),)),
        ("31 June 1932", None),
        ("soon", None),
    ],
)
def test_a_value_may_be_typed_as_iso_has_it_or_in_words(said: str, value: object) -> None:
    assert date_value(said, "en") == value


def test_a_sentence_ends_where_a_reader_would_end_it() -> None:
    text = "Before. On 3 May Gen. J. Smith met Dr. Kirov.4 “No,” he said. After."
    document = Document("c", text, (Block("p", Span(0, len(text))),))
    at = text.index("Smith")
    assert sentence(document, Span(at, at + 5)) == ("On 3 May Gen. J. ", "Smith", " met Dr. Kirov.4")


def test_a_long_sentence_is_cut_between_words_and_says_so() -> None:
    text = "word " * 100 + "Kirov" + " word" * 100
    document = Document("c", text, (Block("p", Span(0, len(text))),))
    before, words, after = sentence(document, Span(500, 505))
    assert words == "Kirov"
    assert before.startswith("… word word")
    assert after.endswith("word word …")
    assert len(before) < 250
    assert context(document, Span(500, 505)).count("word") < 14


def test_nothing_that_a_terminal_would_obey_is_shown() -> None:
    text = "He met \x9b31mKirov\u202e there."
    document = Document("c", text, (Block("p", Span(0, len(text))),))
    assert "".join(sentence(document, Span(12, 17))) == "He met �31mKirov� there."


def test_an_entry_is_found_by_any_of_its_names_and_by_something_like_it() -> None:
    register = session().chapter.register
    found = {words: [e.id for e in search(register, words, "person")] for words in ("smith", "sm jo", "kirow", "x")}
    assert found == {"smith": ["smith", "jane"], "sm jo": ["smith"], "kirow": ["kirov"], "x": []}


def test_a_session_is_told_apart_by_its_steps() -> None:
    assert session() == replace(session())
    assert decide(session(), Decision(Verb.SKIP)) != session()
