"""A list in a file answers as a service would."""

from __future__ import annotations

import time

from pecia.authorities import Question
from pecia.authorities.shelf import Known, Shelf

_LIST = (
    Known("1", ("Zinov'ev, Grigorij Evseevič", "Sinowjew, Grigori"), "person", "", (("birth", "1883"),)),
    Known("2", ("Zinovyeva, Lydia",), "person"),
    Known("3", ("Grigory Zinoviev",), "person", "a singer", (("birth", "1950"),)),
    Known("4", ("Zinoviev",), "place"),
)


def test_the_likeliest_comes_first_and_years_count() -> None:
    asked = Question("z", "person", ("Grigory Zinoviev",), (("birth", "1883-09-23"),))
    found = Shelf(_LIST).candidates(asked)
    assert [candidate.id for candidate in found] == ["1", "3"]
    assert found[0].score > found[1].score


def test_only_one_without_a_rival_is_sure() -> None:
    kirov = Known("9", ("Kirov, Sergei",), "person")
    asked = Question("k", "person", ("Sergei Kirov",))
    assert [c.sure for c in Shelf([kirov]).candidates(asked)] == [True]
    assert [c.sure for c in Shelf([kirov, Known("10", ("Sergej Kirow",))]).candidates(asked)] == [False, False]


def test_nobody_is_nobody() -> None:
    shelf = Shelf(_LIST)
    assert shelf.candidates(Question("x", "person", ("Martemyan Ryutin",))) == ()
    assert shelf.candidates(Question("x", "person", ("…",))) == ()
    assert Shelf(()).candidates(Question("x", "person", ("Kirov",))) == ()


def test_a_long_list_with_one_name_over_and_over_does_not_hang() -> None:
    shelf = Shelf([Known(str(n), (f"Müller, Hans {n % 97}",), "person") for n in range(20_000)])
    before = time.process_time()
    assert len(shelf.candidates(Question("m", "person", ("Hans Müller",)))) == 5
    assert time.process_time() - before < 5
