"""A reconciliation service of our own, on the loopback: it answers as the API has it, or misbehaves as it is told.

It finds by likeness of whole words among a few people; nothing in it is shared with what it tests.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PEOPLE: tuple[dict[str, Any], ...] = (
    {"id": "118600001", "name": "Rykow, Alexei", "description": "Politiker, 1881–1938", "words": {"rykov"}},
    {"id": "118759590", "name": "Tomskij, Michail", "description": "", "words": {"tomsky"}},
    {"id": "119006081", "name": "Bucharin, Nikolaj", "description": "Politiker", "words": {"nikolai", "bukharin"}},
    {"id": "118600028", "name": "Bucharin, N.", "description": "Maler", "words": {"bukharin"}},
)


@dataclass(slots=True)
class Behaviour:
    """`faults` are taken one for each request that comes, before it is answered as it should be; None is no fault."""

    faults: list[Callable[[BaseHTTPRequestHandler], None] | None] = field(default_factory=list)
    requests: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    """Method, path, and the queries of each request."""
    manifest: dict[str, Any] = field(default_factory=dict)
    url: str = ""


@contextmanager
def service(**manifest: Any) -> Iterator[Behaviour]:
    """A service that runs while the block does; `manifest` is what is other than usual in its manifest."""
    behaviour = Behaviour()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._handle({})

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self._handle(json.loads(form["queries"][0]))

        def _handle(self, queries: dict[str, Any]) -> None:
            behaviour.requests.append((self.command, self.path, queries))
            fault = behaviour.faults.pop(0) if behaviour.faults else None
            if fault is not None:
                fault(self)
            elif queries:
                send(self, 200, {key: {"result": _found(query)} for key, query in queries.items()})
            elif urlsplit(self.path).path == "/preview":
                identifier = parse_qs(urlsplit(self.path).query)["id"][0]
                page = (
                    f"<html><head><title>x</title><style>p {{}}</style></head><p>About <b>{identifier}</b> &amp; more"
                )
                send(self, 200, page.encode(), kind="text/html")
            else:
                send(self, 200, behaviour.manifest)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    behaviour.url = f"http://127.0.0.1:{server.server_port}/reconcile"
    behaviour.manifest = {
        "versions": ["0.1", "0.2"],
        "name": "People of the loopback",
        "identifierSpace": "https://d-nb.info/gnd/",
        "schemaSpace": "https://d-nb.info/standards/elementset/gnd",
        "defaultTypes": [{"id": "Person", "name": "Person"}],
        "view": {"url": "https://d-nb.info/gnd/{{id}}"},
        "preview": {"url": f"http://127.0.0.1:{server.server_port}/preview?id={{{{id}}}}", "width": 100, "height": 100},
    } | manifest
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield behaviour
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _found(query: dict[str, Any]) -> list[dict[str, Any]]:
    asked = set(query["query"].lower().split())
    scored = [(len(asked & person["words"]) / len(asked | person["words"]), person) for person in PEOPLE]
    return [
        {
            "id": person["id"], "name": person["name"], "description": person["description"],
            "score": round(100 * score), "match": score == 1, "type": [{"id": "Person", "name": "Person"}],
            "features": [{"id": "words", "value": score}],
        }
        for score, person in sorted(scored, key=lambda pair: -pair[0])
        if score
    ][: query.get("limit", 10)]  # fmt: skip


def send(
    handler: BaseHTTPRequestHandler, code: int, body: Any, *, kind: str = "application/json", **headers: str
) -> None:
    """One whole answer."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(code)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(content)


def busy(code: int = 429, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """A service that has no time, and perhaps says for how long."""
    return lambda handler: send(handler, code, b"busy", kind="text/plain", **headers)


def saying(body: Any, *, code: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda handler: send(handler, code, body, **headers)


def breaking_off(handler: BaseHTTPRequestHandler) -> None:
    """Half of an answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"q0": ')
    handler.close_connection = True


def endless(handler: BaseHTTPRequestHandler) -> None:
    """An answer that does not end."""
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b" " * 65536)
    except OSError:
        handler.close_connection = True
