"""Following the figures of an area: confirmed by the owner of the address, told of what changed there and of nothing else, erased."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from tests.intake.live_world import INDICATOR, TOWNS, Source, environment, refresh
from tests.servers.faults import Running, serve
from yhdyspinta.attention.models import Follower, ToldRelease
from yhdyspinta.attention.services import following
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import Refused, Unknown
from yhdyspinta.intake import review
from yhdyspinta.organisations.models import AuditRow

pytestmark = pytest.mark.django_db
CHANGED, OTHER = f"KU{TOWNS[0]}", f"KU{TOWNS[1]}"


@pytest.fixture
def home(tmp_path: Path):
    return environment(tmp_path / "home")


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def served(source: Source) -> Iterator[Running]:
    with serve(source) as running:
        yield running


def tomorrow(hour: int = 10, days: int = 1) -> datetime:
    day = datetime.now(ZoneInfo("Europe/Helsinki")).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Helsinki"))


def follower(area: str, language: str = "fi", email: str = "aino@example.org") -> Follower:
    following.follow(email=email, area=area, language=language)
    found = Follower.objects.get(email=email, area=area)
    following.confirm(token=found.token)
    mail.outbox.clear()
    return found


def test_those_of_the_area_that_a_release_changed_are_told_once(home, source, served):
    refresh(home, served.address)
    county = next(one.id for one in areas().areas("HVA", areas().current) if CHANGED in areas().members(one.id, areas().current))
    aino, other = follower(CHANGED), follower(OTHER, email="other@example.org")
    follower(county, "sv", "county@example.org")
    assert following.tell_followers(home, tomorrow()) == []  # the first load is no change
    source.world = source.world.change(lambda cell, value: value * 1.05 if cell[:2] == (INDICATOR, TOWNS[0]) else value)
    assert refresh(home, served.address).kind == "new"
    assert {letter.to for _, letter in following.tell_followers(home, tomorrow(6), dry=True) if letter} == {
        "county@example.org",
        aino.email,
    }
    assert mail.outbox == []
    assert following.tell_followers(home, tomorrow(6)) == []  # not before nine
    following.tell_followers(home, tomorrow())
    assert sorted(one.to[0] for one in mail.outbox) == ["aino@example.org", "county@example.org"]
    letter = next(one for one in mail.outbox if one.to == [aino.email])
    assert letter.subject.startswith("Teidän lukunne muuttui: ")
    assert "opintotu" in letter.body.casefold()
    assert f"/fi/alue/{CHANGED}/tunnusluku/{INDICATOR}/" in letter.body
    assert letter.extra_headers["List-Unsubscribe"] == f"<http://localhost:8000/fi/seuraa/lopeta/{aino.token}/>"
    assert "/sv/alue/" in next(one for one in mail.outbox if one.to == ["county@example.org"]).body
    mail.outbox.clear()
    for later in (tomorrow(11), tomorrow(days=2), tomorrow(days=9)):
        following.tell_followers(home, later)
    assert mail.outbox == []
    assert ToldRelease.objects.filter(follower=other).count() == 1  # looked at, nothing to tell


def test_a_release_that_waits_for_a_person_is_told_when_it_was_accepted(home, source, served):
    refresh(home, served.address)
    follower(CHANGED)
    source.world = source.world.change(lambda cell, value: value * 1000 if cell[0] == INDICATOR else value)
    assert refresh(home, served.address).kind == "held"
    assert following.tell_followers(home, tomorrow()) == []
    (waiting,) = review.reviews(home.home)
    with time_machine.travel(tomorrow(8), tick=False):
        review.decide(home.home, waiting, review.ACCEPTED, "2099-01-01T00:00:00Z", "Testi")
    assert [kind for kind, _ in following.tell_followers(home, tomorrow(days=2))] == ["sent"]


def test_nothing_goes_to_an_address_that_nobody_confirmed_and_it_is_forgotten(home, source, served):
    refresh(home, served.address)
    following.follow(email="Aino@Example.org ", area=CHANGED, language="fi")
    following.follow(email="aino@example.org", area=CHANGED, language="fi")  # at once again: no second letter
    assert len(mail.outbox) == 1
    assert re.search(r"/seuraa/vahvista/\S+/", mail.outbox[0].body)
    source.world = source.world.change(lambda cell, value: value * 1.05 if cell[1] == TOWNS[0] else value)
    refresh(home, served.address)
    assert following.tell_followers(home, tomorrow()) == []
    with time_machine.travel(tomorrow(days=1)):
        following.follow(email="aino@example.org", area=CHANGED, language="fi")
    assert len(mail.outbox) == 2
    following.tell_followers(home, tomorrow(days=10))
    assert not Follower.objects.exists()
    nobody = "nobody"
    with pytest.raises(Unknown):
        following.confirm(token=nobody)
    following.unfollow(token=nobody)


def test_a_server_that_is_down_loses_no_order_and_no_letter(home, source, served, settings):
    refresh(home, served.address)
    follower(CHANGED)
    source.world = source.world.change(lambda cell, value: value * 1.05 if cell[1] == TOWNS[0] else value)
    refresh(home, served.address)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert following.tell_followers(home, tomorrow()) == [("failed", None)]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert [kind for kind, _ in following.tell_followers(home, tomorrow(11))] == ["sent"]


def test_following_is_in_no_chain_and_goes_without_a_trace(home):
    for wrong in ("", "nobody", "a@b", "a@b.fi\r\nBcc: c@d.fi", "x" * 250 + "@example.org"):
        with pytest.raises(Refused):
            following.follow(email=wrong, area=CHANGED, language="fi")
    found = follower(CHANGED)
    following.unfollow(token=found.token)
    assert not Follower.objects.exists()
    assert not AuditRow.objects.exists()
