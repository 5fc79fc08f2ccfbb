"""Interfaces: named together, each side saying itself what it does and how it works, agreed by the one mechanism."""

from __future__ import annotations

import pytest

from tests import universe
from tests.needs import asking
from tests.phenomena import raising
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import Conflict, Forbidden, Refused
from yhdyspinta.organisations import chain
from yhdyspinta.organisations.models import Post
from yhdyspinta.organisations.queries.agreements import State
from yhdyspinta.organisations.services import agreements, visibility
from yhdyspinta.phenomena.models import Interface, InterfaceSide
from yhdyspinta.phenomena.queries import interfaces as queries
from yhdyspinta.phenomena.services import interfaces

pytestmark = pytest.mark.django_db


def side(of: Interface, actor) -> InterfaceSide:
    return of.sides.get(party=actor.party_id)


def test_each_side_says_what_it_does_who_is_responsible_and_how_it_works():
    world = universe.world()
    met = raising.interface(world, world.county)
    for actor, does, grade in ((world.county, "Neuvola ja perhetyö.", 2), (world.first, "Varhaiskasvatus.", 4)):
        post = Post.objects.get(pk=actor.post_id)
        interfaces.describe(actor=actor, side=side(met, actor), version=1, does=does, post=post)
        interfaces.assess(actor=actor, interface=met, version=0, grade=grade, reason="Kokemuksen mukaan.")
    told = queries.told_of(world.second, met)
    assert [one.party for one in told.sides] == sorted(world.parties, key=lambda party: (party.kind, party.area))
    by_party = {one.party.pk: one for one in told.sides}
    county, first, second = (by_party[actor.party_id] for actor in (world.county, world.first, world.second))
    assert (county.side.does, county.side.post.pk, county.working.grade) == ("Neuvola ja perhetyö.", world.county.post_id, 2)
    assert (first.working.grade, second.side.does, second.working) == (4, "", None)
    with pytest.raises(Conflict):
        interfaces.assess(actor=world.county, interface=met, version=0, grade=3, reason="Paranee.")
    interfaces.assess(actor=world.county, interface=met, version=1, grade=3, reason="Paranee.")
    for wrong in ({"grade": 5}, {"grade": 0}, {"reason": " "}):
        with pytest.raises(Refused):
            interfaces.assess(actor=world.first, interface=met, version=1, **({"grade": 1, "reason": "Koska."} | wrong))
    with pytest.raises(Refused, match="another party"):
        interfaces.describe(
            actor=world.first, side=side(met, world.first), version=2, does="X", post=Post.objects.get(pk=world.county.post_id)
        )
    assert chain.verify().bad_row is None


def test_nobody_speaks_for_another_and_an_interface_is_changed_by_its_sides():
    world, stranger = universe.world(), universe.world(1)
    two = [world.party(world.county), world.party(world.first)]
    met = interfaces.begin(actor=world.county, cooperation=world.cooperation, described=raising.described(world), parties=two)
    for actor in (world.county, world.second, stranger.first, universe.KEEPER, world.member(world.first, "decision_maker")):
        with pytest.raises(Forbidden):
            interfaces.describe(actor=actor, side=side(met, world.first), version=1, does="Toisen suulla.")
    for actor in (world.second, stranger.first, universe.KEEPER, world.member(world.first, "reader")):
        with pytest.raises(Forbidden):
            interfaces.rewrite(actor=actor, interface=met, version=1, described=raising.described(world, "Uusi"))
        with pytest.raises(Forbidden):
            interfaces.assess(actor=actor, interface=met, version=0, grade=1, reason="Vieras.")
        with pytest.raises(Forbidden):
            interfaces.link_indicators(actor=actor, interface=met, indicator_ids=[])
    interfaces.describe(actor=world.first, side=side(met, world.first), version=1, does="Varhaiskasvatus.")
    with pytest.raises(Refused, match="has said its part"):
        interfaces.name_parties(actor=world.county, interface=met, parties=[two[0], world.party(world.second)])
    interfaces.name_parties(actor=world.county, interface=met, parties=world.parties)
    assert met.sides.count() == 3
    interfaces.name_parties(actor=world.first, interface=met, parties=two)
    assert met.sides.count() == 2
    for wrong in ([two[0]], [two[1], world.party(world.second)], [two[0], stranger.party(stranger.first)]):
        with pytest.raises(Refused):
            interfaces.begin(actor=world.county, cooperation=world.cooperation, described=raising.described(world), parties=wrong)
    with pytest.raises(Refused):
        interfaces.begin(actor=world.county, cooperation=world.cooperation, described=raising.described(stranger), parties=two)
    with pytest.raises(Refused):
        interfaces.begin(actor=world.county, cooperation=world.cooperation, described=raising.described(world, " "), parties=two)


