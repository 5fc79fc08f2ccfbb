"""What is killed: a new reply is archived, committed in place of the old one, and the read model built.

Run as a program it is a parent that has imported everything and started nothing. For each line on its input
(`HOME event N` or `HOME time SECONDS`) it forks a child, which works until it kills itself at its N-th system call of
note, or is killed after the time. It answers `killed` or `done EVENTS`.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from tests.observations.examples import town
from yhdyspinta.domain.release import Release
from yhdyspinta.observations.readmodel import AREAS, INDICATORS, build
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

OLD, NEW = "old-release", "new-release"
_OF_NOTE = {"open", "os.rename", "os.mkdir", "os.remove", "fcntl.flock", "os.listdir", "os.scandir"}
_OVERALL = 60.0


def reply(release: str) -> bytes:
    return f"the reply of {release}\n".encode() * 40


def rows(release: str) -> Any:
    return town(release, seed=len(release) + ord(release[0]), indicators=4, areas=20)


def ingest(home: Path, release: str, replaces: tuple[str, ...] = ()) -> None:
    """Archive, commit, build: the whole way of one reply."""
    record = Release(release, "town", "figures", "https://example.org", "", "unknown", "unknown", "CC0", "Town", "", "", "csv")
    Archive(home).put(reply(release), record)
    VersionedTable(home).commit("town", rows(release), replaces)
    build(home, None, None, INDICATORS.empty_table(), AREAS.empty_table())


def _child(home: Path, how: str, amount: float) -> None:
    seen = 0

    def hook(event: str, _: Any) -> None:
        nonlocal seen
        if event in _OF_NOTE:
            seen += 1
            if how == "event" and seen >= amount:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    ingest(home, NEW, (OLD,))
    (home / "events").write_text(str(seen))


def _serve() -> None:
    for line in sys.stdin:
        home, how, amount = line.rsplit(" ", 2)
        child = os.fork()
        if child == 0:
            _child(Path(home), how, float(amount))
            os._exit(0)
        patience = float(amount) if how == "time" else _OVERALL
        print(_outcome(child, patience, Path(home)), flush=True)


def _outcome(child: int, patience: float, home: Path) -> str:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return "killed" if os.WIFSIGNALED(status) else f"done {(home / 'events').read_text()}"
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "killed"


if __name__ == "__main__":
    _serve()
