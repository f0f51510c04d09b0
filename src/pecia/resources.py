"""Where the stylesheets and schemas lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """The folder `xslt`, `schemas` or `tei`, absolute. Raises FileNotFoundError when the installation lacks it."""
    for home in (_PACKAGE / "_resources", _PACKAGE.parents[1]):
        if (home / name).is_dir():
            return home / name
    raise FileNotFoundError(f"this installation of pecia has no {name}/ folder: install it again")


def docs() -> Path:
    """The pages of the documentation, which `pecia explain` shows."""
    return _PACKAGE / "docs"
