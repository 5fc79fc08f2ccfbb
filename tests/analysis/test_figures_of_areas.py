"""Figures of areas against a slow second implementation on random countries, and properties that always hold."""

from __future__ import annotations

import random

import pytest

from tests.analysis import slow
from tests.analysis.worlds import FIRST, LAST, country, figures
from tests.spec.meaning_world import indicator, observations
from yhdyspinta.analysis.areas import parents
from yhdyspinta.analysis.series import values
from yhdyspinta.analysis.territory import unchanged
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.domain.indicator import Additivity

PERIODS = ("2019", "2020-05", "2021-Q1")
DEFINED = {
    one.id: one
    for one in (
        indicator("count"),
        indicator("base"),
        indicator("share", additivity=Additivity.RATIO_OF_SUMS, numerator="count", denominator="base", factor=100.0),
        indicator("score", additivity=Additivity.POPULATION_WEIGHTED, denominator="base"),
    )
}
Answer = tuple[float | None, str, int, int]


def world(seed: int) -> tuple[AreaRegister, slow.Rows, int]:
    register = country(seed)
    year = random.Random(seed).randint(FIRST, LAST)
    rows = [row for name in ("count", "base", "score") for row in figures(register, seed, name, year, PERIODS, top=3)]
    return register, rows, year


def expected(rows: slow.Rows, name: str, parts: list[str], period: str) -> Answer:
    if name == "share":
        return slow.ratio(rows, "count", "base", parts, period, 100.0)
    if name == "score":
        return slow.weighted(rows, "score", "base", parts, period)
    return slow.summed(rows, name, parts, period)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("name", ["count", "share", "score"])
def test_every_area_of_every_division_agrees_with_the_slow_way(seed: int, name: str) -> None:
    register, rows, year = world(seed)
    table = observations(rows)
    targets = sorted({FIRST, LAST, year, random.Random(-seed).randint(FIRST, LAST)})
    for target in targets:
        for kind in ("MK", "SSS", "HVA"):
            if not register.areas(kind, target):
                continue
            series = values(table, DEFINED[name], register, kind, boundaries=target, definitions=DEFINED)
            found = {(row["area"], row["period"]): row for row in series.table.to_pylist()}
            refused = {refusal.area for refusal in series.refusals}
            for area in register.areas(kind, target):
                parts = slow.parts_of(register, area.id, year, target)
                if parts is None:
                    assert area.id in refused
                    assert all(key[0] != area.id for key in found)
                    continue
                for period in PERIODS if parts else ():
                    row = found[area.id, period]
                    got = (row["value"], row["status"], row["parts"], row["parts_missing"])
                    value, *rest = expected(rows, name, parts, period)
                    assert got == (None if value is None else pytest.approx(value, rel=1e-12), *rest), (area.id, period, target, year)


@pytest.mark.parametrize("seed", range(15))
def test_municipalities_on_another_division(seed: int) -> None:
    register, rows, year = world(seed)
    table = observations(rows)
    for target in (FIRST, LAST):
        series = values(table, DEFINED["count"], register, "KU", boundaries=target, definitions=DEFINED)
        found = {(row["area"], row["period"]): row for row in series.table.to_pylist()}
        received = {(row["area"], row["period"]) for row in rows if row["indicator"] == "count"}
        for area in register.areas("KU", target):
            parts = slow.parts_of(register, area.id, year, target)
            for period in PERIODS:
                row = found.get((area.id, period))
                if parts is None or not any((part, period) in received for part in parts):
                    assert row is None
                    continue
                assert row is not None
                value, status, count, missing = slow.summed(rows, "count", parts, period)
                assert row["value"] == value
                if len(parts) == 1 and parts[0] == area.id:
                    assert row["origin"] == "published"
                else:
                    assert (row["status"], row["parts"], row["parts_missing"]) == (status, count, missing)


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    register, rows, _ = world(seed)
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    for name in ("count", "share", "score"):
        one, other = (
            values(observations(some), DEFINED[name], register, "MK", boundaries=LAST, definitions=DEFINED) for some in (rows, shuffled)
        )
        assert one == other


@pytest.mark.parametrize("seed", range(10))
def test_a_partition_sums_to_the_country(seed: int) -> None:
    register, rows, _ = world(seed)
    table = observations(rows)
    regions, whole = (
        values(table, DEFINED["count"], register, kind, boundaries=LAST, definitions=DEFINED).table.to_pylist() for kind in ("MK", "SSS")
    )
    for row in whole:
        parts = [one for one in regions if one["period"] == row["period"]]
        assert sum(one["value"] or 0 for one in parts) == (row["value"] or 0)
        assert sum(one["parts_missing"] for one in parts) == row["parts_missing"]
        assert sum(one["parts"] for one in parts) == row["parts"]


