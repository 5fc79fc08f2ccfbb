"""What stands behind the timed pages: made observations beside the sample, and the same rows in SQLite for Datasette."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds

from tests.bench import home
from tests.bench.lines import timed
from tests.bench.made_observations import SEXES, SOURCES, YEARS, batch
from yhdyspinta import environment
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.intake.refresh import rebuild
from yhdyspinta.observations.table import VersionedTable

KINDS = ("KU", "HVA", "MK", "SSS")  # of area
BASE = "rows.sqlite"


def made(folder: Path, rows: int) -> tuple[float, float, float]:
    """Fill a folder; the seconds of the figures, the read model and the SQLite table, which is the file BASE."""
    filling = timed(lambda: fill(folder, rows))
    environment_of_it = environment.read(home.variables(folder))
    return filling, timed(lambda: rebuild(environment_of_it, lambda step, done: None)), timed(lambda: to_sqlite(folder, folder / BASE))


def fill(folder: Path, rows: int) -> None:
    """The sample, loaded by the product, and made observations of the areas that there are, of indicators nobody defined."""
    subprocess.run([home.COMMAND, "load-sample"], env=home.variables(folder), check=True, capture_output=True)
    register = areas()
    names = tuple(area.id for kind in KINDS for area in register.areas(kind, register.current))
    each = len(names) * len(YEARS) * len(SEXES)
    table, indicators = VersionedTable(folder), max(SOURCES, rows // each)
    for source in range(SOURCES):
        numbers = np.arange(source, indicators, SOURCES)
        table.commit(f"s{source:02d}", batch(numbers, YEARS, source, 0, seed=source, areas=names))


def to_sqlite(folder: Path, base: Path) -> None:
    """The rows of the table as one SQLite table, with the index that Datasette's question needs."""
    columns = ["indicator", "area", "period", "sex", "age", "value", "status"]
    dataset = ds.dataset(VersionedTable(folder).file_uris())
    with sqlite3.connect(base) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "CREATE TABLE observations (indicator TEXT, area TEXT, period TEXT, sex TEXT, age TEXT, value REAL, status TEXT)"
        )
        for part in dataset.to_batches(columns=columns):
            texts = pa.Table.from_batches([part]).to_pydict()
            connection.executemany(
                "INSERT INTO observations VALUES (?, ?, ?, ?, ?, ?, ?)", zip(*(texts[name] for name in columns), strict=True)
            )
        connection.execute("CREATE INDEX by_area ON observations (area, sex, period)")
