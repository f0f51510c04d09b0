"""Where a judge is missing a test skips with a word; where all must be there, that skip is a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
_CONFTEST = Path(__file__).with_name("conftest.py").read_text("utf-8")


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with our conftest, on a machine without programs and without the material beside it."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("PECIA_REQUIRE_ALL", raising=False)
    tests = pytester.mkdir("project") / "tests"
    tests.mkdir()
    (tests / "conftest.py").write_text(_CONFTEST, "utf-8")
    (tests / "test_it.py").write_text(
        "import pytest\n"
        "def test_by_jing(jing): pass\n"
        "def test_by_chromium(chromium): pass\n"
        "def test_on_gold(shared): pass\n"
        "@pytest.mark.skipif(True, reason='a whim')\n"
        "def test_by_mood(): pass\n",
        "utf-8",
    )
    return pytester


def test_missing_judges_are_skips_that_say_so(project: pytest.Pytester) -> None:
    result = project.runpytest_subprocess("-rs", "project/tests")
    result.assert_outcomes(skipped=4)
    result.stdout.fnmatch_lines(["*chromium is not installed", "*no ../shared beside*"], consecutive=False)


def test_where_all_must_be_there_only_the_missing_material_is_excused(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PECIA_REQUIRE_ALL", "1")
    project.runpytest_subprocess("project/tests").assert_outcomes(skipped=1, errors=3)


def test_material_that_is_there_excuses_no_skip(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PECIA_REQUIRE_ALL", "1")
    project.mkdir("shared")
    project.runpytest_subprocess("project/tests").assert_outcomes(passed=1, errors=3)
