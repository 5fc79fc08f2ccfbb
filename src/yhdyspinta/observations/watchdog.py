"""One thread that ends what runs too long."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LINGERS = 10.0  # seconds that the thread lives on with nothing to watch


class Watchdog:
    """Ends blocks that run longer than `seconds`, a twentieth of that more or less.

    One thread looks at all of them. A timer for each query costs a thread each: milliseconds where cores are busy,
    which is longer than most queries.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._watched: dict[int, tuple[float, Callable[[], object]]] = {}
        self._thread: threading.Thread | None = None

    @contextmanager
    def watching(self, stop: Callable[[], object]) -> Iterator[None]:
        """Within: `stop` is called, again and again, once the time is over. Never after the block."""
        key = next(self._numbers)
        with self._lock:
            self._watched[key] = (time.monotonic() + self._seconds, stop)
            if self._thread is None or not self._thread.is_alive():  # a forked process has no threads of its parent's
                self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                del self._watched[key]

    def _watch(self) -> None:
        seen = time.monotonic()
        while True:
            time.sleep(self._seconds / 20)
            now = time.monotonic()
            with self._lock:
                for end, stop in self._watched.values():
                    seen = now
                    if now >= end:
                        stop()
                if now - seen > _LINGERS:
                    self._thread = None
                    return
