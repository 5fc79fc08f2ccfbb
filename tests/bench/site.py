"""Pages over a store of many observations: two workers, distinct addresses, cold and warm apart.

    python -m tests.bench site [--site-rows N] [--site-home FOLDER]

Beside them in the same run: a bare Django page behind the same server, and Datasette on the same rows in SQLite, with an
index that serves its question. Cold is the first asking of an address; warm comes when both workers have met it.
Times are told as readers arrive, five a second; where everybody asks at once, each time is mostly that of waiting for the others.
"""

from __future__ import annotations

import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench import first_paint, home
from tests.bench.lines import Line
from tests.bench.site_readers import Server, Taken, ask
from tests.bench.site_store import BASE, KINDS, made
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.themes import themes

ROWS = 10_000_000
WORKERS = 2
PAINTED = 7  # of each kind, in a browser
ADDRESSES = 200  # of each kind of page
ARRIVAL = 0.2  # seconds between readers
GOAL = 0.100  # seconds, p95 of a cold page
LARGEST = 150_000  # bytes of a page, compressed
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


def measure(rows: int, kept: Path | None = None) -> Iterator[Line]:
    """Fill, serve, ask; AssertionError when a page is not what it should be. A `kept` folder that was filled is not filled again."""
    folder = kept or home.fresh()
    if not (folder / BASE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        filling, building, copying = made(folder, rows)
        yield Line(
            f"store of {rows / 1e6:.0f} million made observations and the sample", f"{filling:.0f} s", f"read model {building:.0f} s"
        )
        yield Line("the same rows in SQLite, for Datasette", f"{copying:.0f} s")
    with ExitStack() as stack:
        commands = (of_product(folder), of_product(folder), bare_page, _datasette(folder / BASE))
        ours, hurried, bare, sets = ([stack.enter_context(served(one)) for _ in range(WORKERS)] for one in commands)
        beside = ask(bare, [f"/bare/{number}" for number in range(ADDRESSES)])
        rows_of = ask(sets, [_datasette_page(area) for area in chosen(ADDRESSES)])
        for name, addresses in pages(ADDRESSES).items():
            yield from _cold(name, ours, hurried, addresses, beside, rows_of)
            yield from _warm(ours, addresses, beside, rows_of)
        yield from first_paint.measure(ours[0].port, {name: addresses[:PAINTED] for name, addresses in pages(ADDRESSES).items()})


def _cold(
    name: str, ours: Sequence[Server], hurried: Sequence[Server], addresses: list[str], bare: Taken, rows_of: Taken
) -> Iterator[Line]:
    """One kind of page never asked for before: as readers arrive, and by other workers as many a second as can be."""
    for server in (*ours, *hurried):  # a worker's first page loads what all its pages need
        ask([server], ["/fi/"])
    cold, most = ask(ours, addresses, at_once=8, every=ARRIVAL), ask(hurried, addresses)
    said = f"bare Django page p95 {1000 * bare.p95:.1f} ms, Datasette {1000 * rows_of.p95:.0f} ms, each as many a second as can be"
    middle = statistics.median(cold.seconds)
    yield Line(
        f"{name}, cold, {1 / ARRIVAL:.0f} a second: p95 of {len(addresses)} addresses",
        f"{1000 * cold.p95:.0f} ms",
        said,
        cold.p95 / rows_of.p95,
        "100 ms",
        cold.p95 <= GOAL,
    )
    yield Line("· median", f"{1000 * middle:.0f} ms", "bare Django page", middle / statistics.median(bare.seconds))
    yield Line(
        "· cpu a page",
        f"{1000 * cold.cpu_each:.0f} ms",
        f"bare Django page {1000 * bare.cpu_each:.1f} ms, Datasette {1000 * rows_of.cpu_each:.0f} ms",
        cold.cpu_each / rows_of.cpu_each,
    )
    yield Line(
        "· most a second, cold",
        f"{most.rate:.0f}",
        f"p95 then {1000 * most.p95:.0f} ms; bare Django page {bare.rate:.0f}, Datasette {rows_of.rate:.0f}",
        most.rate / rows_of.rate,
    )
    yield Line("· largest page, compressed", f"{max(cold.sizes) / 1000:.0f} kB", "", None, "150 kB", max(cold.sizes) <= LARGEST)


def _warm(ours: Sequence[Server], addresses: list[str], bare: Taken, rows_of: Taken) -> Iterator[Line]:
    """The same pages again: kept, known already, and how many a second when many ask at once."""
    for server in ours:  # each worker keeps its own pages
        tags = ask([server], addresses).tags
    warm, known = ask(ours, addresses), ask(ours, addresses, tags=tags)
    assert not any(known.sizes), "a reader who has this version got it again"
    most = ask(ours, addresses, at_once=8)
    yield Line("· warm, p95", f"{1000 * warm.p95:.1f} ms", "bare Django page", warm.p95 / bare.p95)
    yield Line("· known already (304), p95", f"{1000 * known.p95:.1f} ms", "bare Django page", known.p95 / bare.p95)
    yield Line(
        "· most a second, warm",
        f"{most.rate:.0f}",
        f"bare Django page {bare.rate:.0f}, Datasette {rows_of.rate:.0f}",
        most.rate / bare.rate,
    )


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


# ---- who answers


@contextmanager
def served(command: Callable[[int], tuple[list[str], dict[str, str]]]) -> Iterator[Server]:
    """A server in a process of its own, on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line, variables = command(port)
    process = subprocess.Popen(line, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield Server(port, process.pid)
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


if __name__ == "__main__":
    print(json.dumps([line.cells() for line in measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)], ensure_ascii=False, indent=1))
