"""A cooperation begins from any side, and goes on unchanged when others join."""

from __future__ import annotations

import pytest
from django.db import connection

from tests import universe
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import Forbidden, Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import Cooperation, Party, ProcessPage
from yhdyspinta.organisations.queries import cooperations as seen
from yhdyspinta.organisations.services import cooperations, procedure
from yhdyspinta.organisations.services.cooperations import NewParty

pytestmark = pytest.mark.django_db
YEAR = areas().current


def _begin(kind: str, area: str, cooperation_area: str) -> policy.Actor:
    someone = universe.person("aloittaja")
    post = cooperations.begin(
        actor=policy.signed_in(someone), area=cooperation_area, beginner=NewParty(kind, area), post_title="Koordinaattori", holder=someone
    )
    return universe.actor(post)


def test_a_county_invites_its_municipalities_at_once():
    area = universe.county()
    actor = _begin("county", area, area)
    parties = Party.objects.filter(cooperation=actor.cooperation_id)
    assert {party.area for party in parties if party.kind == "municipality"} == set(areas().members(area, YEAR))
    assert [party.area for party in parties if party.joined_at] == [area]
    cooperation = Cooperation.objects.get(pk=actor.cooperation_id)
    assert (cooperation.area_name(), cooperation.begun_by_id) == (areas().get(area).name, actor.party_id)
    assert [theme.number for theme in seen.themes_on(cooperation)] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("kind", ["municipality", "regional_council"])
def test_one_begins_alone_and_the_county_joins_later_without_changing_the_work(kind):
    area = universe.county()
    member = areas().members(area, YEAR)[0]
    actor = _begin(kind, member if kind == "municipality" else areas().parent(member, "MK", YEAR), area)
    cooperation = Cooperation.objects.get(pk=actor.cooperation_id)
    assert cooperation.parties.count() == 1
    name = areas().get(cooperation.parties.get().area).name
    said = {"fi": " (maakunnan liitto)", "sv": " (landskapsförbund)"} if kind == "regional_council" else {"fi": "", "sv": ""}
    assert {one: cooperation.parties.get().title().in_(one) for one in said} == {one: name.in_(one) + more for one, more in said.items()}
    page = procedure.write_process(actor=actor, cooperation=cooperation, version=0, text=Text("Näin toimimme."))
    invited = cooperations.invite(
        actor=actor, cooperation=cooperation, new=NewParty("county", area), post_title="Johtaja", holder=universe.person("johtaja")
    )
    universe.joined(invited)
    assert {side: len(parties) for side, parties in seen.parties_by_side(cooperation).items()}["county"] == 1
    stored = ProcessPage.objects.get()
    assert (stored.pk, stored.version, stored.text_fi) == (page.pk, 1, "Näin toimimme.")
    assert Cooperation.objects.get().begun_by_id == actor.party_id


@pytest.mark.parametrize(
    ("kind", "area"),
    [("county", universe.county(1)), ("municipality", areas().members(universe.county(1), YEAR)[0]), ("ngo", "")],
)
def test_whoever_is_not_of_the_area_does_not_begin(kind, area):
    with pytest.raises(Refused):
        _begin(kind, area, universe.county())
    assert not Cooperation.objects.exists()


def test_an_area_has_one_cooperation_and_a_party_is_invited_once():
    world = universe.world()
    with pytest.raises(Refused, match="already"):
        _begin("county", world.cooperation.area, world.cooperation.area)
    with pytest.raises(Refused, match="already"):
        cooperations.invite(
            actor=world.first,
            cooperation=world.cooperation,
            new=NewParty("municipality", world.party(world.second).area),
            post_title="Toinen",
            holder=universe.person("toinen"),
        )


@pytest.mark.parametrize(
    "new", [NewParty("ngo", "", ""), NewParty("ngo", "KU179"), NewParty("municipality", "HVA15"), NewParty("king", "", "X")]
)
def test_a_party_has_the_area_of_its_kind_or_a_name(new):
    world = universe.world()
    with pytest.raises(Refused):
        cooperations.invite(
            actor=world.county, cooperation=world.cooperation, new=new, post_title="Edustaja", holder=universe.person("edustaja")
        )


def test_who_has_only_been_invited_does_nothing_to_what_is_shared():
    world = universe.world()
    invited = cooperations.invite(
        actor=world.first,
        cooperation=world.cooperation,
        new=NewParty("ngo", name="Esimerkkijärjestö ry"),
        post_title="Toiminnanjohtaja",
        holder=universe.person("jarjesto"),
    )
    with pytest.raises(Forbidden):
        procedure.write_process(actor=universe.actor(invited), cooperation=world.cooperation, version=0, text=Text("Me päätämme."))
    assert universe.joined(invited).joined
    assert seen.parties_by_side(world.cooperation)["partner"][0].title() == Text(
        "Esimerkkijärjestö ry", "Esimerkkijärjestö ry", "Esimerkkijärjestö ry"
    )


def test_themes_are_switched_renamed_and_added():
    world = universe.world()
    first = world.cooperation.themes.get(number=1)
    changed = cooperations.change_theme(actor=world.first, theme=first, version=1, is_on=False, name=Text("Työ ja elinvoima"))
    added = cooperations.add_theme(actor=world.second, cooperation=world.cooperation, name=Text("Kulttuuri", "Kultur"))
    assert (changed.name().fi, added.name().sv) == ("Työ ja elinvoima", "Kultur")
    assert [theme.number for theme in seen.themes_on(world.cooperation)] == [0, 2, 3, 4, 5, 100]
    with pytest.raises(Refused):
        cooperations.change_theme(actor=world.first, theme=added, version=1, is_on=True, name=Text(""))


def test_the_suite_runs_on_the_database_that_was_asked_for():
    import os

    assert connection.vendor == ("postgresql" if os.environ.get("YHDYSPINTA_DATABASE") else "sqlite")
