"""What is killed: a refresh (or what else is given), in a child that kills itself at its N-th system call of note.

A parent that has imported everything and started nothing reads lines `HOME ADDRESS N`, forks a child for each and
answers `killed` or `done EVENTS`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.intake.live_world import environment, refresh
from yhdyspinta.environment import Environment

_OF_NOTE = {"open", "os.rename", "os.mkdir", "os.remove", "fcntl.flock", "os.listdir", "os.scandir", "socket.connect", "shutil.rmtree"}


def _child(home: Path, address: str, number: int, action: Callable[[Environment, str], object]) -> None:
    seen = 0

    def hook(event: str, _: Any) -> None:
        nonlocal seen
        if event in _OF_NOTE:
            seen += 1
            if seen >= number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    action(environment(home), address)
    (home / "events").write_text(str(seen))


def obey(action: Callable[[Environment, str], object]) -> None:
    """Answer each line with what became of `action` on that home and address."""
    for line in sys.stdin:
        home, address, number = line.split()
        child = os.fork()
        if child == 0:
            _child(Path(home), address, int(number), action)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else f"done {(Path(home) / 'events').read_text()}", flush=True)


if __name__ == "__main__":
    obey(refresh)
