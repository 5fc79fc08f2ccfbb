"""The register on a small made-up country: every rule without the real tables."""

from __future__ import annotations

from datetime import date

import pytest

from yhdyspinta.domain.areas import Area, AreaRegister, Change, Membership
from yhdyspinta.domain.errors import Ambiguous, Unknown
from yhdyspinta.domain.text import Text

START, SECOND, THIRD, FOURTH = (date(year, 1, 1) for year in (2001, 2002, 2003, 2004))


def municipality(code: str, name: str, end: date | None = None) -> Area:
    return Area(f"KU{code}", "KU", code, Text(name, f"{name}by", name), START, end)


@pytest.fixture(scope="module")
def register() -> AreaRegister:
    """Beeta merges into Keta in 2002, Keta into Delta in 2003. In 2003 three quarters of Eeta go to Alfa. Delta and Alfa adjoin."""
    areas = (
        municipality("001", "Alfa"),
        municipality("002", "Beeta", SECOND),
        municipality("003", "Keta", THIRD),
        municipality("004", "Delta"),
        municipality("005", "Eeta"),
        Area("MK1", "MK", "1", Text("Alfa", "Alfa", "Alfa"), START),
        Area("MK2", "MK", "2", Text("Pohjola", "Norden", "North"), START),
        Area("HVA1", "HVA", "1", Text("Alfan hyvinvointialue"), THIRD, None, Text("Alfa")),
    )
    memberships = (
        Membership("KU001", "MK1", "MK", START, SECOND),
        Membership("KU001", "MK2", "MK", SECOND),
        Membership("KU002", "MK2", "MK", START, SECOND),
        Membership("KU003", "MK2", "MK", START, THIRD),
        Membership("KU004", "MK2", "MK", START),
        Membership("KU005", "MK1", "MK", START),
        Membership("KU001", "HVA1", "HVA", THIRD),
    )
    changes = (
        Change("merge", SECOND, "KU002", "KU003"),
        Change("merge", THIRD, "KU003", "KU004"),
        Change("split", THIRD, "KU005", "KU001", 0.75),
        Change("move", SECOND, "KU001", "MK2"),
    )
    return AreaRegister(areas, memberships, changes, [("KU004", "KU001")])


def test_years_run_over_all_divisions(register: AreaRegister) -> None:
    assert list(register.years) == [2001, 2002, 2003]
    assert register.current == 2003
    assert [len(register.areas("KU", year)) for year in register.years] == [5, 4, 3]
    assert (register.first_year("HVA"), register.last_year("HVA")) == (2003, 2003)


def test_members_and_parents_are_dated(register: AreaRegister) -> None:
    assert register.members("MK2", 2001) == ("KU002", "KU003", "KU004")
    assert register.members("MK2", 2003) == ("KU001", "KU004")
    assert register.members("KU002", 2001) == ("KU002",)
    assert register.members("KU002", 2002) == ()
    assert register.parent("KU001", "MK", 2001) == "MK1"
    assert register.parent("KU001", "MK", 2002) == "MK2"
    assert register.parent_on("KU001", "MK", date(2001, 12, 31)) == "MK1"
    assert register.parent("KU001", "HVA", 2002) is None


@pytest.mark.parametrize(
    ("area", "day", "became"),
    [
        ("KU002", date(2001, 6, 1), (("KU002", 1.0),)),
        ("KU002", SECOND, (("KU003", 1.0),)),
        ("KU002", FOURTH, (("KU004", 1.0),)),
        ("KU004", FOURTH, (("KU004", 1.0),)),
        ("KU005", FOURTH, (("KU001", 0.75), ("KU005", 0.25))),
    ],
)
def test_what_became_of_an_area(register: AreaRegister, area: str, day: date, became: tuple[tuple[str, float], ...]) -> None:
    assert register.became(area, day) == became


@pytest.mark.parametrize(
    ("area", "years", "same"),
    [
        ("KU001", (2001, 2002), True),
        ("KU001", (2002, 2003), False),  # took three quarters of Eeta
        ("KU004", (2001, 2002), True),
        ("KU004", (2002, 2003), False),  # took Keta in
        ("KU004", (2003, 2002), False),
        ("MK2", (2001, 2002), False),  # Alfa moved in
        ("HVA1", (2001, 2003), False),  # did not exist
        ("MK2", (2003, 2003), True),
    ],
)
def test_same_territory(register: AreaRegister, area: str, years: tuple[int, int], same: bool) -> None:
    assert register.same_territory(area, *years) is same


def test_find_by_id_code_and_name_in_any_form(register: AreaRegister) -> None:
    assert register.find("ku003").id == "KU003"
    assert register.find("003").id == "KU003"
    assert register.find("  DELTA ").id == "KU004"
    assert register.find("Deltaby", language="sv").id == "KU004"
    assert register.find("Alfan hyvinvointialue").id == "HVA1"
    assert register.find("Alfa", prefer=("HVA", "MK")).id == "HVA1"


def test_decomposed_letters_are_the_same_letters() -> None:
    register = AreaRegister([Area("KU182", "KU", "182", Text("Jämsä"), START)], [], [])
    assert register.find("Ja\u0308msa\u0308").id == "KU182"


def test_ambiguous_names_and_codes_list_their_ids(register: AreaRegister) -> None:
    with pytest.raises(Ambiguous) as error:
        register.find("Alfa")
    assert all(area in error.value.hint for area in ("KU001", "MK1", "HVA1"))
    with pytest.raises(Ambiguous) as error:
        register.find("1")
    assert "MK1" in error.value.hint
    assert "HVA1" in error.value.hint


def test_unknown_names_offer_the_nearest(register: AreaRegister) -> None:
    with pytest.raises(Unknown) as error:
        register.find("Delte")
    assert "Delta (KU004)" in error.value.hint
    with pytest.raises(Unknown, match="KU01"):
        register.get("KU01")
    with pytest.raises(Unknown):
        register.find("Deltaby", language="fi")
    with pytest.raises(Unknown, match="XX"):
        register.first_year("XX")


def test_neighbours_go_both_ways(register: AreaRegister) -> None:
    assert register.neighbours("KU001") == ("KU004",)
    assert register.neighbours("KU004") == ("KU001",)
    assert register.neighbours("KU005") == ()