@pytest.mark.parametrize("seed", range(10))
def test_a_known_part_that_goes_missing_makes_the_sum_partial(seed: int) -> None:
    register = country(seed)
    rows = figures(register, seed, "count", LAST, ("2025",), missing=0.0)
    before = values(observations(rows), DEFINED["count"], register, "SSS", definitions=DEFINED).table.to_pylist()
    assert [(row["status"] == "partial", row["parts_missing"]) for row in before] == [(False, 0)]
    lost = random.Random(seed).choice(rows)
    fewer = [{**row, "value": None, "status": "suppressed"} if row is lost else row for row in rows]
    (after,) = values(observations(fewer), DEFINED["count"], register, "SSS", definitions=DEFINED).table.to_pylist()
    assert (after["status"], after["parts_missing"]) == ("partial", 1)
    assert after["value"] == before[0]["value"] - lost["value"]  # type: ignore[operator]


@pytest.mark.parametrize("seed", range(10))
def test_what_is_unchanged_agrees_with_the_register(seed: int) -> None:
    register = country(seed)
    for kind in ("KU", "MK", "HVA", "SSS", "ELY"):
        for year in (FIRST, 2019, COUNTY, LAST):
            areas = {area.id for area in register.all if area.kind == kind}
            slowly = {area for area in areas if register.same_territory(area, year, LAST)}
            assert unchanged(register, kind, year, LAST) == slowly, (kind, year)


COUNTY = 2023


def test_every_release_of_the_parts_is_named_once() -> None:
    register = country(1)
    rows = [{**row, "release": f"r{number % 3}"} for number, row in enumerate(figures(register, 1, "count", LAST, ("2025",), missing=0.0))]
    rows += [{**row, "release": "r1"} for row in figures(register, 1, "base", LAST, ("2025",), missing=0.0)]
    (row,) = values(observations(rows), DEFINED["share"], register, "SSS", definitions=DEFINED).table.to_pylist()
    assert row["release"] == "r0,r1,r2"


def test_two_rows_of_one_key_are_refused() -> None:
    register = country(1)
    rows = figures(register, 1, "count", LAST, ("2025",), missing=0.0)
    with pytest.raises(YhdyspintaError, match="several rows"):
        values(observations([*rows, {**rows[0], "release": "r2"}]), DEFINED["count"], register, "SSS", definitions=DEFINED)


def test_an_area_that_was_asked_for_in_vain_is_told() -> None:
    register = country(1)
    rows = figures(register, 1, "count", LAST, ("2025",))
    merged = next(change.source for change in register.changes if change.kind == "merge")
    series = values(observations(rows), DEFINED["count"], register, "KU", areas=[merged], boundaries=LAST, definitions=DEFINED)
    assert series.table.num_rows == 0
    assert [(refusal.area, refusal.reason.en) for refusal in series.refusals] == [
        (merged, f"There is no area {merged} in the division of {LAST}.")
    ]


def test_nothing_received_is_told() -> None:
    series = values(observations([]), DEFINED["count"], country(1), "MK", definitions=DEFINED)
    assert series.table.num_rows == 0
    assert "No figures" in series.refusals[0].reason.en


def test_a_figure_on_an_unknown_division_is_told() -> None:
    rows = [{"indicator": "count", "area": "KU001", "boundaries": 1999, "period": "1998", "value": 1.0, "status": "final"}]
    series = values(observations(rows), DEFINED["count"], country(1), "MK", boundaries=2020, definitions=DEFINED)
    assert "division of 1999" in series.refusals[0].reason.en


def test_published_numerators_stand_in_for_separate_indicators() -> None:
    register = country(2)
    share = indicator("own", additivity=Additivity.RATIO_OF_SUMS, factor=100.0)
    rows = figures(register, 2, "own", LAST, ("2025",), missing=0.0)
    for number, row in enumerate(rows):
        row.update(numerator=float(number), denominator=float(10 * number))
    (row,) = values(observations(rows), share, register, "SSS", definitions={"own": share}).table.to_pylist()
    assert row["value"] == pytest.approx(10.0)


def test_numerator_and_denominator_on_different_divisions() -> None:
    """The numerator of before a merger meets the denominator of after it: the merged municipality's numerator is the sum."""
    register = country(3)
    merge = next(change for change in register.changes if change.kind == "merge")
    before = merge.date.year - 1
    rows = figures(register, 3, "count", before, ("2012",), missing=0.0, top=9)
    rows += figures(register, 3, "base", LAST, ("2012",), missing=0.0, top=9)
    series = values(observations(rows), DEFINED["share"], register, "KU", boundaries=LAST, definitions=DEFINED)
    (found,) = [row for row in series.table.to_pylist() if row["area"] == merge.target]
    parts = slow.parts_of(register, merge.target, before, LAST)
    assert parts is not None
    above = sum(slow.value_of(rows, "count", part, "2012")[0] or 0 for part in parts)
    below = [row["value"] for row in rows if row["indicator"] == "base" and row["area"] == merge.target]
    assert found["value"] == pytest.approx(100.0 * above / below[0])  # type: ignore[operator]


def test_parents_cover_each_municipality_once() -> None:
    register = country(4)
    table = parents(register, "MK", LAST).to_pydict()
    assert len(set(table["area_from"])) == len(table["area_from"]) == len(register.areas("KU", LAST))
