"""Priorities, at most five a term, with the meeting that chose them; and each party's own goals side by side by theme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import universe
from tests.phenomena import raising
from yhdyspinta.catalogue.terms import load_terms, term_on, terms
from yhdyspinta.domain.errors import Conflict, CuratedError, Forbidden, Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import chain
from yhdyspinta.organisations.models import Side
from yhdyspinta.phenomena.models import MOST_PRIORITIES, OwnGoal, Priority
from yhdyspinta.phenomena.queries import leading as queries
from yhdyspinta.phenomena.services import leading
from yhdyspinta.phenomena.services.leading import Goal

pytestmark = pytest.mark.django_db


def test_a_term_has_at_most_five_priorities_and_one_given_up_makes_room():
    world = universe.world()
    raised = [raising.phenomenon(world, world.first, f"Ilmiö {number}.") for number in range(MOST_PRIORITIES + 1)]
    chosen = [
        leading.choose(actor=world.county, phenomenon=one, term=2025, chosen=raising.chosen(f"Painopiste {one.pk}"))
        for one in raised[:MOST_PRIORITIES]
    ]
    assert [one.place for one in chosen] == [1, 2, 3, 4, 5]
    with pytest.raises(Refused, match="at most five"):
        leading.choose(actor=world.county, phenomenon=raised[-1], term=2025, chosen=raising.chosen())
    other_term = leading.choose(actor=world.county, phenomenon=raised[-1], term=2029, chosen=raising.chosen())
    leading.give_up(actor=world.first, priority=chosen[1], version=1)
    late = leading.choose(actor=world.second, phenomenon=raised[-1], term=2025, chosen=raising.chosen())
    assert late.place == 2
    found = list(queries.priorities_of(world.first, world.cooperation))
    assert found == [other_term, chosen[0], late, *chosen[2:], chosen[1]]
    assert found[1].minute_reference == "§ 14"
    assert chain.verify().bad_row is None


def test_who_may_keep_priorities_and_what_they_are_made_of():
    world, stranger = universe.world(), universe.world(1)
    one = raising.phenomenon(world, world.first)
    for actor in (stranger.first, universe.KEEPER, world.member(world.first, "editor"), world.member(world.first, "reader")):
        with pytest.raises(Forbidden):
            leading.choose(actor=actor, phenomenon=one, term=2025, chosen=raising.chosen())
    for wrong in ({"name": Text(" ")}, {"meeting": " "}):
        with pytest.raises(Refused):
            leading.choose(actor=world.first, phenomenon=one, term=2025, chosen=replace(raising.chosen(), **wrong))
    with pytest.raises(Refused, match="no such term"):
        leading.choose(actor=world.first, phenomenon=one, term=1999, chosen=raising.chosen())
    kept = leading.choose(actor=world.member(world.first, "decision_maker"), phenomenon=one, term=2025, chosen=raising.chosen())
    with pytest.raises(Refused, match="already"):
        leading.choose(actor=world.county, phenomenon=one, term=2025, chosen=raising.chosen())
    leading.correct(actor=world.county, priority=kept, version=1, chosen=raising.chosen("Toinen nimi"))
    with pytest.raises(Conflict):
        leading.correct(actor=world.first, priority=kept, version=1, chosen=raising.chosen("Kolmas nimi"))
    assert Priority.objects.get().name().fi == "Toinen nimi"
    assert list(queries.priorities_of(None, world.cooperation)) == []


def goal(world: universe.World, number: int = 2, **more) -> Goal:
    theme = world.cooperation.themes.get(number=number)
    return Goal(
        **({"theme": theme, "kind": "strategy", "document": "Strategia", "dated": date(2025, 12, 1), "text": "Lapset voivat hyvin."} | more)
    )


def test_both_sides_own_goals_stand_side_by_side_by_theme():
    world, stranger = universe.world(), universe.world(1)
    for actor, is_public in ((world.county, True), (world.first, False)):
        leading.set_goal(actor=actor, party=world.party(actor), goal=goal(world, is_public=is_public))
    leading.set_goal(actor=world.second, party=world.party(world.second), goal=goal(world, 4, kind="budget"))
    by_theme = {one.theme.number: one.goals for one in queries.goals_by_theme(world.second, world.cooperation)}
    assert {number: {side: len(goals) for side, goals in found.items()} for number, found in by_theme.items() if found} == {
        2: {Side.COUNTY: 1, Side.MUNICIPALITY: 1},
        4: {Side.MUNICIPALITY: 1},
    }
    assert by_theme.keys() == {theme.number for theme in world.cooperation.themes.all()}
    for outsider in (None, stranger.first):
        assert [one.party for one in queries.goals_of(outsider, world.cooperation)] == [world.party(world.county)]
    mine = OwnGoal.objects.get(party=world.first.party_id)
    for actor in (world.county, stranger.first, universe.KEEPER, world.member(world.first, "reader")):
        with pytest.raises(Forbidden):
            leading.change_goal(actor=actor, own=mine, version=1, goal=goal(world))
    changed = leading.change_goal(actor=world.first, own=mine, version=1, goal=goal(world, is_public=True))
    assert (changed.visibility, changed.legal_ground) == ("public", "")
    for wrong in ({"text": " "}, {"document": " "}, {"kind": "rumour"}, {"theme": stranger.cooperation.themes.first()}):
        with pytest.raises(Refused):
            leading.set_goal(actor=world.first, party=world.party(world.first), goal=goal(world, **wrong))
    leading.take_goal_away(actor=world.first, own=mine, version=2)
    assert not OwnGoal.objects.filter(pk=mine.pk).exists()
    assert chain.verify().bad_row is None


def test_terms_follow_one_another_and_every_day_has_one(tmp_path):
    for term in terms().values():
        assert term_on(term.begins) == term_on(term.ends) == term
        assert str(term.year) in term.years
    assert term_on(date(1990, 1, 1)) == min(terms().values(), key=lambda term: term.begins)
    for wrong in (
        "begins,ends\n2025-06-01,2025-05-31\n",
        "begins,ends\n2021-08-01,2025-06-30\n2025-06-01,2029-05-31\n",
        "begins,ends\nkesä,syksy\n",
    ):
        (tmp_path / "council.csv").write_text(wrong)
        with pytest.raises(CuratedError, match=r"council\.csv"):
            load_terms(tmp_path)
