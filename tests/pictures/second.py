"""The figures of a picture computed another way: plain Python over the archived bytes and the curated tables.

Nothing of the product's table, read model or analysis is used: only the bytes in the archive, read by DuckDB, the area
tables, read as CSV, and the definitions, read as TOML.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

Cells = dict[tuple[str, str, int, str], float]


class Second:
    """`value(indicator, area, period)` by the simplest reading of the rules, on the division of `year`."""

    def __init__(self, home: Path, curated: Path, year: int) -> None:
        self.year = year
        self.day = f"{year}-01-01"
        self.cells: Cells = {}
        self.boundaries: dict[str, set[int]] = defaultdict(set)
        for record in sorted((home / "archive" / "releases").glob("*.json")):
            sha = json.loads(record.read_text())["sha256"]
            self._read(home / "archive" / "objects" / sha[:2] / sha)
        self.definitions = {item["id"]: item for file in (curated / "indicators").glob("*.toml") for item in self._family(file)}
        self.memberships = list(csv.DictReader((curated / "areas" / "memberships.csv").open(encoding="utf-8")))
        changes = csv.DictReader((curated / "areas" / "changes.csv").open(encoding="utf-8"))
        self.merged = {row["source"]: (date.fromisoformat(row["date"]), row["target"]) for row in changes if row["kind"] == "merge"}

    def _read(self, file: Path) -> None:
        """Totals of both sexes and all ages, as received; where only classes are there, their sum."""
        rows = duckdb.sql(
            f"""SELECT indicator, area, boundaries, period, coalesce(max(value) FILTER (sex = 'total' AND age = 'total'),
                CASE WHEN count(*) FILTER (age = '100-') > 0 AND count(*) FILTER (age = 'total') = 0 THEN sum(value) END) AS value
            FROM read_parquet('{file}') GROUP BY ALL HAVING value IS NOT NULL"""
        ).fetchall()
        for indicator, area, boundaries, period, value in rows:
            self.cells[indicator, area, boundaries, period] = value
            self.boundaries[indicator].add(boundaries)

    @staticmethod
    def _family(file: Path) -> list[dict[str, Any]]:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        return [{**content.get("family", {}), **item} for item in content.get("indicator", [])]

    def members(self, area: str) -> list[str]:
        if area.startswith("KU"):
            return [area]
        day = self.day
        return [
            row["child"]
            for row in self.memberships
            if row["parent"] == area and row["start"] <= day and (not row["end"] or day < row["end"])
        ]

    def today(self, municipality: str, boundaries: int) -> str:
        """What a municipality of a division has become by the division of `year`."""
        while municipality in self.merged:
            when, target = self.merged[municipality]
            if not date(boundaries, 1, 1) < when <= date(self.year, 1, 1):
                break
            municipality = target
        return municipality

    def sum(self, indicator: str, area: str, period: str, only: set[str] | None = None) -> tuple[float, set[str]]:
        """Sum over the municipalities that make the area today, and which of today's municipalities it has."""
        members, total, used = set(self.members(area)), 0.0, set[str]()
        for boundaries in sorted(self.boundaries[indicator], reverse=True):
            for (_, place, _, _), value in self._of(indicator, boundaries, period):
                now = self.today(place, boundaries)
                if now in members and (only is None or now in only):
                    total += value
                    used.add(now)
            if used:
                break
        return total, used

    def _of(self, indicator: str, boundaries: int, period: str) -> list[tuple[tuple[str, str, int, str], float]]:
        if not hasattr(self, "_index"):
            self._index: dict[tuple[str, int, str], list[Any]] = defaultdict(list)
            for key, value in self.cells.items():
                if key[1].startswith("KU"):
                    self._index[key[0], key[2], key[3]].append((key, value))
        return self._index[indicator, boundaries, period]

    def value(self, indicator: str, area: str, period: str) -> float | None:
        """Published where it is; else by the rule of the definition; None where there is nothing."""
        definition, published = self.definitions[indicator], self._published(indicator, area, period)
        if published is not None:
            return published
        rule = definition["additivity"]
        if rule == "sum":
            total, used = self.sum(indicator, area, period)
            return total if used else None
        if rule == "ratio_of_sums":
            _, above = self.sum(definition["numerator"], area, period)
            _, below = self.sum(definition["denominator"], area, period)
            both = above & below
            top, bottom = (self.sum(definition[key], area, period, both)[0] for key in ("numerator", "denominator"))
            return top / bottom * definition.get("factor", 1) if both and bottom else None
        return None

    def _published(self, indicator: str, area: str, period: str) -> float | None:
        """The newest published value of the area as it is today: nothing was merged into it after its division."""
        joined = [when for when, target in self.merged.values() if target == area]
        for boundaries in sorted(self.boundaries[indicator], reverse=True):
            value = self.cells.get((indicator, area, boundaries, period))
            if value is not None and all(when <= date(boundaries, 1, 1) for when in joined):
                return value
        return None
