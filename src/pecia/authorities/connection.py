"""The one door to the network: http and https, to addresses that the user named, bounded in size and time.

A service that is busy (429), or out of order for a moment (5xx, a lost connection), is asked again after as long as it
wishes (`Retry-After`), or after a pause that doubles. Nothing is asked of any address that an answer names, but for the
one that the manifest itself was moved to, and the previews, if the user asks for them.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from pecia.core.errors import ServiceError, UsageError
from pecia.core.legal import replaced

MAX_ANSWER = 16 * 1024 * 1024
"""The largest answer that is read, in bytes."""
_BUSY = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for a connection and each part of an answer, for a whole answer, between attempts
    (doubled each time), at most for one pause; and how often to try."""

    timeout: float = 20.0
    whole: float = 60.0
    pause: float = 1.0
    longest: float = 120.0
    attempts: int = 5


@dataclass(frozen=True, slots=True)
class Connection:
    """Asks with patience. `sleep` and `told` (what is waited for, in words) are for whoever shows it, or tests it."""

    patience: Patience = field(default_factory=Patience)
    sleep: Callable[[float], None] = time.sleep
    told: Callable[[str], None] = lambda message: None

    def get(self, url: str, accept: str = "application/json") -> tuple[bytes, str]:
        """What stands at an address, and the address that it was moved to in the end.

        Raises UsageError for what is no http or https address, ServiceError when there is no good answer.
        """
        return self._asked(urllib.request.Request(checked(url), headers=_headers(accept)))  # noqa: S310 - checked

    def post(self, url: str, form: bytes) -> bytes:
        """The answer to a form (`application/x-www-form-urlencoded`). Raises as `get` does."""
        headers = {**_headers("application/json"), "Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
        request = urllib.request.Request(checked(url), data=form, headers=headers, method="POST")  # noqa: S310 - checked
        return self._asked(request)[0]

    def _asked(self, request: urllib.request.Request) -> tuple[bytes, str]:
        pause = self.patience.pause
        for attempt in range(1, self.patience.attempts + 1):
            try:
                return self._once(request)
            except _BusyError as trouble:
                wait = pause if trouble.after is None else trouble.after
                if attempt == self.patience.attempts or wait > self.patience.longest:
                    wish = f", and wishes to be left alone for {wait:.0f} s" if trouble.after else ""
                    raise ServiceError(
                        f"{request.full_url}: {trouble}{wish}; try again later, it goes on from here"
                    ) from None
                self.told(f"{trouble}; asking again in {wait:.0f} s")
                self.sleep(wait)
                pause *= 2
        raise AssertionError("unreachable")

    def _once(self, request: urllib.request.Request) -> tuple[bytes, str]:
        try:
            with _opener().open(request, timeout=self.patience.timeout) as answer:
                return self._read(answer, request.full_url), answer.geturl()
        except urllib.error.HTTPError as error:
            with error:
                if error.code in _BUSY:
                    raise _BusyError(
                        f"answers {error.code} {error.reason}", _after(error.headers.get("Retry-After"))
                    ) from None
                raise ServiceError(
                    f"{request.full_url}: answers {error.code} {error.reason}; is this its address?"
                ) from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise _BusyError("takes too long to answer") from error
            raise ServiceError(
                f"{request.full_url}: cannot be reached: {error.reason}; is this its address?"
            ) from error
        except (OSError, http.client.HTTPException) as error:
            raise _BusyError(f"breaks off: {type(error).__name__}") from error

    def _read(self, answer: http.client.HTTPResponse, url: str) -> bytes:
        until = time.monotonic() + self.patience.whole
        read = bytearray()
        while part := answer.read1(65536):
            read += part
            if len(read) > MAX_ANSWER:
                raise ServiceError(
                    f"{url}: answers with more than {MAX_ANSWER:,} bytes; ask for fewer candidates (--limit)"
                )
            if time.monotonic() > until:
                raise _BusyError(f"has not finished after {self.patience.whole:.0f} s")
        if answer.length:
            raise _BusyError("breaks off in the middle of its answer")
        return bytes(read)


class _BusyError(Exception):
    """What may be better in a moment; `after` is in how many seconds, as the service says."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class _SameKind(urllib.request.HTTPRedirectHandler):
    """Follows to http and https only, and not from https to http; a form is not sent on to anywhere."""

    max_redirections = _REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if req.data is not None:
            raise ServiceError(f"{req.full_url}: has moved to {newurl}; name that address")
        checked(newurl)
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise ServiceError(f"{req.full_url}: would lead from https to {newurl}; that is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    """Without the handlers of files, ftp and data: what is no web address has nobody who opens it."""
    made = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        _SameKind(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        made.add_handler(handler)
    return made


def checked(url: str) -> str:
    """The address, if it is one of http or https with a host and no password in it. Raises UsageError for others."""
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        # A label of more than 63 characters, or of none, is a fault of Python's, and not of the network's, later on.
        (parts.hostname or "").encode("idna")
    except ValueError:
        fine = False
    if not fine or any(c <= " " or c == "\x7f" or ord(c) > 126 for c in url):
        raise UsageError(f"{url!r}: is no address of a service; it begins with http:// or https://")
    if "@" in urlsplit(url).netloc:
        raise UsageError(f"{urlsplit(url).hostname}: an address with a name or a password in it is not used")
    return url


def _headers(accept: str) -> dict[str, str]:
    return {"User-Agent": f"pecia/{version('pecia')} (TEI toolkit)", "Accept": accept}


def _after(wish: str | None) -> float | None:
    """The seconds of a `Retry-After` (RFC 9110, 10.2.3): a number, or a date."""
    if wish is None:
        return None
    if wish.strip().isascii() and wish.strip().isdigit():
        return float(wish)
    try:
        then = parsedate_to_datetime(wish)
    except ValueError:
        return None
    return max(0.0, (then - datetime.now(UTC if then.tzinfo else None)).total_seconds())


def as_json(content: bytes, url: str) -> Any:
    """The answer as JSON, with U+FFFD for what neither XML nor a file of text can hold. Raises ServiceError, with its
    beginning, for anything else."""
    try:
        return _legal(json.loads(content))
    except (ValueError, RecursionError) as error:
        begins = " ".join(content[:60].decode("utf-8", "replace").split())
        raise ServiceError(
            f"{url}: does not answer in JSON but with {begins!r}; is it a reconciliation service?"
        ) from error


def _legal(value: Any) -> Any:
    if isinstance(value, str):
        return replaced(value)
    if isinstance(value, list):
        return [_legal(each) for each in value]
    if isinstance(value, dict):
        return {replaced(name): _legal(each) for name, each in value.items()}
    return value
