"""Old sins are known, new ones fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import fragments
from pecia.cli.main import group
from pecia.core.errors import UsageError
from pecia.core.findings import Finding, Location, Severity
from pecia.validation import baseline

ROOT = Path(__file__).resolve().parents[2]


def found(rule: str, message: str, path: str = "a.xml", line: int = 1) -> Finding:
    return Finding(rule, Severity.ERROR, message, Location(path, line, 1))


def known(*findings: Finding) -> dict[tuple[str, str, str], int]:
    return dict(baseline.read(baseline.write(findings, str).encode(), "old.json"))


def test_a_finding_that_moved_is_known() -> None:
    old = [found("P101", "leads to nothing, as in line 4", line=3)]
    now = [found("P101", "leads to nothing, as in line 14", line=13)]
    assert baseline.weigh(now, known(*old), str, ["a.xml"]) == baseline.Weighed((), 1, 0)


def test_one_more_of_the_same_in_a_file_is_new() -> None:
    twice = [found("P101", "leads to nothing", line=line) for line in (1, 2)]
    assert baseline.weigh(twice, known(twice[0]), str, ["a.xml"]) == baseline.Weighed((twice[1],), 1, 0)


def test_the_same_in_another_file_is_new() -> None:
    other = found("P101", "leads to nothing", "b.xml")
    assert baseline.weigh([other], known(found("P101", "leads to nothing")), str, ["b.xml"]).new == (other,)


def test_what_is_mended_is_counted_for_the_files_that_were_judged() -> None:
    old = known(found("P101", "x"), found("P101", "x", "b.xml"))
    assert baseline.weigh([], old, str, ["a.xml"]).mended == 1


_FINDINGS = st.lists(
    st.builds(found, st.sampled_from(["P101", "V301"]), st.text(), st.sampled_from(["a.xml", "b.xml"]))
)


@given(_FINDINGS)
def test_against_its_own_baseline_nothing_is_new(findings: list[Finding]) -> None:
    weighed = baseline.weigh(findings, known(*findings), str, ["a.xml", "b.xml"])
    assert weighed == baseline.Weighed((), len(findings), 0)


@given(_FINDINGS)
def test_the_order_of_findings_does_not_change_a_baseline(findings: list[Finding]) -> None:
    assert baseline.write(findings, str) == baseline.write(reversed(findings), str)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"version": 2}', b'{"version": 1, "findings": [1]}', b"\xff"])
def test_what_is_no_baseline_is_refused(content: bytes) -> None:
    with pytest.raises(UsageError, match=r"old\.json: .*--write-baseline"):
        baseline.read(content, "old.json")


def validate(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["validate", "--schema", str(ROOT / "schemas/pecia.sch"), *arguments])


def test_a_corpus_with_old_sins_fails_by_new_ones_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bad = fragments.document('<p xml:id="p1">He <ref target="#gone">left</ref>.</p>').content
    (tmp_path / "bad.xml").write_bytes(bad)
    written = validate("--write-baseline", "old.json", "bad.xml")
    assert (written.exit_code, written.stdout) == (0, "")
    assert json.loads(Path("old.json").read_text())["findings"][0]["rule"] == "P101"
    moved = bad.replace(b"<text", b"\n\n<text")
    (tmp_path / "bad.xml").write_bytes(moved)
    assert validate("--baseline", "old.json", "bad.xml").stdout == "nothing to mend in 1 document (1 known before)\n"
    (tmp_path / "bad.xml").write_bytes(moved.replace(b"left", b'left</ref><ref target="#lost">him'))
    result = validate("--baseline", "old.json", "bad.xml")
    assert (result.exit_code, "#lost" in result.stdout, "#gone" in result.stdout) == (1, True, False)
    (tmp_path / "bad.xml").write_bytes(bad.replace(b"#gone", b"#p1"))
    assert "1 of the baseline is mended" in validate("--baseline", "old.json", "bad.xml").stderr
    assert isinstance(validate("--baseline", "none.json", "bad.xml").exception, UsageError)


def test_an_edition_weighs_a_rule_otherwise_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("drafts", "done"):
        (tmp_path / name).mkdir()
        bad = fragments.document('<p xml:id="p1">He <ref target="#gone">left</ref>.</p>').content
        (tmp_path / name / "a.xml").write_bytes(bad)
    row = '{ rule = "P101", in = "drafts", level = "info", because = "not yet written" }'
    (tmp_path / "pecia.toml").write_text(f"[validate]\nseverity = [{row}]\n")
    lines = validate("drafts", "done").stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["done/a.xml", lines[-1]]
    assert lines[-1] == "1 error in 2 documents (1 below the level asked for)"
    (tmp_path / "pecia.toml").write_text('[validate]\nseverity = [{ rule = "P101", level = "info" }]\n')
    assert "reason" in str(validate("drafts").exception)
