"""How answers and errors appear: plain lines, or JSON when asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from yhdyspinta.domain.errors import YhdyspintaError


def show(answer: Any, as_json: bool, lines: Callable[[Any], Iterator[str]]) -> None:
    """Print `answer` as JSON, or as the lines that `lines` makes of it."""
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
        return
    for line in lines(answer):
        print(line)


def show_error(error: YhdyspintaError, *, as_json: bool) -> None:
    """One sentence of what is wrong and one of what to do, on stderr."""
    if as_json:
        print(json.dumps({"error": error.message, "hint": error.hint}, ensure_ascii=False), file=sys.stderr)
    else:
        print(f"{error.message}\n{error.hint}".strip(), file=sys.stderr)


def explained(error: YhdyspintaError | OSError) -> YhdyspintaError:
    """What the system refused, as a sentence: no space, no permission, not a folder."""
    if isinstance(error, YhdyspintaError):
        return error
    where = f"{error.filename}: " if error.filename else ""
    return YhdyspintaError(
        f"{where}{error.strerror or error}.", "Check the folder in YHDYSPINTA_HOME, its permissions and free space, and try again."
    )


Report = Callable[[str, float], None]


@contextmanager
def progress(quiet: bool = False) -> Iterator[Report]:
    """A reporter of (step, share done 0–1): a bar on a terminal, plain lines elsewhere, nothing when quiet."""
    if quiet:
        yield lambda step, done: None
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        with Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True)) as bar:
            task = bar.add_task("", total=1.0)
            yield lambda step, done: bar.update(task, description=step, completed=done)
    else:
        tenth = [-1]

        def line(step: str, done: float) -> None:
            if int(done * 10) > tenth[0]:  # a log needs no line for each of hundreds of steps
                tenth[0] = int(done * 10)
                print(f"{round(done * 100):3d} % {step}", file=sys.stderr, flush=True)

        yield line
