"""What is kept from others is not told by what hangs on it: parts, agreements, halls, searches and files of everything public."""

from __future__ import annotations

from datetime import date

import pytest

from tests import universe
from tests.needs import asking
from tests.phenomena import raising
from yhdyspinta.attention.queries.search import find
from yhdyspinta.domain.errors import Forbidden, Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.needs import services as needs
from yhdyspinta.needs.queries import discussions_of, weights_of
from yhdyspinta.needs.queries.halls import questions_of
from yhdyspinta.organisations.models import Agreement, Group, Post, Shared
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.agreements import agreements_of
from yhdyspinta.organisations.queries.visibility import everything_public
from yhdyspinta.organisations.services import agreements, cooperations, visibility
from yhdyspinta.phenomena.models import InterfaceSide, OwnGoal, View
from yhdyspinta.phenomena.services import interfaces, leading
from yhdyspinta.phenomena.services.leading import Goal

pytestmark = pytest.mark.django_db


def group_of(world: universe.World, actor: Actor) -> Group:
    """A group in which that post sits alone."""
    group = cooperations.make_group(actor=actor, cooperation=world.cooperation, kind="hyte", name="Verkosto")
    return cooperations.seat(actor=actor, group=group, version=1, posts=[Post.objects.get(pk=actor.post_id)])


def _narrow(actor: Actor, target: Shared, group: Group) -> None:
    version = type(target).objects.get(pk=target.pk).version
    given = {"visibility": "group", "legal_ground": "unfinished", "group": group}
    visibility.set_visibility(actor=actor, target=target, version=version, **given)


def _public(actor: Actor, target: Shared) -> None:
    visibility.set_visibility(actor=actor, target=target, version=type(target).objects.get(pk=target.pk).version, visibility="public")


def test_parts_of_what_a_group_sees_are_found_by_nobody_else():
    world = universe.world()
    group = group_of(world, world.first)
    raised = raising.phenomenon(world, world.first)
    raising.say_everything(world.second, raised)
    met = raising.interface(world, world.first, "Huomaamaton rajapinta")
    side = InterfaceSide.objects.get(interface=met, party=world.second.party_id)
    interfaces.describe(actor=world.second, side=side, version=1, does="Huomaamaton osuus.")
    view = View.objects.get(phenomenon=raised)
    for part in (view, side):
        _public(world.second, part)
    assert find(world.county, world.cooperation, "kouluissa").of > 0
    assert find(world.county, world.cooperation, "huomaamaton").of > 1
    for target in (raised, met):
        _narrow(world.first, target, group)
    for actor in (world.county, None):
        assert find(actor, world.cooperation, "kouluissa").of == 0
        assert find(actor, world.cooperation, "huomaamaton").of == 0
    told = str(list(everything_public(world.cooperation)))
    assert "kouluissa" not in told
    assert "Huomaamaton" not in told
    assert find(world.first, world.cooperation, "kouluissa").of > 0


def test_an_agreement_on_what_is_kept_from_others_follows_it():
    world = universe.world()
    one = asking.need(world, world.first, "Huomaamaton kysymys?")
    asking.agree(world, one)
    agreement = Agreement.objects.get(target_id=one.pk)
    _public(world.county, agreement)
    _narrow(world.first, one, group_of(world, world.first))
    assert list(agreements_of(world.county, world.cooperation.pk)) == []
    assert list(agreements_of(None, world.cooperation.pk)) == []
    assert [shown.agreement for shown in agreements_of(world.first, world.cooperation.pk)] == [agreement]


def test_nobody_puts_to_the_parties_what_they_do_not_see():
    world = universe.world()
    one = asking.need(world, world.first)
    _narrow(world.first, one, group_of(world, world.first))
    with pytest.raises(Forbidden):
        agreements.propose(actor=world.second, target=one, title=Text("Kysymys"), parties=world.parties)


def test_a_hall_no_longer_reads_what_was_kept_from_others():
    world = universe.world()
    one, other = asking.need(world, world.first, "Jää?"), asking.need(world, world.first, "Katoaa?")
    hall = needs.open_hall(actor=world.first, needs=[one, other], title="Seminaari")
    _narrow(world.first, other, group_of(world, world.first))
    assert [question.need for question in questions_of(hall)] == [one]


def test_of_a_need_that_is_not_stored_here_nothing_said_is_told_or_taken():
    world = universe.world()
    one = asking.need(world, world.first)
    asking.weigh(world, world.county, one, "essential", "Sanottu ennen.")
    asking.weigh(world, world.second, one, "useful")
    needs.discuss(actor=world.county, need=one, version=1, remark="Puhuttu ennen.")
    given = {"visibility": "elsewhere", "legal_ground": "preparedness", "kept_at": "Asianhallinta 1/2026"}
    kept = visibility.set_visibility(actor=world.first, target=one, version=2, **given)
    assert [weight.reason for weight in weights_of(world.second, kept)] == ["", ""]
    assert discussions_of(world.county, kept) == []
    with pytest.raises(Refused):
        asking.weigh(world, world.first, kept, "essential", "Yksityiskohta.")
    with pytest.raises(Refused):
        needs.discuss(actor=world.county, need=kept, version=3, remark="Yksityiskohta.")
    assert asking.weigh(world, world.first, kept, "essential").reason == ""


def test_correcting_a_goal_leaves_its_ground_as_it_was():
    world = universe.world()
    theme = world.cooperation.themes.get(number=5)
    goal = Goal(theme, "plan", "Suunnitelma", date(2026, 1, 1), "Tavoite")
    own = leading.set_goal(actor=world.first, party=world.party(world.first), goal=goal)
    _narrow(world.first, own, group_of(world, world.first))
    corrected = Goal(theme, "plan", "Suunnitelma", date(2026, 1, 1), "Tarkempi tavoite")
    leading.change_goal(actor=world.first, own=own, version=2, goal=corrected)
    kept = OwnGoal.objects.get(pk=own.pk)
    assert (kept.text, kept.visibility, kept.legal_ground) == ("Tarkempi tavoite", "group", "unfinished")
