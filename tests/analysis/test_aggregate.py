"""The rows of the read model: the same figures as `values` gives on the current division, each key once."""

from __future__ import annotations

import pyarrow as pa
import pytest

from tests.analysis.worlds import LAST, country, figures
from tests.spec.meaning_world import indicator, observations
from yhdyspinta.analysis.aggregate import KINDS, ROWS, computed_rows
from yhdyspinta.analysis.series import values
from yhdyspinta.analysis.territory import kind_year
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.indicator import Additivity
from yhdyspinta.domain.period import Period

PERIODS = ("2019", "2020", "2021")
DEFINED = {
    one.id: one
    for one in (
        indicator("count"),
        indicator("base"),
        indicator("share", additivity=Additivity.RATIO_OF_SUMS, numerator="count", denominator="base", factor=100.0),
        indicator("score", additivity=Additivity.POPULATION_WEIGHTED, denominator="base"),
        indicator("grade", additivity=Additivity.MUST_NOT),
    )
}
KEY = ("indicator", "area", "period", "sex", "age")


def received(register: AreaRegister, seed: int) -> pa.Table:
    rows = [
        row for name in DEFINED for year in (2018, LAST) for row in figures(register, seed, name, year, PERIODS[: 2 if year < LAST else 3])
    ]
    rows += [
        {"indicator": name, "area": area, "boundaries": 2020, "period": "2019", "value": 7.0, "status": "final"}
        for name in ("count", "grade")
        for area in ("MK01", "MK02", "SSS")
    ]
    return observations(rows)


@pytest.fixture(scope="module", params=range(4))
def made(request: pytest.FixtureRequest) -> tuple[AreaRegister, pa.Table, list[dict[str, object]]]:
    register = country(request.param)
    table = received(register, request.param)
    return register, table, computed_rows(table, DEFINED, register).to_pylist()


Made = tuple[AreaRegister, pa.Table, list[dict[str, object]]]


def test_received_rows_pass_unchanged(made: Made) -> None:
    _, table, rows = made
    kept = [{name: row[name] for name in table.column_names} for row in rows if row["origin"] == "published"]
    assert sorted(kept, key=str) == sorted(table.to_pylist(), key=str)


def test_one_present_row_a_key(made: Made) -> None:
    rows = [row for row in made[2] if row["present"]]
    assert len({tuple(row[name] for name in KEY) for row in rows}) == len(rows) > 0


def test_present_rows_are_those_that_values_gives(made: Made) -> None:
    register, table, rows = made
    present = {tuple(row[name] for name in KEY): row for row in rows if row["present"]}
    seen = 0
    for definition in DEFINED.values():
        for kind in KINDS:
            if kind not in register.kinds or (definition.additivity is Additivity.MUST_NOT and kind in ("HVA", "ELY")):
                continue
            division = kind_year(register, kind, LAST)
            for one in values(table, definition, register, kind, boundaries=division, definitions=DEFINED).table.to_pylist():
                row = present[tuple(one[name] for name in KEY)]
                same = ("value", "status", "release", "origin", "parts", "parts_missing")
                assert {name: row[name] for name in same} == {name: one[name] for name in same}
                seen += 1
    assert seen == len(present)


def test_what_must_not_be_computed_is_not(made: Made) -> None:
    assert all(row["origin"] == "published" for row in made[2] if row["indicator"] == "grade")


def test_ratios_carry_numerator_and_denominator(made: Made) -> None:
    shares = [row for row in made[2] if row["indicator"] == "share" and row["origin"] == "computed" and row["value"] is not None]
    assert shares
    for row in shares:
        assert row["value"] == pytest.approx(100.0 * row["numerator"] / row["denominator"])  # type: ignore[operator]


def test_computed_rows_have_the_dates_of_their_period(made: Made) -> None:
    for row in made[2]:
        period = Period.parse(str(row["period"]))
        assert (row["period_start"], row["period_end"]) == (period.start, period.end)


def test_one_indicator_at_a_time_gives_the_same() -> None:
    register = country(1)
    table = received(register, 1)
    steps: list[tuple[int, int]] = []

    def read(name: str) -> pa.Table:
        return table.filter(pa.compute.equal(table["indicator"], name))

    whole = computed_rows(table, DEFINED, register)
    piecewise = computed_rows(read, DEFINED, register, lambda done, of: steps.append((done, of)))
    assert piecewise.to_pylist() == whole.to_pylist()
    assert steps == [(step, len(DEFINED)) for step in range(1, len(DEFINED) + 1)]


def test_age_groups_of_a_municipality_and_its_region() -> None:
    register = country(5)
    rows = [
        {
            "indicator": "count",
            "area": area.id,
            "boundaries": LAST,
            "period": "2025",
            "sex": sex,
            "age": age,
            "value": 1.0,
            "status": "final",
        }
        for area in register.areas("KU", LAST)
        for sex in ("male", "female")
        for age in [*(str(year) for year in range(100)), "100-"]
    ]
    made = computed_rows(observations(rows), DEFINED, register).to_pylist()
    computed = {
        (row["area"], row["sex"], row["age"]): row["value"] for row in made if row["indicator"] == "count" and row["origin"] == "computed"
    }
    members = len(register.areas("KU", LAST))
    assert computed["SSS", "total", "total"] == 202 * members
    assert computed["SSS", "total", "65-"] == 2 * 36 * members
    assert computed["KU014", "total", "0-14"] == 30
    assert ("SSS", "male", "65-") not in computed


def test_an_indicator_without_a_definition_passes_as_received() -> None:
    register = country(1)
    table = observations(figures(register, 1, "stray", 2018, ("2019",)) + figures(register, 1, "stray", LAST, ("2025",)))
    rows = computed_rows(table, DEFINED, register).to_pylist()
    assert len(rows) == table.num_rows
    assert all(row["present"] == (row["boundaries"] == LAST) for row in rows)


def test_nothing_gives_an_empty_table() -> None:
    assert computed_rows(observations([]), DEFINED, country(1)).schema == ROWS
