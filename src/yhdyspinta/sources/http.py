"""The one way out. Nothing else in the product opens a connection.

Measured before it was written: a library's timeout is per read, so a dripping source held a request of "2 seconds" for
as long as it liked; a body cut without framing and a compressed one cut in half both came back as whole. Hence: raw
bytes, a deadline by the clock over everything, caps before and after unpacking, and the end of the stream checked.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from threading import Lock

import httpcore

from yhdyspinta import __version__
from yhdyspinta.domain.live import Host
from yhdyspinta.sources.allowed import Place, Resolve, addresses, next_place, place_of, system_resolve
from yhdyspinta.sources.body import collect, too_large
from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.exchange import Reply, Request
from yhdyspinta.sources.limiter import Limiter
from yhdyspinta.sources.network import Deadline, Pinned

__all__ = ["Reply", "Request", "Way"]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_MAY_PASS = frozenset({Kind.BUSY, Kind.BROKEN, Kind.CUT})  # worth another try
_HURTS = _MAY_PASS | {Kind.DEADLINE}  # what the breaker counts
_AGAIN = "It is asked again with the next run."


class Way:
    """The way to the listed hosts. `contact` (an address of a person or page) goes into the User-Agent; `limits` is the
    folder in which all workers count their requests, None for a count within this process."""

    def __init__(
        self,
        hosts: Mapping[str, Host],
        *,
        contact: str = "",
        limits: Path | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        resolve: Resolve = system_resolve,
    ) -> None:
        self._hosts, self._clock, self._sleep, self._resolve = hosts, clock, sleep, resolve
        self._agent = f"Yhdyspinta/{__version__}" + (f" (+{contact})" if contact else "")
        self._limiter = Limiter(limits, clock, sleep)
        self._ssl = httpcore.default_ssl_context()
        self._remembered: dict[str, tuple[float, Reply]] = {}
        self._guard = Lock()

    def fetch(self, request: Request) -> Reply:
        """The whole reply to `request`, or a SourceError. Takes at most the host's deadline, once it has its turn."""
        kept = self._recall(request)
        if kept is not None:
            return kept
        host = place_of(request.url, self._hosts).host
        self._limiter.turn(host, self._limiter.window(host) + host.deadline_seconds)
        try:
            reply = self._tried(request, host)
        except SourceError as error:
            self._limiter.report(host, error.kind not in _HURTS)
            raise
        self._limiter.report(host, well=True)
        if request.remember_seconds and not reply.unchanged:
            with self._guard:
                self._remembered[request.url] = (self._clock(), reply)
        return reply

    def keep_pace(self, url: str, calls: int, window_seconds: float) -> None:
        """The host of `url` has told how often it may be asked; all workers keep to it from now on."""
        self._limiter.keep_pace(place_of(url, self._hosts).host, calls, window_seconds)

    def _recall(self, request: Request) -> Reply | None:
        with self._guard:
            at, reply = self._remembered.get(request.url, (0.0, None))
        return reply if reply is not None and request.method == "GET" and self._clock() - at < request.remember_seconds else None

    def _tried(self, request: Request, host: Host) -> Reply:
        deadline = Deadline(host.deadline_seconds)
        for number in range(1, host.tries + 1):
            try:
                return self._followed(request, deadline)
            except _Failed as failure:
                wait = failure.wait if failure.wait is not None else 0.25 * 2**number * (1 + random.random())  # noqa: S311 - no secret
                if failure.wait is not None:
                    self._limiter.leave_alone(failure.host, failure.wait)
                if failure.error.kind not in _MAY_PASS or number == host.tries or wait >= deadline.left():
                    raise failure.error from None
                if failure.wait is None:
                    self._sleep(wait)
                self._limiter.turn(host, deadline.left(), within=True)
        raise AssertionError("a host is tried at least once")

    def _followed(self, request: Request, deadline: Deadline) -> Reply:
        """The reply at the end of the redirects; each place on the way is checked like the first."""
        url, method, body = request.url, request.method, request.body
        for _ in range(_MOST_REDIRECTS + 1):
            place = place_of(url, self._hosts)
            if url != request.url:
                self._limiter.turn(place.host, deadline.left(), within=True)
            with _Exchange(place, self._connection(place, deadline), deadline) as exchange:
                reply = exchange.ask(url, method, body, self._headers(request, place, body))
            if reply.status not in _REDIRECTS:
                return reply
            if "location" not in reply.headers:
                raise _Failed(place.host, SourceError(Kind.BROKEN, f"{place.name} redirects to nowhere.", _AGAIN, reply.status))
            url = next_place(url, reply.headers["location"])
            if reply.status == 303 or (reply.status in (301, 302) and method == "POST"):
                method, body = "GET", b""
        error = SourceError(Kind.REFUSED, f"{request.url} redirects without end.", "Open it in a browser and correct the address.")
        raise _Failed(place.host, error)

    def _connection(self, place: Place, deadline: Deadline) -> httpcore.HTTPConnection:
        try:
            found = addresses(place, self._resolve, deadline.left())
        except SourceError as error:
            raise _Failed(place.host, error) from None
        origin = httpcore.Origin(place.scheme.encode(), place.name.encode(), place.port)
        return httpcore.HTTPConnection(origin, ssl_context=self._ssl, network_backend=Pinned(found, deadline))

    def _headers(self, request: Request, place: Place, body: bytes) -> dict[str, str]:
        headers = {"User-Agent": self._agent, "Accept": "*/*", "Accept-Encoding": "gzip", **place.host.headers, **request.headers}
        headers.update({"Host": place.authority, "Connection": "close"})
        if body:
            headers["Content-Length"] = str(len(body))
        if request.etag:
            headers["If-None-Match"] = request.etag
        if request.modified:
            headers["If-Modified-Since"] = request.modified
        return headers


