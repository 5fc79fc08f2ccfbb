"""100 million synthetic observations: the read model's building time and memory, and the two questions of a page.

    python -m tests.bench observations [--rows N]      (set YHDYSPINTA_BENCH_FOLDER where the disk with room is)

Series are compared cell by cell and rows of `latest` recomputed before the questions are timed.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from tests.bench.home import peak_megabytes
from tests.bench.lines import Line, timed
from tests.bench.made_observations import (
    AREAS,
    COMMITS_EACH,
    PER_INDICATOR,
    SOURCES,
    batch,
    indicator_id,
    load,
    meaning,
)
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.readmodel import Limits, build
from yhdyspinta.observations.table import VersionedTable

COLUMNS = ("area", "period", "sex", "value", "status")
FILL = Limits(memory="512MB", threads=2)


def child_build(home: Path, indicators: int) -> None:
    """What the measured child does: build, print seconds and peak megabytes."""
    seconds = timed(lambda: build(home, None, None, *meaning(indicators), limits=FILL))
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))


def measured_build(home: Path, indicators: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.observations", "--build", str(home), str(indicators)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def bare_copy(home: Path, files: list[str]) -> float:
    """Seconds of DuckDB's own sorted copy of the same files, as text, nothing computed."""
    path = home / "bare.duckdb"
    with duckdb.connect(str(path), config={"threads": 2, "memory_limit": "3GB", "temp_directory": str(home / "spill")}) as connection:
        seconds = timed(
            lambda: connection.execute(
                "CREATE TABLE copy AS SELECT * FROM read_parquet($1, hive_partitioning = true) ORDER BY indicator, area, period", [files]
            )
        )
    path.unlink()
    return seconds


# ---- compared before timed


def compare_series(model: ReadModel, table: VersionedTable, chosen: list[str]) -> None:
    """Cell by cell against the rows of the table."""
    for indicator in chosen:
        expected = (
            table.read(indicators=[indicator])
            .select(COLUMNS)
            .sort_by([("sex", "ascending"), ("area", "ascending"), ("period", "ascending")])
        )
        found = model.series(indicator, sex=None, columns=COLUMNS)
        found = found.cast(expected.schema).sort_by([("sex", "ascending"), ("area", "ascending"), ("period", "ascending")])
        assert found.equals(expected), indicator
        assert found.num_rows == PER_INDICATOR


def compare_latest(model: ReadModel, table: VersionedTable, indicators: int, rows: int) -> None:
    """Random rows of `latest`: newest, previous, rank, comparators and slope recomputed in plain Python."""
    dice = random.Random(11)
    about_indicator, about_area = (one.to_pylist() for one in meaning(indicators))
    meta = {row["area"]: row for row in about_area}
    for _ in range(rows):
        number, area = dice.randrange(indicators), dice.choice(AREAS)
        facts = {
            (row["area"], int(row["period"])): row["value"]
            for row in table.read(indicators=[indicator_id(number)]).select(["area", "period", "sex", "value"]).to_pylist()
            if row["sex"] == "total" and row["value"] is not None
        }
        found = next(row for row in model.latest_of_area(area).to_pylist() if row["indicator"] == indicator_id(number))
        mine = sorted(year for place, year in facts if place == area)
        year, value = mine[-1], facts[area, mine[-1]]
        peers = {place: facts[place, year] for place in AREAS if meta[place]["kind"] == meta[area]["kind"] and (place, year) in facts}
        sign = {"higher_is_better": 1, "higher_is_worse": -1, "neither": 0}[about_indicator[number]["polarity"]]
        rank = 1 + sum(sign * other > sign * value for other in peers.values()) if sign else None
        alike = [other for place, other in peers.items() if meta[area]["size"] and meta[place]["size"] == meta[area]["size"]]
        points = [(when, facts[area, when]) for when in mine[-10:]]
        slope = statistics.median((b - d) / (a - c) for i, (a, b) in enumerate(points) for c, d in points[:i])
        assert (found["period"], found["value"], found["rank"]) == (str(year), value, rank)
        assert found["rank_n"] == (len(peers) if sign else None)
        assert found["previous_value"] == facts.get((area, year - 1))
        assert found["county_value"] == facts.get((meta[area]["county"], year))
        assert found["country_value"] == facts.get((meta[area]["country"], year))
        assert found["same_size_median"] == (statistics.median(alike) if alike else None)
        assert abs(found["trend_slope"] - slope) < 1e-9
        assert found["trend_n"] == len(points)


# ---- timed


def medians(keys: list[str], ways: dict[str, Callable[[str], Any]]) -> dict[str, float]:
    """Median milliseconds of each way, a different key each time, ways taking turns so that noise meets all alike."""
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for key in keys:
        for way, ask in ways.items():
            taken[way].append(1000 * timed(lambda ask=ask, key=key: ask(key)))
    return {way: statistics.median(times) for way, times in taken.items()}


def warm(model: ReadModel, ids: list[str], areas: list[str]) -> None:
    """Everything read once, and the code of both questions run."""
    for table in ("observations", "latest"):
        columns = model.engine.backend.table(table).columns
        model.engine.query(f"SELECT {', '.join(f'count({name})' for name in columns)} FROM {table}")
    for key in ids:
        model.series(key, sex=None, columns=COLUMNS)
    for key in areas:
        model.latest_of_area(key)


