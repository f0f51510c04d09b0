"""What annotating and encoding cost, for ten thousand, a hundred thousand and a million words: rates, memory, import.

Nothing is asserted: machines differ. Run by `make bench`; that the rate does not fall is what matters. That no more
functions are called per word is a test (`annotators/test_laws.py`).
"""

from __future__ import annotations

import pytest

from score.cost import cost


def test_a_long_text_costs_no_more_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print()
        for line in cost():
            print(line, flush=True)
