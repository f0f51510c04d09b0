"""Whatever a register has become, `pecia register` works on it, or says in a sentence why not; it never leaves a file
that cannot be read."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

import console
from pecia.cli.main import group
from pecia.core.errors import PeciaError
from pecia.engines.trees import XML_ID, parse, tei

_CALLS = (
    ("list", "--format", "json"),
    ("check",),
    ("merge", "stalin", "trotsky", "--prefer", "other"),
    ("split", "zinoviev", "--form", "Zinoviev", "--name", "X"),
    ("confirm", "yezhov"),
    ("export", "--format", "tei", "-o", "out.xml.txt"),
    ("export", "-o", "out.csv"),
    ("import", "out.csv", "--prefer", "import"),
    ("import", "out.xml.txt", "--format", "tei"),
    ("link", "--file", "out.csv", "--authority", "PMB"),
)
_NAMES = [tei(name) for name in ("person", "place", "bibl", "listPerson", "standOff", "text", "idno")] + [
    "x",
    "{urn:y}z",
]
_VALUES = ["#stalin", "", "#pecia #x", " ", "http://[", "../register/persons.xml#stalin #lenin", "a:b", "%zz#%", "main"]


def _spoil(root: etree._Element, chance: random.Random) -> None:
    """One change to the tree that leaves it well-formed."""
    inside = [element for element in root.iter("*") if element.getparent() is not None]
    if not inside:
        return
    element = chance.choice(inside)
    parent = element.getparent()
    assert parent is not None
    action = chance.randrange(6)
    if action == 0:
        parent.remove(element)
    elif action == 1:
        parent.insert(chance.randrange(len(parent) + 1), copy.deepcopy(element))
    elif action == 2:
        element.tag = chance.choice(_NAMES)
    elif action == 3:
        element.set(chance.choice(["ref", "resp", "type", "next", "prev", XML_ID]), chance.choice(_VALUES))
    elif action == 4:
        element.insert(0, chance.choice([etree.Comment("c"), etree.PI("p", "q")]))
    else:
        element.text = chance.choice([None, "x", "\n"])


@pytest.mark.parametrize("seed", range(6))
def test_a_spoilt_register_is_worked_on_or_refused_in_words(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = console.with_sample(tmp_path) / "tei"
    monkeypatch.chdir(edition)
    chance = random.Random(seed)
    for path in sorted([*edition.glob("register/*.xml"), *edition.glob("chapters/*.xml")]):
        root = parse(path.read_bytes(), str(path))
        for _ in range(chance.randrange(12)):
            _spoil(root, chance)
        path.write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
    for call in _CALLS:
        done = CliRunner().invoke(group, ["register", *call])
        expected = done.exception is None or isinstance(done.exception, (PeciaError, SystemExit))
        assert expected, (call, repr(done.exception))
        for path in edition.rglob("*.xml"):
            parse(path.read_bytes(), str(path))
