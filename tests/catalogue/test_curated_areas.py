"""The shipped areas of Finland, against what is known of them, and the faults that the loader names."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from yhdyspinta.catalogue.areas import areas, load_areas
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.domain.errors import Ambiguous, CuratedError

COUNTS = {2013: 320, 2014: 320, 2015: 317, 2016: 313, 2017: 311, 2018: 311, 2019: 311, 2020: 310,
          2021: 309, 2022: 309, 2023: 309, 2024: 309, 2025: 308, 2026: 308}  # fmt: skip
MERGERS = {
    ("413", "609", 2015), ("476", "297", 2015), ("838", "423", 2015), ("283", "098", 2016), ("164", "301", 2016), ("319", "783", 2016),
    ("532", "398", 2016), ("174", "297", 2017), ("442", "051", 2017), ("911", "541", 2020), ("099", "214", 2021), ("588", "507", 2025),
}  # fmt: skip
REGION_MOVES = {
    ("785", "17", 2016),
    ("090", "12", 2021),
    ("142", "07", 2021),
    ("152", "14", 2021),
    ("171", "11", 2021),
    ("291", "06", 2021),
}


def test_municipalities_of_each_year() -> None:
    assert {year: len(areas().areas("KU", year)) for year in areas().years} == COUNTS
    assert {year: len(areas().members("SSS", year)) for year in areas().years} == COUNTS


@pytest.mark.parametrize(
    ("kind", "year", "count"),
    [("HVA", 2022, 0), ("HVA", 2023, 22), ("HVA", 2026, 22), ("MK", 2013, 19), ("MK", 2026, 19), ("SK", 2020, 70), ("SK", 2021, 69),
     ("TA", 2024, 0), ("TA", 2025, 46), ("YTA", 2022, 0), ("YTA", 2023, 5), ("EVK", 2025, 0), ("EVK", 2026, 10), ("ELY", 2013, 16),
     ("ELY", 2025, 16), ("ELY", 2026, 0), ("KR", 2026, 3), ("KS", 2026, 4), ("SSS", 2026, 1)],
)  # fmt: skip
def test_areas_of_other_kinds(kind: str, year: int, count: int) -> None:
    assert len(areas().areas(kind, year)) == count


def test_every_merger_and_region_move_is_known() -> None:
    changes = areas().changes
    merged = {(c.source[2:], c.target[2:], c.date.year) for c in changes if c.kind == "merge" and c.date.year > 2013}
    moved = {(c.source[2:], c.target[2:], c.date.year) for c in changes if c.kind == "move" and c.target.startswith("MK")}
    assert merged == MERGERS
    assert moved == REGION_MOVES
    assert len([c for c in changes if c.kind == "merge" and c.date.year == 2013]) == 16
    assert all((c.date.month, c.date.day) == (1, 1) for c in changes)


@pytest.mark.parametrize("kind", ["MK", "SK", "KR", "KS", "SSS"])
def test_every_municipality_has_its_areas_every_year(kind: str) -> None:
    for year in areas().years:
        for area in areas().areas("KU", year):
            assert areas().parent(area.id, kind, year), f"{area.id} {year}"


def test_counties_cover_the_mainland_and_no_more() -> None:
    for year in range(areas().first_year("HVA"), areas().current + 1):
        without = {area.id for area in areas().areas("KU", year) if areas().parent(area.id, "HVA", year) is None}
        assert without == set(areas().members("MK21", year))
        assert len(without) == 16


@pytest.mark.parametrize(
    ("child", "kind", "year", "parent"),
    [("KU785", "MK", 2015, "MK18"), ("KU785", "MK", 2016, "MK17"), ("KU785", "HVA", 2023, "HVA19"), ("KU291", "MK", 2020, "MK13"),
     ("KU291", "MK", 2021, "MK06"), ("KU291", "HVA", 2023, "HVA08"), ("KU171", "HVA", 2023, "HVA13"), ("KU091", "HVA", 2022, None),
     ("KU091", "HVA", 2023, "HVA90"), ("KU091", "TA", 2025, "TA08"), ("KU091", "TA", 2024, None), ("KU766", "MK", 2026, "MK21"),
     ("KU766", "HVA", 2026, None), ("KU766", "YTA", 2026, None), ("KU599", "HVA", 2026, "HVA17"), ("KU179", "ELY", 2025, "ELY10"),
     ("KU179", "ELY", 2026, None), ("KU179", "EVK", 2026, "EVK05"), ("KU142", "HVA", 2023, "HVA09"), ("KU399", "SK", 2020, "SK151"),
     ("KU399", "SK", 2021, "SK152"), ("KU588", "HVA", 2024, "HVA12"), ("KU588", "HVA", 2025, None)],
)  # fmt: skip
def test_dated_memberships(child: str, kind: str, year: int, parent: str | None) -> None:
    assert areas().parent(child, kind, year) == parent


def test_helsinki_stands_in_both_roles() -> None:
    city, organiser = areas().get("KU091"), areas().get("HVA90")
    assert (city.name.fi, city.name.sv) == ("Helsinki", "Helsingfors")
    assert (organiser.name.fi, organiser.name.sv, organiser.name.en) == ("Helsingin kaupunki", "Helsingfors stad", "City of Helsinki")
    assert areas().members("HVA90", areas().current) == ("KU091",)


def test_names_in_three_languages() -> None:
    assert areas().get("KU599").name.fi == "Pedersören kunta"
    assert areas().find("Pedersöre").id == "KU599"
    assert areas().get("MK21").name.fi == "Ahvenanmaa"
    assert areas().get("HVA15").label.sv == "Mellersta Finland"
    assert areas().find("Keski-Suomen hyvinvointialue").id == "HVA15"
    with pytest.raises(Ambiguous) as error:
        areas().find("Keski-Suomi")
    assert "HVA15" in error.value.hint
    assert "MK13" in error.value.hint


def test_chains_and_old_codes() -> None:
    assert areas().became("KU476", date(2026, 1, 1)) == (("KU297", 1.0),)
    assert areas().became("KU084", date(2013, 1, 1)) == (("KU564", 1.0),)


@pytest.mark.parametrize(
    ("area", "years", "same"),
    [("KU297", (2014, 2015), False), ("KU297", (2017, 2026), True), ("MK11", (2014, 2017), True), ("MK11", (2020, 2021), False),
     ("MK18", (2015, 2016), False), ("MK13", (2013, 2020), True), ("SSS", (2013, 2026), True), ("HVA12", (2024, 2025), True),
     ("HVA15", (2020, 2026), False)],
)  # fmt: skip
def test_same_territory_over_mergers_and_moves(area: str, years: tuple[int, int], same: bool) -> None:
    assert areas().same_territory(area, *years) is same


def test_neighbours_share_a_border() -> None:
    assert set(areas().neighbours("KU235")) == {"KU049"}  # Kauniainen lies inside Espoo
    assert {"KU410", "KU500", "KU592", "KU850"} <= set(areas().neighbours("KU179"))
    assert "KU091" not in areas().neighbours("KU179")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("areas.csv", "KU005,KU,005,", "KU006,KU,005,", "field id"),
        ("areas.csv", "KU009,KU,009,Alavieska", "KU005,KU,005,Alavieska", "each id once"),
        ("areas.csv", "KU005,KU,005,Alajärvi,Alajärvi,", "KU005,KU,005,Alajärvi,,", "field sv"),
        ("memberships.csv", "KU005,MK14,MK,2013-01-01", "KU005,MK99,MK,2013-01-01", "field parent"),
        ("memberships.csv", "KU005,MK14,MK,2013-01-01", "KU005,MK14,HVA,2013-01-01", "field kind"),
        ("memberships.csv", "KU005,MK14,MK,2013-01-01", "KU005,MK14,MK,1.1.2013", "field start"),
        ("memberships.csv", "KU005,HVA16,HVA,2023-01-01", "KU005,HVA16,HVA,2020-01-01", "from 2023-01-01"),
        ("memberships.csv", "KU785,MK18,MK,2013-01-01,2016-01-01", "KU785,MK18,MK,2013-01-01,2017-01-01", "one MK at a time"),
        ("memberships.csv", "KU588,MK10,MK,2013-01-01,2025-01-01", "KU588,MK10,MK,2013-01-01,", "no later than the end"),
        ("changes.csv", "merge,2015-01-01,KU413,KU609,1", "join,2015-01-01,KU413,KU609,1", "field kind"),
        ("changes.csv", "merge,2015-01-01,KU413,KU609,1", "merge,2015-01-01,KU413,KU609,1.5", "field share"),
    ],
)
def test_a_fault_is_named_by_file_line_and_field(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    folder = tmp_path / "areas"
    shutil.copytree(CURATED / "areas", folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CuratedError) as error:
        load_areas(folder)
    assert f"areas/{file}, line " in str(error.value)
    assert said in str(error.value)
