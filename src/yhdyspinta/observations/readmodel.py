"""Builds the read model: one DuckDB file made aside from a version of the table, then published by a pointer of its own.

A path is never used twice, because DuckDB caches by path. The file can always be built again. Where only some
indicators have changed, a copy of the file that stands gets their rows anew: `update` gives what `build` would.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from yhdyspinta import durable
from yhdyspinta.domain.canonical import content_hash
from yhdyspinta.domain.errors import Damaged, StateError
from yhdyspinta.observations import filling, pointer, rows
from yhdyspinta.observations.engine import Engine
from yhdyspinta.observations.modelfile import AREAS, About, Draft, Limits
from yhdyspinta.observations.schema import COMPUTED_ROWS, MODEL_POINTER, MODEL_SCHEMA, conform
from yhdyspinta.observations.table import VersionedTable

INDICATORS: pa.Schema = pa.schema([(name, pa.string()) for name in ("indicator", "polarity", "kind")])
PRESENT: pa.Schema = pa.schema([("indicator", pa.string()), ("area", pa.string()), ("boundaries", pa.int16())])
POINTER = MODEL_POINTER
__all__ = ["AREAS", "INDICATORS", "POINTER", "PRESENT", "About", "Given", "Limits", "Standing", "build", "standing", "update"]


@dataclass(frozen=True, slots=True)
class Given:
    """What a read model is made of beside the rows of the table.

    `computed` (schema COMPUTED_ROWS) are the rows that analysis made; a published row of the same key beats them.
    `indicators` (schema INDICATORS): polarity as in domain.indicator.Polarity, kind as in MeasureKind.
    `areas` (schema AREAS): kind and size class of each area (size empty = not compared by size), the area id of its
    county and of its country (empty = none).
    `present` (schema PRESENT): the pairs of area and boundaries that stand for the current division by what each
    indicator shows; only their rows enter `latest`, of whichever indicator; None = every row may.
    `precedence`: source -> number, lower wins where two releases give one key (100 when not named).
    `order`: release ids, oldest first; of equal precedence the newer wins, then the greater id.
    `frame` and `notes`: see About.
    """

    computed: pa.Table
    indicators: pa.Table
    areas: pa.Table
    present: pa.Table | None
    precedence: Mapping[str, int]
    order: Sequence[str]
    frame: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The read model that stands: its file, the version of the table, what it says of itself, its areas, its pairs of
    area and boundaries."""

    path: Path
    version: int | None
    about: About
    areas: pa.Table
    observations: int


def standing(home: Path) -> Standing | None:
    """What stands; None when nothing does, or it has another form or cannot be read: then the whole is built."""
    held = pointer.read(home / POINTER)
    path = home / "readmodel" / str((held or {}).get("file"))
    if held is None or held["schema"] != MODEL_SCHEMA or not path.exists():
        return None
    try:
        engine = Engine(path, read_only=True, seconds=None)
    except (Damaged, OSError):
        return None
    try:
        count = int(engine.query("SELECT coalesce(sum(rows), 0)::BIGINT AS n FROM extent")["n"][0].as_py())
        return Standing(path, held["version"], About.read(engine), engine.query("SELECT * FROM areas").cast(AREAS), count)
    except Damaged:
        return None
    finally:
        engine.close()


def build(
    home: Path,
    version: int | None,
    computed: pa.Table | None,
    indicators: pa.Table,
    areas: pa.Table,
    *,
    present: pa.Table | None = None,
    precedence: Mapping[str, int] | None = None,
    order: Sequence[str] = (),
    frame: str = "",
    notes: str = "",
    limits: Limits | None = None,
    progress: Callable[[int], Any] = lambda rows: None,
) -> Path:
    """Build the read model of a version of the table under `home` (None = the published one), publish it, return its path.

    The rest is told by `Given`; `progress` is told the number of rows done so far.
    """
    limits = limits or Limits()
    table = VersionedTable(home)
    made = COMPUTED_ROWS.empty_table() if computed is None else conform(computed, COMPUTED_ROWS)
    given = Given(made, indicators, areas, present, precedence or {}, order, frame, notes)
    content = filling.content_of(table, version)
    hashes = filling.hashes(made)
    with _alone(home) as folder:
        path = folder / _name(table, version, hashes, filling.pairs_of(present), given)
        if not path.exists():
            with _aside(folder, path) as aside:
                draft = Draft(aside, limits)
                try:
                    filling.whole(draft, content, given, hashes, limits, progress)
                    draft.finish(About(frame, content.releases(order), notes, present is None), areas)
                finally:
                    draft.close()
        _publish(home, path, table.version if version is None else version)
    return path


