"""Pages over a store of many observations: two workers, distinct addresses, cold and warm apart.

    python -m tests.bench site [--site-rows N]

Beside them in the same run: a bare Django page behind the same server, and Datasette on the same rows in SQLite, with an
index that serves its question. Cold is the first asking of an address; warm comes when both workers have most likely met it.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds

from tests.bench import first_paint, home
from tests.bench.lines import Line, timed
from tests.bench.made_observations import SEXES, SOURCES, YEARS, batch
from yhdyspinta import environment
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.intake.refresh import rebuild
from yhdyspinta.observations.table import VersionedTable

ROWS = 10_000_000
WORKERS = 2
PAINTED = 7  # of each kind, in a browser
ADDRESSES = 200  # of each kind of page
GOAL = 0.100  # seconds, p95 of a cold page
LARGEST = 150_000  # bytes of a page, compressed
KINDS = ("KU", "HVA", "MK", "SSS")
_BARE = """
import sys
from django.conf import settings
from django.http import HttpResponse
from django.urls import re_path
settings.configure(SECRET_KEY="bare", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__)
import django
django.setup()
urlpatterns = [re_path("", lambda request: HttpResponse("<!doctype html><title>bare</title><p>" + request.path))]
from django.core.wsgi import get_wsgi_application
from waitress import serve
serve(get_wsgi_application(), host="127.0.0.1", port=int(sys.argv[1]), threads=4, ident=None)
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of each request, and what came: bytes as sent, and tags."""

    seconds: tuple[float, ...]
    sizes: tuple[int, ...]
    tags: tuple[str, ...]
    whole: float

    @property
    def p95(self) -> float:
        return float(np.quantile(self.seconds, 0.95))

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.whole


def measure(rows: int) -> Iterator[Line]:
    """Fill, serve, ask; AssertionError when a page is not what it should be."""
    folder = home.fresh()
    filling = timed(lambda: fill(folder, rows))
    model_of_sample = home.variables(folder)
    building = timed(lambda: rebuild(environment.read(model_of_sample), lambda step, done: None))
    yield Line(f"store of {rows / 1e6:.0f} million made observations and the sample", f"{filling:.0f} s", f"read model {building:.0f} s")
    base = folder / "rows.sqlite"
    yield Line("the same rows in SQLite, for Datasette", f"{timed(lambda: to_sqlite(folder, base)):.0f} s")
    with ExitStack() as stack:
        ours = [stack.enter_context(served(of_product(folder))) for _ in range(WORKERS)]
        bare = [stack.enter_context(served(bare_page)) for _ in range(WORKERS)]
        sets = [stack.enter_context(served(_datasette(base))) for _ in range(WORKERS)]
        beside = ask(bare, [f"/bare/{number}" for number in range(ADDRESSES)])
        rows_of = ask(sets, [_datasette_page(area) for area in chosen(ADDRESSES)])
        for name, addresses in pages(ADDRESSES).items():
            yield from _page(name, ours, addresses, beside, rows_of)
        yield from first_paint.measure(ours[0], {name: addresses[:PAINTED] for name, addresses in pages(ADDRESSES).items()})


def _page(name: str, ports: Sequence[int], addresses: list[str], bare: Taken, rows_of: Taken) -> Iterator[Line]:
    """One kind of page: cold, warm, known already, and how many a second when many ask at once."""
    cold = ask(ports, addresses)
    for _ in range(WORKERS):  # each worker keeps its own pages
        ask(ports, addresses)
    warm = ask(ports, addresses)
    known = ask(ports, addresses, tags=cold.tags)
    assert not any(known.sizes), f"{name}: a reader who has this version got it again"
    most = ask(ports, addresses, at_once=8)
    said = f"bare Django page p95 {1000 * bare.p95:.1f} ms, Datasette {1000 * rows_of.p95:.0f} ms"
    yield Line(
        f"{name}, cold, p95 of {len(addresses)} addresses",
        f"{1000 * cold.p95:.0f} ms",
        said,
        cold.p95 / rows_of.p95,
        "100 ms",
        cold.p95 <= GOAL,
    )
    yield Line(
        "· median",
        f"{1000 * statistics.median(cold.seconds):.0f} ms",
        "bare Django page",
        statistics.median(cold.seconds) / statistics.median(bare.seconds),
    )
    yield Line("· warm, p95", f"{1000 * warm.p95:.1f} ms", "bare Django page", warm.p95 / bare.p95)
    yield Line("· known already (304), p95", f"{1000 * known.p95:.1f} ms", "bare Django page", known.p95 / bare.p95)
    yield Line(
        "· most a second, warm",
        f"{most.rate:.0f}",
        f"bare Django page {bare.rate:.0f}, Datasette {rows_of.rate:.0f}",
        most.rate / bare.rate,
    )
    yield Line("· largest page, compressed", f"{max(cold.sizes) / 1000:.0f} kB", "", None, "150 kB", max(cold.sizes) <= LARGEST)


# ---- what is asked


def chosen(count: int) -> list[str]:
    """Areas of several kinds, in an order that mixes them."""
    register = areas()
    found = [area.id for kind in KINDS for area in register.areas(kind, register.current)]
    random.Random(4).shuffle(found)
    return (found * (count // len(found) + 1))[:count]


def pages(count: int) -> dict[str, list[str]]:
    """Distinct addresses of each kind of page."""
    dice, languages = random.Random(5), ("fi", "sv", "en")
    names, numbers = chosen(count), [theme.number for theme in themes()]
    indicators = [name for theme in themes() for name in theme.headlines]
    spoken = [languages[place % 3] for place in range(count)]
    return {
        "area page": [f"/{one}/alue/{area}/" for one, area in zip(spoken, names, strict=True)],
        "theme page": [f"/{one}/alue/{area}/teema/{dice.choice(numbers)}/" for one, area in zip(spoken, names, strict=True)],
        "indicator card": [f"/{one}/alue/{area}/tunnusluku/{dice.choice(indicators)}/" for one, area in zip(spoken, names, strict=True)],
    }


def _datasette_page(area: str) -> str:
    return f"/rows/observations?area__exact={area}&sex__exact=total&_sort_desc=period&_size=100"


def ask(ports: Sequence[int], addresses: list[str], tags: Sequence[str] = (), at_once: int = WORKERS) -> Taken:
    """Each address once, by `at_once` readers of their own, spread over the workers; every answer must be 200, or 304 with tags."""
    jobs = list(enumerate(addresses))
    results: dict[int, tuple[float, int, str]] = {}
    lock = threading.Lock()

    def read(reader: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", ports[reader % len(ports)], timeout=60)
        while True:
            with lock:
                if not jobs:
                    break
                place, address = jobs.pop(0)
            results[place] = _once(line, address, tags[place] if tags else "")
        line.close()

    readers = [threading.Thread(target=read, args=(reader,)) for reader in range(at_once)]
    whole = timed(lambda: ([one.start() for one in readers], [one.join() for one in readers]))
    assert len(results) == len(addresses), "some addresses were not answered"
    answers = [results[place] for place in range(len(addresses))]
    return Taken(tuple(one[0] for one in answers), tuple(one[1] for one in answers), tuple(one[2] for one in answers), whole)


def _once(line: http.client.HTTPConnection, address: str, tag: str) -> tuple[float, int, str]:
    begun = time.perf_counter()
    line.request("GET", address, headers={"Accept-Encoding": "gzip", **({"If-None-Match": tag} if tag else {})})
    answer = line.getresponse()
    body = answer.read()
    taken = time.perf_counter() - begun
    assert answer.status == (304 if tag else 200), f"{address}: {answer.status}"
    if body and answer.headers.get("Content-Encoding") == "gzip":
        assert gzip.decompress(body).rstrip().endswith((b"</html>", b"}")), address
    return taken, len(body), answer.headers.get("ETag", "")


# ---- who answers


@contextmanager
def served(command: Callable[[int], tuple[list[str], dict[str, str]]]) -> Iterator[int]:
    """A server in a process of its own, on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line, variables = command(port)
    process = subprocess.Popen(line, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise AssertionError(f"the server on port {port} ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"the server on port {port} did not answer in a minute")


def of_product(folder: Path) -> Callable[[int], tuple[list[str], dict[str, str]]]:
    return lambda port: ([home.COMMAND, "serve", "--port", str(port)], home.variables(folder))


def bare_page(port: int) -> tuple[list[str], dict[str, str]]:
    return [sys.executable, "-c", _BARE, str(port)], dict(os.environ)


def _datasette(base: Path) -> Callable[[int], tuple[list[str], dict[str, str]]]:
    settings = ["--setting", "suggest_facets", "off", "--setting", "sql_time_limit_ms", "20000", "--setting", "default_cache_ttl", "0"]
    return lambda port: ([str(home.BIN / "datasette"), "serve", "-i", str(base), "-p", str(port), *settings], dict(os.environ))


# ---- what is stored


def fill(folder: Path, rows: int) -> None:
    """The sample, loaded by the product, and made observations of the areas that there are, of indicators nobody defined."""
    subprocess.run([home.COMMAND, "load-sample"], env=home.variables(folder), check=True, capture_output=True)
    register = areas()
    names = tuple(area.id for kind in KINDS for area in register.areas(kind, register.current))
    each = len(names) * len(YEARS) * len(SEXES)
    table, indicators = VersionedTable(folder), max(SOURCES, rows // each)
    for source in range(SOURCES):
        numbers = np.arange(source, indicators, SOURCES)
        table.commit(f"s{source:02d}", batch(numbers, YEARS, source, 0, seed=source, areas=names))


def to_sqlite(folder: Path, base: Path) -> None:
    """The rows of the table as one SQLite table, with the index that Datasette's question needs."""
    columns = ["indicator", "area", "period", "sex", "age", "value", "status"]
    dataset = ds.dataset(VersionedTable(folder).file_uris())
    with sqlite3.connect(base) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "CREATE TABLE observations (indicator TEXT, area TEXT, period TEXT, sex TEXT, age TEXT, value REAL, status TEXT)"
        )
        for part in dataset.to_batches(columns=columns):
            texts = pa.Table.from_batches([part]).to_pydict()
            connection.executemany(
                "INSERT INTO observations VALUES (?, ?, ?, ?, ?, ?, ?)", zip(*(texts[name] for name in columns), strict=True)
            )
        connection.execute("CREATE INDEX by_area ON observations (area, sex, period)")


if __name__ == "__main__":
    print(json.dumps([line.cells() for line in measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)], ensure_ascii=False, indent=1))
