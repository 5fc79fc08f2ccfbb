"""100 million synthetic observations: the read model's building time and memory, and the two questions of a page.

    python -m tests.bench.observations [ROWS]      (or YHDYSPINTA_BENCH_ROWS)

Everything is compared before it is timed. Times on a shared machine are noisy; read the ratios.
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
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.readmodel import Limits, build
from yhdyspinta.observations.table import VersionedTable

ROWS = 100_000_000
SOURCES, COMMITS_EACH = 24, 3
YEARS = range(1997, 2024)
SEXES = ("total", "male", "female")
AREAS = tuple(
    [f"KU{n:03d}" for n in range(1, 309)] + [f"HVA{n:02d}" for n in range(1, 23)] + [f"MK{n:02d}" for n in range(1, 20)] + ["SSS"]
)
PER_INDICATOR = len(AREAS) * len(YEARS) * len(SEXES)
COLUMNS = ("area", "period", "sex", "value", "status")
FILL = Limits(memory="512MB", threads=2)
STATUS = ("final", "preliminary", "suppressed", "not_available")


def indicator_id(number: int) -> str:
    return f"s{number % SOURCES:02d}.table{number // SOURCES // 10:03d}.what{number:05d}"


def batch(numbers: np.ndarray, years: range, source: int, part: int, seed: int) -> pa.Table:
    """All areas and sexes of some indicators and years, in shuffled order."""
    dice = np.random.default_rng(seed)
    shape = (len(numbers), len(AREAS), len(years), len(SEXES))
    count = int(np.prod(shape))
    order = dice.permutation(count)
    which, area, year, sex = (axis[order] for axis in np.unravel_index(np.arange(count), shape))
    status = dice.choice(4, count, p=[0.88, 0.1, 0.01, 0.01])
    gone = status >= 2
    base = dice.normal(50, 15, (len(numbers), len(AREAS)))
    slope = dice.normal(0, 1, (len(numbers), len(AREAS)))
    value = np.round(base[which, area] + slope[which, area] * (np.asarray(years)[year] - 2000) + dice.normal(0, 2, count), 2)
    part_less = gone | (which % 3 > 0)

    def text(codes: np.ndarray, texts: Any) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(list(texts))).cast(pa.string())

    def day(month: int, dom: int) -> pa.Array:
        days = np.array([date(y, month, dom).toordinal() - date(1970, 1, 1).toordinal() for y in years], dtype=np.int32)
        return pa.array(days[year]).cast(pa.date32())

    return pa.table(
        {
            "indicator": text(which, map(indicator_id, numbers)),
            "area": text(area, AREAS),
            "boundaries": pa.array(np.full(count, 2023, dtype=np.int16)),
            "period": text(year, map(str, years)),
            "period_start": day(1, 1),
            "period_end": day(12, 31),
            "sex": text(sex, SEXES),
            "age": text(np.zeros(count, dtype=np.int32), ["total"]),
            "value": pa.array(value, mask=gone),
            "numerator": pa.array(np.round(value * 10), mask=part_less),
            "denominator": pa.array(np.full(count, 1000.0), mask=part_less),
            "status": text(status, STATUS),
            "release": text(np.zeros(count, dtype=np.int32), [f"s{source:02d}-{part}"]),
            "source": text(np.zeros(count, dtype=np.int32), [f"s{source:02d}"]),
        }
    )


def load(home: Path, indicators: int) -> tuple[float, float]:
    """Commit everything in shuffled order, then compact; seconds of each."""
    table = VersionedTable(home)
    parts = np.array_split(np.asarray(YEARS), COMMITS_EACH)
    jobs = [(source, part) for source in range(SOURCES) for part in range(COMMITS_EACH)]
    random.Random(7).shuffle(jobs)
    committing = 0.0
    for source, part in jobs:
        numbers = np.arange(source, indicators, SOURCES)
        if len(numbers):
            years = range(int(parts[part][0]), int(parts[part][-1]) + 1)
            rows = batch(numbers, years, source, part, seed=source * 100 + part)
            committing += timed(lambda rows=rows, source=source: table.commit(f"s{source:02d}", rows))
    return committing, timed(table.compact)


def meaning(indicators: int) -> tuple[pa.Table, pa.Table]:
    polarity = ("higher_is_better", "higher_is_worse", "neither")
    ids = [indicator_id(number) for number in range(indicators)]
    kinds = [area.rstrip("0123456789") for area in AREAS]
    size = [str(number % 4) if kind == "KU" else str(number % 3) if kind == "HVA" else "" for number, kind in enumerate(kinds)]
    county = [f"HVA{number % 22 + 1:02d}" if kind == "KU" else "" for number, kind in enumerate(kinds)]
    country = ["" if area == "SSS" else "SSS" for area in AREAS]
    return (
        pa.table({"indicator": ids, "polarity": [polarity[n % 3] for n in range(indicators)], "kind": ["rate"] * indicators}),
        pa.table({"area": AREAS, "kind": kinds, "size": size, "county": county, "country": country}),
    )


def child_build(home: Path, indicators: int) -> None:
    """What the measured child does: build, print seconds and peak megabytes."""
    seconds = timed(lambda: build(home, None, None, *meaning(indicators), limits=FILL))
    # Not ru_maxrss, which a child takes over from its parent.
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    print(json.dumps({"seconds": seconds, "megabytes": int(peak.split()[1]) / 1024}))


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


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(keys: list[str], ways: dict[str, Callable[[str], Any]]) -> dict[str, float]:
    """Median milliseconds of each way, a different key each time, ways taking turns so that noise meets all alike."""
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for key in keys:
        for way, ask in ways.items():
            taken[way].append(1000 * timed(lambda ask=ask, key=key: ask(key)))
    return {way: statistics.median(times) for way, times in taken.items()}


def questions(home: Path, model: ReadModel, files: list[str], indicators: int) -> list[tuple[str, str, float, float]]:
    """(question, way, median ms, limit ms or 0), warm, one thread."""
    raw = duckdb.connect(config={"threads": 1})
    dice = random.Random(3)
    ids = [indicator_id(number) for number in dice.sample(range(indicators), min(60, indicators))]
    areas = dice.sample(AREAS, 60)
    for table in ("observations", "latest"):  # warm: everything read once
        model.engine.query(f"SELECT {', '.join(f'count({name})' for name in model.engine.backend.table(table).columns)} FROM {table}")
    for key in ids[:5]:
        model.series(key, sex=None, columns=COLUMNS)
    for key in areas[:5]:
        model.latest_of_area(key)
    parquet = "SELECT area, period, sex, value, status FROM read_parquet($1) WHERE indicator = $2"
    newest = (
        "SELECT indicator, arg_max(value, period), max(period) FROM read_parquet($1) WHERE area = $2 AND sex = 'total' GROUP BY indicator"
    )
    scan = "SELECT sum(value) FROM observations WHERE indicator = $1"
    codes = {row["text"]: row["code"] for row in model.engine.query("SELECT code, text FROM lookup WHERE axis = 'indicator'").to_pylist()}
    places = {row["text"]: row["code"] for row in model.engine.query("SELECT code, text FROM lookup WHERE axis = 'area'").to_pylist()}
    one = medians(
        ids[5:],
        {
            "read model": lambda key: model.series(key, sex=None, columns=COLUMNS),
            "bare scan of the same rows": lambda key: model.engine.query(scan, [codes[key]]),
            "DuckDB on the Parquet": lambda key: raw.execute(parquet, [files, key]).to_arrow_table(),
        },
    )
    two = medians(
        areas[5:],
        {
            "read model": model.latest_of_area,
            "bare scan of the same rows": lambda key: model.engine.query("SELECT sum(value) FROM latest WHERE area = $1", [places[key]]),
        },
    )
    two["DuckDB on the Parquet, no ranks"] = medians(areas[5:8], {"x": lambda key: raw.execute(newest, [files, key]).to_arrow_table()})["x"]
    return [("one indicator, all areas and years", way, ms, 5.0 if way == "read model" else 0.0) for way, ms in one.items()] + [
        ("one area, latest of all indicators", way, ms, 10.0 if way == "read model" else 0.0) for way, ms in two.items()
    ]


def main(rows: int) -> bool:
    """Run everything and print the table; whether all limits hold."""
    indicators = max(SOURCES, round(rows / PER_INDICATOR))
    home = Path(tempfile.mkdtemp(prefix="observations-", dir=os.environ.get("YHDYSPINTA_BENCH_FOLDER")))
    try:
        return measure(home, indicators)
    finally:
        shutil.rmtree(home)


def measure(home: Path, indicators: int) -> bool:
    committing, compacting = load(home, indicators)
    table = VersionedTable(home)
    files = table.file_uris()
    warm_up(home / "warm")
    bare = bare_copy(home, files)
    built = measured_build(home, indicators)
    model = ReadModel.open(home, threads=1)
    compare_series(model, table, [indicator_id(number) for number in random.Random(5).sample(range(indicators), 10)])
    compare_latest(model, table, indicators, 50)
    lines = questions(home, model, files, indicators)
    size = model.path.stat().st_size / 2**20
    model.close()
    total = indicators * PER_INDICATOR
    print("compared cell by cell before timing: 10 series, 50 rows of latest")
    print(f"{total:,} observations, {indicators:,} indicators, {SOURCES} sources, {SOURCES * COMMITS_EACH} commits")
    print(f"commits {committing:.1f} s ({total / committing / 1e6:.2f} million rows/s), compaction {compacting:.1f} s")
    ratio = built["seconds"] / bare
    fast = built["seconds"] <= 60 or ratio <= 3
    small = built["megabytes"] <= 3 * 1024
    print(f"read model {built['seconds']:.1f} s = {ratio:.2f} × a bare sorted copy ({bare:.1f} s); limit 60 s or 3 ×: {said(fast)}")
    print(f"peak memory {built['megabytes']:.0f} MB; limit 3,072 MB: {said(small)}; file {size:.0f} MB")
    for question, way, ms, limit in lines:
        verdict = f"  limit {limit:g} ms: {said(ms <= limit)}" if limit else ""
        print(f"{question:38} {way:34} {ms:9.2f} ms{verdict}")
    return fast and small and all(ms <= limit for _, _, ms, limit in lines if limit)


def warm_up(home: Path) -> None:
    """Compile what is compiled on first use, which an installation does once."""
    VersionedTable(home).commit("s00", batch(np.arange(0, 1), range(2020, 2024), 0, 0, seed=1))
    build(home, None, None, *meaning(1))


def said(held: bool) -> str:
    return "held" if held else "NOT HELD"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        child_build(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(0 if main(int(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("YHDYSPINTA_BENCH_ROWS", ROWS))) else 1)
