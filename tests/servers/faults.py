"""A server on loopback that answers as a service of ours says, or breaks in one of the ways that services break.

Every protocol server of the tests is a `Service`: a function from a question to an answer. `serve` runs one, and
`fault` spoils its answers as quality.md, test 4, lists them. All replies are made, none is recorded.
"""

from __future__ import annotations

import gzip
import socket
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

# Those that no whole reply survives, whatever the protocol. "half_unframed" is apart: the transport cannot tell it.
FAULTS = (
    "drip",
    "drip_headers",
    "half",
    "cut_gzip",
    "bomb",
    "html",
    "busy_429",
    "busy_503",
    "loop",
    "charset",
    "empty",
    "hang",
    "reset",
    "reset_midway",
)
UNFRAMED = "half_unframed"
PAGE = b"<!DOCTYPE html><html><head><title>Service</title></head><body><h1>Service break</h1></body></html>"


@dataclass(frozen=True)
class Question:
    """What was asked: `path` without its query, `query` as lists, header names in lower case."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What is answered. Without `framed` the end of the connection is the end of the body (HTTP/1.0)."""

    data: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    framed: bool = True


Service = Callable[[Question], Answer]


@dataclass
class Running:
    """A running server: its address, what it was asked, and the fault that it shows from the `sound`-th question on."""

    port: int
    stopped: Event
    fault: str = ""
    sound: int = 0
    asked: list[Question] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serve(service: Service, fault: str = "", sound: int = 0) -> Iterator[Running]:
    """Run `service`; after `sound` whole answers every answer is spoilt by `fault`, which may be changed meanwhile."""
    running = Running(0, Event(), fault, sound)

    class Handler(_Handler):
        state = running
        answers = staticmethod(service)

    server = _Server(("127.0.0.1", 0), Handler)
    running.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    state: Running
    answers: Service
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        """Nothing is printed."""

    def _handle(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        question = Question(self.command, parts.path, parse_qs(parts.query, keep_blank_values=True), headers, body)
        self.state.asked.append(question)
        self.close_connection = True
        answer = type(self).answers(question)
        spoilt = self.state.fault and len(self.state.asked) > self.state.sound
        with suppress(OSError):
            _WAYS[self.state.fault if spoilt else ""](self, answer)

    do_GET = do_POST = do_HEAD = _handle  # noqa: N815 - the library's names

    def send(self, answer: Answer, data: bytes | None = None, length: int | None = None) -> None:
        """The head and the body; `data` and `length` may lie."""
        data = answer.data if data is None else data
        lines = [f"{self.protocol_version if answer.framed else 'HTTP/1.0'} {answer.status} Made"]
        headers = {"Content-Type": "application/json;charset=UTF-8", **answer.headers}
        if answer.framed:
            headers["Content-Length"] = str(len(data) if length is None else length)
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.wfile.write("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1"))
        self.wfile.write(data)
        self.wfile.flush()

    def drip(self, data: bytes) -> None:
        """A byte now and then, until nobody listens."""
        for place in range(len(data)):
            if self.state.stopped.wait(0.05):
                return
            self.wfile.write(data[place : place + 1])
            self.wfile.flush()

    def abort(self) -> None:
        """End the connection by a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


def _drip(to: _Handler, answer: Answer) -> None:
    to.send(answer, b"", length=len(answer.data) + 1000)
    to.drip(answer.data + b" " * 1000)


def _drip_headers(to: _Handler, answer: Answer) -> None:
    to.wfile.write(b"HTTP/1.1 200 Made\r\nX-Long: ")
    to.drip(b"a" * 2000)


def _half(to: _Handler, answer: Answer) -> None:
    to.send(answer, answer.data[: len(answer.data) // 2], length=len(answer.data) or 1)


def _half_unframed(to: _Handler, answer: Answer) -> None:
    to.send(Answer(whole_lines(answer.data), answer.status, answer.headers, framed=False))


def whole_lines(data: bytes) -> bytes:
    """The first half, cut where a line ends if there are lines: the cut that is hardest to see."""
    half = data[: len(data) // 2]
    return half[: half.rfind(b"\n") + 1] or half


def _cut_gzip(to: _Handler, answer: Answer) -> None:
    packed = gzip.compress(answer.data, mtime=0)
    to.send(Answer(packed[: len(packed) // 2], answer.status, {**answer.headers, "Content-Encoding": "gzip"}))


def _bomb(to: _Handler, answer: Answer) -> None:
    to.send(Answer(bomb(), answer.status, {**answer.headers, "Content-Encoding": "gzip"}))


@cache
def bomb(megabytes: int = 300) -> bytes:
    """A small gzip that unpacks to very much; made step by step, so that it costs the test little memory."""
    packer, block = zlib.compressobj(1, zlib.DEFLATED, 31), bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def _loop(to: _Handler, answer: Answer) -> None:
    to.send(Answer(b"", 302, {"Location": to.path}))


def _hang(to: _Handler, answer: Answer) -> None:
    to.state.stopped.wait(20)


def _reset_midway(to: _Handler, answer: Answer) -> None:
    _half(to, answer)
    to.abort()


def _charset(to: _Handler, answer: Answer) -> None:
    to.send(Answer(answer.data.decode("utf-8", "replace").encode("utf-16"), answer.status, answer.headers))


_WAYS: dict[str, Callable[[_Handler, Answer], None]] = {
    "": lambda to, answer: to.send(answer),
    "drip": _drip,
    "drip_headers": _drip_headers,
    "half": _half,
    UNFRAMED: _half_unframed,
    "cut_gzip": _cut_gzip,
    "bomb": _bomb,
    "html": lambda to, answer: to.send(Answer(PAGE, 200, {"Content-Type": "text/html"})),
    "busy_429": lambda to, answer: to.send(Answer(b"", 429, {"Retry-After": "60"})),
    "busy_503": lambda to, answer: to.send(Answer(b"", 503)),
    "loop": _loop,
    "charset": _charset,
    "empty": lambda to, answer: to.send(Answer(b"", 200, answer.headers)),
    "hang": _hang,
    "reset": lambda to, answer: to.abort(),
    "reset_midway": _reset_midway,
}
