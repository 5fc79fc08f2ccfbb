"""The file of a read model while it is made: its tables, its codes, and what it says of itself for the one made after it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from yhdyspinta.observations.buckets import BUCKET_ROWS, CODED
from yhdyspinta.observations.codes import LOOKUP, PERIODS, Coding
from yhdyspinta.observations.engine import Engine
from yhdyspinta.observations.latest import LATEST

AREAS: pa.Schema = pa.schema([(name, pa.string()) for name in ("area", "kind", "size", "county", "country")])
HELD: pa.Schema = pa.schema([("indicator", pa.int32()), ("area", pa.int32()), ("boundaries", pa.int16())])
EXTENT: pa.Schema = pa.schema([("indicator", pa.int32()), ("rows", pa.int64()), ("computed", pa.string())])
ABOUT: pa.Schema = pa.schema([("name", pa.string()), ("value", pa.string())])
TABLES = {
    "observations": CODED, "shadowed": CODED, "latest": LATEST, "lookup": LOOKUP, "periods": PERIODS,
    "held": HELD, "extent": EXTENT, "areas": AREAS, "about": ABOUT,
}  # fmt: skip
BY_INDICATOR = ("observations", "shadowed", "latest", "held", "extent")
_TYPES = {
    pa.int64(): "BIGINT", pa.int32(): "INTEGER", pa.int16(): "SMALLINT", pa.float64(): "DOUBLE", pa.string(): "VARCHAR",
    pa.date32(): "DATE",
}  # fmt: skip
Releases = Mapping[str, tuple[str, Mapping[str, int]]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one build may use."""

    memory: str = "2GB"
    threads: int = 2
    bucket_rows: int = BUCKET_ROWS


@dataclass(frozen=True, slots=True)
class About:
    """What a read model says of itself.

    `frame`: a hash of all beside the rows that decides what it holds. `releases`: those that stood, oldest first, each
    with the hash of its rows and how many rows it has of each indicator. `notes`: what the caller wants to find again.
    `every`: rows of every division may enter `latest`. `added`: rows that were put behind the sorted ones since the
    whole was last built.
    """

    frame: str = ""
    releases: Releases | None = None
    notes: str = ""
    every: bool = True
    added: int = 0

    def table(self) -> pa.Table:
        held = {
            "frame": self.frame,
            "releases": json.dumps(None if self.releases is None else {name: list(entry) for name, entry in self.releases.items()}),
            "notes": self.notes,
            "every": json.dumps(self.every),
            "added": str(self.added),
        }
        return pa.table({"name": list(held), "value": list(held.values())}, schema=ABOUT)

    @classmethod
    def read(cls, engine: Engine) -> About:
        held = {row["name"]: row["value"] for row in engine.query("SELECT name, value FROM about").to_pylist()}
        listed = json.loads(held["releases"])
        releases = None if listed is None else {name: (entry[0], entry[1]) for name, entry in listed.items()}
        return cls(held["frame"], releases, held["notes"], json.loads(held["every"]), int(held["added"]))


class Draft:
    """A read model that nobody reads yet. All changes are one transaction, which `close` ends."""

    def __init__(self, path: Path, limits: Limits, begun: bool = False) -> None:
        """`begun`: the file is a copy of another read model, whose codes go on being used."""
        self.engine = Engine(path, allowed=[path.parent], memory=limits.memory, threads=limits.threads, seconds=None)
        self._cursor = self.engine.cursor()
        self.coding = Coding(self.engine.query("SELECT axis, code, text FROM lookup") if begun else None)
        if not begun:
            for name, columns in TABLES.items():
                self.create(name, columns)

    def create(self, name: str, columns: pa.Schema) -> None:
        self._cursor.execute(f"CREATE OR REPLACE TABLE {name} ({', '.join(f'{field.name} {_TYPES[field.type]}' for field in columns)})")

    def append(self, name: str, content: pa.Table) -> None:
        self._cursor.register("incoming", content)
        self._cursor.execute(f"INSERT INTO {name} SELECT * FROM incoming")
        self._cursor.unregister("incoming")

    def replace(self, name: str, content: pa.Table) -> None:
        """`content` in place of all that the table held."""
        self.create(name, TABLES[name])
        self.append(name, content)

    def remove(self, indicators: Collection[str]) -> None:
        """Take away every row of some indicators, in every table."""
        codes = [self.coding["indicator"].codes[name] for name in indicators if name in self.coding["indicator"].codes]
        if codes:
            self._cursor.register("leaving", pa.table({"code": pa.array(codes, pa.int32())}))
            for name in BY_INDICATOR:
                low, high = min(codes), max(codes)  # which lets whole row groups be passed over
                self._cursor.execute(
                    f"DELETE FROM {name} WHERE indicator BETWEEN {low} AND {high} AND indicator IN (SELECT code FROM leaving)"
                )
            self._cursor.unregister("leaving")

    def query(self, sql: str) -> pa.Table:
        return self.engine.query(sql)

    def run(self, sql: str) -> None:
        self._cursor.execute(sql)

    def finish(self, about: About, areas: pa.Table) -> None:
        """Write the codes and what the file says of itself, and let it go."""
        for name, content in (
            ("lookup", self.coding.lookup_table()),
            ("periods", self.coding.period_table()),
            ("areas", areas.select(AREAS.names).cast(AREAS)),
            ("about", about.table()),
        ):
            self.replace(name, content)
        self._cursor.execute("CHECKPOINT store")

    def close(self) -> None:
        self.engine.close()
