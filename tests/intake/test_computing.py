"""Which indicators are read together, and which population size classes speak of."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from tests.observations.examples import row, table
from yhdyspinta.analysis.aggregate import tables_by_indicator
from yhdyspinta.analysis.parts import needed
from yhdyspinta.analysis.precedence import oldest_first
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.datasets import datasets
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.indicator import Additivity
from yhdyspinta.intake.computing import Ranking, compute, families, populations
from yhdyspinta.intake.refresh import area_table, indicator_table
from yhdyspinta.observations.contents import contents_of
from yhdyspinta.observations.table import VersionedTable

RECEIVED = {name for dataset in datasets() for name in dataset.indicators}


def test_groups_hold_all_that_their_indicators_are_made_of() -> None:
    groups = families(indicators(), RECEIVED)
    assert set().union(*groups) >= RECEIVED
    for one, other in combinations(groups, 2):
        assert not set(one) & set(other)
    place = {name: group for group in groups for name in group}
    for name, definition in indicators().items():
        parts = [part for part in needed(definition) if part in RECEIVED]
        assert all(place[part] == place[name] for part in parts)
        assert (name in place) == bool(parts)


def test_an_indicator_without_a_definition_is_a_group_of_its_own() -> None:
    assert families({}, {"made.b", "made.a"}) == [("made.a",), ("made.b",)]


def test_size_classes_and_counties_of_today() -> None:
    register = areas()
    rows = {
        row["area"]: row for row in area_table(register, {"KU091": 600_000.0, "KU766": 100.0, "HVA15": 270_000.0, "MK13": 1.0}).to_pylist()
    }
    assert {area.id for kind in register.kinds for area in register.areas(kind, min(register.current, register.last_year(kind)))} == set(
        rows
    )
    assert (rows["KU091"]["size"], rows["KU091"]["county"]) == ("over_50000", "HVA90")
    assert (rows["KU766"]["size"], rows["KU766"]["county"]) == ("under_5000", "")  # Åland has no county
    assert (rows["HVA15"]["size"], rows["HVA15"]["country"]) == ("150000_300000", "SSS")
    assert (rows["MK13"]["size"], rows["SSS"]["country"]) == ("", "")
    assert rows["KU179"]["county"] == "HVA15"


def test_populations_are_the_weights_of_means() -> None:
    assert "thl.sotkanet.127" in populations(indicators())
    assert "stat.tyonv.12r5.tyovoima" not in populations(indicators())
    assert populations({}) == frozenset()


def test_meaning_names_every_indicator() -> None:
    rows = {row["indicator"]: row for row in indicator_table(indicators().values()).to_pylist()}
    assert rows.keys() == indicators().keys()
    assert rows["stat.tyonv.12r5.tyottomat"] == {"indicator": "stat.tyonv.12r5.tyottomat", "polarity": "higher_is_worse", "kind": "count"}


def test_releases_of_an_unknown_day_are_the_oldest() -> None:
    release = datasets()[0].release
    days = ["2026-03-01", "unknown", "2025-12-31"]
    made = [replace(release, id=f"r{number}", retrieved_at=day) for number, day in enumerate(days)]
    assert oldest_first(made) == ["r1", "r2", "r0"]


@pytest.mark.parametrize("year", [areas().current, areas().current - 1, areas().years[0]])
def test_what_holds_of_an_indicator_alone_is_as_the_whole_way_gives_it(tmp_path: Path, year: int) -> None:
    """The short way of indicators of which nothing is computed, against the long one."""
    register, name = areas(), next(one.id for one in indicators().values() if one.additivity is Additivity.MUST_NOT)
    places = [
        area.id
        for kind in register.kinds
        if year in range(register.first_year(kind), register.last_year(kind) + 1)
        for area in register.areas(kind, year)
    ]
    rows = table([row(indicator=name, area=area, boundaries=year, value=1.0) for area in places])
    VersionedTable(tmp_path).commit("town", rows)
    contents = contents_of(VersionedTable(tmp_path), None)
    made = compute(contents, [(name,)], indicators(), register, Ranking({}, ()), lambda done, of: None)
    (whole, computed) = tables_by_indicator(rows, {name: indicators()[name]}, register)
    assert computed.num_rows == made.rows.num_rows == 0
    expected = {(one["area"], one["boundaries"]) for one in whole.to_pylist() if one["present"]}
    assert {(one["area"], one["boundaries"]) for one in made.present.to_pylist()} == expected
    assert expected
