"""The facts of one TEI release that a compiler needs, kept in `p5.json` beside this module.

`python -m pecia.odd facts PATH/p5subset.xml` makes that file from the TEI source: names, modules, classes, content
models, attributes, datatypes; no prose. One declaration a line, in the order of their names, so that a newer
release shows as a short difference.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pecia.core.errors import SchemaError
from pecia.odd.notation import notation, parsed
from pecia.odd.specs import TEI, AttributeSpec, ClassSpec, ElementSpec, Group, PatternSpec, ValueList

DATA = Path(__file__).with_name("p5.json")
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that one release of TEI declares, by name. `release` is such as `4.9.0a`."""

    release: str
    dated: str
    modules: tuple[str, ...]
    elements: dict[str, ElementSpec]
    classes: dict[str, ClassSpec]
    macros: dict[str, PatternSpec]
    datatypes: dict[str, PatternSpec]


@cache
def load(path: Path = DATA) -> Facts:
    """The facts in a data file. Raises SchemaError when it is missing or of another form."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SchemaError(f"{path}: the facts about TEI cannot be read: {error}") from error
    if data.get("format") != _FORMAT:
        raise SchemaError(f"{path}: this pecia reads form {_FORMAT} of the facts about TEI, not {data.get('format')!r}")
    return Facts(
        release=data["release"],
        dated=data["dated"],
        modules=tuple(data["modules"]),
        elements={name: _element(name, entry) for name, entry in data["elements"].items()},
        classes={name: _class(name, entry) for name, entry in data["classes"].items()},
        macros={name: _pattern(name, entry) for name, entry in data["macros"].items()},
        datatypes={name: _pattern(name, entry) for name, entry in data["datatypes"].items()},
    )


def _element(name: str, entry: dict[str, Any]) -> ElementSpec:
    return ElementSpec(
        name,
        entry["module"],
        parsed(entry["content"]),
        tuple(entry.get("in", ())),
        tuple(_attribute(*item) for item in entry.get("attributes", {}).items()),
        tuple(map(_group, entry.get("either", ()))),
        entry.get("ns", ""),
    )


def _group(entry: list[Any]) -> tuple[Group, ...]:
    return tuple(each if isinstance(each, str) else _group(each) for each in entry)


def _class(name: str, entry: dict[str, Any]) -> ClassSpec:
    attributes = tuple(_attribute(*item) for item in entry.get("attributes", {}).items())
    kind = "atts" if name.startswith("att.") else "model"
    return ClassSpec(name, entry["module"], kind, tuple(entry.get("in", ())), attributes)


def _pattern(name: str, entry: dict[str, Any]) -> PatternSpec:
    return PatternSpec(name, entry["module"], parsed(entry["content"]))


def _attribute(name: str, entry: dict[str, Any]) -> AttributeSpec:
    least, most = entry.get("words", (1, 1))
    kind = next((kind for kind in ("closed", "semi", "open") if kind in entry), None)
    return AttributeSpec(
        name,
        parsed(entry["type"]) if "type" in entry else None,
        least,
        most,
        ValueList(kind, tuple(entry[kind])) if kind else None,
        entry.get("usage"),
        entry.get("mode", "add"),
        entry.get("default"),
        entry.get("module", ""),
        entry.get("owner", ""),
    )


def written(facts: Facts) -> str:
    """The text of the data file: stable, one declaration a line."""
    head = {"format": _FORMAT, "release": facts.release, "dated": facts.dated, "modules": list(facts.modules)}
    lines = [f"{_json(name)}: {_json(value)}" for name, value in head.items()]
    lines += [
        _block("datatypes", {name: _pattern_entry(spec) for name, spec in facts.datatypes.items()}),
        _block("macros", {name: _pattern_entry(spec) for name, spec in facts.macros.items()}),
        _block("classes", {name: _class_entry(spec) for name, spec in facts.classes.items()}),
        _block("elements", {name: _element_entry(spec) for name, spec in facts.elements.items()}),
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _block(name: str, entries: dict[str, dict[str, Any]]) -> str:
    # Not sorted: the order of declaration is the order of members where a class expands to a sequence.
    return f'"{name}": {{\n' + ",\n".join(f"{_json(key)}:{_json(value)}" for key, value in entries.items()) + "\n}"


def _full(**entry: Any) -> dict[str, Any]:
    return {name.rstrip("_"): value for name, value in entry.items() if value not in (None, "", (), {}, [])}


def _pattern_entry(spec: PatternSpec) -> dict[str, Any]:
    return {"module": spec.module, "content": notation(spec.pattern)}


def _class_entry(spec: ClassSpec) -> dict[str, Any]:
    return _full(module=spec.module, in_=spec.classes, attributes=_attribute_entries(spec.attributes))


def _element_entry(spec: ElementSpec) -> dict[str, Any]:
    return _full(
        module=spec.module,
        content=None if spec.content is None else notation(spec.content),
        in_=spec.classes,
        attributes=_attribute_entries(spec.attributes),
        either=spec.either,
        ns=spec.namespace if spec.namespace != TEI else None,
    )


def _attribute_entries(attributes: tuple[AttributeSpec, ...]) -> dict[str, dict[str, Any]]:
    return {spec.name: _attribute_entry(spec) for spec in attributes}


def _attribute_entry(spec: AttributeSpec) -> dict[str, Any]:
    entry = _full(
        type=None if spec.datatype is None else notation(spec.datatype),
        usage=spec.usage,
        words=None if (spec.least, spec.most) == (1, 1) else (spec.least, spec.most),
        mode=spec.mode if spec.mode != "add" else None,
        default=spec.default,
        module=spec.module,
        owner=spec.owner,
    )
    if spec.values is not None:
        entry[spec.values.kind] = list(spec.values.values)
    return entry
