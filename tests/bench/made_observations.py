"""Synthetic observations of two dozen sources, committed in shuffled order."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from tests.bench.lines import timed
from yhdyspinta.observations.table import VersionedTable

ROWS = 100_000_000
SOURCES, COMMITS_EACH = 24, 3
YEARS = range(1997, 2024)
SEXES = ("total", "male", "female")
AREAS = tuple(
    [f"KU{n:03d}" for n in range(1, 309)] + [f"HVA{n:02d}" for n in range(1, 23)] + [f"MK{n:02d}" for n in range(1, 20)] + ["SSS"]
)
PER_INDICATOR = len(AREAS) * len(YEARS) * len(SEXES)
STATUS = ("final", "preliminary", "suppressed", "not_available")


def indicator_id(number: int) -> str:
    return f"s{number % SOURCES:02d}.table{number // SOURCES // 10:03d}.what{number:05d}"


def batch(numbers: np.ndarray, years: range, source: int, part: int, seed: int, areas: tuple[str, ...] = AREAS) -> pa.Table:
    """All areas and sexes of some indicators and years, in shuffled order."""
    dice = np.random.default_rng(seed)
    shape = (len(numbers), len(areas), len(years), len(SEXES))
    count = int(np.prod(shape))
    order = dice.permutation(count)
    which, area, year, sex = (axis[order] for axis in np.unravel_index(np.arange(count), shape))
    status = dice.choice(4, count, p=[0.88, 0.1, 0.01, 0.01])
    gone = status >= 2
    base = dice.normal(50, 15, (len(numbers), len(areas)))
    slope = dice.normal(0, 1, (len(numbers), len(areas)))
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
            "area": text(area, areas),
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
