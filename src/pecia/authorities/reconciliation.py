"""A service of the Reconciliation Service API 0.2, asked in batches: who may be meant by these names?

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/ (the parts of it are named where they
apply). Services of version 0.1 answer the same way, and are asked as well.
"""

from __future__ import annotations

import html.parser
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from pecia.authorities import Candidate, Question, Service
from pecia.authorities.connection import Connection, as_json
from pecia.core.errors import ServiceError, UsageError
from pecia.core.identifiers import authority_at, authority_named

BATCH = 10
"""How many names are asked for at once; services that publish a limit have at least this."""


class Cache(Protocol):
    """Answers that were had before. The key is a text, the value JSON; what is not there is None."""

    def get(self, key: str) -> Any: ...

    def put(self, key: str, value: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a service says of itself: its name, whose numbers it gives, and where they can be looked at."""

    url: str
    name: str
    space: str
    view: str = ""
    preview: str = ""
    types: tuple[str, ...] = ()

    @property
    def authority(self) -> str:
        """The authority whose numbers these are; "" for one that pecia does not know."""
        known = authority_at(self.space) or authority_at(self.view.replace("{{id}}", "1"))
        return known.name if known else ""

    def address(self, identifier: str) -> str:
        return self.view.replace("{{id}}", quote(identifier, safe="")) if self.view else ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A service, and how to ask it: `limit` candidates for each name."""

    service: Service
    manifest: Manifest
    connection: Connection
    cache: Cache
    limit: int = 5

    @property
    def authority(self) -> str:
        """The name for its numbers. Raises UsageError where neither the settings nor its manifest say it."""
        name = self.service.authority or self.manifest.authority
        if not name:
            raise UsageError(
                f"{self.manifest.name} gives numbers of {self.manifest.space}: say with --authority whose they are"
            )
        known = authority_named(name)
        return known.name if known else name


def opened(service: Service, connection: Connection, cache: Cache, limit: int = 5) -> Desk:
    """The service, with its manifest read (“service manifest”: a GET of its address). Raises ServiceError for none."""
    key = f"manifest {service.url}"
    known = cache.get(key)
    if known is None:
        content, url = connection.get(service.url)
        known = {"url": url, "manifest": as_json(content, service.url)}
        manifest = _manifest(known)
        cache.put(key, known)
    else:
        manifest = _manifest(known)
    return Desk(service, manifest, connection, cache, limit)


def _manifest(known: Any) -> Manifest:
    said, url = known["manifest"], str(known["url"])
    if not isinstance(said, dict) or not isinstance(said.get("name"), str) or "identifierSpace" not in said:
        raise ServiceError(
            f"{url}: is no reconciliation service: it has no manifest with a name and an identifierSpace"
        )
    versions = said.get("versions", ["0.1"])
    if not isinstance(versions, list) or not {"0.1", "0.2"} & set(map(str, versions)):
        raise ServiceError(f"{url}: speaks version {versions} of the Reconciliation Service API, and pecia 0.2")
    types = [one.get("id", "") if isinstance(one, dict) else str(one) for one in _list(said.get("defaultTypes"))]
    view, preview = (_template(said.get(part)) for part in ("view", "preview"))
    return Manifest(url, said["name"], str(said["identifierSpace"]), view, preview, tuple(filter(None, types)))


def _template(part: Any) -> str:
    url = part.get("url", "") if isinstance(part, dict) else ""
    return url if isinstance(url, str) and "{{id}}" in url else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def candidates(
    desk: Desk, questions: Sequence[Question], progress: Callable[[str], None] = lambda name: None
) -> Iterator[tuple[Question, tuple[Candidate, ...]]]:
    """Each question with its candidates, the likeliest first. What was asked before comes from the cache, so that who
    stops and begins again goes on. Raises ServiceError when the service gives up; what was had by then is kept."""
    waiting: list[tuple[Question, dict[str, Any]]] = []
    for question in questions:
        query = _query(desk, question)
        known = desk.cache.get(_key(desk, query))
        if known is not None:
            progress(question.names[0])
            yield question, _read(desk, known)
            continue
        waiting.append((question, query))
        if len(waiting) == BATCH:
            yield from _asked(desk, waiting, progress)
            waiting = []
    if waiting:
        yield from _asked(desk, waiting, progress)


def _asked(
    desk: Desk, waiting: Sequence[tuple[Question, dict[str, Any]]], progress: Callable[[str], None]
) -> Iterator[tuple[Question, tuple[Candidate, ...]]]:
    """One batch (“reconciliation query batch”: a form with `queries`, an object of queries by keys of our own)."""
    batch = {f"q{number}": query for number, (_, query) in enumerate(waiting)}
    form = urlencode({"queries": json.dumps(batch, ensure_ascii=False)}).encode("ascii")
    answer = as_json(desk.connection.post(desk.manifest.url, form), desk.manifest.url)
    if not isinstance(answer, dict):
        raise ServiceError(f"{desk.manifest.url}: does not answer as the Reconciliation Service API wants it")
    for number, (question, query) in enumerate(waiting):
        result = answer.get(f"q{number}")
        if not isinstance(result, dict) or not isinstance(result.get("result"), list):
            raise ServiceError(f"{desk.manifest.url}: has no result for {question.names[0]!r}{_said(answer)}")
        desk.cache.put(_key(desk, query), result["result"])
        progress(question.names[0])
        yield question, _read(desk, result["result"])


def _said(answer: Mapping[str, Any]) -> str:
    """What a service says when it refuses a whole batch."""
    message = answer.get("message") or answer.get("details") or answer.get("error")
    return f" ({' '.join(str(message).split())[:200]})" if message else ""


def _query(desk: Desk, question: Question) -> dict[str, Any]:
    """“Reconciliation query”: the name, the type and the properties that the edition's settings have a word for."""
    query: dict[str, Any] = {"query": question.names[0], "limit": desk.limit}
    types = dict(desk.service.types)
    if question.kind in types:
        query["type"] = types[question.kind]
    known = dict(desk.service.properties)
    found = [{"pid": known[what], "v": value} for what, value in question.details if what in known]
    if found:
        query["properties"] = found
    return query


def _key(desk: Desk, query: Mapping[str, Any]) -> str:
    return f"{desk.manifest.url} {json.dumps(query, sort_keys=True, ensure_ascii=False)}"


def _read(desk: Desk, result: Any) -> tuple[Candidate, ...]:
    """The candidates of an answer (“reconciliation candidate”). One without an id or a name is none; a score that is no
    number counts as 0."""
    found = []
    for each in _list(result):
        if not isinstance(each, dict) or not each.get("id") or not isinstance(each.get("name"), str):
            continue
        identifier = str(each["id"])
        types = (
            one.get("name") or one.get("id", "") if isinstance(one, dict) else one for one in _list(each.get("type"))
        )
        found.append(
            Candidate(
                identifier,
                " ".join(each["name"].split()),
                _score(each.get("score")),
                each.get("match") is True,
                " ".join(str(each.get("description") or "").split()),
                tuple(str(one) for one in types if one),
                desk.manifest.address(identifier),
            )
        )
    return tuple(sorted(found, key=lambda candidate: -candidate.score)[: desk.limit])


def _score(value: Any) -> float:
    fine = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if fine else 0.0


def previewed(desk: Desk, candidate: Candidate) -> str:
    """What the service's preview of a candidate says, as text on one line; "" where it has none."""
    template = desk.manifest.preview
    if not template:
        return ""
    url = template.replace("{{id}}", quote(candidate.id, safe=""))
    key = f"preview {url}"
    known = desk.cache.get(key)
    if not isinstance(known, str):
        content, _ = desk.connection.get(url, accept="text/html")
        words = _Words()
        words.feed(content.decode("utf-8", "replace"))
        words.close()
        known = " ".join(" ".join(words.found).split())[:_PREVIEW]
        desk.cache.put(key, known)
    return known


_PREVIEW = 300


class _Words(html.parser.HTMLParser):
    """The words of a page, without its scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "title") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)
