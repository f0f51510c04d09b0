"""The workshop of the schemas.

`python -m pecia.odd compile [--check] [ODD …]` writes the schemas beside each ODD (`schemas/pecia.odd` by default);
with `--check` nothing is written, and the exit code is 1 where a file is not what the compiler makes.

`python -m pecia.odd facts PATH/p5subset.xml` writes `p5.json` anew, from the source of a TEI release.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pecia.core.errors import PeciaError
from pecia.odd import extract
from pecia.odd.compile import compiled
from pecia.odd.facts import DATA, written
from pecia.resources import folder


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    verb, *files = [word for word in arguments if word != "--check"] or [""]
    try:
        if verb == "compile":
            return _schemas([Path(file) for file in files] or [folder("schemas") / "pecia.odd"], check=check)
        if verb == "facts" and len(files) == 1:
            return _facts(Path(files[0]))
    except (PeciaError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code if isinstance(error, PeciaError) else 3
    sys.stderr.write(f"{__doc__}\n")
    return 2


def _schemas(odds: list[Path], *, check: bool) -> int:
    stale = [path for odd in odds for path in _compile(odd, check=check)]
    for path in stale:
        sys.stderr.write(f"{path}: {'is not what the compiler makes' if check else 'written'}\n")
    return 1 if check and stale else 0


def _facts(source: Path) -> int:
    facts = extract.facts(source.read_bytes(), source.name)
    DATA.write_text(written(facts), encoding="utf-8")
    size = DATA.stat().st_size
    sys.stderr.write(f"{DATA.name}: TEI {facts.release}, {len(facts.elements)} elements, {size:,} bytes\n")
    return 0


def _compile(odd: Path, *, check: bool) -> list[Path]:
    """The files that were not what the compiler makes; they are now, unless this is only a check."""
    stale = []
    for name, content in compiled(odd).items():
        path = odd.with_name(name)
        if not path.is_file() or path.read_bytes() != content:
            stale.append(path)
            if not check:
                path.write_bytes(content)
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
