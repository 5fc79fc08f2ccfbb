"""Agreement: everybody answers for themselves, silence is no answer, a differing view stands beside."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests import universe
from yhdyspinta.domain.errors import Conflict, Forbidden, Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.models import Agreement, AgreementParty, AuditRow
from yhdyspinta.organisations.queries.agreements import State, agenda_text, agreements_of, rule_in_force, standing
from yhdyspinta.organisations.services import agreements, cooperations, procedure
from yhdyspinta.organisations.services.cooperations import NewParty

pytestmark = pytest.mark.django_db


def proposed(world: universe.World, days: int = agreements.DAYS) -> Agreement:
    page = procedure.write_process(actor=world.first, cooperation=world.cooperation, version=0, text=Text("Kokoonnumme kahdesti vuodessa."))
    title = Text("Yhteistyön menettely", "Förfarandet för samarbetet")
    return agreements.propose(actor=world.first, target=page, title=title, parties=world.parties, proposal="Hyväksytään.", days=days)


def say(actor: universe.Actor, agreement: Agreement, answer: str, text: str = "") -> AgreementParty:
    named = agreement.named.get(party=actor.party_id)
    return agreements.answer(actor=actor, named=named, version=named.version, answer=answer, text=text)


def test_it_is_agreed_when_everybody_has_answered_and_a_differing_view_does_not_block():
    world = universe.world()
    agreement = proposed(world)
    assert agreement.deadline - agreement.proposed_at == timedelta(days=14)
    say(world.county, agreement, "agree")
    say(world.first, agreement, "remarks", "Kolme kertaa olisi parempi.")
    assert standing(agreement).state is State.OPEN
    assert ": has not answered yet" in agenda_text(standing(agreement), "en")
    say(world.second, agreement, "differ", "Kerta riittää.")
    shown = standing(agreement)
    assert (shown.state, shown.silent, len(shown.answered("differ"))) == (State.AGREED, (), 1)
    text = agenda_text(shown, "fi")
    assert "Kolme kertaa olisi parempi." in text
    assert "Kerta riittää." in text
    assert "Förfarandet" in agenda_text(shown, "sv")
    assert "official decision" in agenda_text(shown, "en")


def test_the_county_is_named_first_and_partners_last():
    world = universe.world()
    new = NewParty("ngo", name="Yhdistys")
    invited = cooperations.invite(
        actor=world.county, cooperation=world.cooperation, new=new, post_title="Sihteeri", holder=universe.person("sihteeri")
    )
    partner = world.party(universe.joined(invited))
    page = procedure.write_process(actor=world.first, cooperation=world.cooperation, version=0, text=Text("Menettely"))
    put = agreements.propose(actor=world.first, target=page, title=Text("Menettely"), parties=[partner, *reversed(world.parties)])
    assert [one.party for one in standing(put).named] == [*world.parties, partner]


def test_silence_past_the_deadline_is_no_answer_and_never_stored():
    world = universe.world()
    agreement = proposed(world)
    say(world.county, agreement, "agree")
    later = timezone.now() + timedelta(days=15)
    shown = standing(agreement, later)
    assert (shown.state, {one.party_id for one in shown.silent}) == (State.PARTLY_ANSWERED, {world.first.party_id, world.second.party_id})
    assert agenda_text(shown, "en").count(": no answer") == 2
    assert set(agreement.named.values_list("answer", flat=True)) == {"agree", ""}
    with time_machine.travel(later):
        with pytest.raises(Refused, match="over"):
            say(world.county, agreement, "differ", "Sittenkään ei.")
        say(world.first, agreement, "agree")  # a late first answer is taken
        say(world.second, agreement, "agree")
    assert standing(agreement, later).state is State.AGREED


def test_nobody_answers_for_another_nor_without_words_where_they_are_needed():
    world = universe.world()
    agreement = proposed(world)
    others = agreement.named.get(party=world.second.party_id)
    for someone in (world.county, world.first, world.member(world.second, "reader"), universe.KEEPER):
        with pytest.raises(Forbidden):
            agreements.answer(actor=someone, named=others, version=1, answer="agree")
    for answer, text in (("differ", " "), ("remarks", ""), ("yes", "x"), ("", "")):
        with pytest.raises(Refused):
            say(world.second, agreement, answer, text)
    say(world.member(world.second, "decision_maker"), agreement, "agree")
    with pytest.raises(Conflict) as conflict:
        agreements.answer(actor=world.second, named=others, version=1, answer="differ", text="Emme.")
    assert (conflict.value.mine["answer"], conflict.value.theirs["answer"], conflict.value.theirs["version"]) == ("differ", "agree", 2)


def test_a_changed_text_is_told_and_minutes_are_kept_by_each_party():
    world = universe.world()
    agreement = proposed(world)
    procedure.write_process(actor=world.county, cooperation=world.cooperation, version=1, text=Text("Kokoonnumme kerran."))
    named = agreement.named.get(party=world.first.party_id)
    day = timezone.localdate()
    agreements.keep_minutes(actor=world.first, named=named, version=1, body="Kunnanhallitus", day=day, reference="§ 12")
    shown = standing(agreement)
    assert shown.changed_since
    assert "§ 12" in agenda_text(shown, "fi")
    with pytest.raises(Forbidden):
        agreements.keep_minutes(actor=world.county, named=named, version=2, body="Aluehallitus", day=day, reference="§ 1")


def test_only_the_proposer_withdraws_and_nothing_is_answered_after_it():
    world = universe.world()
    agreement = proposed(world)
    with pytest.raises(Forbidden):
        agreements.withdraw(actor=world.county, agreement=agreement, version=1)
    agreements.withdraw(actor=world.first, agreement=agreement, version=1)
    assert next(agreements_of(world.second, world.cooperation.pk)).state is State.WITHDRAWN
    with pytest.raises(Refused, match="withdrawn"):
        say(world.county, agreement, "agree")


def test_all_seeing_it_differently_is_no_agreement():
    world = universe.world()
    agreement = proposed(world)
    for actor in (world.county, world.first, world.second):
        say(actor, agreement, "differ", "Toisin.")
    assert standing(agreement).state is State.NO_COMMON_VIEW
    assert standing(proposed_again(world), timezone.now() + timedelta(days=20)).state is State.UNANSWERED


def proposed_again(world: universe.World) -> Agreement:
    theme = procedure.ProcessPage.objects.get(cooperation=world.cooperation)
    return agreements.propose(actor=world.county, target=theme, title=Text("Uudelleen"), parties=world.parties)


def test_it_names_parties_that_have_joined_this_cooperation():
    world = universe.world()
    agreement = proposed(world)
    page = procedure.ProcessPage.objects.get()
    invited = cooperations.invite(
        actor=world.county,
        cooperation=world.cooperation,
        new=NewParty("ngo", name="Yhdistys ry"),
        post_title="Pj",
        holder=universe.person("pj"),
    ).party
    stranger = universe.world(1)
    for parties in ((), (invited,), (stranger.party(stranger.county),)):
        with pytest.raises(Refused):
            agreements.propose(actor=world.county, target=page, title=Text("X"), parties=parties)
    with pytest.raises(Forbidden):
        agreements.propose(actor=stranger.county, target=page, title=Text("X"), parties=world.parties)
    assert list(agreements_of(stranger.county, world.cooperation.pk)) == []
    assert Agreement.objects.get() == agreement


def test_a_cooperation_may_choose_that_a_group_speaks_for_the_municipalities():
    world = universe.world()
    group = cooperations.make_group(actor=world.first, cooperation=world.cooperation, kind="managers", name="Kuntajohtajakokous")
    posts = [universe.Post.objects.get(pk=actor.post_id) for actor in (world.first, world.second)]
    group = cooperations.seat(actor=world.first, group=group, version=1, posts=posts, chair=posts[0])
    text = Text("Kuntajohtajakokous puhuu kuntien puolesta.", "Kommundirektörsmötet talar för kommunerna.")
    with pytest.raises(Refused):
        agreements.propose_rule(actor=world.first, cooperation=world.cooperation, speaker=group, text=text, parties=world.parties[:2])
    rule = agreements.propose_rule(actor=world.first, cooperation=world.cooperation, speaker=group, text=text, parties=world.parties)
    say(world.county, rule, "agree")
    say(world.first, rule, "agree")
    assert rule_in_force(world.cooperation.pk) is None  # one silent party keeps the common rule
    say(world.second, rule, "agree")
    assert rule_in_force(world.cooperation.pk).speaker == group
    agreement = proposed(world)
    spoken = agreement.named.get(party=None)
    assert (agreement.named.count(), spoken.speaker) == (2, group)
    with pytest.raises(Forbidden):
        agreements.answer(actor=world.second, named=spoken, version=1, answer="agree")
    agreements.answer(actor=world.first, named=spoken, version=1, answer="agree")
    say(world.county, agreement, "agree")
    shown = standing(agreement)
    assert shown.state is State.AGREED
    assert "Kommundirektörsmötet talar" in agenda_text(shown, "sv")
    assert AuditRow.objects.filter(action="agreement.answer").count() == 5
