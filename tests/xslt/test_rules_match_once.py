"""Two templates that match the same node by the same right are a mistake, and each time cost a search of the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pecia.engines import saxon, trees
from pecia.exporters import EXPORTERS

_JOURNEY = trees.parse((Path(__file__).resolve().parents[1] / "exporters" / "journey.xml").read_bytes(), "journey.xml")


@contextmanager
def _loud() -> Iterator[Callable[[], str]]:
    yield str


@pytest.mark.parametrize("name", EXPORTERS.names())
def test_no_template_is_in_the_way_of_another(
    name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(saxon, "_heard", _loud)
    exporter = EXPORTERS[name]
    exporter.export(_JOURNEY, "journey", {option.name: option.default for option in exporter.options})
    assert capfd.readouterr().err == ""
