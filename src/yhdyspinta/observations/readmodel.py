"""Builds the read model: one DuckDB file made aside from a version of the table, then published by a pointer of its own.

A path is never used twice, because DuckDB caches by path. The file can always be built again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from yhdyspinta import durable
from yhdyspinta.domain.canonical import content_hash
from yhdyspinta.observations import pointer, rows
from yhdyspinta.observations.buckets import BUCKET_ROWS, CODED, Buckets
from yhdyspinta.observations.codes import LOOKUP, PERIODS, Coding
from yhdyspinta.observations.engine import Engine
from yhdyspinta.observations.latest import LATEST, Latest
from yhdyspinta.observations.schema import COMPUTED_ROWS, MODEL_POINTER, MODEL_SCHEMA, conform
from yhdyspinta.observations.sorting import arranged
from yhdyspinta.observations.table import VersionedTable

AREAS: pa.Schema = pa.schema([(name, pa.string()) for name in ("area", "kind", "size", "county", "country")])
INDICATORS: pa.Schema = pa.schema([(name, pa.string()) for name in ("indicator", "polarity", "kind")])
PRESENT: pa.Schema = pa.schema([("area", pa.string()), ("boundaries", pa.int16())])
_TABLES = {"observations": CODED, "shadowed": CODED, "latest": LATEST, "lookup": LOOKUP, "periods": PERIODS}
_TYPES = {pa.int32(): "INTEGER", pa.int16(): "SMALLINT", pa.float64(): "DOUBLE", pa.string(): "VARCHAR", pa.date32(): "DATE"}
POINTER = MODEL_POINTER


@dataclass(frozen=True, slots=True)
class Limits:
    """What one build may use."""

    memory: str = "2GB"
    threads: int = 2
    bucket_rows: int = BUCKET_ROWS


@dataclass(frozen=True, slots=True)
class Meaning:
    """What `build` is told beside the rows; each field is a parameter of it."""

    indicators: pa.Table
    areas: pa.Table
    present: pa.Table | None
    precedence: Mapping[str, int]
    order: Sequence[str]


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
    limits: Limits | None = None,
    progress: Callable[[int], Any] = lambda rows: None,
) -> Path:
    """Build the read model of a version of the table under `home` (None = the published one), publish it, return its path.

    `computed` (schema COMPUTED_ROWS) are the rows that analysis made; a published row of the same key beats them.
    `indicators` (schema INDICATORS): polarity as in domain.indicator.Polarity, kind as in MeasureKind.
    `areas` (schema AREAS): kind and size class of each area (size empty = not compared by size), the area id of its
    county and of its country (empty = none).
    `present` (schema PRESENT): the pairs of area and boundaries that stand for the current division; only their rows
    enter `latest`; None = every row may.
    `precedence`: source -> number, lower wins where two releases give one key (100 when not named).
    `order`: release ids, oldest first; of equal precedence the newer wins, then the greater id.
    `progress` is told the number of rows done so far.
    """
    limits = limits or Limits()
    table = VersionedTable(home)
    found = table.version if version is None else version
    made = COMPUTED_ROWS.empty_table() if computed is None else conform(computed, COMPUTED_ROWS)
    meaning = Meaning(indicators, areas, present, precedence or {}, order)
    name = f"readmodel-{found or 0:08d}-{_fingerprint(table.identity(version), made, meaning)}.duckdb"
    folder = home / "readmodel"
    target = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    with durable.locked(home / "locks" / "readmodel.lock"):
        _clear(folder)
        if not target.exists():
            aside = folder / f"aside-{os.getpid()}.duckdb"
            coding = Coding()
            _fill(aside, Buckets(table.file_uris(version), made, coding, limits.bucket_rows), coding, meaning, limits, progress)
            durable.sync(aside)
            durable.move(aside, target)
        pointer.write(home / POINTER, {"file": name, "version": found, "schema": MODEL_SCHEMA})
        _retire(folder, target)
    return target


def _fill(path: Path, buckets: Buckets, coding: Coding, meaning: Meaning, limits: Limits, progress: Callable[[int], Any]) -> None:
    engine = Engine(path, allowed=[path.parent], memory=limits.memory, threads=limits.threads, seconds=None)
    try:
        connection = engine.cursor()
        for name, columns in _TABLES.items():
            connection.execute(f"CREATE TABLE {name} ({', '.join(f'{field.name} {_TYPES[field.type]}' for field in columns)})")
        latest = Latest(coding, meaning.indicators, meaning.areas, meaning.present)
        done = 0
        for bucket in buckets:
            kept, shadowed = arranged(bucket, coding, meaning.precedence, meaning.order)
            _append(connection, "observations", kept)
            _append(connection, "shadowed", shadowed)
            latest.add(kept)
            done += bucket.num_rows
            progress(done)
        for name, content in (("latest", latest.table()), ("lookup", coding.lookup_table()), ("periods", coding.period_table())):
            _append(connection, name, content)
        connection.execute("CHECKPOINT store")
    finally:
        engine.close()


def _append(connection: Any, name: str, content: pa.Table) -> None:
    connection.register("incoming", content)
    connection.execute(f"INSERT INTO {name} SELECT * FROM incoming")
    connection.unregister("incoming")


def _fingerprint(identity: str, computed: pa.Table, meaning: Meaning) -> str:
    """Equal if and only if the read models are: a hash of all that one is built from."""
    present = PRESENT.empty_table() if meaning.present is None else meaning.present.select(PRESENT.names).cast(PRESENT)
    tables = (
        computed,
        meaning.indicators.select(INDICATORS.names).cast(INDICATORS),
        meaning.areas.select(AREAS.names).cast(AREAS),
        present,
    )
    rest = {"precedence": meaning.precedence, "order": list(meaning.order), "all": meaning.present is None, "code": _code()}
    return content_hash({"table": identity, "tables": [rows.content_hash(table) for table in tables], **rest})[:16]


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
