"""Every year of the register again: cut back to one year and told the next, the changes lead to what the register says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.intake.division_world import shipped
from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY, AreaRegister
from yhdyspinta.domain.division import Division
from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.intake.area_changes import Proposal, propose

YEARS = list(shipped().years)[:-1]
MOST = 80


def cut(register: AreaRegister, year: int) -> AreaRegister:
    """What was known of the division of `year` and before."""
    day = date(year + 1, 1, 1)
    areas = [replace(one, end=None if one.end and one.end >= day else one.end) for one in register.all if one.start < day]
    memberships = [replace(one, end=None if one.end and one.end >= day else one.end) for one in register.memberships if one.start < day]
    return AreaRegister(areas, memberships, [one for one in register.changes if one.date < day], known_to=year)


def told(register: AreaRegister, year: int) -> Division:
    """The division of `year` as its publisher would tell it."""
    kinds = [kind for kind in register.kinds if kind not in (COUNTRY, MUNICIPALITY) and register.areas(kind, year)]
    names = {area.id: area.name for kind in (MUNICIPALITY, *kinds) for area in register.areas(kind, year)}
    towns = register.areas(MUNICIPALITY, year)
    parents = {kind: {town.id: parent for town in towns if (parent := register.parent(town.id, kind, year))} for kind in kinds}
    before = register.areas(MUNICIPALITY, year - 1)
    heirs = {area.id: tuple(one for one, _ in register.became(area.id, date(year, 1, 1))) for area in before}
    return Division(year, names, parents, heirs)


def after(proposal: Proposal) -> AreaRegister:
    return AreaRegister(proposal.areas, proposal.memberships, proposal.changes, known_to=proposal.year)


@pytest.mark.parametrize("year", YEARS)
def test_each_year_follows_from_the_one_before(year: int) -> None:
    register, division = shipped(), told(shipped(), year + 1)
    made = after(propose(cut(register, year), division, MOST))
    assert made.current == year + 1
    for kind in (MUNICIPALITY, *division.parents):
        now = [area.id for area in register.areas(kind, year + 1)]
        assert [area.id for area in made.areas(kind, year + 1)] == now
        for then in (year, year + 1):
            for area in now if then > year else [one.id for one in made.areas(kind, year)]:
                assert made.members(area, then) == register.members(area, then), (area, then)
    for area in register.areas(MUNICIPALITY, year):
        assert made.became(area.id, date(year + 1, 1, 1)) == register.became(area.id, date(year + 1, 1, 1))
    told_now = {(one.kind, one.source, one.target) for one in register.changes if one.date == date(year + 1, 1, 1) and one.kind == "merge"}
    assert {
        (one.kind, one.source, one.target) for one in made.changes if one.date == date(year + 1, 1, 1) and one.kind == "merge"
    } == told_now


def test_only_the_year_after_the_newest_can_follow() -> None:
    register = shipped()
    for year in (register.current, register.current + 2):
        with pytest.raises(Refused, match=str(year)):
            propose(register, replace(told(register, register.current), year=year), MOST)


def test_a_name_that_changes_in_one_language_changes_in_that_alone() -> None:
    register = shipped()
    division = replace(told(register, register.current), year=register.current + 1, successors=None)
    name = division.names["KU179"]
    changed = replace(division, names={**division.names, "KU179": Text(name.fi, "Nystad i tester", name.en)})
    proposal = propose(register, changed, MOST)
    assert [(step.change, step.area) for step in proposal.steps if step.change != "left_as_it_was"] == [("renamed", "KU179")]
    assert [one.note for one in proposal.changes if one.date.year == register.current + 1] == [f"sv: {name.sv} -> Nystad i tester"]
