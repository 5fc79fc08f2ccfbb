"""The weekly letter: one a week, at most seven lines, nothing that its reader may not see, stopped by topic in one click."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core import mail

from tests import universe
from tests.needs import asking
from yhdyspinta import environment
from yhdyspinta.attention.models import LetterChoice, SentLetter
from yhdyspinta.attention.services import comments, weekly
from yhdyspinta.domain.errors import Forbidden
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import chain, policy
from yhdyspinta.organisations.models import Person, Post
from yhdyspinta.organisations.services import agreements, cooperations, procedure, visibility

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Helsinki"))  # a Monday
CANARY = "Kanarialintu"


@pytest.fixture
def home(tmp_path: Path) -> environment.Environment:
    return environment.read({"YHDYSPINTA_HOME": str(tmp_path)})


@pytest.fixture
def world():
    with time_machine.travel(NOW - timedelta(days=2), tick=True):
        yield universe.world()


def person(actor):
    return Person.objects.get(pk=actor.person_id)


def letter_to(actor):
    """Everything that was sent to a person, as text."""
    address = person(actor).email
    return "\n".join(
        str(email.message_from_bytes(one.message().as_bytes(), policy=email.policy.default).get_body(("plain",)).get_content())
        for one in mail.outbox
        if one.to == [address]
    )


def told(actor):
    return [line for line in letter_to(actor).splitlines() if line.startswith("* ")]


def test_one_letter_a_week_of_at_most_seven_lines(world, home):
    page = procedure.write_process(actor=world.first, cooperation=world.cooperation, version=0, text=Text("Prosessi"))
    for number in range(6):
        need = asking.need(world, world.first, f"Tarve {number}?")
        agreements.propose(actor=world.county, target=page, title=Text(f"Sopiminen {number}"), parties=world.parties)
        comments.comment(actor=world.first, target=need, text="Katsotko?", mentions=[Post.objects.get(pk=world.second.post_id)])
    outcomes = weekly.send_weekly(home, NOW)
    assert {one.kind for one in outcomes} == {"sent"}
    assert len(mail.outbox) == len(outcomes) == 3
    assert len(told(world.second)) == 7
    (letter,) = (one for one in mail.outbox if one.to == [person(world.second).email])
    assert letter.subject.startswith("Yhdyspinta, viikko 48: ")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = LetterChoice.objects.get(person=world.second.person_id).token
    assert letter.extra_headers["List-Unsubscribe"] == f"<http://localhost:8000/fi/viestit/lopeta/{token}/>"
    html = letter.alternatives[0].content
    assert html.count("<li ") == 7
    assert f"/fi/viestit/lopeta/{token}/changed/" in html
    assert weekly.send_weekly(home, NOW + timedelta(days=3)) == []
    assert len(mail.outbox) == 3
    assert {one.kind for one in weekly.send_weekly(home, NOW + timedelta(days=7))} == {"sent"}  # what awaits still awaits
    assert SentLetter.objects.filter(week="2026-W49", lines__lte=7).count() == 3
    assert chain.verify().bad_row is None


def test_nothing_of_others_weights_and_nothing_unseen_is_in_any_letter(world, home):
    stranger = universe.world(1)
    need = asking.need(world, world.first, "Yhteinen tarve?")
    asking.weigh(world, world.first, need, "essential", reason=CANARY)
    asking.weigh(world, world.county, need, "not_needed", reason=CANARY)
    hidden = asking.need(world, world.first, f"{CANARY} salaa?")
    comments.comment(actor=world.first, target=hidden, text=CANARY)
    visibility.set_visibility(
        actor=world.first, target=hidden, version=1, visibility="elsewhere", legal_ground="preparedness", kept_at="Dnro 1"
    )
    group_need = asking.need(world, world.first, f"{CANARY} ryhmälle?")
    group = cooperations.make_group(actor=world.first, cooperation=world.cooperation, kind="hyte", name="Verkosto")
    cooperations.seat(actor=world.first, group=group, version=1, posts=[Post.objects.get(pk=world.first.post_id)])
    visibility.set_visibility(
        actor=world.first, target=group_need, version=1, visibility="group", legal_ground="unfinished", ground_note="Kesken", group=group
    )
    weekly.send_weekly(home, NOW)
    for reader in (world.second, world.county, stranger.county, stranger.first):
        said = letter_to(reader)
        assert f"{CANARY} ryhmälle" not in said
        assert said.count(CANARY) <= said.count(f"{CANARY} salaa?")  # the name alone of what is not stored here, to its parties
    assert CANARY not in letter_to(stranger.county)
    assert "Yhteinen tarve?" in letter_to(world.second)
    everything = "".join(str(one.message()) for one in mail.outbox)
    assert "not_needed" not in everything


def test_topics_and_language_are_the_persons_own(world, home):
    asking.need(world, world.first, "Tarve?")
    actor = policy.signed_in(person(world.second))
    weekly.choose(actor=actor, person=person(world.second), version=0, topics=["awaits"], language="sv")
    with pytest.raises(Forbidden):
        weekly.choose(actor=actor, person=person(world.first), version=0, topics=[], language="sv")
    weekly.send_weekly(home, NOW)
    said = letter_to(world.second)
    assert "VAD SOM VÄNTAR PÅ DIG" in said
    assert "Tarve?" not in said
    weekly.stop(choice=LetterChoice.objects.get(person=world.second.person_id))
    weekly.stop(choice=LetterChoice.objects.get(person=world.county.person_id), topic="awaits")
    mail.outbox.clear()
    outcomes = {one.person: one.kind for one in weekly.send_weekly(home, NOW + timedelta(days=7))}
    assert outcomes[world.second.person_id] == "nothing"
    assert letter_to(world.second) == ""


def test_a_dry_run_keeps_and_sends_nothing_and_a_failure_is_tried_again(world, home, settings):
    asking.need(world, world.first, "Tarve?")
    made = weekly.send_weekly(home, NOW, dry=True)
    assert [one.letter.to for one in made if one.letter]
    assert not SentLetter.objects.exists()
    assert not LetterChoice.objects.exists()
    assert mail.outbox == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert [one.kind for one in weekly.send_weekly(home, NOW)] == ["failed"] * 3
    assert not SentLetter.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    SentLetter.objects.create(person=person(world.first), week="2026-W48", claimed_at=NOW)  # another run makes this one now
    assert len(weekly.send_weekly(home, NOW)) == 2
    assert len(weekly.send_weekly(home, NOW + timedelta(hours=2))) == 1  # that run was killed


def test_links_that_would_lead_nowhere_are_not_sent(world, home):
    asking.need(world, world.first, "Tarve?")
    before = settings.ENVIRONMENT
    settings.ENVIRONMENT = replace(before, mail=environment.Mail("posti.kunta.example", 587, "starttls"))
    try:
        (first, *_) = weekly.send_weekly(home, NOW)
        assert (first.kind, "YHDYSPINTA_ADDRESS" in first.sentence) == ("failed", True)
    finally:
        settings.ENVIRONMENT = before


@pytest.mark.parametrize(("day", "hour", "may"), [(23, 6, False), (23, 7, True), (24, 0, True), (29, 23, True)])
def test_letters_leave_from_monday_morning_on(day, hour, may):
    assert weekly.is_time(datetime(2026, 11, day, hour, tzinfo=ZoneInfo("Europe/Helsinki"))) is may