def update(home: Path, base: Standing, changed: Collection[str], given: Given, *, limits: Limits | None = None) -> Path:
    """The read model of the published version made of `base`: only the rows of the `changed` indicators are made anew.

    `given.computed` and `given.present` are of the changed indicators alone. Whatever else decides is to be as it was:
    the caller compares `about.frame`. Publishes it, returns its path. StateError when another stands meanwhile.
    """
    limits = limits or Limits()
    table = VersionedTable(home)
    given = replace(given, computed=conform(given.computed, COMPUTED_ROWS))
    content = filling.content_of(table, None)
    with _alone(home) as folder:
        held = pointer.read(home / POINTER)
        if held is None or held["file"] != base.path.name or not base.path.exists():
            raise StateError("Another read model was published meanwhile.", "Run the same command again.")
        aside = folder / f"aside-{os.getpid()}.duckdb"
        shutil.copyfile(base.path, aside)
        draft = Draft(aside, limits, begun=True)
        try:
            hashes, pairs, added = filling.again(draft, content, frozenset(changed), given, base, limits)
            about = About(given.frame, content.releases(given.order), given.notes, base.about.every, base.about.added + added)
            draft.finish(about, given.areas)
        finally:
            draft.close()
        path = folder / _name(table, None, hashes, pairs, given)
        if path.exists():
            _clear(folder)
        else:
            durable.sync(aside)
            durable.move(aside, path)
        _publish(home, path, table.version)
    return path


@contextmanager
def _alone(home: Path) -> Iterator[Path]:
    """The folder of read models, with nobody else building in it and nothing of a killed build left."""
    folder = home / "readmodel"
    folder.mkdir(parents=True, exist_ok=True)
    with durable.locked(home / "locks" / "readmodel.lock"):
        _clear(folder)
        yield folder


@contextmanager
def _aside(folder: Path, path: Path) -> Iterator[Path]:
    """A path to write to, which becomes `path` at the end of the block."""
    aside = folder / f"aside-{os.getpid()}.duckdb"
    yield aside
    durable.sync(aside)
    durable.move(aside, path)


def _publish(home: Path, path: Path, version: int | None) -> None:
    pointer.write(home / POINTER, {"file": path.name, "version": version, "schema": MODEL_SCHEMA})
    _retire(path.parent, path)


def _name(table: VersionedTable, version: int | None, hashes: Mapping[str, str], pairs: pa.Table, given: Given) -> str:
    """Equal if and only if the read models are: version and a hash of all that one is made of."""
    tables = (given.indicators.select(INDICATORS.names).cast(INDICATORS), given.areas.select(AREAS.names).cast(AREAS), pairs)
    rest = {"precedence": dict(given.precedence), "order": list(given.order), "all": given.present is None, "code": _code()}
    found = table.version if version is None else version
    made = {"table": table.identity(version), "computed": dict(hashes), "tables": [rows.content_hash(one) for one in tables], **rest}
    return f"readmodel-{found or 0:08d}-{content_hash(made)[:16]}.duckdb"


@cache
def _code() -> str:
    """A hash of the code that makes a read model: another code, another file."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _clear(folder: Path) -> None:
    """Remove what a build that was killed left behind."""
    for left_over in folder.glob("aside-*"):
        shutil.rmtree(left_over) if left_over.is_dir() else left_over.unlink()


def _retire(folder: Path, current: Path) -> None:
    """Remove old files that no worker holds (each holds a shared lock on the file that it reads)."""
    for path in folder.glob("readmodel-*.duckdb"):
        if path == current:
            continue
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            path.unlink()
