"""Figures of larger areas against sums made by other code: DuckDB over the reference files and their classification."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from yhdyspinta.analysis.series import values
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.datasets import datasets
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.environment import read
from yhdyspinta.formats import package
from yhdyspinta.observations.schema import conform

pytestmark = pytest.mark.recorded
KINDS = {"MK": "maakunta_code", "SK": "seutukunta_code", "ELY": "ely_code", "HVA": "hyvinvointialue_code"}
MEASURES = {"stat.tyonv.12r5.tyottomat": "unemployed_jobseekers", "stat.tyonv.12r5.tyovoima": "labour_force"}
DIVISION = 2023
CASES = 300
# Statistics Finland revised the municipalities of these years by a few people; the two copies are of different days.
REVISED = {"2014", "2015"}
PEOPLE_APART = 15


@pytest.fixture(scope="module")
def references() -> Path:
    found = read().references
    assert found is not None, "Set YHDYSPINTA_REFERENCES to run the recorded suite."
    return found


@cache
def observations(name: str) -> pa.Table:
    dataset = next(dataset for dataset in datasets() if dataset.id == name)
    table = package.parse(dataset.path.read_bytes())
    for column, text in (("release", dataset.release.id), ("source", dataset.source)):
        table = table.append_column(column, pa.array([text] * table.num_rows))
    return conform(table)


def sums(references: Path, measure: str, code: str) -> dict[tuple[str, str], tuple[float | None, int, int]]:
    """(code, month) -> sum of known municipalities, how many belong, how many are missing."""
    key = references / "data/classification/municipality_key_2013_2026.csv"
    figures = references / "data/indicators/unemployment_monthly_2006_2023.parquet"
    rows = duckdb.sql(f"""
        SELECT k.{code}, strftime(u.month, '%Y-%m'), sum(u.{measure}), count(*), count(*) - count(u.{measure})
        FROM read_parquet('{figures}') u
        JOIN read_csv('{key}', all_varchar = true) k ON 'KU' || k.municipality_code = u.region_code AND k.year = '{DIVISION}'
        GROUP BY ALL
    """).fetchall()
    return {(area, month): (total, parts, missing) for area, month, total, parts, missing in rows}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("indicator", MEASURES)
def test_computed_figures_are_the_sums_of_the_municipalities(references: Path, indicator: str, kind: str) -> None:
    expected = sums(references, MEASURES[indicator], KINDS[kind])
    series = values(
        observations("tyonv-12r5-kunnat"), indicators()[indicator], areas(), kind, boundaries=DIVISION, definitions=indicators()
    )
    found = {(row["area"].removeprefix(kind), row["period"]): row for row in series.table.to_pylist()}
    known = {key for key in expected if kind != "HVA" or f"HVA{key[0]}" in {area.id for area in areas().areas("HVA", DIVISION)}}
    assert known == set(found)
    cases = random.Random(f"{indicator} {kind}").sample(sorted(known), CASES)
    partial = [key for key in known if expected[key][2]]
    for key in [*cases, *partial]:
        total, parts, missing = expected[key]
        row = found[key]
        assert (row["parts"], row["parts_missing"]) == (parts, missing)
        if missing == 0:
            assert (row["value"], row["status"]) == (total, "final")
        elif missing < parts:
            assert (row["value"], row["status"]) == (total, "partial")
        else:
            assert row["value"] is None
    if indicator.endswith("tyottomat") and kind == "MK":
        assert partial, "months with a missing municipality are among the cases"


def test_populations_of_counties_and_sub_regions_from_another_copy(references: Path) -> None:
    key = references / "data/classification/municipality_key_2013_2026.csv"
    other = references / "data/population/population_kunta_2011_2021.csv"
    for kind, code in (("HVA", KINDS["HVA"]), ("SK", KINDS["SK"]), ("MK", KINDS["MK"])):
        rows = duckdb.sql(f"""
            SELECT k.{code}, p.aika, sum(p.pop::DOUBLE)
            FROM read_csv('{other}', all_varchar = true) p
            JOIN read_csv('{key}', all_varchar = true) k ON k.municipality_code = lpad(p.aluekoodi, 3, '0') AND k.year = '2022'
            WHERE p.regio_level = 'Kunnat' AND k.maakunta_code <> '21'
            GROUP BY ALL
        """).fetchall()
        boundaries = areas().first_year("HVA") if kind == "HVA" else 2022
        series = values(
            observations("sotkanet-127-kunnat"),
            indicators()["thl.sotkanet.127"],
            areas(),
            kind,
            boundaries=boundaries,
            definitions=indicators(),
        )
        found = {(row["area"].removeprefix(kind), row["period"]): row["value"] for row in series.table.to_pylist()}
        assert len(rows) >= 11 * 18
        apart = {(area, year): found[area, year] - total for area, year, total in rows if found[area, year] != total}
        assert {year for _, year in apart} <= REVISED
        assert max(map(abs, apart.values())) <= PEOPLE_APART
        for revised in REVISED:  # the same people, counted to other municipalities
            assert abs(sum(change for (_, year), change in apart.items() if year == revised)) <= 1
