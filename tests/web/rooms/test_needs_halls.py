"""A hall asked by telephone: no accounts, one answer a phone, numbers alone, and no cookie before the form is opened."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import universe
from tests.needs import asking
from tests.web.rooms.conftest import Browser
from yhdyspinta.needs.models import Hall, HallAnswer, HallQuestion
from yhdyspinta.needs.queries.halls import tally
from yhdyspinta.needs.services import halls as services
from yhdyspinta.organisations import chain
from yhdyspinta.organisations.models import AuditRow

pytestmark = pytest.mark.django_db


def _address(name: str, world: universe.World, *more: object) -> str:
    return reverse(name, args=[world.cooperation.area, *more])


@pytest.fixture
def hall(world: universe.World, browser: Browser) -> Hall:
    chosen = [asking.need(world, world.first, "Ensimmäinen kysymys?").pk, asking.need(world, world.county, "Toinen kysymys?").pk]
    opened = browser(world.county).post(_address("halls", world), {"title": "Kuntapäivä", "needs": chosen})
    found = Hall.objects.get()
    assert (opened.status_code, opened["Location"]) == (303, _address("hall", world, found.pk))
    return found


def _phone(hall: Hall, value: str, side: str = "county", phone: Client | None = None) -> Client:
    phone = phone or Client()
    address = reverse("hall_phone", args=[hall.code])
    phone.get(address)
    question = next(one for one in hall.questions.order_by("place") if f'name="question" value="{one.pk}"' in phone.get(address).text)
    assert phone.post(address, {"question": question.pk, "side": side, "value": value}).status_code == 303
    return phone


def test_phones_answer_one_question_at_a_time_and_the_wall_shows_both_sides(world: universe.World, browser: Browser, hall: Hall):
    phone = Client()
    before = phone.get(_address("needs_board", world))
    assert not before.cookies
    opened = phone.get(reverse("hall_phone", args=[hall.code]))
    assert opened["Cache-Control"] == "no-store"
    assert {"sali", "csrf"} <= set(opened.cookies)
    assert opened.cookies["sali"]["httponly"]
    assert "Ensimmäinen kysymys?" in opened.text
    _phone(hall, "++", phone=phone)
    second = phone.get(reverse("hall_phone", args=[hall.code])).text
    assert "Toinen kysymys?" in second
    assert 'value="county" checked' in second.replace(" required", "").replace(' id="id_side_0"', "")
    _phone(hall, "--", "municipality", phone=phone)
    assert "Thank you" in phone.get(reverse("hall_phone", args=[hall.code])).text
    wall = browser(world.second).get(_address("hall", world, hall.pk)).text
    for words in ("County: 1 answer", "Municipalities: 1 answer", "Not votes", "<svg", hall.code):
        assert words in wall


def test_a_phone_answers_a_question_once_and_may_change_its_mind(hall: Hall):
    phone = _phone(hall, "++")
    question = hall.questions.get(place=1)
    sent = {"question": question.pk, "side": "county", "value": "0"}
    assert phone.post(reverse("hall_phone", args=[hall.code]), sent).status_code == 303
    assert tally(question) == {"county": {"0": 1}}
    _phone(hall, "++", "partner")
    assert tally(question) == {"county": {"0": 1}, "partner": {"++": 1}}
    phone.cookies["sali"] = "forged"
    assert phone.post(reverse("hall_phone", args=[hall.code]), sent | {"value": "+++"}).status_code == 422


def test_closing_keeps_numbers_and_forgets_phones(world: universe.World, browser: Browser, hall: Hall, monkeypatch: pytest.MonkeyPatch):
    phone = _phone(hall, "+")
    question = hall.questions.get(place=1)
    rows = AuditRow.objects.count()
    stranger = browser(world.second)
    address = _address("hall_close", world, hall.pk)
    assert stranger.post(address, {"version": hall.version}).status_code == 403
    assert AuditRow.objects.count() == rows  # answers leave no row
    assert browser(world.county).post(address, {"version": hall.version}).status_code == 303
    assert not HallAnswer.objects.exists()
    assert tally(HallQuestion.objects.get(pk=question.pk)) == {"county": {"+": 1}}
    assert chain.verify().bad_row is None
    late = phone.get(reverse("hall_phone", args=[hall.code]))
    assert "The answering is over" in late.text
    assert "kysymys?" not in late.text
    phone.post(reverse("hall_phone", args=[hall.code]), {"question": question.pk, "side": "county", "value": "++"})
    assert not HallAnswer.objects.exists()
    assert "County: 1 answer" in stranger.get(_address("hall", world, hall.pk)).text


def test_only_a_coordinator_opens_a_hall_and_only_on_needs_that_are_shared(world: universe.World, browser: Browser):
    one = asking.need(world, world.first)
    editor = browser(world.member(world.first, "editor"))
    assert editor.post(_address("halls", world), {"title": "x", "needs": [one.pk]}).status_code == 403
    assert browser(world.first).post(_address("halls", world), {"title": "x", "needs": [one.pk + 999]}).status_code == 422
    assert browser(world.first).post(_address("halls", world), {"title": "", "needs": []}).status_code == 422
    assert not Hall.objects.exists()
    assert Client().get(reverse("hall_phone", args=["nosuchcode"])).status_code == 404


def test_a_question_takes_no_more_answers_than_a_hall_has_people(hall: Hall, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(services, "MOST_ANSWERS", 1)
    _phone(hall, "++")
    phone = Client()
    phone.get(reverse("hall_phone", args=[hall.code]))
    full = phone.post(reverse("hall_phone", args=[hall.code]), {"question": hall.questions.get(place=1).pk, "side": "county", "value": "+"})
    assert full.status_code == 422
    assert "no more answers" in full.text
