"""Only one room opens a connection, and only where it was told to."""

from __future__ import annotations

import ast
from pathlib import Path

import pecia

_HOME = Path(pecia.__file__).parent
_NETWORK = {"urllib.request", "http.client", "http.server", "socket", "ssl", "ftplib", "smtplib", "xmlrpc", "asyncio"}


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_no_other_module_imports_what_opens_a_connection() -> None:
    opening = {str(p.relative_to(_HOME)) for p in _HOME.rglob("*.py") if _imported(p) & _NETWORK}
    assert opening == {"authorities/connection.py"}


def test_the_command_line_starts_without_it() -> None:
    assert "pecia.authorities.connection" not in _imported(_HOME / "cli" / "register.py")
