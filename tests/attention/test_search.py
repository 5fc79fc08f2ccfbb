"""What was written is found in any form of its words, by whoever may see it, as it is now."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests import universe
from tests.needs import asking
from yhdyspinta.attention.queries import index
from yhdyspinta.attention.queries.search import Where, find
from yhdyspinta.attention.services import comments
from yhdyspinta.domain.text import Text
from yhdyspinta.needs import services as needs
from yhdyspinta.organisations.services import agreements, procedure, visibility

pytestmark = pytest.mark.django_db


def found(actor, world, text, kind=""):
    return [(one.kind, one.target.pk) for one in find(actor, world.cooperation, text, kind).found]


@pytest.mark.parametrize("typed", ["kunta", "kunnan", "kuntien", "kunnille", "KUNTAA", "Kunnat"])
def test_every_form_finds_every_other(typed):
    world = universe.world()
    wanted = {
        asking.need(world, world.first, f"Miten {form} palvelut muuttuvat?").pk for form in ("kunta", "kunnan", "kuntien", "kunnille")
    }
    asking.need(world, world.first, "Missä lasten määrä vähenee?")
    assert {number for _, number in found(world.county, world, typed)} == wanted


def test_everything_that_was_written_is_found_with_where_it_was_found():
    world = universe.world()
    need = needs.suggest(
        actor=world.first,
        party=world.party(world.first),
        asked=asking.asked(world, "Mihin nuoret muuttavat?", decision="Kaupungin kouluverkko"),
    )
    comments.comment(actor=world.second, target=need, text="Meillä hyvinvointikertomuksessa on sama asia, ja <b>lukiot</b> mukana.")
    agreement = agreements.propose(
        actor=world.county, target=need, title=Text("Yhteinen tarve"), parties=world.parties, proposal="Sovitaan seurannasta."
    )
    page = procedure.write_process(actor=world.first, cooperation=world.cooperation, version=0, text=Text("Vuosikello alkaa syksyllä."))

    def where(text):
        (one,) = find(world.county, world.cooperation, text).found
        marked = [piece for piece, answers in one.excerpt if answers]
        return one.kind, one.target.pk, one.where, marked

    assert where("nuorten") == ("needs.need", need.pk, Where.HEADING, ["nuoret"])
    assert where("kaupungit") == ("needs.need", need.pk, Where.TEXT, ["Kaupungin"])
    assert where("hyvinvointikertomus") == ("attention.comment", need.pk, Where.COMMENT, ["hyvinvointikertomuksessa"])
    assert where("seuranta") == ("organisations.agreement", agreement.pk, Where.TEXT, ["seurannasta"])
    assert where("vuosikellon") == ("organisations.processpage", page.pk, Where.TEXT, ["Vuosikello"])
    assert found(world.county, world, "sama", kind="needs.need") == []
    assert found(world.county, world, "nuorten muuttaminen", kind="needs.need") == [("needs.need", need.pk)]
    for nothing in ("", "ja", "?!%&'", "perunamuusi", "\\x00"):
        assert find(world.county, world.cooperation, nothing).of == 0


def test_nobody_finds_what_they_do_not_see_and_what_changed_is_found_as_it_is():
    world, stranger = universe.world(), universe.world(1)
    need = asking.need(world, world.first, "Kanarialinnun tarve")
    comments.comment(actor=world.first, target=need, text="Kanarialinnuista")
    outsiders = (None, universe.KEEPER, stranger.county)
    assert [find(actor, world.cooperation, "kanarialintu").of for actor in outsiders] == [0, 0, 0]
    assert len(found(world.second, world, "kanarialintu")) == 2
    need = visibility.set_visibility(actor=world.first, target=need, version=need.version, visibility="public")
    assert [find(actor, world.cooperation, "kanarialintu").of for actor in outsiders] == [2, 2, 2]
    need = needs.rewrite(actor=world.first, need=need, version=need.version, asked=asking.asked(world, "Harakka"))
    assert found(world.second, world, "harakat") == [("needs.need", need.pk)]
    assert [kind for kind, _ in found(world.second, world, "kanarialintu")] == ["attention.comment"]
    visibility.set_visibility(
        actor=world.first, target=need, version=need.version, visibility="elsewhere", legal_ground="preparedness", kept_at="Dnro 1"
    )
    assert found(world.second, world, "kanarialintu") == []
    assert found(world.second, world, "harakka") == [("needs.need", need.pk)]  # its name is known


def test_the_index_follows_the_chain_and_begins_again_where_the_chain_is_another():
    world = universe.world()
    with transaction.atomic():
        asking.need(world, world.first, "Ensimmäinen kysymys")
        held = index.index_of(world.cooperation.pk)
        assert index.index_of(world.cooperation.pk) is held
        transaction.set_rollback(True)
    asking.need(world, world.first, "Toinen kysymys")  # its row bears the number of the one that was undone
    assert found(world.first, world, "ensimmäinen") == []
    assert len(found(world.first, world, "kysymyksiä")) == 1


def test_what_was_last_written_in_is_read_before_anybody_searches(django_assert_num_queries):
    world = universe.world()
    asking.need(world, world.first, "Valmiina haettavaksi")
    index.prepare()
    with django_assert_num_queries(2):  # where the chain ends, and that it is the same chain
        index.index_of(world.cooperation.pk)
