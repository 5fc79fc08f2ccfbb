"""Drawn charts, kept while they are the same: in the memory of a worker, and in a folder that all workers share.

The folder (`cache/charts` under the installation's home) can be deleted at any time; a chart is then drawn again.
What a chart is made of is in its key: figures, definitions, code, words, address and language.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import yhdyspinta
from yhdyspinta import durable
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import queries
from yhdyspinta.pictures.making import made_by

MEMORY, FOLDER = 32_000_000, 200_000_000  # bytes kept
_SWEEP = 100  # drawings between looks at how large the folder has grown
_DRAWING = ("rendering", "locale", "pictures/presenters", "pictures/exports")
_log = logging.getLogger(__name__)


class KeptCharts:
    """Files by what they are made of, the most recently read ones up to a size in bytes."""

    def __init__(self, memory: int = MEMORY, folder: int = FOLDER) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = self._written = 0
        self._memory, self._folder = memory, folder

    def get(self, home: Path, parts: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
        """The file made of `parts`, made when it is not at hand. A folder that cannot be written only costs time."""
        key = hashlib.sha256("\0".join((str(home), *parts)).encode()).hexdigest()
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
                return found
        file = home / "cache" / "charts" / key[:2] / key
        try:
            data = file.read_bytes()
        except OSError:
            data = make()
            self._write(file, data)
        return self._keep(key, data)

    def _keep(self, key: str, data: bytes) -> bytes:
        with self._lock:
            self._bytes += len(data) - len(self._held.pop(key, b""))
            self._held[key] = data
            while self._bytes > self._memory and self._held:
                self._bytes -= len(self._held.popitem(last=False)[1])
        return data

    def _write(self, file: Path, data: bytes) -> None:
        try:
            durable.write(file, data)
            with self._lock:
                self._written += 1
                due = self._written % _SWEEP == 0
            if due:
                self._sweep(file.parent.parent)
        except OSError as error:
            _log.warning("A drawn chart could not be kept in %s: %s", file.parent.parent, error)

    def _sweep(self, folder: Path) -> None:
        """Delete the oldest files until the folder is within its size."""
        files = sorted(((found.stat(), found) for found in folder.rglob("*") if found.is_file()), key=lambda one: one[0].st_mtime)
        total = sum(about.st_size for about, _ in files)
        for about, found in files:
            if total <= self._folder:
                return
            found.unlink(missing_ok=True)
            total -= about.st_size


_kept = KeptCharts()


def kept(environment: Environment, parts: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
    """A drawn file of this installation."""
    return _kept.get(environment.home, parts, make)


def version(environment: Environment, edition: str = "") -> str:
    """Changes when a chart of the newest figures (or of an edition) would be drawn otherwise; 12 letters for addresses."""
    of = edition or queries.data_version(environment)
    return hashlib.sha256(f"{of}|{made_by()}|{_drawn_by()}".encode()).hexdigest()[:12]


@cache
def _drawn_by() -> str:
    """The code, fonts and words that decide how a chart looks."""
    digest, root = hashlib.sha256(), Path(yhdyspinta.__file__).parent
    for folder in _DRAWING:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".mo", ".woff2", ".ttf"):
                digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
