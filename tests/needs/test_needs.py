"""Needs from suggestion to answer: asked by a party, agreed by all, answered by indicators or found to be a gap."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tests import universe
from tests.needs import asking
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.items import codes
from yhdyspinta.catalogue.needs import needs as suggestions
from yhdyspinta.domain.errors import Conflict, Forbidden, Refused, Unknown
from yhdyspinta.domain.text import Text
from yhdyspinta.needs import queries, services
from yhdyspinta.needs.models import NEXT, PURPOSES, Need, NeedState
from yhdyspinta.organisations import chain
from yhdyspinta.organisations.models import AuditRow
from yhdyspinta.organisations.services import cooperations, visibility

pytestmark = pytest.mark.django_db


def move(actor, one: Need, state: str) -> Need:
    now = Need.objects.get(pk=one.pk)
    return services.move(actor=actor, need=now, version=now.version, state=state)


def test_a_need_goes_from_suggested_to_answered_by_agreement_and_back_when_it_says_something_else():
    world = universe.world()
    one = asking.need(world, world.first)
    move(world.county, one, "discussed")
    with pytest.raises(Refused, match="agreed so"):
        move(world.county, one, "essential")
    asking.agree(world, Need.objects.get(pk=one.pk))
    assert move(world.second, one, "essential").state == NeedState.ESSENTIAL
    chosen = sorted(indicators())[:2]
    services.answer_with(actor=world.second, need=one, indicator_ids=chosen)
    assert [found.indicator for found in services.answer_with(actor=world.county, need=one, indicator_ids=chosen[1:])] == chosen[1:]
    core = queries.core_set(world.first, world.cooperation)
    assert (core.needs, core.indicators, core.unanswered, core.reminder) == ((one,), (chosen[1],), (), False)
    assert queries.without_need(world.first, world.cooperation, chosen) == (chosen[0],)
    services.answer_with(actor=world.county, need=one, indicator_ids=[])
    gaps = {}
    for state in ("essential", "gap", "answered"):  # marked as answered, it is so otherwise than by an indicator
        if state != "essential":
            move(world.first, one, state)
        gaps[state] = queries.core_set(world.first, world.cooperation).unanswered
    assert gaps == {"essential": (one,), "gap": (one,), "answered": ()}
    now = Need.objects.get(pk=one.pk)
    again = services.rewrite(actor=world.first, need=now, version=now.version, asked=asking.asked(world, "Missä lapset lisääntyvät?"))
    assert again.state == NeedState.DISCUSSED
    with pytest.raises(Refused, match="agreed so"):  # what was agreed was another question
        move(world.first, one, "essential")
    assert chain.verify().bad_row is None


def test_the_states_of_a_need_follow_one_another_and_the_purposes_are_those_of_the_document():
    assert NEXT.keys() == set(NeedState.values)
    assert {state for states in NEXT.values() for state in states} == set(NeedState.values)
    assert [len(purposes) for purposes in PURPOSES.values()] == [4, 4, 4]
    assert {purpose for purposes in PURPOSES.values() for purpose in purposes} == codes()["purpose"].keys()
    world = universe.world()
    one = asking.need(world, world.first)
    for state in ("answered", "gap", "suggested", "nowhere"):
        with pytest.raises(Refused):
            move(world.first, one, state)
    move(world.first, one, "retired")
    assert list(queries.needs_of(world.first, world.cooperation)) == []
    assert list(queries.needs_of(world.first, world.cooperation, retired=True)) == [one]


def test_twelve_suggestions_of_a_level_come_first_and_a_taken_one_no_more():
    world = universe.world()
    party = world.party(world.first)
    first, rest = queries.suggested(party, "J")
    assert (len(first), {one.level for one in first + rest}) == (12, {"J"})
    (taken,) = services.take(actor=world.first, party=party, suggestions=[first[0].id])
    assert (taken.question(), taken.theme.number) == (suggestions()[first[0].id].question, first[0].theme)
    given = suggestions()[first[1].id].decision
    with override("sv"):
        (in_swedish,) = services.take(actor=world.second, party=world.party(world.second), suggestions=[first[1].id])
    assert (in_swedish.decision, given.sv != given.fi) == (given.sv, True)
    assert first[0] not in queries.suggested(party, "J")[0]
    assert first[0] in queries.suggested(world.party(world.second), "J")[0]
    theme = world.cooperation.themes.get(number=1)
    cooperations.change_theme(actor=world.first, theme=theme, version=1, is_on=False, name=Text(""))
    assert not [one for some in queries.suggested(party, "J") for one in some if one.theme == 1]
    with pytest.raises(Refused):
        services.take(actor=world.first, party=party, suggestions=[first[1].id, first[0].id])
    with pytest.raises(Unknown):
        services.take(actor=world.first, party=party, suggestions=["N99"])


@pytest.mark.parametrize(
    "wrong",
    [{"question": " "}, {"level": "K"}, {"purpose": "win"}, {"kind": "gossip"}, {"wanted": ("S", "Q")}, {"question": "x" * 401}],
)
def test_a_need_that_does_not_fit_is_refused(wrong):
    world = universe.world()
    with pytest.raises(Refused):
        services.suggest(actor=world.first, party=world.party(world.first), asked=asking.asked(world, **wrong))
    assert not Need.objects.exists()


def test_a_party_changes_only_its_own_needs_and_two_edits_are_told():
    world, stranger = universe.world(), universe.world(1)
    one = asking.need(world, world.first)
    for actor in (world.county, world.second, stranger.first, universe.KEEPER, world.member(world.first, "reader")):
        with pytest.raises(Forbidden):
            services.rewrite(actor=actor, need=one, version=1, asked=asking.asked(world, "Toisen sanat?"))
    for actor in (stranger.first, universe.KEEPER, world.member(world.second, "reader")):
        with pytest.raises(Forbidden):
            move(actor, one, "discussed")
    with pytest.raises(Refused):
        services.rewrite(actor=world.first, need=one, version=1, asked=asking.asked(stranger))
    services.rewrite(actor=world.first, need=one, version=1, asked=asking.asked(world, "Ensimmäinen?"))
    with pytest.raises(Conflict) as conflict:
        services.rewrite(actor=world.first, need=one, version=1, asked=asking.asked(world, "Toinen?"))
    assert (conflict.value.mine["question_fi"], conflict.value.theirs["question_fi"]) == ("Toinen?", "Ensimmäinen?")
    assert list(queries.needs_of(stranger.first, world.cooperation)) == []
    with pytest.raises(Forbidden):
        visibility.set_visibility(actor=world.county, target=one, version=2, visibility="public")
    visibility.set_visibility(actor=world.first, target=one, version=2, visibility="public")
    assert [seen.question().fi for seen in queries.needs_of(None, world.cooperation)] == ["Ensimmäinen?"]
    with pytest.raises(Unknown):
        services.answer_with(actor=world.county, need=one, indicator_ids=["no.such.indicator"])


def test_reminders_come_when_there_is_more_than_people_follow():
    assert [queries.too_many(["x"] * count) for count in (40, 41)] == [False, True]
    assert [queries.too_many(["x"] * count, on_a_card=True) for count in (10, 11)] == [False, True]


def test_what_was_done_to_needs_stands_in_the_chain_without_its_words():
    world = universe.world()
    asking.need(world, world.first, "Kanarialintu?")
    row = AuditRow.objects.get(action="need.suggest")
    assert (row.target_kind, row.party_id) == ("needs.need", world.first.party_id)
    assert "Kanarialintu" not in str(list(AuditRow.objects.values()))