class _Failed(Exception):
    """Carries an error between two tries. `wait`: the pause in seconds that the host asked for, if it did."""

    def __init__(self, host: Host, error: SourceError, wait: float | None = None) -> None:
        super().__init__(error.message)
        self.host, self.error, self.wait = host, error, wait


class _Exchange:
    """One question and one answer over one connection, closed afterwards."""

    def __init__(self, place: Place, connection: httpcore.HTTPConnection, deadline: Deadline) -> None:
        self._place, self._connection, self._deadline = place, connection, deadline

    def __enter__(self) -> _Exchange:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._connection.close()

    def ask(self, url: str, method: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """The reply, redirects and "unchanged" included; `_Failed` for everything that is no whole answer."""
        begun = False
        try:
            sent = [(name.encode(), value.encode()) for name, value in headers.items()]
            place = self._place
            target = httpcore.URL(scheme=place.scheme.encode(), host=place.name.encode(), port=place.port, target=place.path.encode())
            response = self._connection.handle_request(httpcore.Request(method, target, headers=sent, content=body))
            begun = True
            self._refuse_status(response.status, _plain(response), "If-None-Match" in headers or "If-Modified-Since" in headers)
            return self._reply(url, response)
        except SourceError as error:
            raise _Failed(self._place.host, error) from None
        except httpcore.TimeoutException:
            late = SourceError(Kind.DEADLINE, f"{self._place.name} did not answer whole in time.", _AGAIN)
            raise _Failed(self._place.host, late) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as reason:
            kind, what = (Kind.CUT, "broke its answer off") if begun else (Kind.BROKEN, "gave no answer")
            raise _Failed(self._place.host, SourceError(kind, f"{self._place.name} {what}: {reason}.", _AGAIN)) from None

    def _reply(self, url: str, response: httpcore.Response) -> Reply:
        headers, status = _plain(response), response.status
        data = b"" if status in _REDIRECTS or status == 304 else self._body(response, headers)
        framed = "content-length" in headers or "transfer-encoding" in headers or "content-encoding" in headers
        now = datetime.now(UTC).isoformat(timespec="seconds")
        marks = headers.get("etag", ""), headers.get("last-modified", "")
        return Reply(url, status, headers, data, now, *marks, unchanged=status == 304, framed=framed)

    def _refuse_status(self, status: int, headers: Mapping[str, str], conditional: bool) -> None:
        if (200 <= status < 300 and status != 206) or status in _REDIRECTS or (status == 304 and conditional):
            return
        kind = _kind(status)
        wait = _wait(headers.get("retry-after", "")) if kind is Kind.BUSY else None
        if wait is None and status == 429:
            wait = self._place.host.window_seconds  # too many calls: a whole window makes room again
        error = SourceError(kind, f"{self._place.name} answered {status}{_WORDS[kind]}.", _HINTS.get(kind, _AGAIN), status)
        raise _Failed(self._place.host, error, wait)

    def _body(self, response: httpcore.Response, headers: Mapping[str, str]) -> bytes:
        most, name = self._place.host.most_bytes, self._place.name
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > most:
            raise too_large(most, name)
        return collect(response.iter_stream(), headers.get("content-encoding", "").strip().lower(), most, name)


_WORDS = {
    Kind.BUSY: ", it has too much to do",
    Kind.GONE: ", there is nothing at this address",
    Kind.REFUSED: ", it refuses the question",
    Kind.BROKEN: ", it is out of order",
}
_HINTS = {
    Kind.GONE: "It may have been renamed or discontinued: look for its successor.",
    Kind.REFUSED: "Open the address in a browser; what is asked may have been renamed or discontinued.",
}


def _plain(response: httpcore.Response) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}


def _kind(status: int) -> Kind:
    if status in (404, 410):
        return Kind.GONE
    if status in (408, 429, 503):
        return Kind.BUSY
    return Kind.REFUSED if 400 <= status < 500 else Kind.BROKEN


def _wait(text: str) -> float | None:
    """The seconds of a Retry-After, which gives seconds or a date; None when there is none that can be read."""
    if text.strip().isdigit():
        return float(text)
    try:
        return max((parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds(), 0.0) if text else None
    except (ValueError, TypeError):
        return None
