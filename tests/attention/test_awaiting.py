"""What awaits a post: only what it may do, the most pressing first, each with what follows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import universe
from tests.needs import asking
from yhdyspinta.attention.queries.awaiting import awaiting
from yhdyspinta.attention.services import comments
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.models import Post, SelfAssessment
from yhdyspinta.organisations.services import agreements, cooperations, procedure
from yhdyspinta.organisations.services.cooperations import NewParty

pytestmark = pytest.mark.django_db


def kinds(world, actor, today=None):
    return [one.kind for one in awaiting(actor, world.cooperation, today)]


def test_what_awaits_follows_from_the_role_and_goes_when_it_is_done():
    world, stranger = universe.world(), universe.world(1)
    need = asking.need(world, world.first)
    agreement = agreements.propose(actor=world.county, target=need, title=Text("Tarve"), parties=world.parties, days=3)
    comments.comment(actor=world.first, target=need, text="Katsotko?", mentions=[Post.objects.get(pk=world.second.post_id)])
    first = kinds(world, world.second, timezone.localdate())
    assert first[0] == "agreement"
    assert set(first) == {"agreement", "mention", "need", "assessment", "responsibility"}
    reader = world.member(world.second, "reader")
    assert kinds(world, reader) == []
    assert kinds(world, world.member(world.second, "compiler")) == ["assessment"]
    assert kinds(world, stranger.county) == []
    named = agreement.named.get(party=world.second.party_id)
    agreements.answer(actor=world.second, named=named, version=1, answer="agree")
    comments.comment(actor=world.second, target=need, text="Katsoin.")
    asking.weigh(world, world.second, need, "useful")
    answers = dict.fromkeys(SelfAssessment.QUESTIONS, 3)
    procedure.assess(actor=world.second, party=world.party(world.second), version=0, answers=answers)
    procedure.take_responsibility(
        actor=world.second, party=world.party(world.second), version=0, top_official="Kunnanjohtaja", political_body="Kunnanhallitus"
    )
    assert kinds(world, world.second) == []


def test_the_most_pressing_comes_first_and_tells_by_when_and_what_follows():
    world = universe.world()
    page = procedure.write_process(actor=world.first, cooperation=world.cooperation, version=0, text=Text("Prosessi"))
    for title, days in (("Myöhempi", 30), ("Kiireinen", 2)):
        agreements.propose(actor=world.county, target=page, title=Text(title), parties=world.parties, days=days)
    found = awaiting(world.second, world.cooperation)
    assert [one.what for one in found if one.kind == "agreement"] == ["Answer for your party: Kiireinen", "Answer for your party: Myöhempi"]
    assert found[0].by == timezone.localdate() + timedelta(days=2)
    assert all(one.otherwise and one.url.startswith("/en/yhteistyo/") for one in found)
    assert [one.pressing for one in found] == sorted(one.pressing for one in found)
    assert "agreement" not in [one.kind for one in awaiting(world.member(world.second, "editor"), world.cooperation)]


def test_an_invited_party_is_asked_to_join_and_nothing_else():
    world = universe.world()
    asking.need(world, world.first)
    invited = cooperations.invite(
        actor=world.county,
        cooperation=world.cooperation,
        new=NewParty("ngo", name="Yhdistys"),
        post_title="Puheenjohtaja",
        holder=universe.person("pj"),
    )
    assert kinds(world, universe.actor(invited)) == ["joining"]
