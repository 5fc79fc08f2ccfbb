"""The product's own way out, allowed to reach our servers on this machine only, with short deadlines."""

from __future__ import annotations

from yhdyspinta.domain.live import Host
from yhdyspinta.sources.http import Way


def way_to(base: str, deadline: float = 2.0, most_bytes: int = 2_000_000, tries: int = 1) -> Way:
    """A way to the server at `base` (http://127.0.0.1:port) and nowhere else."""
    port = int(base.rpartition(":")[2])
    host = Host("127.0.0.1", base, 10_000, 1.0, deadline, most_bytes, tries, ("http",), port=port, loopback=True, breaker_failures=1000)
    return Way({host.name: host}, contact="tests")
