"""Files that people give are read in a child process: what it can cost is bounded, and its end is not ours.

Measured: a workbook of 1.7 kB with one far cell ended the process that read it. So the child has a limit on address
space, on processor time and on the clock, may write nothing, and answers with text.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from yhdyspinta.domain.errors import ParseError, PersonalData, YhdyspintaError

FORMATS = ("csv", "xlsx", "json-stat", "px")
_OF_SUFFIX = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".json": "json-stat", ".px": "px"}
MOST_BYTES = 20_000_000
_ERRORS: Mapping[str, Callable[[str, str], YhdyspintaError]] = MappingProxyType({"PersonalData": PersonalData})
_BROKEN = "Save it again in a program of yours, without macros, pictures and empty far cells, and try anew."


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost: bytes of address space, seconds of processor, seconds by the clock."""

    memory: int = 1_500_000_000
    processor: int = 15
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of text: the heading, and the rows under it, each as wide as the heading."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def format_of(name: str) -> str:
    """The format that a file's name tells; ParseError when it tells none."""
    kind = _OF_SUFFIX.get(Path(name).suffix.lower())
    if kind is None:
        raise ParseError(f"{Path(name).name} is in no format that can be taken.", f"Give one of {', '.join(sorted(_OF_SUFFIX))}.")
    return kind


def read_grid(data: bytes, options: Mapping[str, Any], limits: Limits | None = None) -> Grid:
    """The grid of a file that people gave. `options`: format (of FORMATS), and for a CSV delimiter and encoding, for a
    workbook sheet, or holding (titles of which the sheet has one in its first row), for both skip (rows above the heading) and
    keep_empty (so that rows keep their numbers). ParseError when it is not what it says or costs too much,
    PersonalData when it holds a personal identity code."""
    if options.get("format") not in FORMATS:
        raise ParseError(f"{options.get('format')!r} is not a format of files that people give.", f"Write one of {', '.join(FORMATS)}.")
    if len(data) > MOST_BYTES:
        raise ParseError(f"The file has {len(data):,} bytes; at most {MOST_BYTES:,} are taken.", "Give it in parts.")
    bounds = limits or Limits()
    said = {**options, "memory": bounds.memory, "processor": bounds.processor}
    answer = _ask(json.dumps(said).encode() + b"\n" + data, bounds)
    if "refused" in answer:
        raise _ERRORS.get(answer["refused"], ParseError)(answer["message"], answer["hint"])
    heading, *rows = answer["grid"]
    doubled = sorted({name for name in heading if name and heading.count(name) > 1})
    if doubled:
        raise ParseError(f"Two columns are called {doubled[0]!r}.", "Give each column a name of its own.")
    return Grid(tuple(heading), tuple(tuple(row) for row in rows))


def child(module: str, sent: bytes, limits: Limits) -> bytes | None:
    """What a module of ours answers on standard output when it runs in a process of its own; None when it failed or was ended."""
    # One thread and the system's own allocator: others reserve gigabytes of addresses before they use any.
    quiet = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and no shell
            [sys.executable, "-I", "-m", module],
            input=sent,
            capture_output=True,
            timeout=limits.seconds,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", **quiet},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ParseError(f"The file could not be read in {limits.seconds:.0f} seconds.", _BROKEN) from None
    return done.stdout if done.returncode == 0 else None


def _ask(sent: bytes, limits: Limits) -> dict[str, Any]:
    try:
        answer = json.loads(child("yhdyspinta.formats.untrusted", sent, limits) or b"")
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise ParseError("The file could not be read within the memory and time that a file may take.", _BROKEN)
    return answer
