"""The annual cycle: copied once, edited as one's own, and each post reminded of what is its."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import universe
from tests.phenomena import raising
from yhdyspinta.catalogue.cycle import events
from yhdyspinta.cooperation.models import CycleEvent
from yhdyspinta.cooperation.queries.cycle import about, due, events_of, in_year, may_be_about
from yhdyspinta.cooperation.services import changes, cycle
from yhdyspinta.cooperation.services.changes import Described
from yhdyspinta.cooperation.services.cycle import Told
from yhdyspinta.domain.errors import Forbidden, Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import chain
from yhdyspinta.organisations.models import AuditRow, Post
from yhdyspinta.organisations.services import cooperations, visibility
from yhdyspinta.phenomena.services import merging

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> universe.World:
    return universe.world()


def test_the_cycle_is_copied_once_and_what_was_edited_stays(world: universe.World):
    made = cycle.begin_cycle(actor=world.county, cooperation=world.cooperation)
    assert len(made) == len(events())
    first = made[0]
    told = Told(Text("Oma nimi"), 2, 29)
    cycle.change_event(actor=world.first, event=first, version=first.version, told=told)
    assert cycle.begin_cycle(actor=world.first, cooperation=world.cooperation) == []
    assert CycleEvent.objects.get(pk=first.pk).title_fi == "Oma nimi"


def test_a_year_has_its_yearly_events_and_those_of_the_council_term(world: universe.World):
    cycle.add_event(actor=world.county, cooperation=world.cooperation, told=Told(Text("Joka vuosi"), 2, 29))
    cycle.add_event(actor=world.county, cooperation=world.cooperation, told=Told(Text("Kauden alku"), 6, 1, term_year=1))
    found = events_of(world.county, world.cooperation)
    assert [(one.event.title_fi, one.last) for one in in_year(found, 2025)] == [
        ("Joka vuosi", date(2025, 2, 28)),
        ("Kauden alku", date(2025, 6, 1)),
    ]
    assert [one.last for one in in_year(found, 2028)] == [date(2028, 2, 29)]


def test_a_post_is_reminded_of_what_is_for_its_side_and_role(world: universe.World):
    for told in (
        Told(Text("Kaikille"), 3, 20),
        Told(Text("Hyvinvointialueelle"), 3, 20, side="county"),
        Told(Text("Päättäjille"), 3, 20, role="decision_maker"),
        Told(Text("Koko kuukausi"), 3, remind_days=2),
    ):
        cycle.add_event(actor=world.county, cooperation=world.cooperation, told=told)

    def reminded(actor: object, day: date) -> list[str]:
        return [one.event.title_fi for one in due(actor, world.cooperation, day)]

    assert reminded(world.first, date(2027, 3, 10)) == ["Kaikille"]
    assert reminded(world.county, date(2027, 3, 10)) == ["Kaikille", "Hyvinvointialueelle"]
    assert reminded(world.first, date(2027, 3, 5)) == []
    assert reminded(world.first, date(2027, 3, 30)) == ["Koko kuukausi"]
    assert reminded(world.member(world.first, "decision_maker"), date(2027, 3, 20)) == ["Kaikille", "Päättäjille"]


def test_a_reminder_reaches_over_the_new_year(world: universe.World):
    cycle.add_event(actor=world.county, cooperation=world.cooperation, told=Told(Text("Tammikuu"), 1, 5))
    assert [one.last for one in due(world.first, world.cooperation, date(2026, 12, 28))] == [date(2027, 1, 5)]


@pytest.mark.parametrize("told", [Told(Text("x"), 2, 30), Told(Text(""), 2, 1), Told(Text("x"), 13), Told(Text("x"), 1, side="moon")])
def test_what_cannot_be_is_refused(world: universe.World, told: Told):
    with pytest.raises(Refused):
        cycle.add_event(actor=world.county, cooperation=world.cooperation, told=told)


def test_an_event_is_about_an_object_that_its_writer_sees(world: universe.World):
    theme = world.cooperation.themes.get(number=3)
    place = world.party(world.first).area
    said = Described(theme, "school", Text("Koulu lakkaa"), place, date(2027, 8, 9))
    mine = changes.record(actor=world.first, party=world.party(world.first), said=said)
    target = ("cooperation.change", mine.pk)
    assert mine in may_be_about(world.county, world.cooperation)["cooperation.change"]
    told = Told(Text("Neuvottelu"), 3, kind="negotiation", about=target)
    event = cycle.add_event(actor=world.county, cooperation=world.cooperation, told=told)
    assert about(world.second, event) == mine
    for wrong in (("cooperation.change", mine.pk + 1), ("needs.need", 1), ("accounts.user", 1)):
        with pytest.raises(Refused) as refused:
            cycle.add_event(actor=world.county, cooperation=world.cooperation, told=replace(told, about=wrong))
        assert refused.value.field == "about"
    made = cooperations.make_group(actor=world.first, cooperation=world.cooperation, kind="hyte", name="Ryhmä")
    posts = [Post.objects.get(pk=world.first.post_id)]
    group = cooperations.seat(actor=world.first, group=made, version=1, posts=posts)
    visibility.set_visibility(
        actor=world.first, target=mine, version=mine.version, visibility="group", legal_ground="unfinished", group=group
    )
    assert about(world.second, event) is None
    kept = cycle.change_event(actor=world.second, event=event, version=event.version, told=replace(told, month=4))
    assert (kept.about, kept.month) == (target, 4)  # one who does not see it leaves it as it was
    with pytest.raises(Refused):
        cycle.add_event(actor=world.second, cooperation=world.cooperation, told=told)


def test_a_reader_changes_nothing(world: universe.World):
    with pytest.raises(Forbidden):
        cycle.begin_cycle(actor=world.member(world.first, "reader"), cooperation=world.cooperation)


def test_an_event_about_a_phenomenon_that_is_merged_is_about_the_one_that_remains(world: universe.World):
    goes, stays = raising.phenomenon(world, world.first), raising.phenomenon(world, world.county, "Toinen.")
    told = Told(Text("Neuvottelu"), 3, kind="negotiation", about=("phenomena.phenomenon", goes.pk))
    event = cycle.add_event(actor=world.first, cooperation=world.cooperation, told=told)
    merging.merge(actor=world.first, phenomenon=goes, version=1, into=stays)
    event.refresh_from_db()
    assert about(world.second, event) == stays
    assert AuditRow.objects.get(action="phenomenon.merge", target_kind="cooperation.cycleevent").fields == "about_id version"
    assert chain.verify().bad_row is None
