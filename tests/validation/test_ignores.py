"""A silence has a reason, covers what it names and nothing else, and is a finding when it is idle."""

from __future__ import annotations

import pytest

from pecia.core.errors import UsageError
from pecia.core.findings import Finding, Location, Severity
from pecia.validation.ignores import Ignore, apply_ignores, read_ignores


def finding(rule: str, path: str) -> Finding:
    return Finding(rule, Severity.ERROR, "wrong", Location(path, 1, 1))


FOUND = (finding("P101", "chapters/a.xml"), finding("P101", "chapters/b.xml"), finding("P102", "chapters/a.xml"))


def left(*ignores: Ignore, judged: tuple[str, ...] = ("chapters/a.xml", "chapters/b.xml")) -> list[tuple[str, str]]:
    kept = apply_ignores(FOUND, ignores, settings="pecia.toml", judged=judged)
    return [(f.rule, f.where.path) for f in kept.findings]


def test_an_ignore_silences_one_rule_in_one_file() -> None:
    assert left(Ignore("P101", "chapters/a.xml", "known")) == [("P101", "chapters/b.xml"), ("P102", "chapters/a.xml")]


def test_an_ignore_may_name_many_files() -> None:
    assert left(Ignore("P101", "chapters/*.xml", "known")) == [("P102", "chapters/a.xml")]
    assert left(Ignore("P101", "", "known")) == [("P102", "chapters/a.xml")]


def test_the_silenced_are_counted() -> None:
    ignores = (Ignore("P101", "", "known"),)
    assert apply_ignores(FOUND, ignores, settings="pecia.toml", judged=()).ignored == 2


def test_an_idle_ignore_is_a_finding_in_the_settings() -> None:
    assert left(Ignore("P103", "chapters/a.xml", "known"))[-1] == ("P191", "pecia.toml")


def test_an_ignore_is_not_idle_where_its_file_or_its_rule_was_not_judged() -> None:
    assert left(Ignore("P103", "chapters/c.xml", "known"), judged=("chapters/a.xml",))[-1][0] != "P191"
    assert left(Ignore("P020", "chapters/a.xml", "the encoder's"))[-1][0] != "P191"


def test_paths_are_compared_from_the_folder_of_the_settings() -> None:
    kept = apply_ignores(
        (finding("P101", "/edition/chapters/a.xml"),),
        (Ignore("P101", "chapters/a.xml", "known"),),
        settings="pecia.toml",
        judged=(),
        relative=lambda path: path.removeprefix("/edition/"),
    )
    assert kept.findings == ()


def test_rows_are_read_as_they_stand() -> None:
    row = {"rule": "P101", "in": "chapters/a.xml", "because": "still to be identified"}
    assert read_ignores([row], "pecia.toml") == (Ignore("P101", "chapters/a.xml", "still to be identified"),)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"rule": "P101", "in": "a.xml"}, "without a reason"),
        ({"rule": "P101", "because": "  "}, "without a reason"),
        ({"in": "a.xml", "because": "known"}, "which rule"),
        ({"rule": "P101", "file": "a.xml", "because": "known"}, "no key 'file'"),
        ({"rule": 101, "because": "known"}, "write"),
    ],
)
def test_a_row_without_rule_or_reason_stops_pecia(row: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_ignores([row], "pecia.toml")
