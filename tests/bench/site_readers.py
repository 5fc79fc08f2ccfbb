"""Readers of a site: each asks one address after the other, as soon as it can or as readers arrive."""

from __future__ import annotations

import gzip
import http.client
import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.lines import timed


@dataclass(frozen=True, slots=True)
class Server:
    """A process that answers on a port of this machine."""

    port: int
    process: int

    @property
    def cpu(self) -> float:
        """Seconds of processor time that it has used."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of each request, and what came: bytes as sent, and tags; `cpu` is the servers' processor time of all."""

    seconds: tuple[float, ...]
    sizes: tuple[int, ...]
    tags: tuple[str, ...]
    whole: float
    cpu: float

    @property
    def p95(self) -> float:
        return float(np.quantile(self.seconds, 0.95))

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.whole

    @property
    def cpu_each(self) -> float:
        return self.cpu / len(self.seconds)


def ask(servers: Sequence[Server], addresses: list[str], tags: Sequence[str] = (), at_once: int = 0, every: float = 0.0) -> Taken:
    """Each address once, by `at_once` readers (one for each server) spread over the servers; every answer must be 200, or 304 with tags.

    With `every`, a reader arrives each so many seconds, whether or not those before it have their answer, and its time counts
    from then. Without, each asks as soon as it has its answer: as many a second as can be, and each waits for the others.
    """
    jobs = list(enumerate(addresses))
    results: dict[int, tuple[float, int, str]] = {}
    lock, begun = threading.Lock(), time.perf_counter()

    def read(reader: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", servers[reader % len(servers)].port, timeout=60)
        while True:
            with lock:
                if not jobs:
                    break
                place, address = jobs.pop(0)
            arrives = begun + place * every if every else time.perf_counter()
            time.sleep(max(0.0, arrives - time.perf_counter()))
            results[place] = _once(line, address, tags[place] if tags else "", arrives)
        line.close()

    readers = [threading.Thread(target=read, args=(reader,)) for reader in range(at_once or len(servers))]
    before = sum(one.cpu for one in servers)
    whole = timed(lambda: ([one.start() for one in readers], [one.join() for one in readers]))
    assert len(results) == len(addresses), "some addresses were not answered"
    seconds, sizes, found = zip(*(results[place] for place in range(len(addresses))), strict=True)
    return Taken(seconds, sizes, found, whole, sum(one.cpu for one in servers) - before)


def _once(line: http.client.HTTPConnection, address: str, tag: str, begun: float) -> tuple[float, int, str]:
    line.request("GET", address, headers={"Accept-Encoding": "gzip", **({"If-None-Match": tag} if tag else {})})
    answer = line.getresponse()
    body = answer.read()
    taken = time.perf_counter() - begun
    assert answer.status == (304 if tag else 200), f"{address}: {answer.status}"
    if body and answer.headers.get("Content-Encoding") == "gzip":
        assert gzip.decompress(body).rstrip().endswith((b"</html>", b"}")), address
    return taken, len(body), answer.headers.get("ETag", "")
