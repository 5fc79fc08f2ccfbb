"""The maps cover what is in force, look like Finland, and their faults are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yhdyspinta.catalogue import geometry
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.domain.errors import CuratedError, Unknown


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)]


def middle(kind: str, area: str) -> tuple[float, float]:
    found = points(dict(geometry.shapes(kind))[area])
    return sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)


@pytest.mark.parametrize("kind", geometry.FILES)
def test_every_current_area_has_one_outline(kind: str) -> None:
    drawn = [area for area, _ in geometry.shapes(kind)]
    assert sorted(drawn) == [area.id for area in areas().areas(kind, areas().current)]
    for _, path in geometry.shapes(kind):
        assert re.fullmatch(r"(M[\d.]+,[\d.]+(L[\d.]+,[\d.]+){2,}Z)+", path)
        assert all(0 <= x <= geometry.WIDTH and 0 <= y <= geometry.HEIGHT for x, y in points(path))


def test_places_lie_where_they_lie_in_finland() -> None:
    utsjoki, hanko, helsinki, sottunga, ilomantsi = (middle("KU", f"KU{code}") for code in ("890", "078", "091", "766", "146"))
    assert utsjoki[1] < 100 < 900 < hanko[1]
    assert sottunga[0] < hanko[0] < helsinki[0] < ilomantsi[0]
    assert middle("HVA", "HVA21")[1] < middle("HVA", "HVA15")[1] < middle("HVA", "HVA90")[1]


def test_the_bounds_of_an_area_are_those_of_its_outline() -> None:
    west, south, east, north = geometry.bounds("KU", "KU091") or (0.0, 0.0, 0.0, 0.0)
    assert (west, south, east, north) == pytest.approx((24.8, 60.1, 25.25, 60.3), abs=0.1)
    (left, low), (right, high) = geometry.drawn(west, south), geometry.drawn(east, north)
    assert all(left - 1 <= x <= right + 1 and high - 1 <= y <= low + 1 for x, y in points(dict(geometry.shapes("KU"))["KU091"]))
    assert geometry.bounds("KU", "KU9001") is not None  # of the invented areas too
    assert geometry.bounds("KU", "KU000") is None


def test_counties_have_the_outline_of_their_municipalities() -> None:
    """Corner points of a county are corner points of its municipalities, but for a few that simplification moved."""
    county = set(points(dict(geometry.shapes("HVA"))["HVA90"]))
    city = set(points(dict(geometry.shapes("KU"))["KU091"]))
    assert len(county & city) >= len(county) // 2


def test_tiles_hold_the_organisers_each_on_its_own() -> None:
    tiles = geometry.tiles()
    assert sorted(area for area, _, _ in tiles) == [area.id for area in areas().areas("HVA", areas().current)]
    assert len({(row, col) for _, row, col in tiles}) == len(tiles) == 22


def test_maps_are_light() -> None:
    assert sum(file.stat().st_size for file in (CURATED / "areas").glob("*.topojson")) < 600_000


def test_a_kind_without_a_map_is_refused() -> None:
    with pytest.raises(Unknown, match="KU, HVA, MK"):
        geometry.topology("SK")


def test_faults_in_maps_and_tiles_are_named(tmp_path: Path) -> None:
    with pytest.raises(CuratedError, match=r"municipalities\.topojson"):
        geometry.topology("KU", tmp_path)
    (tmp_path / "counties.topojson").write_text("{}", encoding="utf-8")
    with pytest.raises(CuratedError, match=r"objects\.areas"):
        geometry.topology("HVA", tmp_path)
    (tmp_path / "tiles.csv").write_text("area,row,col\nHVA01,1,1\nHVA02,1,1\n", encoding="utf-8")
    with pytest.raises(CuratedError, match="line 3, field col"):
        geometry.tiles(tmp_path)
    (tmp_path / "tiles.csv").write_text("area,row,col\nHVA01,1.0,1\n", encoding="utf-8")
    with pytest.raises(CuratedError, match="field row"):
        geometry.tiles(tmp_path)
