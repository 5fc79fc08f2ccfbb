"""A loopback server that answers from a plain table of replies, for protocols that are only GETs.

A protocol gives `answer(path, base)`: the status, the type and the bytes for a path with its query, or None for 404.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, str, bytes]
Protocol = Callable[[str, str], Answer | None]


class Served:
    """The running server: its address and the paths that were asked, in order."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.asked: list[str] = []


@contextmanager
def served(protocol: Protocol) -> Iterator[Served]:
    """Serve `protocol` on a free port until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(protocol))
    server.daemon_threads = True
    told = Served(server.server_address[1])
    server.told = told  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(protocol: Protocol) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = self.server.told  # type: ignore[attr-defined]
            told.asked.append(self.path)
            status, kind, data = protocol(self.path, told.base) or (404, "text/plain", b"not here")
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            """The test's own output stays clean."""

    return Handler
