"""How often a host is asked: one count for all workers, obeyed waits, and a breaker that lets a sick host rest.

The state of a host is a small file under `limits/`, changed under its lock. Times are those of the system clock, which
all processes share; a time that lies in the future (the clock was set back) is forgotten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import RLock

from yhdyspinta import durable
from yhdyspinta.domain.live import Host
from yhdyspinta.sources.errors import Kind, SourceError

_MOST_CALLS, _LONGEST_WINDOW = 10_000, 3_600.0  # no limit that a host tells of itself is believed beyond these
_MOST_WAIT = 86_400.0  # no wait that a host asks for is believed beyond a day


@dataclass(slots=True)
class _State:
    calls: list[float] = field(default_factory=list)  # when the last requests went out
    not_before: float = 0.0  # the host asked to be left alone until then
    failures: int = 0  # in a row
    opened: float = 0.0  # when the breaker opened; 0 = closed
    probed: float = 0.0  # when the one request of a half-open breaker went out
    told_calls: int = 0  # how often the host itself says that it may be asked; 0: it has not told
    told_window: float = 0.0


class Limiter:
    """Turns to ask hosts. `folder` None keeps the count in this process only."""

    def __init__(self, folder: Path | None, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._folder, self._clock, self._sleep = folder, clock, sleep
        self._memory: dict[str, _State] = {}
        self._here = RLock()

    def turn(self, host: Host, patience: float, within: bool = False) -> None:
        """Wait for a turn to ask `host` and take it. SourceError `busy` when the breaker is open, or when the host
        wants to be left alone for longer than `patience` seconds. `within`: a further request of a fetch that the
        breaker has let through (another try, a redirect)."""
        waited = 0.0
        while True:
            with self._here, self._lock(host):
                state, now = self._read(host), self._clock()
                if not within:
                    self._respect_breaker(host, state, now)
                wait = self._wait(host, state, now)
                if wait <= 0:
                    state.calls = [*state.calls[-_pace(host, state)[0] :], now]
                    self._write(host, state)
                    return
            if waited + wait > patience:
                raise SourceError(
                    Kind.BUSY,
                    f"{host.name} wants to be left alone for {wait:.0f} seconds more.",
                    "The next run asks again.",
                )
            self._sleep(wait)
            waited += wait

    def window(self, host: Host) -> float:
        """The seconds of the window in which the requests to `host` are counted."""
        with self._here, self._lock(host):
            return _pace(host, self._read(host))[1]

    def keep_pace(self, host: Host, calls: int, window_seconds: float) -> None:
        """The host has told its own limit, which holds for all workers instead of ours. A limit that cannot be meant is
        not believed."""
        if not (1 <= calls <= _MOST_CALLS and 0 < window_seconds <= _LONGEST_WINDOW):
            return
        with self._here, self._lock(host):
            state = self._read(host)
            if (state.told_calls, state.told_window) != (calls, window_seconds):
                state.told_calls, state.told_window = calls, window_seconds
                self._write(host, state)

    def leave_alone(self, host: Host, seconds: float) -> None:
        """The host asked for a pause: nobody asks it before it is over."""
        with self._here, self._lock(host):
            state = self._read(host)
            state.not_before = max(state.not_before, self._clock() + min(seconds, _MOST_WAIT))
            self._write(host, state)

    def report(self, host: Host, well: bool) -> None:
        """How asking went: failures in a row open the breaker, a success closes it."""
        with self._here, self._lock(host):
            state = self._read(host)
            if well and not state.failures:
                return
            state.failures = 0 if well else state.failures + 1
            state.probed = 0.0
            state.opened = self._clock() if state.failures >= host.breaker_failures else 0.0
            self._write(host, state)

    def _respect_breaker(self, host: Host, state: _State, now: float) -> None:
        if not state.opened:
            return
        left = state.opened + host.breaker_seconds - now
        if 0 < left <= host.breaker_seconds:
            raise SourceError(
                Kind.BUSY,
                f"{host.name} has failed {state.failures} times in a row and rests for {left:.0f} seconds more.",
                "The next run asks again.",
            )
        if state.probed and 0 <= now - state.probed < host.deadline_seconds:
            raise SourceError(Kind.BUSY, f"{host.name} is being tried by another worker after its rest.", "The next run asks again.")
        state.probed = now

    def _wait(self, host: Host, state: _State, now: float) -> float:
        calls, window = _pace(host, state)
        state.calls = [call for call in state.calls if now - window < call <= now]
        pause = state.not_before - now if state.not_before - now <= _MOST_WAIT else 0.0
        slot = state.calls[-calls] + window - now if len(state.calls) >= calls else 0.0
        return max(pause, slot, 0.0)

    def _lock(self, host: Host) -> AbstractContextManager[object]:
        return RLock() if self._folder is None else durable.locked(self._folder / f"{_file(host)}.lock")

    def _read(self, host: Host) -> _State:
        if self._folder is None:
            return self._memory.setdefault(_file(host), _State())
        try:
            return _State(**json.loads((self._folder / f"{_file(host)}.json").read_bytes()))
        except (OSError, ValueError, TypeError):
            return _State()  # none yet, or of another version: it fills again within one window

    def _write(self, host: Host, state: _State) -> None:
        if self._folder is not None:
            durable.write(self._folder / f"{_file(host)}.json", json.dumps(asdict(state)).encode())


def _pace(host: Host, state: _State) -> tuple[int, float]:
    """How many requests in how many seconds: as the host told, else as its facts say."""
    return (state.told_calls, state.told_window) if state.told_calls else (host.calls, host.window_seconds)


def _file(host: Host) -> str:
    return re.sub(r"[^a-z0-9.-]", "_", f"{host.name}_{host.port}" if host.port else host.name)
