"""Name classes: which names an element or attribute may have (RELAX NG 1.0, sections 4.8–4.11 and 7.3).

A name is a string as expat gives it: `local`, or `namespace}local`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

XML = "http://www.w3.org/XML/1998/namespace"
_NOWHERE = "\x00"
"""Stands for any namespace, or any local name, that no name class speaks of: neither can have this character."""


def named(namespace: str, local: str) -> str:
    return f"{namespace}}}{local}" if namespace else local


def parts(name: str) -> tuple[str, str]:
    """(namespace, local name)."""
    namespace, _, local = name.rpartition("}")
    return namespace, local


@dataclass(frozen=True, slots=True)
class Name:
    name: str

    def has(self, name: str) -> bool:
        return self.name == name


@dataclass(frozen=True, slots=True)
class AnyName:
    besides: NameClass | None = None

    def has(self, name: str) -> bool:
        return self.besides is None or not self.besides.has(name)


@dataclass(frozen=True, slots=True)
class NsName:
    namespace: str
    besides: NameClass | None = None

    def has(self, name: str) -> bool:
        return parts(name)[0] == self.namespace and (self.besides is None or not self.besides.has(name))


@dataclass(frozen=True, slots=True)
class OneOf:
    classes: tuple[NameClass, ...]

    def has(self, name: str) -> bool:
        return any(each.has(name) for each in self.classes)


NameClass = Name | AnyName | NsName | OneOf


def names(names: NameClass) -> Iterator[str]:
    """The names that are listed in it one by one."""
    match names:
        case Name(name):
            yield name
        case OneOf(classes):
            for each in classes:
                yield from _listed(each)


def _listed(each: NameClass) -> Iterator[str]:
    yield from names(each)


def endless(names: NameClass) -> bool:
    """Whether there is a wildcard in it."""
    match names:
        case Name():
            return False
        case OneOf(classes):
            return any(map(endless, classes))
        case _:
            return True


def overlap(one: NameClass, other: NameClass) -> str | None:
    """A name that is in both, if there is any."""
    if isinstance(one, Name):
        return one.name if other.has(one.name) else None
    if isinstance(other, Name):
        return other.name if one.has(other.name) else None
    return next((name for name in (*_samples(one), *_samples(other)) if one.has(name) and other.has(name)), None)


def _samples(names: NameClass) -> Iterator[str]:
    """One name of each sort that the class tells apart: two classes overlap only if one of these is in both."""
    match names:
        case Name(name):
            yield name
        case OneOf(classes):
            for each in classes:
                yield from _samples(each)
        case NsName(namespace, besides):
            yield named(namespace, _NOWHERE)
            if besides is not None:
                yield from _samples(besides)
        case AnyName(besides):
            yield named(_NOWHERE, _NOWHERE)
            if besides is not None:
                yield from _samples(besides)
