"""Plugins by entry point: built-ins come in by the same door as guests, and are imported when first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Generic, TypeVar

from pecia.core.errors import UsageError

T = TypeVar("T")


class Registry(Generic[T]):
    """The records that the entry points of one group name, in the order of their names.

    Looking up a name that nobody registered raises UsageError, with the names there are.
    """

    def __init__(self, group: str, record: type[T]) -> None:
        self.group = group
        self._record = record
        self._points: dict[str, EntryPoint] | None = None
        self._loaded: dict[str, T] = {}

    def names(self) -> tuple[str, ...]:
        return tuple(self._entry_points())

    def __iter__(self) -> Iterator[T]:
        return (self[name] for name in self.names())

    def __contains__(self, name: object) -> bool:
        return name in self._entry_points()

    def __getitem__(self, name: str) -> T:
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: str) -> T:
        point = self._entry_points().get(name)
        kind = self.group.removeprefix("pecia.")
        if point is None:
            raise UsageError(f"there is no {name!r} among the {kind}: choose from {', '.join(self.names())}")
        try:
            record = point.load()
        except (ImportError, AttributeError) as error:
            raise UsageError(f"the plugin {name!r} of {kind} cannot be loaded: {error}") from error
        if not isinstance(record, self._record):
            raise UsageError(f"the plugin {name!r} ({point.value}) is not a {self._record.__name__}")
        return record

    def _entry_points(self) -> dict[str, EntryPoint]:
        if self._points is None:
            found = sorted(entry_points(group=self.group), key=lambda point: point.name)
            self._points = {point.name: point for point in found}
        return self._points
