"""What every benchmark gives: lines of one table, and how times are taken."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

HEAD = ("what", "measured", "beside it, in the same run", "ratio", "limit", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what was measured, what stands beside it in the same run, their ratio, and whether the limit holds."""

    what: str
    measured: str
    beside: str = ""
    ratio: float | None = None
    limit: str = ""
    held: bool | None = None

    def cells(self) -> tuple[str, ...]:
        said = "" if self.held is None else "ok" if self.held else "OVER"
        return (
            self.what,
            self.measured,
            self.beside,
            "" if self.ratio is None else f"{self.ratio:.2f}" if self.ratio >= 0.1 else f"{self.ratio:.4f}",
            self.limit,
            said,
        )


def markdown(lines: Iterable[Line]) -> str:
    """The lines as one Markdown table."""
    rows = [HEAD, ("---",) * len(HEAD), *(line.cells() for line in lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def timed(work: Callable[[], Any]) -> float:
    """Seconds by the wall."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turn(
    ways: Mapping[str, Callable[[], Any]], runs: int, settle: Callable[[list[float]], float] = statistics.median
) -> dict[str, float]:
    """Seconds of each way, the runs taken in turn so that noise meets all alike, after one of each that is not counted.

    Garbage collection is off meanwhile. Give back what was made: letting it go is not timed.
    """
    times: dict[str, list[float]] = {name: [] for name in ways}
    gc.collect()
    gc.disable()
    try:
        for run in range(runs + 1):
            for name, way in ways.items():
                begun = time.perf_counter()
                result = way()
                taken = time.perf_counter() - begun
                del result
                if run:
                    times[name].append(taken)
    finally:
        gc.enable()
    return {name: settle(taken) for name, taken in times.items()}
