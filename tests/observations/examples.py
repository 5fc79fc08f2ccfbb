"""Observations for the tests: written as few words as a test needs, everything else filled in."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from yhdyspinta.domain.period import Period
from yhdyspinta.observations.schema import COMPUTED_ROWS, OBSERVATIONS

_USUAL: dict[str, Any] = {
    "indicator": "t.one",
    "area": "KU001",
    "boundaries": 2020,
    "period": "2019",
    "sex": "total",
    "age": "total",
    "value": None,
    "numerator": None,
    "denominator": None,
    "n": None,
    "low": None,
    "high": None,
    "status": None,
    "release": "r1",
    "source": "town",
    "origin": "computed",
    "parts": None,
    "parts_missing": None,
    "method": None,
}


def row(**given: Any) -> dict[str, Any]:
    """One observation; a value makes it final, none makes it not available, unless a status is given."""
    full = {**_USUAL, **given}
    full["status"] = full["status"] or ("not_available" if full["value"] is None else "final")
    period = Period.parse(full["period"])
    return {"period_start": period.start, "period_end": period.end, **full}


def table(rows: Iterable[dict[str, Any]], schema: pa.Schema = OBSERVATIONS) -> pa.Table:
    return pa.Table.from_pylist([{name: one[name] for name in schema.names} for one in rows], schema=schema)


def computed(rows: Iterable[dict[str, Any]]) -> pa.Table:
    return table(rows, COMPUTED_ROWS)


def plain(rows: pa.Table) -> list[dict[str, Any]]:
    """Rows in an order of their own, for comparing."""
    return sorted(rows.to_pylist(), key=lambda one: [str(value) for value in one.values()])


def town(release: str, seed: int, indicators: int = 3, areas: int = 5, years: range = range(2010, 2020), source: str = "town") -> pa.Table:
    """A small release: every indicator, area and year; some values are missing. Shuffled."""
    dice = random.Random(seed)
    rows = [
        row(
            indicator=f"t.i{i}",
            area=f"KU{a:03d}",
            period=str(year),
            value=round(dice.uniform(-5, 100), 1) if dice.random() > 0.1 else None,
            release=release,
            source=source,
        )
        for i in range(indicators)
        for a in range(areas)
        for year in years
    ]
    dice.shuffle(rows)
    return table(rows)
