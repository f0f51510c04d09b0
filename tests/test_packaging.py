"""The wheel is the whole of pecia: unpacked anywhere, it finds its plugins and stylesheets, and makes an edition."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _built(target: str, source: Path, folder: Path) -> Path:
    arguments = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", folder]
    run = subprocess.run(arguments, cwd=source, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which a wheel was unpacked that was built from the source distribution, as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    with tarfile.open(_built("sdist", ROOT, folder / "sdist")) as archive:
        archive.extractall(folder, filter="data")
    with zipfile.ZipFile(_built("wheel", next(folder.glob("pecia-*")), folder / "wheel")) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def _pecia(wheel: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from pecia.cli.main import main; sys.argv[0] = 'pecia'; main()"
    environment = {**os.environ, "PYTHONPATH": str(wheel)}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def test_stylesheets_schemas_and_pages_are_in_the_wheel(wheel: Path) -> None:
    inside = {str(path.relative_to(wheel)) for path in wheel.rglob("*") if path.is_file()}
    wanted = {
        "pecia/_resources/xslt/saxon.xml",
        "pecia/_resources/schemas/pecia.rng",
        "pecia/_resources/schemas/pecia.xsd",
        "pecia/_resources/schemas/pecia.sch",
        "pecia/docs/encoding.md",
        "pecia/languages/en/persons.model",
        "pecia/edition/template/dot-github/workflows/edition.yml",
        "pecia/py.typed",
    }
    assert sorted(wanted - inside) == []
    tracked = {str(p.relative_to(ROOT / "xslt")) for p in (ROOT / "xslt").rglob("*") if p.is_file()}
    assert {f"pecia/_resources/xslt/{name}" for name in tracked} <= inside


def test_an_edition_builds_with_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import pecia; print(pecia.__file__)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(wheel)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(wheel)
    assert _pecia(wheel, "new", "mine", cwd=tmp_path).returncode == 0
    built = _pecia(wheel, "build", "mine", "--output", "out", cwd=tmp_path)
    assert built.returncode == 0, built.stdout + built.stderr
    assert list((tmp_path / "out").rglob("*.html"))
