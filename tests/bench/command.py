"""How long the command takes to say what it can do, as a ratio to a Python that does nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

from tests.bench.home import COMMAND
from tests.bench.lines import Line, in_turn
from yhdyspinta import __version__

RUNS = 15


def measure() -> Iterator[Line]:
    """AssertionError when the command does not say what it should."""
    assert _said("--version").strip() == f"yhdyspinta {__version__}"
    assert all(word in _said("--help") for word in ("load-sample", "picture", "verify", "serve"))
    ways = {
        "pass": _process(sys.executable, "-c", "pass"),
        "typer": _process(sys.executable, "-c", "import typer"),
        "--help": _process(COMMAND, "--help"),
        "--version": _process(COMMAND, "--version"),
    }
    taken = in_turn(ways, RUNS)
    beside = f"python -c pass {1000 * taken['pass']:.0f} ms"
    for name in ("--help", "--version"):
        yield Line(f"yhdyspinta {name}", f"{1000 * taken[name]:.0f} ms", beside, taken[name] / taken["pass"])
    yield Line(
        "· of it, the library of commands: python -c 'import typer'",
        f"{1000 * taken['typer']:.0f} ms",
        beside,
        taken["typer"] / taken["pass"],
    )


def _said(option: str) -> str:
    return subprocess.run([COMMAND, option], check=True, capture_output=True, text=True).stdout


def _process(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run(words, check=True, capture_output=True)
