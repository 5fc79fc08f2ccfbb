"""The read model against the slow second implementation, and how it is built, published and retired."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.observations import slow
from tests.observations.examples import computed, row, table, town
from yhdyspinta.domain.errors import Damaged, StateError, Unknown
from yhdyspinta.domain.observation import FigureId
from yhdyspinta.observations.queries import SERIES, ReadModel
from yhdyspinta.observations.readmodel import AREAS, INDICATORS, PRESENT, Limits, build
from yhdyspinta.observations.table import VersionedTable

NO_INDICATORS, NO_AREAS = INDICATORS.empty_table(), AREAS.empty_table()
PLACES = [f"KU{n:03d}" for n in range(1, 13)] + ["HVA01", "HVA02", "SSS"]
ABOUT_AREAS = {
    area: {
        "area": area,
        "kind": area.rstrip("0123456789"),
        "size": str(number % 3) if area.startswith("KU") else "",
        "county": f"HVA0{number % 2 + 1}" if area.startswith("KU") else "",
        "country": "" if area == "SSS" else "SSS",
    }
    for number, area in enumerate(PLACES)
}
ABOUT_INDICATORS = {
    f"t.{name}": {"indicator": f"t.{name}", "polarity": polarity, "kind": kind}
    for name, polarity, kind in (
        ("better", "higher_is_better", "rate"),
        ("worse", "higher_is_worse", "share"),
        ("neither", "neither", "count"),
        ("monthly", "higher_is_worse", "count"),
        ("mixed", "higher_is_better", "money"),
    )
}
PRESENT_PAIRS = {(area, year) for area in PLACES for year in (2019, 2020)} - {("KU001", 2019)}
PRECEDENCE, ORDER = {"town": 20, "copy": 50}, ["copy1", "town1", "town2"]


def periods(indicator: str) -> list[str]:
    years = [str(year) for year in range(2008, 2021)]
    months = [f"{year}-{month:02d}" for year in range(2014, 2021) for month in (1, 2, 12)]
    return {"t.monthly": months, "t.mixed": years + months}.get(indicator, years)


def world(seed: int) -> tuple[dict[str, list[dict[str, Any]]], list[dict[str, Any]]]:
    """Rows by source, and computed rows; sparse, doubled, with every status, on two divisions."""
    dice = random.Random(seed)
    received: dict[str, list[dict[str, Any]]] = {"town": [], "copy": []}
    made: list[dict[str, Any]] = []
    for indicator in ABOUT_INDICATORS:
        for area in PLACES:
            for period in periods(indicator):
                for release, boundaries, chance in (("copy1", 2020, 0.3), ("town1", 2020, 0.5), ("town2", 2019, 0.3), ("town2", 2020, 0.2)):
                    if dice.random() < chance:
                        one = figure(dice, indicator=indicator, area=area, period=period, boundaries=boundaries, release=release)
                        received[one["source"]].append(one)
                if dice.random() < 0.2:
                    made.append(figure(dice, indicator=indicator, area=area, period=period, release="town1", parts=3, method="sum"))
    return received, made


def figure(dice: random.Random, **given: Any) -> dict[str, Any]:
    status = dice.choices(("final", "preliminary", "partial", "forecast", "suppressed", "not_available"), (60, 10, 5, 5, 10, 10))[0]
    value = None if status in ("suppressed", "not_available") else float(dice.randint(-3, 6))  # few values: many ties
    sex = dice.choice(("total", "total", "male"))
    missing = dice.choice((None, 1))
    return row(
        value=value, status=status, sex=sex, source=given["release"][:-1], parts_missing=missing if "parts" in given else None, **given
    )


def meaning(about: dict[str, dict[str, str]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist(list(about.values()), schema=schema)


def present() -> pa.Table:
    pairs = [{"indicator": "t.better", "area": area, "boundaries": year} for area, year in sorted(PRESENT_PAIRS)]
    return pa.Table.from_pylist(pairs, schema=PRESENT)


def unique(rows: list[dict[str, Any]], *more: str) -> list[dict[str, Any]]:
    names = ("indicator", "area", "boundaries", "period", "sex", "age", *more)
    return list({tuple(one[name] for name in names): one for one in rows}.values())


@pytest.mark.parametrize("seed", range(4))
def test_latest_equals_the_slow_one(tmp_path: Path, seed: int) -> None:
    received, made = world(seed)
    for source, rows in received.items():
        VersionedTable(tmp_path).commit(source, table(unique(rows, "release")))
    rows, made = [one for source in received.values() for one in unique(source, "release")], unique(made)
    build(
        tmp_path,
        None,
        computed(made),
        meaning(ABOUT_INDICATORS, INDICATORS),
        meaning(ABOUT_AREAS, AREAS),
        present=pa.Table.from_pylist(
            [{"indicator": "t.better", "area": a, "boundaries": y} for a, y in sorted(PRESENT_PAIRS)], schema=PRESENT
        ),
        precedence=PRECEDENCE,
        order=ORDER,
        limits=Limits(bucket_rows=700),
    )
    model = ReadModel.open(tmp_path)
    kept = slow.winners(rows, made, PRECEDENCE, ORDER)
    expected = slow.latest(slow.one_a_period(kept, PRESENT_PAIRS), ABOUT_INDICATORS, ABOUT_AREAS)
    found = [one for area in sorted(PLACES) for one in model.latest_of_area(area).to_pylist()]
    assert len(found) == len(expected)
    some = sorted(ABOUT_INDICATORS)[:2]
    named = [one for area in sorted(PLACES) for one in model.latest_of_area(area, [*some, "t.none"]).to_pylist()]
    assert len(named) > 0
    assert named == [one for one in found if one["indicator"] in some]
    kind, columns = sorted(PLACES)[0].rstrip("0123456789"), ("indicator", "area", "period", "value")
    alike = model.latest_of_indicators([*some, "t.none"], kind, columns).to_pylist()
    expected_alike = [{name: one[name] for name in columns} for one in named if one["area"].rstrip("0123456789") == kind]
    assert sorted(alike, key=str) == sorted(expected_alike, key=str)
    names = model.indicators()
    asked = {name: sorted(model.latest_of_indicator(name).to_pylist(), key=str) for name in names}
    model.hold_newest([*names, "t.none"])
    assert {name: sorted(model.latest_of_indicator(name).to_pylist(), key=str) for name in names} == asked
    by_key = {(one["indicator"], one["area"]): one for one in found}
    for one in expected:
        other = by_key[one["indicator"], one["area"]]
        assert {name: other[name] for name in one} == pytest.approx(one, nan_ok=False)
    assert model.shadowed() == len(rows) + len(made) - len(kept)
    compare_series(model, kept)
    compare_lost(model, rows + made, kept)


def compare_lost(model: ReadModel, given: list[dict[str, Any]], kept: list[dict[str, Any]]) -> None:
    lost = [one for one in given if one["area"] == "KU002" and not any(one == other for other in kept)]
    found = [one for name in ABOUT_INDICATORS for one in model.lost(name, "KU002").to_pylist()]
    assert {(one["indicator"], one["period"], one["release"]) for one in found} <= {
        (one["indicator"], one["period"], one["release"]) for one in lost
    }
    assert len(found) > 0


def compare_series(model: ReadModel, kept: list[dict[str, Any]]) -> None:
    for indicator in ABOUT_INDICATORS:
        found = model.series(indicator, sex=None, age=None).to_pylist()
        expected = [{name: one[name] for name in SERIES} for one in kept if one["indicator"] == indicator]
        key = ("sex", "area", "boundaries", "period")
        assert sorted(found, key=lambda one: [one[n] for n in key]) == sorted(expected, key=lambda one: [one[n] for n in key])
    for area in PLACES:
        together = model.series_of_area(area, {*ABOUT_INDICATORS, "t.none"}).to_pylist()
        apart = [one for indicator in sorted(ABOUT_INDICATORS) for one in model.series(indicator, [area]).to_pylist()]
        assert sorted(together, key=str) == sorted(apart, key=str)
        for indicator in ABOUT_INDICATORS:
            whole = model.series(indicator, [area], age=None).to_pylist()
            ages = {one["age"] for one in whole}
            some = model.series_of_ages(indicator, area, {*sorted(ages)[:2], "t.none"}).to_pylist()
            assert sorted(some, key=str) == sorted((one for one in whole if one["age"] in sorted(ages)[:2]), key=str)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "it's a home å"
    VersionedTable(home).commit("town", town("r1", 1))
    return home


def test_series_by_area_and_columns(home: Path) -> None:
    build(home, None, None, NO_INDICATORS, NO_AREAS)
    model = ReadModel.open(home)
    found = model.series("t.i1", areas=["KU003", "KU999"], columns=("period", "value", "period_end"))
    assert found == model.series("t.i1", areas=["KU003"], columns=("period", "value", "period_end"))
    assert model.series("t.i1", areas=["KU999"]).num_rows == 0
    assert model.observations() == 150
    assert found.column_names == ["period", "value", "period_end"]
    assert found["period"].to_pylist() == [str(year) for year in range(2010, 2020)]
    assert found["period_end"][0].as_py() == date(2010, 12, 31)
    assert model.series("t.none").num_rows == model.series("t.i1", areas=[]).num_rows == model.series("t.i1", sex="female").num_rows == 0
    assert model.latest_of_area("KU999").num_rows == 0
    assert model.latest_of_indicator("t.i1", "HVA").num_rows == 0
    assert model.latest_of_indicator("t.i1", "KU").num_rows == 5
    assert model.indicators() == ("t.i0", "t.i1", "t.i2")


def test_a_figure_and_what_lost_to_it(home: Path) -> None:
    VersionedTable(home).commit("copy", table([row(indicator="t.i1", area="KU001", period="2015", value=7.0, source="copy", release="c1")]))
    build(home, None, None, NO_INDICATORS, NO_AREAS, precedence={"copy": 1})
    figure_id = FigureId("t.i1", "KU001", "2015", boundaries=2020)
    with pytest.raises(Unknown):
        ReadModel.open(home).trace_row(FigureId("t.i1", "KU001", "2015", boundaries=2019))
    held, lost = ReadModel.open(home).trace_row(figure_id)
    assert (held["release"], held["value"]) == ("c1", 7.0)
    assert [one["release"] for one in lost] == ["r1"]


def test_nothing_loaded(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="No figures were loaded"):
        ReadModel.open(tmp_path)
    build(tmp_path, None, None, NO_INDICATORS, NO_AREAS)
    assert ReadModel.open(tmp_path).series("t.i1").num_rows == 0
    assert ReadModel.open(tmp_path).latest_of_area("KU001").num_rows == 0


def test_equal_content_is_one_file_and_other_content_another(home: Path) -> None:
    first = build(home, None, None, NO_INDICATORS, NO_AREAS)
    inode = first.stat().st_ino
    assert build(home, None, None, NO_INDICATORS, NO_AREAS) == first
    assert first.stat().st_ino == inode
    about = pa.Table.from_pylist([{"indicator": "t.i1", "polarity": "higher_is_better", "kind": "rate"}], schema=INDICATORS)
    assert build(home, None, None, about, NO_AREAS) != first


def test_a_file_in_use_stays_until_it_is_let_go(home: Path) -> None:
    old = build(home, None, None, NO_INDICATORS, NO_AREAS)
    model = ReadModel.open(home)
    VersionedTable(home).commit("town", town("r1", 2))
    new = build(home, None, None, NO_INDICATORS, NO_AREAS)
    assert not model.is_current(home)
    assert old.exists()
    assert model.series("t.i1").num_rows == 50
    model.close()
    VersionedTable(home).commit("town", town("r1", 3))
    build(home, None, None, NO_INDICATORS, NO_AREAS)
    assert not old.exists()
    assert not new.exists()


def test_a_missing_file_is_said_and_can_be_built_again(home: Path) -> None:
    path = build(home, None, None, NO_INDICATORS, NO_AREAS)
    path.unlink()
    with pytest.raises(Damaged, match=path.name):
        ReadModel.open(home)
    build(home, None, None, NO_INDICATORS, NO_AREAS)
    assert ReadModel.open(home).series("t.i1").num_rows == 50


@pytest.mark.parametrize("place", [0.0, 0.001, 0.3, 0.6, 0.99])
def test_one_changed_byte_is_seen(home: Path, place: float) -> None:
    path = build(home, None, None, NO_INDICATORS, NO_AREAS)
    data = bytearray(path.read_bytes())
    data[int(len(data) * place) + 1] ^= 1
    path.write_bytes(data)
    with pytest.raises(Damaged, match=path.name):
        read_all(home)
    path.unlink()
    build(home, None, None, NO_INDICATORS, NO_AREAS)
    read_all(home)


def read_all(home: Path) -> None:
    model = ReadModel.open(home)
    for indicator in model.indicators():
        model.series(indicator)
        model.latest_of_indicator(indicator)
    model.shadowed()


def test_a_model_of_the_past(home: Path) -> None:
    stored = VersionedTable(home)
    before = stored.version
    stored.commit("town", table([row(indicator="t.new", value=1.0, release="r2")]))
    build(home, before, None, NO_INDICATORS, NO_AREAS)
    assert ReadModel.open(home).version == before
    assert "t.new" not in ReadModel.open(home).indicators()
