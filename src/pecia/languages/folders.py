"""Where the data of a language lies: in a folder of this package, or of another one that brings a language.

A package that brings one names its folder in the group `pecia.languages`: the language's tag, and the package whose
folder it is.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

GROUP = "pecia.languages"
_HERE = Path(__file__).resolve().parent


@cache
def by_tag() -> dict[str, Path]:
    """The folder of each language, by its primary tag (BCP 47), in the order of the tags. Our own come first."""
    brought = {}
    for point in entry_points(group=GROUP):
        spec = find_spec(point.value)
        places = spec.submodule_search_locations if spec is not None else None
        if places:
            brought[point.name.lower()] = Path(next(iter(places)))
    own = {path.name: path for path in _HERE.iterdir() if path.is_dir() and path.name.isalpha() and len(path.name) < 4}
    return dict(sorted({**brought, **own}.items()))


def primary(language: str) -> str:
    """The primary tag of a language: `fr` of `fr-CA`."""
    return language.split("-")[0].lower()


def folder(language: str) -> Path | None:
    """The folder of a language (BCP 47), or None where nobody has brought it."""
    return by_tag().get(primary(language))
