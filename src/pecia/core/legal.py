"""Which characters a text may have that is to stand in XML 1.0 (section 2.2, `Char`): all but most controls, lone
surrogates and two that are none.
"""

from __future__ import annotations

import re

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""One character that XML cannot hold."""


def replaced(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold: places in it stay the same."""
    return ILLEGAL.sub("\ufffd", text)


def illegal(text: str) -> str:
    """The first character that XML cannot hold, as `U+0001`; "" where there is none."""
    found = ILLEGAL.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
