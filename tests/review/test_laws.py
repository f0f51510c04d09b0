"""Any series of decisions keeps the text, leaves a valid file, and holds when the machine's marks are renewed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pecia.edition.pipeline import Desk, renewed
from pecia.edition.review.judging import carried_out, hindrance
from pecia.edition.review.opening import Opened, asked, open_chapter
from pecia.edition.review.questions import ENTRY_KINDS, LEVELS, Decision, Verb
from pecia.edition.review.session import Session, decide, new_entry
from pecia.edition.settings import Settings
from pecia.engines.trees import parse, tei
from pecia.relaxng import check
from pecia.resources import folder
from pecia.tei.decode import decode, own
from pecia.tei.refusals import REFUSED, element_name
from reviewing import MARKED

_SCHEMA = folder("schemas") / "pecia.rng"


def _opened() -> Opened:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "c.xml"
        path.write_text(MARKED, "utf-8")
        return open_chapter(path)


OPENED = _opened()


def _possible(session: Session) -> list[Decision]:
    """What a reviewer may well say of the place that is asked."""
    question = session.current
    assert question is not None
    kind, words = question.claim.kind, question.place.words
    found = [Decision(Verb.ACCEPT), Decision(Verb.REJECT), Decision(Verb.SKIP)]
    if kind == "date":
        found += [Decision(Verb.VALUE, value=(("from", "1932"), ("to", "1933"))), Decision(Verb.VALUE)]
    if kind == "sic":
        found.append(Decision(Verb.READING, to="Mary & Smith"))
    if kind in ENTRY_KINDS:
        others = [e.id for e in session.register.entities if e.kind == ENTRY_KINDS[kind]]
        found += [Decision(verb, entry=other) for verb in (Verb.LINK, Verb.MERGE) for other in others]
        found += [Decision(Verb.KIND, to=other) for other in ENTRY_KINDS if other != kind]
        place = new_entry(session, f"A place {session.at}", "placeName")
        found.append(Decision(Verb.KIND, to="placeName", entry=place.id, name=place.name))
        person = new_entry(session, f"Somebody {session.at}", kind)
        found.append(Decision(Verb.NEW, entry=person.id, name=person.name))
    around = session.chapter.document.text[max(0, question.claim.span.start - 8) : question.claim.span.end + 6]
    return [*found, Decision(Verb.WORDS, to=around.strip()), Decision(Verb.WORDS, to=words[:-1])]


def _reviewed(said: list[tuple[int, bool]]) -> Session:
    session = Session(asked(OPENED.chapter, levels=(*LEVELS, "")))
    for number, alike in said:
        if session.current is None:
            break
        possible = _possible(session)
        try:
            done = decide(session, possible[number % len(possible)], alike=alike)
        except ValueError:
            continue
        session = session if hindrance(OPENED, done) else done
    return session


def _content(session: Session) -> bytes:
    changed = [content for document, content in carried_out(OPENED, session, "Ada Example").changed()]
    return changed[0] if changed else MARKED.encode()


def _decided(content: bytes) -> list[tuple[str, tuple[tuple[str, str], ...], str]]:
    """What is the reviewer's in the text; an entry of the register may gain variants."""
    text = next(parse(content, "c").iter(tei("text")))
    marked = (e for e in text.iter(tei("*")) if e.get("resp") == "#ada-example")
    return [(str(e.tag), tuple(e.items()), "".join(map(str, e.itertext()))) for e in marked]


SAID = st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=12)


@settings(max_examples=60)
@given(SAID)
def test_any_series_of_decisions_keeps_the_text_and_leaves_a_valid_file(said: list[tuple[int, bool]]) -> None:
    content = _content(_reviewed(said))
    root = parse(content, "c.xml")
    assert decode(root, "c.xml").document.text == OPENED.chapter.document.text
    assert check(_SCHEMA, root, "c.xml") == ()
    identifiers = root.xpath("//@xml:id")
    assert len(set(identifiers)) == len(identifiers)
    pointed = {e.get("ref", "").removeprefix("#") for e in root.iter(tei("*")) if e.get("ref")}
    assert pointed <= set(identifiers)


@settings(max_examples=40)
@given(SAID)
def test_what_was_decided_is_the_same_when_the_machines_marks_are_renewed(said: list[tuple[int, bool]]) -> None:
    content = _content(_reviewed(said))
    again = renewed(content, "c.xml", Desk(Settings(Path("/nowhere")))).value.content()
    assert _decided(again) == _decided(content)
    decoded = decode(parse(again, "c.xml"), "c.xml")
    refused = {(fact.get("kind"), fact.span) for fact in decoded.said if fact.kind == REFUSED}
    assert not refused & {(element_name(a.kind), a.span) for a in decoded.document.annotations if own(a)}


@settings(max_examples=20)
@given(SAID)
def test_what_was_not_decided_keeps_its_bytes(said: list[tuple[int, bool]]) -> None:
    session = _reviewed([(2 if number % 4 else number, alike) for number, alike in said])
    content = _content(session).decode()
    kept = [q for q in session.chapter.questions if session.answers.get(q.place, Decision(Verb.SKIP)).verb is Verb.SKIP]
    if session.merged:
        return  # The pointers of all mentions change with the entry.
    if any(q.claim.kind == "orgName" for q in kept):
        assert '<orgName\n          ref="#moscow-committee" resp="#pecia" cert="medium">' in content
    assert "&#38;" in content
    assert "<!-- which? -->" in content
