"""What a customization leaves of what it builds upon, and what it adds: declarations again, so that another
customization can build upon them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias, TypeVar

from pecia.core.findings import Finding, Location, Severity
from pecia.odd.customization import Change, Customization, ModuleChoice, Reference
from pecia.odd.facts import Facts
from pecia.odd.specs import AttributeSpec, ClassSpec, ElementSpec, PatternSpec

S = TypeVar("S", ElementSpec, ClassSpec, PatternSpec)
Sources: TypeAlias = Callable[[str, Location], Facts]
"""What a `@source` means, "" being what the whole customization builds upon."""


def derived(customization: Customization, sources: Sources) -> tuple[Facts, tuple[Finding, ...]]:
    """The declarations that are left and new, and what was noticed."""
    work = _Work(customization, sources)
    base = work.base
    made = Facts(
        release=base.release,
        dated=base.dated,
        modules=base.modules,
        elements=work.changed(work.elements(), base.elements, "elementSpec", ElementSpec),
        classes=work.changed(work.classes(), base.classes, "classSpec", ClassSpec),
        macros=work.changed(dict(base.macros), base.macros, "macroSpec", PatternSpec),
        datatypes=work.changed(dict(base.datatypes), base.datatypes, "dataSpec", PatternSpec),
    )
    return made, tuple(work.findings)


class _Work:
    def __init__(self, customization: Customization, sources: Sources) -> None:
        self._customization = customization
        self._sources = sources
        self.base = sources("", Location(""))
        self.findings: list[Finding] = []

    def _notice(self, rule: str, severity: Severity, message: str, where: Location, hint: str = "") -> None:
        self.findings.append(Finding(rule, severity, message, where, hint))

    def elements(self) -> dict[str, ElementSpec]:
        """Those of the modules, and those asked for by name, in the order of TEI."""
        wanted: dict[str, ElementSpec] = {}
        for choice in self._customization.modules:
            facts = self._sources(choice.source, choice.where)
            wanted.update((name, facts.elements[name]) for name in self._of_module(facts, choice))
        for reference in self._references("elementRef"):
            facts = self._sources(reference.source, reference.where)
            spec = facts.elements.get(reference.name)
            if spec is None:
                self._unknown(f"<{reference.name}>", reference, facts)
            else:
                wanted[reference.name] = spec
        order = (*(name for name in self.base.elements if name in wanted), *wanted)
        return {name: wanted[name] for name in dict.fromkeys(order)}

    def _references(self, kind: str) -> Iterator[Reference]:
        return (each for each in self._customization.references if each.kind == kind)

    def _unknown(self, thing: str, reference: Reference, facts: Facts) -> None:
        said = f"the ODD takes {thing}, which TEI {facts.release} does not have"
        self._notice("V320", Severity.ERROR, said, reference.where, "look at its spelling, or at the release of TEI")

    def _of_module(self, facts: Facts, choice: ModuleChoice) -> Iterator[str]:
        if choice.name not in facts.modules:
            said = f"the ODD takes the module {choice.name!r}, which TEI {facts.release} does not have"
            self._notice("V320", Severity.ERROR, said, choice.where, f"there are {', '.join(facts.modules)}")
            return
        own = [name for name, spec in facts.elements.items() if spec.module == choice.name]
        for name in (*choice.include, *choice.excepted):
            if name not in own:
                said = f"the ODD looks for <{name}> in the module {choice.name!r}, and it is not there"
                where = f"it is in {facts.elements[name].module!r}" if name in facts.elements else ""
                self._notice("V320", Severity.ERROR, said, choice.where, where)
        if choice.include:
            yield from (name for name in choice.include if name in own)
        else:
            yield from (name for name in own if name not in choice.excepted)

    def classes(self) -> dict[str, ClassSpec]:
        """A class comes with its module, or when it is asked for by name."""
        modules = {"", *(choice.name for choice in self._customization.modules)}
        asked = {reference.name: reference for reference in self._references("classRef")}
        for name, reference in asked.items():
            if name not in self.base.classes:
                self._unknown(f"the class {name}", reference, self.base)
        return {
            name: _chosen(spec, asked.get(name))
            for name, spec in self.base.classes.items()
            if spec.module in modules or name in asked
        }

    def changed(self, chosen: dict[str, S], known: Mapping[str, S], kind: str, type_of_spec: type[S]) -> dict[str, S]:
        made = dict(chosen)
        for change in self._customization.changes:
            spec = change.spec
            if change.kind != kind or not isinstance(spec, type_of_spec):
                continue
            if change.mode in ("add", "replace"):
                made[spec.name] = _replaced(made.get(spec.name) or known.get(spec.name), spec)
            elif spec.name not in made:
                self._missed(change, spec.name in known)
            elif change.mode == "delete":
                del made[spec.name]
            else:
                made[spec.name] = _merged(made[spec.name], spec, change)
        return made

    def _missed(self, change: Change, known: bool) -> None:
        verb = "deletes" if change.mode == "delete" else "changes"
        there = "leaves it out" if known else f"TEI {self.base.release} does not have it"
        said = f"the ODD {verb} {change.spec.name}, but {there}: that has no effect"
        if known or change.mode == "delete":
            self._notice("V324", Severity.WARNING, said, change.where, "take it in, or take this away")
        else:
            self._notice("V320", Severity.ERROR, said, change.where, "look at its spelling, or at the release of TEI")


def _chosen(spec: ClassSpec, reference: Reference | None) -> ClassSpec:
    if reference is None or not (reference.include or reference.excepted):
        return spec
    wanted = [
        each
        for each in spec.attributes
        if (not reference.include or each.name in reference.include) and each.name not in reference.excepted
    ]
    return replace(spec, attributes=tuple(wanted))


def _replaced(old: S | None, new: S) -> S:
    """A new declaration; it stays in the module of the one that it takes the place of."""
    return replace(new, module=old.module) if old is not None and not new.module else new


def _merged(old: S, new: S, change: Change) -> S:
    """The declaration with what a change says of it; where the change is silent, it stays."""
    if isinstance(old, PatternSpec) or isinstance(new, PatternSpec):
        return new
    classes = _memberships(old.classes, new.classes, change)
    attributes: tuple[AttributeSpec, ...] = (*old.attributes, *new.attributes)
    if isinstance(old, ElementSpec) and isinstance(new, ElementSpec):
        return replace(
            old,
            classes=classes,
            attributes=attributes,
            content=old.content if new.content is None else new.content,
            either=(*old.either, *new.either),
            namespace=new.namespace or old.namespace,
            shown=new.shown or old.shown,
        )
    return replace(old, classes=classes, attributes=attributes)


def _memberships(old: tuple[str, ...], new: tuple[str, ...], change: Change) -> tuple[str, ...]:
    kept = () if change.only else tuple(name for name in old if name not in change.left)
    return tuple(dict.fromkeys((*kept, *new)))
