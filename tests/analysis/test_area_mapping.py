"""Carrying municipalities from one division to another."""

from __future__ import annotations

import pytest

from yhdyspinta.analysis.areas import MAPPING, mapping, parents
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import Refused


def pairs(from_year: int, to_year: int) -> dict[str, str]:
    return {row["area_from"]: row["area_to"] for row in mapping(areas(), from_year, to_year).table.to_pylist()}


def test_forward_every_municipality_goes_somewhere_in_force() -> None:
    for year in areas().years:
        found = mapping(areas(), year, areas().current)
        assert found.refusals == ()
        assert found.table.schema == MAPPING
        assert set(found.table["area_from"].to_pylist()) == set(areas().members("SSS", year))
        assert set(found.table["area_to"].to_pylist()) == set(areas().members("SSS", areas().current))
        assert set(found.table["share"].to_pylist()) == {1.0}


def test_forward_follows_mergers() -> None:
    found = pairs(2013, 2026)
    assert (found["KU476"], found["KU174"], found["KU297"], found["KU588"]) == ("KU297", "KU297", "KU297", "KU507")


def test_same_year_is_the_identity() -> None:
    assert all(one == other for one, other in pairs(2020, 2020).items())


def test_backward_passes_what_has_not_changed_and_refuses_what_has() -> None:
    found = mapping(areas(), 2026, 2016)
    passed = {row["area_to"] for row in found.table.to_pylist()}
    refused = {refusal.area: refusal for refusal in found.refusals}
    assert passed | set(refused) == set(areas().members("SSS", 2016))
    assert not passed & set(refused)
    assert set(refused) == {"KU051", "KU442", "KU099", "KU214", "KU174", "KU297", "KU541", "KU911", "KU507", "KU588"}
    assert refused["KU174"].held_by == ("KU297",)
    assert "Juankoski" in refused["KU174"].reason.fi
    assert "2016" in refused["KU174"].reason.fi
    assert all(reason for refusal in found.refusals for reason in refusal.reason.as_dict().values())


def test_there_and_back_is_the_identity_where_it_passes() -> None:
    forward = pairs(2013, 2026)
    for area_from, area_to in pairs(2026, 2013).items():
        assert forward[area_to] == area_from


def test_an_unknown_division_is_refused() -> None:
    with pytest.raises(Refused, match="1999"):
        mapping(areas(), 1999, 2020)


def test_parents_of_a_division() -> None:
    assert parents(areas(), "HVA", 2026).num_rows == 308 - 16
    assert parents(areas(), "HVA", 2020).num_rows == 0
    assert parents(areas(), "KU", 2026).num_rows == 308
    row = [pair["area_to"] for pair in parents(areas(), "MK", 2021).to_pylist() if pair["area_from"] == "KU291"]
    assert row == ["MK06"]
