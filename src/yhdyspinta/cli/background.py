"""What runs beside the pages: the tick, in a process of its own, so that a large release never slows a reader."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread

TICK = (sys.executable, "-m", "yhdyspinta.cli", "tick", "--json")
HALF_AN_HOUR = 1800.0
_END_SECONDS = 10.0


def tick_of(area: str) -> tuple[str, ...]:
    """The tick that fetches what concerns `area` first; Unknown or Ambiguous when it names none."""
    if not area:
        return TICK
    from yhdyspinta.intake.selection import area_of

    return (*TICK, "--area", area_of(area).id)


@contextmanager
def repeated(command: Sequence[str] = TICK, seconds: float = HALF_AN_HOUR) -> Iterator[None]:
    """Run `command` at once and again so many seconds after each end, until the block ends; then it is told to end.

    Its answer is not shown, its errors are. A run that is cut is completed by the next one.
    """
    ended = Event()
    thread = Thread(target=_repeat, args=(command, seconds, ended), name="tick", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(_END_SECONDS)


def _repeat(command: Sequence[str], seconds: float, ended: Event) -> None:
    while not ended.is_set():
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603 (our own command)
            while process.poll() is None:
                if ended.wait(0.2):
                    process.terminate()
                    break
        ended.wait(seconds)
