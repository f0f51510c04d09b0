"""What every test may ask for: the judges that pip does not bring, the material beside the project, golden files.

A test whose judge is missing skips with a word. With PECIA_REQUIRE_ALL set, as `.ci/run` does, a skip is a failure;
only a skip because `../shared` is missing is excused, and that only where it is missing indeed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
REQUIRE_ALL = bool(os.environ.get("PECIA_REQUIRE_ALL"))

# The default profile finds the same examples in each run; `HYPOTHESIS_PROFILE=explore` looks for new ones.
settings.register_profile("pecia", derandomize=True, print_blob=True, deadline=None)
settings.register_profile("explore", print_blob=True, deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "pecia"))

# What pecia remembers of one test run must not be known to another, nor to the person who runs it.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="pecia-cache-")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the tests saw into golden files and transcripts")


def _excused(reason: str) -> bool:
    return "shared" in reason and not SHARED.is_dir()


def _unskipped(report: pytest.TestReport | pytest.CollectReport, reason: str) -> None:
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail") and not _excused(reason):
        report.outcome = "failed"
        report.longrepr = f"PECIA_REQUIRE_ALL is set, and this test would skip: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _unskipped(report, str(call.excinfo.value) if call.excinfo else "")
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _unskipped(report, str(report.longrepr))
    return report


def _program(*names: str) -> Path:
    """The first of these programs that is installed; skips the test where none is."""
    for name in names:
        if found := shutil.which(name):
            return Path(found)
    pytest.skip(f"{names[0]} is not installed")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the material beside the project: gold, seed, TEI releases, suites."""
    if not SHARED.is_dir():
        pytest.skip("there is no ../shared beside the project")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser itself, to be started with --headless=new --no-sandbox."""
    return _program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def jing() -> Callable[..., tuple[str, ...]]:
    """`jing(schema, *documents)` is Jing's list of errors: `path:line:column: error: …`; empty when all are valid."""
    _program("java")
    program = _program("jing")

    def judge(schema: Path, *documents: Path) -> tuple[str, ...]:
        # Errors are on standard output; standard error has the wrapper's complaints about other jars.
        run = subprocess.run([program, schema, *documents], capture_output=True, text=True, timeout=300, check=False)
        errors = tuple(run.stdout.splitlines())
        assert run.returncode == 0 or errors, f"Jing could not judge: {run.stderr}"
        return errors

    return judge


@pytest.fixture(scope="session")
def xml2bib() -> Callable[[bytes], str]:
    """`xml2bib(mods)` is what bibutils, which reads MODS for many catalogues, makes of it in BibTeX."""
    program = _program("xml2bib")

    def read(mods: bytes) -> str:
        # Plain Unicode and no mark before it. As a filter the program of this version reads nothing.
        with tempfile.NamedTemporaryFile(suffix=".xml") as file:
            file.write(mods)
            file.flush()
            run = subprocess.run([program, "-nl", "-nb", file.name], capture_output=True, timeout=60, check=True)
        # Complaints, of which there must be none, would stand before the count.
        assert run.stderr.decode().strip() == "xml2bib: Processed 1 references.", run.stderr
        return run.stdout.decode()

    return read


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[bytes | str, Path], None]:
    """`golden(actual, path)` fails where the two differ; with --accept it writes the file instead."""
    accept = bool(request.config.getoption("--accept"))

    def compare(actual: bytes | str, path: Path) -> None:
        content = actual.encode() if isinstance(actual, str) else actual
        if accept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        assert path.is_file(), f"no golden file {path.name} yet: read the output, then run pytest with --accept"
        assert content.decode() == path.read_bytes().decode(), f"{path.name} differs: read the diff before --accept"

    return compare
