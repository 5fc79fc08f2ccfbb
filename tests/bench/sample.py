"""Loading the shipped sample: seconds, parts, peak memory."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from tests.bench import home
from tests.bench.lines import Line
from yhdyspinta import environment
from yhdyspinta.intake.sample import load_sample
from yhdyspinta.observations.queries import ReadModel


def measure() -> Iterator[Line]:
    """Two homes loaded apart must hold the same read model; AssertionError when they do not."""
    first = home.loaded()
    compare(first)
    figures, packages = _size(first)
    yield Line(f"load-sample, {figures:,} figures to read", f"{first.seconds:.1f} s", f"peak memory {first.megabytes:,.0f} MB")
    for step, seconds in first.steps.items():
        yield Line(f"· {step}", f"{seconds:.1f} s", "of the whole", seconds / first.seconds)
    begun = perf_counter()
    load_sample(environment.read(home.variables(first.home)), lambda step, done: None)
    again = perf_counter() - begun
    yield Line(f"load-sample again, nothing new ({packages} packages checked)", f"{again:.2f} s", "the first time", again / first.seconds)


def compare(first: home.Loaded) -> None:
    other = home.fresh()
    load_sample(environment.read(home.variables(other)), lambda step, done: None)
    one, two = ReadModel.open(first.home), ReadModel.open(other)
    assert one.observations() == two.observations()
    assert one.indicators() == two.indicators()
    for name in one.indicators():
        assert one.latest_of_indicator(name).to_pylist() == two.latest_of_indicator(name).to_pylist(), name
    one.close()
    two.close()


def _size(loaded: home.Loaded) -> tuple[int, int]:
    model = ReadModel.open(loaded.home)
    rows = model.observations()
    model.close()
    return rows, len(list((loaded.home / "archive" / "releases").iterdir()))
