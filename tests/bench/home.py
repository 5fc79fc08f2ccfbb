"""Homes in a temporary folder, filled by the product itself in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from yhdyspinta import environment
from yhdyspinta.intake.sample import load_sample

BIN = Path(sys.executable).parent
COMMAND = str(BIN / "yhdyspinta")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A home with the sample: seconds of the process that loaded it, of each step, and its peak memory."""

    home: Path
    seconds: float
    steps: dict[str, float]
    megabytes: float


@cache
def _root() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="bench-", dir=os.environ.get("YHDYSPINTA_BENCH_FOLDER"))


def fresh() -> Path:
    """A folder where nothing was loaded; gone when the benchmarks end."""
    path = Path(_root().name) / f"home-{len(list(Path(_root().name).iterdir()))}"
    path.mkdir()
    return path


def variables(home: Path) -> dict[str, str]:
    """The variables of a process that works in `home`."""
    return {**os.environ, "YHDYSPINTA_HOME": str(home)}


@cache
def loaded() -> Loaded:
    """The home that benchmarks share; loaded once."""
    home = fresh()
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "tests.bench.home", str(home)], check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - begun
    answer = json.loads(done.stdout)
    return Loaded(home, seconds, answer["steps"], answer["megabytes"])


def peak_megabytes() -> float:
    """The peak resident memory of this process; not ru_maxrss, which a child takes over from its parent."""
    line = next(line for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


@contextmanager
def removed_at_the_end() -> Iterator[None]:
    """Within: homes stand. Afterwards: they are gone."""
    try:
        yield
    finally:
        _root().cleanup()


def _load(home: Path) -> None:
    """What the measured child does: load, and tell the seconds between the steps that the product itself reports."""
    marks: list[tuple[str, float]] = []

    def report(step: str, _done: float) -> None:
        marks.append((_part(step), time.perf_counter()))

    load_sample(environment.read(variables(home)), report)
    steps: dict[str, float] = {}
    for (step, begun), (_, ended) in pairwise(marks):
        steps[step] = steps.get(step, 0.0) + ended - begun
    print(json.dumps({"steps": steps, "megabytes": peak_megabytes()}))


def _part(step: str) -> str:
    """Steps of one kind as one part: sources are not told apart, nor the indicators of a sum."""
    if step.startswith("Comput"):
        return "computing figures of larger areas"
    return "archive, parse and commit" if ": archive" in step else step[:1].lower() + step[1:]


if __name__ == "__main__":
    _load(Path(sys.argv[1]))
