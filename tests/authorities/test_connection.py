"""A service is asked with patience and within bounds: that it is busy is heard, and nothing else that it wishes."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.client import HTTPResponse
from ssl import SSLError

import pytest

import reconciling
from pecia.authorities import connection
from pecia.authorities.connection import Connection, Patience, as_json, checked
from pecia.core.errors import ServiceError, UsageError


def _asked(url: str, slept: list[float], **patience: float) -> tuple[bytes, str]:
    return Connection(Patience(**patience), slept.append).get(url)  # type: ignore[arg-type]


def test_a_busy_service_is_asked_again_after_as_long_as_it_wishes() -> None:
    slept: list[float] = []
    with reconciling.service() as service:
        service.faults += [reconciling.busy(429, Retry_After="7"), reconciling.busy(503), reconciling.busy(502)]
        content, _ = _asked(service.url, slept)
    assert b"People of the loopback" in content
    assert slept == [7.0, 2.0, 4.0]
    assert len(service.requests) == 4


def test_a_date_to_come_back_on_is_heard_as_well() -> None:
    slept: list[float] = []
    with reconciling.service() as service:
        then = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
        service.faults += [reconciling.busy(429, Retry_After=then), reconciling.busy(429, Retry_After="soon")]
        _asked(service.url, slept)
    assert 25 < slept[0] <= 30
    assert slept[1] == 2.0


def test_one_that_stays_busy_or_wishes_for_too_long_is_given_up() -> None:
    with reconciling.service() as service:
        service.faults += [reconciling.busy(503)] * 9
        with pytest.raises(ServiceError, match="answers 503 Service Unavailable; try again later"):
            _asked(service.url, [], attempts=3)
        assert len(service.requests) == 3
        service.faults[:] = [reconciling.busy(429, Retry_After="3600")]
        with pytest.raises(ServiceError, match="left alone for 3600 s"):
            _asked(service.url, [])


def test_a_refusal_is_not_asked_about_twice() -> None:
    slept: list[float] = []
    with reconciling.service() as service:
        service.faults.append(reconciling.busy(404))
        with pytest.raises(ServiceError, match="answers 404 Not Found; is this its address"):
            _asked(service.url, slept)
    assert slept == []
    with pytest.raises(ServiceError, match=r"cannot be reached: .*is this its address"):
        _asked(service.url, slept)


def test_half_an_answer_is_no_answer() -> None:
    with reconciling.service() as service:
        service.faults.append(reconciling.breaking_off)
        assert b"People of the loopback" in _asked(service.url, [])[0]


def test_a_connection_that_fails_in_the_middle_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read1 = HTTPResponse.read1
    troubles = [SSLError("decryption failed"), OSError(113, "No route to host")]

    def failing(answer: HTTPResponse, n: int = -1) -> bytes:
        if troubles:
            raise troubles.pop()
        return read1(answer, n)

    monkeypatch.setattr(HTTPResponse, "read1", failing)
    slept: list[float] = []
    with reconciling.service() as service:
        assert b"People of the loopback" in _asked(service.url, slept)[0]
    assert slept == [1.0, 2.0]


def test_an_answer_without_end_is_cut_by_size_and_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with reconciling.service() as service:
        monkeypatch.setattr(connection, "MAX_ANSWER", 1_000_000)
        service.faults.append(reconciling.endless)
        with pytest.raises(ServiceError, match="more than 1,000,000 bytes"):
            _asked(service.url, [])
        monkeypatch.setattr(connection, "MAX_ANSWER", 10**12)
        service.faults += [reconciling.endless] * 2
        before = time.monotonic()
        with pytest.raises(ServiceError, match="has not finished after 0 s"):
            _asked(service.url, [], whole=0.2, attempts=2)
        assert time.monotonic() - before < 5


def test_a_service_that_says_nothing_is_not_waited_for_for_ever() -> None:
    with reconciling.service() as service:
        service.faults += [lambda handler: time.sleep(1)] * 2
        with pytest.raises(ServiceError, match=r"takes too long|breaks off"):
            _asked(service.url, [], timeout=0.1, attempts=2)


def test_a_manifest_that_has_moved_is_followed_on_the_web_only() -> None:
    with reconciling.service() as service:
        service.faults.append(reconciling.saying(b"", code=302, Location="/moved"))
        assert _asked(service.url, [])[1].endswith("/moved")
        for place in ("file:///etc/hosts", "ftp://127.0.0.1/x", "http://user:word@127.0.0.1/"):
            service.faults.append(reconciling.saying(b"", code=302, Location=place))
            with pytest.raises((ServiceError, UsageError), match=r"no address of a service|password|answers 302"):
                _asked(service.url, [])
        service.faults += [reconciling.saying(b"", code=302, Location="/round")] * 30
        with pytest.raises(ServiceError, match="answers 302"):
            _asked(service.url, [])


def test_a_form_is_not_sent_on_to_anywhere() -> None:
    with reconciling.service() as service:
        service.faults.append(reconciling.saying(b"", code=301, Location="http://127.0.0.1:9/else"))
        with pytest.raises(ServiceError, match=r"has moved to http://127\.0\.0\.1:9/else; name that address"):
            Connection().post(service.url, b"queries=%7B%22q0%22%3A%7B%7D%7D")


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/", "gnd", "", "http://", "http://a b/", "https://u:p@a.example/",
     "//a.example", "http://[x", "data:text/plain,x", "http://a.example/\r\nX: y", "javascript:1",
     "http://a..example/", f"http://{'a' * 64}.example/"],
)  # fmt: skip
def test_what_is_no_address_of_a_service_is_never_opened(url: str) -> None:
    with pytest.raises(UsageError):
        checked(url)


def test_what_no_file_of_text_can_hold_is_replaced_in_an_answer() -> None:
    assert as_json(b'[{"a\\ud800": ["\\u0001", 1, null]}]', "x") == [{"a\ufffd": ["\ufffd", 1, None]}]
