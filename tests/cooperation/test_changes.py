"""Changes of services and premises: each party its own, statements by those who were asked, all of a sheet or nothing of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import universe
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.geometry import bounds
from yhdyspinta.cooperation.models import Change
from yhdyspinta.cooperation.queries.changes import Wanted, by_place, change_of, changes_of, statements_awaited
from yhdyspinta.cooperation.services import changes
from yhdyspinta.cooperation.services.changes import Described
from yhdyspinta.domain.coordinates import Coordinates
from yhdyspinta.domain.errors import Conflict, Forbidden, PersonalData, Refused, Unknown
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.services import visibility

pytestmark = pytest.mark.django_db


def described(world: universe.World, **more: object) -> Described:
    municipality = world.party(world.first).area
    theme = world.cooperation.themes.get(number=3)
    told = {"kind": "school", "what": Text("Kirkonkylän koulu lakkaa"), "place": municipality, "starts": date(2027, 8, 9)}
    return Described(theme=theme, **told | more)


@pytest.fixture
def world(db: None) -> universe.World:
    return universe.world()


def recorded(world: universe.World, **more: object) -> Change:
    return changes.record(actor=world.first, party=world.party(world.first), said=described(world, **more))


@pytest.mark.parametrize(
    ("precision", "first"),
    [("day", date(2027, 8, 9)), ("month", date(2027, 8, 1)), ("quarter", date(2027, 7, 1)), ("year", date(2027, 1, 1))],
)
def test_the_first_day_of_the_time_is_kept(world: universe.World, precision: str, first: date):
    assert recorded(world, precision=precision).starts == first


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2101, 1, 1), date.max])
def test_a_year_that_is_a_slip_of_the_hand_is_refused(world: universe.World, day: date):
    with pytest.raises(Refused) as refused:
        recorded(world, starts=day, precision="day")
    assert refused.value.field == "starts"


def test_nobody_records_for_another_party(world: universe.World):
    with pytest.raises(Forbidden):
        changes.record(actor=world.county, party=world.party(world.first), said=described(world))
    mine = recorded(world)
    with pytest.raises(Forbidden):
        changes.describe(actor=world.second, target=mine, version=mine.version, said=described(world))


def test_a_change_is_in_a_municipality_of_the_cooperation(world: universe.World):
    outside = next(
        one.id for one in areas().areas("KU", areas().current) if one.id not in areas().members(world.cooperation.area, areas().current)
    )
    with pytest.raises(Refused) as refused:
        recorded(world, place=outside)
    assert refused.value.field == "place"
    with pytest.raises(Refused):
        recorded(world, place=world.cooperation.area)
    with pytest.raises(Refused):
        recorded(world, what=Text(""))


def middle(area: str) -> Coordinates:
    west, south, east, north = bounds("KU", area) or (0.0, 0.0, 0.0, 0.0)
    return Coordinates(round((south + north) / 2, 5), round((west + east) / 2, 5))


def test_the_exact_place_is_near_its_municipality(world: universe.World):
    here = world.party(world.first).area
    point = middle(here)
    mine = recorded(world, coordinates=point)
    assert mine.coordinates == point
    far = Coordinates(round(point.latitude + 3, 5), point.longitude)
    with pytest.raises(Refused) as refused:
        changes.describe(actor=world.first, target=mine, version=mine.version, said=described(world, coordinates=far))
    assert refused.value.field == "coordinates"
    assert f"not in the municipality {areas().get(here).name.en}" in str(refused.value)
    again = changes.describe(actor=world.first, target=mine, version=mine.version, said=described(world))
    assert (again.coordinates, again.latitude) == (None, None)


def test_of_what_is_not_stored_here_no_place_is_kept(world: universe.World):
    mine = recorded(world, coordinates=middle(world.party(world.first).area), address="Koulutie 1")
    kept = visibility.set_visibility(
        actor=world.first,
        target=mine,
        version=mine.version,
        visibility="elsewhere",
        legal_ground="preparedness",
        kept_at="Asianhallinta",
    )
    assert (kept.coordinates, kept.address) == (None, "")
    with pytest.raises(Refused):
        changes.describe(
            actor=world.first, target=kept, version=kept.version, said=described(world, coordinates=middle(world.party(world.first).area))
        )


@pytest.mark.parametrize("latitude", [None, 62.0])
def test_a_point_has_both_its_coordinates(world: universe.World, latitude: float | None):
    mine = recorded(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.filter(pk=mine.pk).update(latitude=latitude, longitude=25.0 if latitude is None else None)


def test_of_two_at_the_same_time_one_is_kept(world: universe.World):
    mine = recorded(world)
    changes.describe(actor=world.first, target=mine, version=mine.version, said=described(world, state="decided"))
    with pytest.raises(Conflict):
        changes.describe(actor=world.first, target=mine, version=mine.version, said=described(world, state="withdrawn"))
    assert Change.objects.get().state == "decided"


def test_a_statement_is_asked_of_another_and_given_by_it_alone(world: universe.World):
    mine = recorded(world)
    with pytest.raises(Refused):
        changes.ask_statement(actor=world.first, target=mine, asked_of=world.party(world.first), due=date(2027, 1, 31))
    asked = changes.ask_statement(actor=world.first, target=mine, asked_of=world.party(world.county), due=date(2027, 1, 31))
    assert [one.pk for one in statements_awaited(world.county, world.cooperation)] == [asked.pk]
    assert statements_awaited(world.second, world.cooperation) == []
    with pytest.raises(Forbidden):
        changes.give_statement(actor=world.first, statement=asked, version=asked.version, given_on=date(2027, 1, 20), reference="§ 3")
    changes.give_statement(
        actor=world.county, statement=asked, version=asked.version, given_on=date(2027, 1, 20), reference="Aluehallitus § 3"
    )
    assert statements_awaited(world.county, world.cooperation) == []


def test_changes_are_found_by_what_is_wanted_and_withdrawn_ones_only_when_asked(world: universe.World):
    recorded(world)
    recorded(world, starts=date(2029, 1, 1), state="idea")
    recorded(world, state="withdrawn")
    place = world.party(world.first).area
    assert [one.starts.year for one in changes_of(world.county, world.cooperation)] == [2027, 2029]
    assert changes_of(world.county, world.cooperation, Wanted(first_year=2028)).count() == 1
    assert changes_of(world.county, world.cooperation, Wanted(state="withdrawn")).count() == 1
    assert changes_of(world.county, world.cooperation, Wanted(place=place, theme=3, party=world.first.party_id)).count() == 2
    assert by_place(changes_of(world.county, world.cooperation)) == {place: 2}
    assert changes_of(None, world.cooperation).count() == 0
    with pytest.raises(Unknown):
        change_of(None, world.cooperation, Change.objects.first().pk)


def test_all_of_a_sheet_is_kept_or_nothing(world: universe.World):
    party = world.party(world.first)
    with pytest.raises(PersonalData):
        changes.record_all(actor=world.first, party=party, said=[described(world), described(world, description="131052-308T")])
    assert not Change.objects.exists()
    assert len(changes.record_all(actor=world.first, party=party, said=[described(world), described(world)])) == 2
