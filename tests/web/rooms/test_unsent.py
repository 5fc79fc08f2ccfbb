"""Nothing written is lost where one must first sign in again or show the second factor: over the forms as a browser sends them."""

from __future__ import annotations

import html
import re
import time
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests import universe
from tests.web.rooms import signing
from yhdyspinta.accounts import services, unsent
from yhdyspinta.attention.queries.comments import Comment
from yhdyspinta.cooperation.models import Impact
from yhdyspinta.cooperation.services import changes
from yhdyspinta.cooperation.services.changes import Described
from yhdyspinta.domain.text import Text
from yhdyspinta.needs.queries import Need
from yhdyspinta.organisations.models import Group, Person

pytestmark = pytest.mark.django_db
_FIELD = re.compile(r'<input type="hidden" name="(csrfmiddlewaretoken|writer)" value="([^"]*)"')
SENT = "has not been sent yet: look it through"


@pytest.fixture(autouse=True)
def uncounted(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    cache.clear()


def hidden(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _FIELD.findall(page)}


def signed_in(actor) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(services.account_of(Person.objects.get(pk=actor.person_id)))
    return client


def end_session(client: Client) -> None:
    """As when its twelve hours are over: the cookie and the row are gone, the form still stands open."""
    Session.objects.all().delete()
    del client.cookies["session"]


def signs_in(client: Client, email: str, following: str) -> str:
    """By the forms of the pages, with their tokens; where it leads."""
    page = client.get(following)
    asked = client.post("/en/kirjaudu/", {"email": email, "next": _next(page.text), **hidden(page.text)})
    page = client.get(asked["Location"])
    done = client.post("/en/kirjaudu/koodi/", {"code": signing.code(), "next": _next(page.text), **hidden(page.text)})
    assert done.status_code == 302, done.text
    return done["Location"]


def _next(page: str) -> str:
    found = re.search(r'name="next" value="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def test_what_was_written_comes_back_after_the_second_factor(world: universe.World):
    client, address = signed_in(world.first), f"/en/yhteistyo/{world.cooperation.area}/ryhmat/"
    group = {"kind": "hyte", "name": "Lapsiperheiden verkosto <b>"}
    led = client.post(address, group | hidden(client.get(address).text))
    assert led["Location"] == "/en/omat/vahvistus/"
    assert "kept for an hour" in client.get(led["Location"]).text
    page = client.get("/en/omat/vahvistus/kayttoon/")
    secret = re.search(r"own-page__key\">([A-Z2-7 ]+)<", page.text)[1]
    codes = client.post("/en/omat/vahvistus/kayttoon/", {"code": signing.app_code(secret)} | hidden(page.text))
    assert f'href="{address}"' in client.get(codes["Location"]).text  # the page of recovery codes leads back
    page = client.get(address)
    assert SENT in page.text
    assert 'value="Lapsiperheiden verkosto &lt;b&gt;"' in page.text
    assert "Not saved yet" not in page.text
    assert not Group.objects.exists()
    assert "has not been sent yet" in client.get(f"/en/yhteistyo/{world.cooperation.area}/").text  # elsewhere the way to it
    assert client.post(address, group | hidden(page.text)).status_code == 303
    assert Group.objects.get().name == group["name"]
    assert "not been sent" not in client.get(address).text
    # In another session, the factor is in use and only has to be confirmed.
    other = signed_in(world.first)
    led = other.post(address, group | {"name": "Toinen"} | hidden(other.get(address).text))
    assert led["Location"].startswith("/en/omat/varmista/koodi/?next=")
    page = other.get(led["Location"])
    cache.clear()  # the same half minute's code
    shown = other.post(led["Location"], {"code": signing.app_code(secret, 1), "next": _next(page.text)} | hidden(page.text))
    assert shown["Location"] == address
    assert 'value="Toinen"' in other.get(address).text


def test_what_was_written_comes_back_when_the_session_had_ended(world: universe.World):
    client, area = signed_in(world.first), world.cooperation.area
    address = reverse("need_new", args=[area])
    email = Person.objects.get(pk=world.first.person_id).email
    asked = {"question_en": "How many wait?", "level": "P", "theme": "0", "password": "hunter2", "version": "0"}
    form = hidden(client.get(address).text)
    end_session(client)
    led = client.post(address, asked | form)
    assert led["Location"].startswith("/en/kirjaudu/?next=")
    page = client.get(led["Location"])
    assert "kept for an hour" in page.text
    begun = client.post("/en/kirjaudu/", {"email": "wrong@example.org", "next": address} | hidden(page.text))
    client.post("/en/kirjaudu/ulos/", hidden(client.get(begun["Location"]).text))  # begins again after a wrong address
    assert signs_in(client, email, led["Location"]) == address
    page = client.get(address)
    assert (SENT in page.text, "How many wait?" in page.text, Need.objects.count()) == (True, True, 0)
    held = [session.get_decoded() for session in Session.objects.all()]
    assert "hunter2" not in str(held)
    assert str(form["csrfmiddlewaretoken"]) not in str(held)
    assert client.post(address, asked | hidden(page.text)).status_code == 303
    need = Need.objects.get()
    # A form that stood open while its writer signed in anew in another tab: its token is old, what is in it is not lost.
    page = client.get(reverse("need", args=[area, need.pk]))
    client.cookies["csrf"] = "x" * 32
    led = client.post(
        reverse("comment_new", args=[area, "needs.need", need.pk]), {"comment-text": "Mielestäni tärkeä."} | hidden(page.text)
    )
    assert led["Location"] == reverse("need", args=[area, need.pk])
    assert re.search(r"<textarea[^>]*>\s*Mielestäni tärkeä.</textarea>", client.get(led["Location"]).text)
    assert not Comment.objects.exists()
    page = client.get(reverse("need", args=[area, need.pk]).replace("/en/", "/sv/"))
    assert "Mielestäni tärkeä." in page.text
    assert client.post("/en/omat/lahettamatta/", hidden(page.text))["Location"] == led["Location"]
    assert "Mielestäni" not in client.get(led["Location"]).text


def test_another_person_sees_nothing_of_it_and_hostile_forms_keep_nothing(world: universe.World):
    area = world.cooperation.area
    address = reverse("need_new", args=[area])
    client = signed_in(world.first)
    form = hidden(client.get(address).text)
    end_session(client)
    led = client.post(address, {"question_en": "SECRET QUESTION"} | form)
    other = Person.objects.get(pk=world.second.person_id).email
    assert signs_in(client, other, led["Location"]) == address
    page = client.get(address)
    assert (page.status_code, "SECRET QUESTION" in page.text, "not been sent" in page.text) == (200, False, False)
    assert not any("SECRET QUESTION" in str(one.get_decoded()) for one in Session.objects.all())
    for written in ("x" * (unsent.MOST + 1), "Tunnus 131052-308T", "Tunnus 131052\u200b-308T"):
        client.post(address, {"question_en": written} | hidden(page.text) | {"csrfmiddlewaretoken": "old"})
        assert not any(written in str(one.get_decoded()) for one in Session.objects.all())
        client.post("/en/omat/lahettamatta/", hidden(page.text))
    # Without the word, with a false one or with another's, nothing is kept, and nobody is led out of the site.
    stranger = Client()
    for word in ("", "false", unsent.Writer(world.first.person_id, None, "https://evil.example/").word()[:-2]):
        led = stranger.post(address, {"question_en": "PLANTED", "writer": word, "next": "https://evil.example/"})
        assert led["Location"] == f"/en/kirjaudu/?next={address.replace('/', '%2F')}"
    mixed = client.post(address, {"question_en": "PLANTED"} | form | {"csrfmiddlewaretoken": "old"})
    assert mixed.status_code == 403
    assert not any("PLANTED" in str(one.get_decoded()) for one in Session.objects.all())


def test_forms_of_a_change_s_page_that_are_sent_elsewhere_come_back_filled_in_and_unfolded(world: universe.World):
    owner, theirs = world.party(world.first), world.party(world.county)
    change = changes.record(
        actor=world.first,
        party=owner,
        said=Described(
            what=Text("Koulu lakkaa"),
            kind="school",
            theme=world.cooperation.themes.get(number=3),
            state="planned",
            place=owner.area,
            starts=date(2027, 8, 9),
            precision="month",
        ),
    )
    asked = changes.ask_statement(actor=world.first, target=change, asked_of=theirs, due=date(2027, 1, 31))
    address = reverse("change", args=[world.cooperation.area, change.pk])
    forms = [
        (world.first, reverse("change_impact", args=[world.cooperation.area, change.pk]), "impact-title", "Lapsivaikutusten arviointi"),
        (
            world.county,
            reverse("change_statement", args=[world.cooperation.area, change.pk, asked.pk]),
            f"statement{asked.pk}-reference",
            "Aluehallitus 12.1.2027 § 4",
        ),
    ]
    for actor, action, field, written in forms:
        client = signed_in(actor)
        page = client.get(address).text
        client.cookies["csrf"] = "x" * 32
        led = client.post(action, {field: written} | hidden(page))
        assert led["Location"] == address
        shown = client.get(address).text
        assert (SENT in shown, "You wrote:" in shown) == (True, False)
        (folded,) = re.findall(rf'<details class="ds-details" open>(?:(?!</details>).)*action="{action}".*?</details>', shown, re.S)
        assert f'name="{field}" value="{written}"' in folded
    assert not Impact.objects.exists()
    # Taking a link away wrote nothing that a form could show.
    client.post(reverse("change_impact", args=[world.cooperation.area, change.pk]), {"take_away": "1"} | hidden(page))
    assert SENT not in client.get(address).text


def test_it_is_kept_for_an_hour(world: universe.World, monkeypatch: pytest.MonkeyPatch):
    address = f"/en/yhteistyo/{world.cooperation.area}/ryhmat/"
    client = signed_in(world.first)
    client.post(address, {"kind": "hyte", "name": "VANHENEVA"} | hidden(client.get(address).text))
    assert any("VANHENEVA" in str(one.get_decoded()) for one in Session.objects.all())
    later = time.time() + unsent.SECONDS + 1
    monkeypatch.setattr(unsent.time, "time", lambda: later)
    services.sweep()
    assert not any("VANHENEVA" in str(one.get_decoded()) for one in Session.objects.all())
    assert client.get(address).status_code == 200
