"""`make run` in a fresh home, downloads apart: load the sample, serve, answer the first pages."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench import home
from tests.bench.lines import Line
from yhdyspinta.catalogue.areas import areas

WAITED = 120  # seconds for a server that does not come


def measure() -> Iterator[Line]:
    """AssertionError when a page does not answer with what was asked for."""
    folder = home.fresh()
    variables = home.variables(folder)
    begun = time.perf_counter()
    subprocess.run([home.COMMAND, "load-sample"], check=True, capture_output=True, env=variables)
    loading = time.perf_counter() - begun
    county = areas().areas("HVA", areas().current)[0]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begun = time.perf_counter()
    with serving(port, variables):
        first = _page(port, "fi/", "Yhdyspinta", until=begun + WAITED)
        starting = time.perf_counter() - begun
        yield Line(
            "make run in a fresh home: load-sample, then the start page",
            f"{loading + starting:.1f} s",
            f"of it load-sample {loading:.1f} s",
        )
        yield Line("· from `serve` to the start page", f"{starting:.1f} s", f"{first / 1000:.0f} kB")
        for what, address in (("area page", f"fi/alue/{county.id}/"), ("picture page", f"fi/alue/{county.id}/tilannekuva/")):
            seconds = []
            for _ in range(2):
                begun = time.perf_counter()
                size = _page(port, address, county.name.fi, until=0.0)
                seconds.append(time.perf_counter() - begun)
            yield Line(
                f"· first {what} of a county",
                f"{seconds[0]:.2f} s",
                f"again {seconds[1]:.3f} s, {size / 1000:.0f} kB",
                seconds[0] / seconds[1],
            )


@contextmanager
def serving(port: int, variables: dict[str, str]) -> Iterator[None]:
    """The server of the product, until the end of the block."""
    process = subprocess.Popen([home.COMMAND, "serve", "--port", str(port)], env=variables, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _page(port: int, address: str, holds: str, until: float) -> int:
    """The size of a page that must hold a word; tries again until a moment while nobody listens."""
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{address}", timeout=WAITED) as answer:
                body = answer.read()
        except (urllib.error.URLError, ConnectionError) as error:
            if isinstance(error, urllib.error.HTTPError) or time.perf_counter() > until:
                raise
            time.sleep(0.02)
        else:
            assert holds.encode() in body, f"{address} does not hold {holds}"
            return len(body)
