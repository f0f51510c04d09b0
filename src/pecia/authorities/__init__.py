"""Who else knows the people and places of an edition: services that the user names, and lists that lie in a file.

The only room that opens a connection, and only to an address that was given to it. Nothing here decides anything: what
comes back is candidates.
"""

from __future__ import annotations

from dataclasses import dataclass

from pecia.core.text import Attributes

__all__ = ["Candidate", "Question", "Service"]


@dataclass(frozen=True, slots=True)
class Service:
    """A reconciliation service as an edition has it in its settings: where it is, and what it calls things.

    `authority` is the name for its numbers (GND …), "" where its manifest says enough; `types` are (kind, type) pairs,
    such as ("person", "Q5"); `properties` are (what, property) pairs, such as P569 for "birth".
    """

    url: str
    authority: str = ""
    types: Attributes = ()
    properties: Attributes = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Who is this? `key` is the asker's own; `details` are (what, value) pairs, such as ("birth", "1879")."""

    key: str
    kind: str
    names: tuple[str, ...]
    details: Attributes = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant. `score` is the service's own measure, higher is likelier; `sure` where it says that
    this is a certain match. `address` is where to read about it, "" where nobody says."""

    id: str
    name: str
    score: float
    sure: bool = False
    description: str = ""
    types: tuple[str, ...] = ()
    address: str = ""
