"""A way that leads to servers on loopback only, with short deadlines."""

from __future__ import annotations

from typing import Any

from tests.servers.faults import Running
from yhdyspinta.domain.live import Host
from yhdyspinta.sources.http import Way

DEADLINE = 0.6


def host_of(server: Running, **changes: Any) -> Host:
    """The facts of a server of ours."""
    facts: dict[str, Any] = {
        "name": "127.0.0.1",
        "base": server.address,
        "calls": 10_000,
        "window_seconds": 1.0,
        "deadline_seconds": DEADLINE,
        "most_bytes": 1_000_000,
        "tries": 2,
        "schemes": ("http",),
        "port": server.port,
        "loopback": True,
    }
    return Host(**{**facts, **changes})


def way_to(*servers: Running, options: dict[str, Any] | None = None, **changes: Any) -> Way:
    """A way to these servers and nowhere else; `changes` alter the facts of all, `options` the way itself."""
    hosts = {f"127.0.0.1:{server.port}": host_of(server, **changes) for server in servers}
    return Way(hosts, contact="https://example.org/contact", **(options or {}))
