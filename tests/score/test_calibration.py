"""The promise of `docs/certainty.md`, held on our own passages; and the judge of the score judged itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from score import ablation
from score.calibration import PROMISED, Level, confusion, errors, levels
from score.gold import EXHAUSTIVE, TAGS, Row, Verdict, annotated, f1, rows, verdicts

_TEXT = "General Ivan Petrov met Anna Weber in Moscow on 3 May 1932. Later Petrov wrote to the OGPU."


def _row(*spans: dict[str, object]) -> Row:
    return Row("made", "en", _TEXT, tuple(spans))


def _at(words: str, tag: str, **more: object) -> dict[str, object]:
    start = _TEXT.index(words)
    return {"start": start, "end": start + len(words), "tag": tag, **more}


@cache
def judged() -> tuple[Verdict, ...]:
    return tuple(verdict for row in rows("passages") for verdict in verdicts(row, annotated(row), TAGS))


@cache
def by_level() -> dict[tuple[str, str], Level]:
    return {(level.tag, level.certainty): level for level in levels(judged())}


@pytest.mark.parametrize(
    ("tag", "floor"), [("persName", 97), ("placeName", 97), ("orgName", 94), ("date", 98), ("noteRef", 99)]
)
def test_of_what_is_sure_hardly_anything_is_wrong(tag: str, floor: int) -> None:
    assert by_level()[tag, "high"].share >= floor


@pytest.mark.oracle
@pytest.mark.parametrize("tag", ["persName", "placeName", "orgName", "date", "noteRef"])
def test_the_promise_holds_on_the_gold_beside_the_project(shared: Path, tag: str) -> None:
    assert shared.is_dir()
    golds = {name: tags for name, tags in EXHAUSTIVE.items() if name != "passages" and tag in tags}
    found = [v for name in golds for row in rows(name) for v in verdicts(row, annotated(row), [tag])]
    (high,) = (level for level in levels(found) if level.certainty == "high")
    assert high.share >= PROMISED, f"{high.right} of {high.claims}"


def test_what_is_less_sure_is_less_often_right_and_there_is_not_much_of_it() -> None:
    every = [level for level in by_level().values() if level.certainty == "high"]
    doubtful = [level for level in by_level().values() if level.certainty != "high"]
    sure = sum(level.right for level in every) / sum(level.claims for level in every)
    less = sum(level.right for level in doubtful) / sum(level.claims for level in doubtful)
    assert less < sure - 0.03
    assert sum(level.claims for level in doubtful) < 0.35 * sum(level.claims for level in every)


def test_every_claim_gives_a_reason() -> None:
    without = [v for v in judged() if v.outcome != "missed" and not v.evidence]
    assert len(without) <= 0.02 * len(judged()), without[:5]


def test_the_judge_tells_right_false_missed_and_open() -> None:
    row = _row(
        _at("Ivan Petrov", "persName"),
        _at("Anna Weber", "persName", opt=True),
        _at("Moscow", "placeName"),
        _at("3 May 1932", "date", when="1932-05-03"),
        _at("Later", "date", when="1933"),
    )
    found = {(v.words, v.tag): v for v in verdicts(row, annotated(row), TAGS)}
    assert found["Ivan Petrov", "persName"].outcome == "right"
    assert found["Petrov", "persName"].outcome == "false"
    assert found["3 May 1932", "date"].valued is True
    assert found["Later", "date"].outcome == "missed"
    assert found["Anna Weber", "persName"].outcome == "right" or found["Anna Weber", "persName"].outcome == "open"
    assert f1(found.values()) < 100


def test_a_wrong_value_is_an_error_of_a_date_that_was_found() -> None:
    row = _row(_at("3 May 1932", "date", when="1932-05-04"))
    found = [v for v in verdicts(row, annotated(row), ["date"]) if v.words == "3 May 1932"]
    assert [(v.outcome, v.valued) for v in found] == [("right", False)]
    assert "wrong value" in next(errors(found, "date"))
    assert levels(found) == (Level("date", "high", 1, 0),)


def test_confusion_shows_what_a_kind_was_taken_for() -> None:
    row = _row(_at("Moscow", "orgName"))
    lines = list(confusion(list(verdicts(row, annotated(row), TAGS))))
    assert "=placeName" in lines[0]
    assert any(line.startswith("orgName") and "1" in line for line in lines)


def test_the_stages_of_the_names_can_be_switched_off_one_by_one() -> None:
    every = ablation.stages()
    assert len(every) >= 12
    whole = annotated(_row())
    titled = next(switch for switch in every if switch.function == "titled")
    with titled.off():
        without = annotated(_row())
    again = annotated(_row())
    # Forename and surname are two names then, with nobody to bring them together.
    assert "Ivan Petrov" in {whole.covered(a.span) for a in whole.of_kind("persName")}
    assert "Ivan Petrov" not in {without.covered(a.span) for a in without.of_kind("persName")}
    assert again == whole


@pytest.mark.parametrize("switch", ablation.INNER, ids=lambda switch: switch.name)
def test_every_inner_rule_of_the_ablation_is_there(switch: ablation.Switch) -> None:
    assert switch.is_there()


def test_an_annotator_can_be_switched_off_as_a_whole() -> None:
    with ablation.without("dates").off():
        assert not list(annotated(_row()).of_kind("date"))
    assert list(annotated(_row()).of_kind("date"))
