"""Signing in by a code, a password and a second factor: who gets in, who does not, and what a stranger learns."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests import universe
from tests.web.rooms import signing
from yhdyspinta.accounts import services
from yhdyspinta.accounts.models import Account
from yhdyspinta.organisations.models import Person

pytestmark = pytest.mark.django_db
COOKIE = django_settings.SESSION_COOKIE_NAME


COUNTS = django_settings.ACCOUNT_RATE_LIMITS


@pytest.fixture(autouse=True)
def uncounted(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the others are slow on purpose
    cache.clear()


def inside(client: Client) -> bool:
    return client.get("/en/omat/").status_code == 200


def test_a_code_signs_in_once_in_the_browser_that_asked_and_the_session_is_a_new_one():
    universe.person("liisa")
    browser, other = Client(), Client()
    asked = browser.post("/en/kirjaudu/", {"email": "Liisa@Example.org", "next": "/en/omat/vahvistus/"})
    before = browser.cookies[COOKIE].value
    code = signing.code()
    assert mail.outbox[-1].to == ["liisa@example.org"]
    other.post("/en/kirjaudu/", {"email": "stranger@example.org"})
    assert other.post("/en/kirjaudu/koodi/", {"code": code}).status_code == 422
    wrong = browser.post("/en/kirjaudu/koodi/", {"code": "AAAA-AAAA"})
    assert (wrong.status_code, "The code is not right" in wrong.text, inside(browser)) == (422, True, False)
    done = browser.post(asked["Location"], {"code": code.lower(), "next": "/en/omat/vahvistus/"})
    assert (done.status_code, done["Location"], inside(browser)) == (302, "/en/omat/vahvistus/", True)
    cookie = browser.cookies[COOKIE]
    assert cookie.value != before
    assert (bool(cookie["httponly"]), cookie["samesite"], cookie["max-age"] <= 12 * 60 * 60) == (True, "Lax", True)
    assert "no-store" in browser.get("/en/omat/")["Cache-Control"]
    assert browser.post("/en/kirjaudu/ulos/").status_code == 303
    assert not inside(browser)
    assert not Session.objects.filter(session_key=cookie.value).exists()


def test_a_stranger_does_not_learn_who_is_known():
    universe.person("liisa")
    pages = []
    for name in ("liisa", "nobody"):
        browser = Client()
        asked = browser.post("/en/kirjaudu/", {"email": f"{name}@example.org"})
        page = browser.get(asked["Location"])
        pages.append((asked.status_code, asked["Location"], page.status_code, page.text.replace(name, "NAME").split("csrf")[0]))
        wrong = browser.post("/en/kirjaudu/salasana/", {"login": f"{name}@example.org", "password": "x" * 20})
        pages[-1] += (wrong.status_code, wrong.text.replace(name, "NAME").split("csrf")[0])
    assert pages[0] == pages[1]
    assert [letter.to for letter in mail.outbox] == [["liisa@example.org"], ["nobody@example.org"]]
    assert not Person.objects.filter(email="nobody@example.org").exists()


def test_whoever_reads_the_letter_may_begin_and_the_link_begins_once():
    browser = Client()
    browser.post("/en/kirjaudu/", {"email": "New@example.org"})
    link = next(line for line in mail.outbox[-1].body.splitlines() if "/kirjaudu/uusi/" in line).removeprefix("http://testserver")
    page = browser.get(link)
    assert "new@example.org" in page.text
    assert browser.post(link, {"name": ""}).status_code == 422
    assert browser.post(link, {"name": "Tunnus 131052-308T"}).status_code == 422
    assert browser.post(link, {"name": "Uusi Ihminen"})["Location"] == "/en/omat/"
    assert inside(browser)
    assert Person.objects.get(email="new@example.org").name == "Uusi Ihminen"
    assert Client().get(link).status_code == 410
    assert Client().get("/en/kirjaudu/uusi/made-up/").status_code == 410


def test_tries_are_counted(settings):
    settings.ACCOUNT_RATE_LIMITS = COUNTS
    universe.person("liisa")
    for _ in range(5):
        browser = Client()
        answer = browser.post("/en/kirjaudu/", {"email": "liisa@example.org"})
    assert (answer.status_code, "many times" in answer.text, len(mail.outbox)) == (422, True, 3)
    browser = Client()
    for _ in range(6):
        answer = browser.post("/en/kirjaudu/salasana/", {"login": "liisa@example.org", "password": "wrong"})
    assert (answer.status_code, "many times" in answer.text) == (422, True)
    other = Client()
    other.post("/en/kirjaudu/", {"email": "matti@example.org"})
    answers = [other.post("/en/kirjaudu/koodi/", {"code": "AAAA-AAAA"}).status_code for _ in range(5)]
    assert answers == [422] * 4 + [302]


def test_next_leads_nowhere_else():
    universe.person("liisa")
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"):
        browser = Client()
        done = signing.sign_in(browser, "liisa@example.org", elsewhere)
        assert (done.status_code, done["Location"]) == (302, "/en/omat/"), elsewhere


def test_a_password_is_optional_and_setting_one_ends_other_sessions():
    universe.person("liisa")
    browser, elsewhere = Client(), Client()
    signing.sign_in(browser, "liisa@example.org")
    signing.sign_in(elsewhere, "liisa@example.org")
    for weak in ("short", "passwordpassword"[:12], "liisa@example.org"):
        assert browser.post("/en/omat/salasana/", {"password": weak}).status_code == 422
    assert browser.post("/en/omat/salasana/", {"password": "kaivo lapio sumu kerros"}).status_code == 303
    assert (inside(browser), inside(elsewhere)) == (True, False)
    by_password = Client()
    done = by_password.post("/en/kirjaudu/salasana/", {"login": "liisa@example.org", "password": "kaivo lapio sumu kerros"})
    assert (done.status_code, inside(by_password)) == (302, True)
    # Another change asks for the password first, and sends nothing of the form along.
    asked = by_password.post("/en/omat/salasana/", {"password": "toinen pitkä salasana"})
    assert asked["Location"].startswith("/en/omat/varmista/salasana/")
    again = by_password.post(asked["Location"], {"password": "kaivo lapio sumu kerros"})
    assert again["Location"] == "/en/omat/salasana/"
    assert by_password.post("/en/omat/salasana/", {"password": "toinen pitkä salasana"}).status_code == 303


def test_the_second_factor_is_asked_whichever_way_one_comes_and_each_code_serves_once():
    universe.person("liisa")
    browser = Client()
    signing.sign_in(browser, "liisa@example.org")
    assert browser.post("/en/omat/vahvistus/kayttoon/", {"code": "000000"}).status_code == 422
    secret, recovery = signing.enrol(browser)
    assert len(recovery) == 10
    assert "shown once" in browser.get("/en/omat/vahvistus/varakoodit/").text
    assert recovery[0] not in browser.get("/en/omat/vahvistus/varakoodit/").text
    for client, given in ((Client(), signing.app_code(secret)), (Client(), recovery[0])):
        half = signing.sign_in(client, "liisa@example.org")
        assert (half["Location"], inside(client)) == ("/en/kirjaudu/vahvistus/", False)
        assert client.post("/en/kirjaudu/vahvistus/", {"code": "000000"}).status_code == 422
        assert (client.post("/en/kirjaudu/vahvistus/", {"code": given})["Location"], inside(client)) == ("/en/omat/", True)
        again = Client()
        signing.sign_in(again, "liisa@example.org")
        assert again.post("/en/kirjaudu/vahvistus/", {"code": given}).status_code == 422


def test_a_closed_account_and_one_that_lost_its_second_factor():
    account = services.account_of(universe.person("liisa"))
    browser = Client()
    signing.sign_in(browser, "liisa@example.org")
    signing.enrol(browser)
    services.forget_second_factor(actor=universe.KEEPER, account=account)
    assert not inside(browser)
    assert signing.sign_in(browser, "liisa@example.org")["Location"] == "/en/omat/"
    services.close(actor=universe.KEEPER, account=account)
    assert not inside(browser)
    asked = browser.post("/en/kirjaudu/", {"email": "liisa@example.org"})
    assert asked.status_code == 302
    assert "/kirjaudu/uusi/" in mail.outbox[-1].body  # as anybody who is not known; the link then says that they are
    services.reopen(actor=universe.KEEPER, account=Account.objects.get())
    assert signing.sign_in(Client(), "liisa@example.org")["Location"] == "/en/omat/"


def test_a_form_from_elsewhere_is_refused_and_one_of_our_own_address_behind_a_proxy_is_taken(settings):
    universe.person("liisa")
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/en/kirjaudu/", {"email": "liisa@example.org"}).status_code == 403
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.get("/en/kirjaudu/").text)[1]
    sent = {"email": "liisa@example.org", "csrfmiddlewaretoken": token}
    refused = browser.post("/en/kirjaudu/", sent, HTTP_ORIGIN="https://evil.example")
    assert (refused.status_code, "could not be taken" in refused.text) == (403, True)
    settings.CSRF_TRUSTED_ORIGINS = ["https://yhdyspinta.example"]
    behind_proxy = Client(enforce_csrf_checks=True)
    behind_proxy.cookies = browser.cookies
    assert behind_proxy.post("/en/kirjaudu/", sent, HTTP_ORIGIN="https://yhdyspinta.example").status_code == 302
    page = browser.get("/en/kirjaudu/salasana/")
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_a_letter_that_is_not_taken_is_told_and_nothing_is_lost(settings):
    universe.person("liisa")
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 9
    for name in ("liisa", "nobody"):
        browser = Client()
        answer = browser.post("/en/kirjaudu/", {"email": f"{name}@example.org"})
        assert (answer.status_code, "could not be sent" in answer.text, f"{name}@example.org" in answer.text) == (422, True, True)
