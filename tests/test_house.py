"""The repository keeps its own rules: codes have pages, pages have codes, no file knows the machine it was made on."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "src/pecia/docs/rules"
_CODE = re.compile(r"[\"']([PVX]\d{3})[\"']")
_SCHEMATRON_CODE = re.compile(r"\bid=\"(S\d{3})\"")
# Folders under which this machine keeps its files, and hosts that serve packages.
_MACHINE = re.compile(r"(?<![\w.])/(?:work|farm|root)/\w|(?:pypi\.org/simple|registry\.npmjs|deb\.debian)")
_SECTIONS = ("## Breaks it", "## Keeps it", "## What to do")
_WINDOW = 9


@cache
def _tracked() -> tuple[Path, ...]:
    """The files of the repository; skips the test in a copy that has no history, such as an unpacked release."""
    if not (ROOT / ".git").exists():
        return tuple(path for path in (ROOT / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return tuple(ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file())


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def _codes() -> set[str]:
    python = {code for path in (ROOT / "src/pecia").rglob("*.py") for code in _CODE.findall(_text(path))}
    schematron = {code for path in (ROOT / "schemas").glob("*.odd") for code in _SCHEMATRON_CODE.findall(_text(path))}
    stylesheets = {
        code for path in (ROOT / "xslt").rglob("*.xsl") for code in re.findall(r"code=\"([A-Z]\d{3})\"", _text(path))
    }
    return python | schematron | stylesheets


def test_every_code_that_pecia_can_report_has_a_page() -> None:
    assert sorted(_codes() - {path.stem for path in PAGES.glob("*.md")}) == []


def test_every_page_is_of_a_code_that_pecia_can_report() -> None:
    assert sorted({path.stem for path in PAGES.glob("*.md")} - _codes()) == []


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_a_page_says_code_name_severity_and_what_to_do(page: Path) -> None:
    lines = page.read_text("utf-8").splitlines()
    assert re.fullmatch(rf"# {page.stem} [a-z]+(-[a-z]+)*", lines[0])
    assert re.fullmatch(r"severity: (info|warning|error)", lines[1])
    assert [section for section in _SECTIONS if section not in lines] == []


def test_no_two_rules_have_one_name() -> None:
    names = Counter(page.read_text("utf-8").split("\n", 1)[0].split()[-1] for page in PAGES.glob("*.md"))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_file_knows_the_machine_it_was_made_on() -> None:
    found = [f"{path.relative_to(ROOT)}: {hit[0]}" for path in _tracked() for hit in _MACHINE.finditer(_text(path))]
    assert [line for line in found if not line.startswith("tests/test_house.py")] == []


def test_no_module_outgrows_its_subject() -> None:
    long = {str(path.relative_to(ROOT)): _text(path).count("\n") for path in _tracked() if path.suffix == ".py"}
    assert {name: lines for name, lines in long.items() if lines > 450} == {}


def test_every_module_begins_by_saying_what_is_true_in_it() -> None:
    modules = [path for path in _tracked() if path.is_relative_to(ROOT / "src") and path.suffix == ".py"]
    assert [str(path.relative_to(ROOT)) for path in modules if not _text(path).startswith('"""')] == []


@pytest.mark.oracle
def test_no_nine_words_of_the_acceptance_case_are_committed(shared: Path) -> None:
    seed = _windows((shared / "seed/chapter.txt").read_text("utf-8"))
    borrowed = [path for path in _tracked() if seed & _windows(re.sub(r"<[^>]*>", "", _text(path)))]
    assert [str(path.relative_to(ROOT)) for path in borrowed] == []


def _windows(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + _WINDOW]) for i in range(len(words) - _WINDOW + 1)}