def test_an_agreement_on_what_the_sides_said_before_shows_as_one_on_another_text():
    world = universe.world()
    met = raising.interface(world, world.county)
    interfaces.describe(actor=world.county, side=side(met, world.county), version=1, does="Neuvola.")
    agreement = agreements.propose(actor=world.county, target=met, title=met.name(), parties=world.parties)
    for actor in (world.county, world.first):
        agreements.answer(actor=actor, named=agreement.named.get(party=actor.party_id), version=1, answer="agree")
    standing = queries.told_of(world.second, met).agreement
    assert (standing.state, standing.changed_since, len(standing.silent)) == (State.OPEN, False, 1)
    interfaces.describe(actor=world.first, side=side(met, world.first), version=1, does="Varhaiskasvatus.")
    assert queries.told_of(world.second, met).agreement.changed_since
    agreements.withdraw(actor=world.county, agreement=agreement, version=1)
    assert queries.told_of(world.second, met).agreement is None


def test_needs_figures_and_goal_of_an_interface_and_the_plan_of_them_all():
    world, stranger = universe.world(), universe.world(1)
    met, need, shown = raising.interface(world, world.county), asking.need(world, world.first), sorted(indicators())[:2]
    later = interfaces.begin(
        actor=world.county,
        cooperation=world.cooperation,
        described=raising.described(world, "Kotoutuminen", number=1),
        parties=world.parties,
    )
    interfaces.link_needs(actor=world.first, interface=met, needs=[need])
    interfaces.link_indicators(actor=world.second, interface=met, indicator_ids=shown)
    interfaces.link_indicators(actor=world.second, interface=met, indicator_ids=shown[:1])
    interfaces.rewrite(actor=world.second, interface=met, version=1, described=raising.described(world, goal="Yksi ovi."))
    plan = queries.plan(world.first, world.cooperation)
    assert [told.interface for told in plan] == [later, met]
    assert (plan[1].interface.goal, plan[1].needs, plan[1].indicators) == ("Yksi ovi.", (need,), (shown[0],))
    assert [queries.plan(actor, world.cooperation) for actor in (None, stranger.first, universe.KEEPER)] == [[], [], []]
    with pytest.raises(Refused):
        interfaces.link_phenomena(actor=world.first, interface=met, phenomena=[raising.phenomenon(stranger, stranger.first)])


def test_an_interface_made_public_shows_its_name_and_parties_but_not_what_they_said():
    world = universe.world()
    met = raising.interface(world, world.county)
    interfaces.describe(actor=world.first, side=side(met, world.first), version=1, does="Varhaiskasvatus.")
    interfaces.assess(actor=world.first, interface=met, version=0, grade=1, reason="Ei toimi.")
    visibility.set_visibility(actor=world.county, target=met, version=Interface.objects.get(pk=met.pk).version, visibility="public")
    told = queries.plan(None, world.cooperation)[0]
    assert [(one.side, one.working) for one in told.sides] == [(None, None)] * 3
    with pytest.raises(Forbidden):
        visibility.set_visibility(actor=world.county, target=side(met, world.first), version=2, visibility="public")
    visibility.set_visibility(actor=world.first, target=side(met, world.first), version=2, visibility="public")
    told = queries.plan(None, world.cooperation)[0]
    assert [one.side.does for one in told.sides if one.side] == ["Varhaiskasvatus."]
