"""`python -m pecia.odd compile [--check] [ODD …]`: writes the schemas beside each ODD (`schemas/pecia.odd` by default).

With `--check` nothing is written: the exit code is 1 where a file is not what the compiler makes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pecia.core.errors import PeciaError
from pecia.odd.compile import compiled
from pecia.resources import folder


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    words = [word for word in arguments if word != "--check"]
    if words[:1] != ["compile"]:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        odds = [Path(word) for word in words[1:]] or [folder("schemas") / "pecia.odd"]
        stale = [path for odd in odds for path in _compile(odd, check=check)]
    except (PeciaError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code if isinstance(error, PeciaError) else 3
    for path in stale:
        sys.stderr.write(f"{path}: {'is not what the compiler makes' if check else 'written'}\n")
    return 1 if check and stale else 0


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