def questions(model: ReadModel, files: list[str], indicators: int) -> Iterator[Line]:
    """Both questions, warm, one thread, a different key each time, beside a bare scan and DuckDB on the Parquet."""
    raw = duckdb.connect(config={"threads": 1})
    dice = random.Random(3)
    ids = [indicator_id(number) for number in dice.sample(range(indicators), min(60, indicators))]
    areas = dice.sample(AREAS, 60)
    warm(model, ids[:5], areas[:5])
    codes = {(row["axis"], row["text"]): row["code"] for row in model.engine.query("SELECT axis, code, text FROM lookup").to_pylist()}
    parquet = "SELECT area, period, sex, value, status FROM read_parquet($1) WHERE indicator = $2"
    newest = (
        "SELECT indicator, arg_max(value, period), max(period) FROM read_parquet($1) WHERE area = $2 AND sex = 'total' GROUP BY indicator"
    )

    def scan(table: str, axis: str) -> Callable[[str], Any]:
        return lambda key: model.engine.query(f"SELECT sum(value) FROM {table} WHERE {axis} = $1", [codes[axis, key]])

    def on_parquet(sql: str) -> Callable[[str], Any]:
        return lambda key: raw.execute(sql, [files, key]).to_arrow_table()

    series = {"ours": lambda key: model.series(key, sex=None, columns=COLUMNS), "scan": scan("observations", "indicator")}
    taken = medians(ids[5:], {**series, "parquet": on_parquet(parquet)})
    yield from _question(f"one indicator, all areas and years ({PER_INDICATOR:,} rows × {len(COLUMNS)})", taken, 5)
    taken = medians(areas[5:], {"ours": model.latest_of_area, "scan": scan("latest", "area")})
    taken |= medians(areas[5:8], {"parquet": on_parquet(newest)})
    yield from _question(f"one area, latest of {indicators:,} indicators with ranks", taken, 10)


def _question(what: str, taken: dict[str, float], limit: float) -> Iterator[Line]:
    """The limit stands beside the ratio to DuckDB on the Parquet; the bare scan tells how loaded the machine was."""
    ours = taken["ours"]
    yield Line(
        what, f"{ours:.2f} ms", f"DuckDB on the Parquet {taken['parquet']:.1f} ms", ours / taken["parquet"], f"{limit} ms", ours <= limit
    )
    yield Line("the same", f"{ours:.2f} ms", f"bare scan of the same rows {taken['scan']:.2f} ms", ours / taken["scan"])


def measure(rows: int) -> Iterator[Line]:
    """Make the observations, build, compare, then time; AssertionError when anything differs."""
    indicators = max(SOURCES, round(rows / PER_INDICATOR))
    home = Path(tempfile.mkdtemp(prefix="observations-", dir=os.environ.get("YHDYSPINTA_BENCH_FOLDER")))
    try:
        committing, compacting = load(home, indicators)
        total = indicators * PER_INDICATOR
        what = f"{total / 1e6:.0f} million observations, {indicators:,} indicators"
        said = f"{SOURCES} sources, {SOURCES * COMMITS_EACH} shuffled commits"
        yield Line(f"{what}: {said}", f"{committing:.0f} s", f"compaction {compacting:.0f} s")
        yield from _built(home, what, indicators)
        yield from _asked(home, indicators)
    finally:
        shutil.rmtree(home)


def _built(home: Path, what: str, indicators: int) -> Iterator[Line]:
    warm_up(home / "warm")
    bare = bare_copy(home, VersionedTable(home).file_uris())
    built = measured_build(home, indicators)
    ratio = built["seconds"] / bare
    fast, small = built["seconds"] <= 60 or ratio <= 3, built["megabytes"] <= 3 * 1024
    beside = f"bare sorted copy by DuckDB {bare:.1f} s"
    yield Line(f"read model of {what}, every column of latest", f"{built['seconds']:.1f} s", beside, ratio, "60 s or 3 ×", fast)
    yield Line("its peak memory", f"{built['megabytes']:,.0f} MB", "", None, "3,072 MB", small)


def _asked(home: Path, indicators: int) -> Iterator[Line]:
    model = ReadModel.open(home, threads=1, seconds=60)  # reading everything once takes longer than a page may
    compare_series(model, VersionedTable(home), [indicator_id(number) for number in random.Random(5).sample(range(indicators), 10)])
    compare_latest(model, VersionedTable(home), indicators, 50)
    size = model.path.stat().st_size / 2**20
    yield Line("its file", f"{size:,.0f} MB")
    yield from questions(model, VersionedTable(home).file_uris(), indicators)
    model.close()


def warm_up(home: Path) -> None:
    """Compile what is compiled on first use, which an installation does once."""
    VersionedTable(home).commit("s00", batch(np.arange(0, 1), range(2020, 2024), 0, 0, seed=1))
    build(home, None, None, *meaning(1))


if __name__ == "__main__":
    child_build(Path(sys.argv[2]), int(sys.argv[3]))
