"""Posts, their holders, one-time links, and a person's own data."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests import universe
from yhdyspinta.domain.errors import Forbidden, Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import chain, policy
from yhdyspinta.organisations.models import AccessLink, AuditRow, Person, Post, SelfAssessment
from yhdyspinta.organisations.policy import Target
from yhdyspinta.organisations.queries import cooperations as seen
from yhdyspinta.organisations.services import access, people, procedure

pytestmark = pytest.mark.django_db
ANSWERS = dict.fromkeys(SelfAssessment.QUESTIONS, 3)


def test_a_post_goes_to_its_next_holder_and_the_one_before_acts_in_it_no_more():
    world = universe.world()
    post = Post.objects.select_related("holder").get(pk=world.first.post_id)
    before, after = post.holder, universe.person("seuraaja")
    people.hand_over(actor=world.first, post=post, version=1, successor=after, note="Kokoukset ovat kalenterissa.")
    with pytest.raises(Forbidden):
        policy.in_post(Post.objects.get(pk=post.pk), before)
    acting = universe.actor(post)
    assert (acting.person_id, acting.role) == (after.pk, "coordinator")
    assert Post.objects.get(pk=post.pk).handover_note == "Kokoukset ovat kalenterissa."
    assert [(one.person_id, one.until is None) for one in post.holdings.order_by("pk")] == [(before.pk, False), (after.pk, True)]


def test_a_party_keeps_a_coordinator():
    world = universe.world()
    post = Post.objects.get(pk=world.first.post_id)
    with pytest.raises(Refused, match="coordinator"):
        people.close_post(actor=world.first, post=post, version=1)
    with pytest.raises(Refused, match="coordinator"):
        people.change_post(actor=world.first, post=post, version=1, title=post.title, role="reader")
    world.member(world.first, "coordinator")
    assert people.close_post(actor=world.first, post=post, version=1).holder is None


def test_a_reader_hands_over_only_their_own_post():
    world = universe.world()
    reader = world.member(world.first, "reader")
    mine, coordinators = Post.objects.get(pk=reader.post_id), Post.objects.get(pk=world.first.post_id)
    with pytest.raises(Forbidden):
        people.hand_over(actor=reader, post=coordinators, version=1, successor=universe.person("tuttu"))
    people.hand_over(actor=reader, post=mine, version=1, successor=universe.person("tuttu"))
    with pytest.raises(Refused, match="e-mail"):
        people.know(actor=world.first, email="not an address")
    assert universe.person("tuttu").pk == people.know(actor=world.first, email=" Tuttu@Example.org ").pk


def given(world: universe.World, days: int = access.DAYS) -> tuple[AccessLink, str]:
    party = world.party(world.first)
    return access.give_link(
        actor=world.first,
        party=party,
        person=universe.person("vieras"),
        action="assessment.give",
        target=Target("organisations.party", party.pk),
        days=days,
    )


def test_a_link_serves_its_one_form_once_and_looking_does_not_spend_it():
    world = universe.world()
    link, token = given(world)
    assert token not in str(AccessLink.objects.values().get())
    access.open_link(token)
    guest = access.open_link(token)
    with pytest.raises(Forbidden):
        procedure.assess(actor=guest, party=world.party(world.second), version=0, answers=ANSWERS)
    with pytest.raises(Forbidden):
        procedure.write_process(actor=guest, cooperation=world.cooperation, version=0, text=Text("Muu lomake"))
    made = procedure.assess(actor=guest, party=world.party(world.first), version=0, answers=ANSWERS, remark="Aikaa ei ole.")
    row = AuditRow.objects.filter(action="assessment.give", target_kind="organisations.selfassessment").get()
    assert (made.remark, row.link_id, row.party_id, row.person_id) == ("Aikaa ei ole.", link.pk, world.first.party_id, link.person_id)
    with pytest.raises(Refused, match="no longer"):
        access.open_link(token)
    with pytest.raises(Refused, match="no longer"):  # opened before, used after
        procedure.assess(actor=guest, party=world.party(world.first), version=1, answers=ANSWERS)
    assert chain.verify().bad_row is None


def test_a_link_dies_by_age_and_by_withdrawal_with_the_same_sentence():
    world = universe.world()
    link, token = given(world, days=1)
    sentences = set()
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)), pytest.raises(Refused) as old:
        access.open_link(token)
    access.withdraw_link(actor=world.first, link=link, version=1)
    with pytest.raises(Refused) as withdrawn:
        access.open_link(token)
    with pytest.raises(Refused) as unknown:
        access.open_link("x" * 43)
    sentences = {str(one.value) for one in (old, withdrawn, unknown)}
    assert len(sentences) == 1


def test_links_are_given_for_little_and_by_ones_own_party():
    world = universe.world()
    party, somebody = world.party(world.first), universe.person("vieras")
    for actor in (world.second, world.member(world.first, "reader")):
        with pytest.raises(Forbidden):
            access.give_link(
                actor=actor, party=party, person=somebody, action="assessment.give", target=Target("organisations.party", party.pk)
            )
    for action, days in (("agreement.answer", 14), ("post.change", 1), ("assessment.give", 15), ("assessment.give", 0)):
        with pytest.raises(Refused):
            access.give_link(
                actor=world.first, party=party, person=somebody, action=action, target=Target("organisations.party", party.pk), days=days
            )


def test_a_person_gets_their_data_and_is_erased_with_the_chain_whole():
    world = universe.world()
    somebody = Person.objects.get(pk=world.first.person_id)
    known = seen.known_of(world.first, somebody)
    assert (known["email"], known["posts"][0]["post"], known["done"][0]["action"]) == (
        somebody.email,
        "Hyvinvointikoordinaattori",
        "party.join",
    )
    with pytest.raises(Forbidden):
        seen.known_of(world.second, somebody)
    with pytest.raises(Forbidden):
        people.erase(actor=world.second, person=somebody)
    given(world)
    people.erase(actor=world.first, person=somebody)
    people.erase(actor=universe.KEEPER, person=universe.person("vieras"))
    assert set(Person.objects.filter(erased_at__isnull=False).values_list("name", "email")) == {("", "")}
    assert Post.objects.get(pk=world.first.post_id).holder is None
    assert AccessLink.objects.get().withdrawn_at is not None
    assert chain.verify().bad_row is None
    assert AuditRow.objects.filter(person_id=somebody.pk).exists()
    with pytest.raises(Forbidden):
        policy.in_post(Post.objects.get(pk=world.first.post_id), Person.objects.get(pk=somebody.pk))
