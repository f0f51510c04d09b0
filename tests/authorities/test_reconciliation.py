"""The Reconciliation Service API 0.2, spoken with a service of our own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

import reconciling
from pecia.authorities import Candidate, Question, Service
from pecia.authorities.connection import Connection
from pecia.authorities.reconciliation import BATCH, candidates, opened, previewed
from pecia.core.errors import ServiceError, UsageError


@dataclass
class _Cache:
    known: dict[str, Any] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        return self.known.get(key)

    def put(self, key: str, value: Any) -> None:
        self.known[key] = value


_ASKING = Connection(sleep=lambda seconds: None)
_BUKHARIN = Question("bukharin", "person", ("Nikolai Bukharin", "Bukharin"), (("birth", "1888-10-09"),))


def test_candidates_come_with_all_that_the_service_says_of_them() -> None:
    with reconciling.service() as service:
        desk = opened(Service(service.url), _ASKING, _Cache())
        assert (desk.manifest.name, desk.authority) == ("People of the loopback", "GND")
        [(question, found)] = candidates(desk, [_BUKHARIN])
    assert question is _BUKHARIN
    address = "https://d-nb.info/gnd/119006081"
    assert found[0] == Candidate("119006081", "Bucharin, Nikolaj", 100, True, "Politiker", ("Person",), address)
    assert [candidate.score for candidate in found] == [100, 50]


def test_type_and_properties_are_asked_for_where_the_edition_says_what_they_are_called() -> None:
    told = Service("", types=(("person", "DifferentiatedPerson"),), properties=(("birth", "dateOfBirth"),))
    with reconciling.service() as service:
        desk = opened(Service(service.url, "", told.types, told.properties), _ASKING, _Cache(), limit=3)
        list(candidates(desk, [_BUKHARIN, Question("x", "place", ("Baku",))]))
    queries = service.requests[1][2]
    assert queries["q0"] == {
        "query": "Nikolai Bukharin", "limit": 3, "type": "DifferentiatedPerson",
        "properties": [{"pid": "dateOfBirth", "v": "1888-10-09"}],
    }  # fmt: skip
    assert queries["q1"] == {"query": "Baku", "limit": 3}


def test_names_are_asked_for_in_batches_and_each_only_once() -> None:
    many = [Question(str(n), "person", (f"Name {n}",)) for n in range(2 * BATCH + 1)]
    cache = _Cache()
    with reconciling.service() as service:
        assert len(list(candidates(opened(Service(service.url), _ASKING, cache), many))) == len(many)
        assert [len(queries) for _, _, queries in service.requests] == [0, BATCH, BATCH, 1]
        again = list(candidates(opened(Service(service.url), _ASKING, cache), many))
        assert len(service.requests) == 4
    assert [question for question, _ in again] == many


def test_who_is_interrupted_goes_on_where_it_was() -> None:
    many = [Question(str(n), "person", (f"Name {n}",)) for n in range(3 * BATCH)]
    cache = _Cache()
    with reconciling.service() as service:
        desk = opened(Service(service.url), _ASKING, cache)
        asked = candidates(desk, many)
        had = [next(asked) for _ in range(BATCH)]
        service.faults += [reconciling.busy(503)] * 5
        with pytest.raises(ServiceError, match="it goes on from here"):
            list(asked)
        service.requests.clear()
        assert len(list(candidates(desk, many))) == len(many)
        assert sum(len(queries) for _, _, queries in service.requests) == len(many) - len(had)


def test_a_preview_is_read_as_words() -> None:
    with reconciling.service() as service:
        desk = opened(Service(service.url), _ASKING, _Cache())
        one = Candidate("119006081", "B.", 1)
        assert previewed(desk, one) == previewed(desk, one) == "About 119006081 & more"
        assert len(service.requests) == 2


def test_whose_numbers_they_are_is_said_by_the_manifest_or_by_the_editor() -> None:
    with reconciling.service(identifierSpace="https://people.example/", view=None) as service:
        with pytest.raises(UsageError, match="say with --authority whose they are"):
            _ = opened(Service(service.url), _ASKING, _Cache()).authority
        assert opened(Service(service.url, "viaf"), _ASKING, _Cache()).authority == "VIAF"
        assert opened(Service(service.url, "PMB"), _ASKING, _Cache()).authority == "PMB"


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (b"<html>No service here</html>", "does not answer in JSON but with '<html>No service here"),
        (["no", "manifest"], "has no manifest"),
        ({"name": "x"}, "has no manifest"),
        ({"name": "x", "identifierSpace": "y", "versions": ["9.9"]}, "speaks version"),
        (b"[" * 100_000, "does not answer in JSON"),
    ],
)
def test_what_is_no_such_service_is_told_and_not_kept(answer: Any, trouble: str) -> None:
    cache = _Cache()
    with reconciling.service() as service:
        service.faults.append(reconciling.saying(answer))
        with pytest.raises(ServiceError, match=trouble):
            opened(Service(service.url), _ASKING, cache)
        assert cache.known == {}
        opened(Service(service.url), _ASKING, cache)


@pytest.mark.parametrize(
    "answer", [[], {}, {"q0": None}, {"q0": {"result": "x"}}, {"status": "error", "message": "too many"}, b"oops"]
)
def test_an_answer_that_is_none_stops_and_is_not_kept(answer: Any) -> None:
    cache = _Cache()
    with reconciling.service() as service:
        desk = opened(Service(service.url), _ASKING, cache)
        service.faults.append(reconciling.saying(answer))
        with pytest.raises(ServiceError, match=r"does not answer|has no result"):
            list(candidates(desk, [_BUKHARIN]))
        assert len(list(candidates(desk, [_BUKHARIN]))) == 1


def test_oddities_of_candidates_are_borne() -> None:
    result: list[Any] = [
        {"id": 5, "name": " A \n B ", "score": "high", "match": "yes", "type": ["Q5", {"name": "human"}, None]},
        {"name": "no id"}, "none", {"id": "x", "name": 3}, {"id": "y", "name": "Y", "score": float("1e999")},
    ]  # fmt: skip
    with reconciling.service() as service:
        desk = opened(Service(service.url), _ASKING, _Cache())
        service.faults.append(reconciling.saying({"q0": {"result": result}}))
        [(_, found)] = candidates(desk, [_BUKHARIN])
    assert [(c.id, c.name, c.score, c.sure) for c in found] == [("5", "A B", 0, False), ("y", "Y", 0, False)]
    assert found[0].types == ("Q5", "human")
