"""A letter tells whoever it concerns that how they sign in has changed, in their language, and what to do if it was not they."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests import universe
from tests.web.rooms import signing
from yhdyspinta.accounts import services
from yhdyspinta.accounts.models import Account
from yhdyspinta.attention.services import weekly
from yhdyspinta.organisations import policy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uncounted(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


def test_each_change_is_told_once_in_the_persons_language(django_capture_on_commit_callbacks):
    person = universe.person("liisa")
    browser = Client()
    signing.sign_in(browser, person.email)

    def letters_of(do) -> list[mail.EmailMessage]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do()
        return list(mail.outbox)

    (on,) = letters_of(lambda: signing.enrol(browser))
    assert (on.to, on.subject) == (["liisa@example.org"], "Yhdyspinta: The second factor has been taken into use")
    assert "liisa@example.org" in on.body
    assert "close the account" in on.body
    weekly.choose(actor=policy.signed_in(person), person=person, version=0, topics=["awaits"], language="sv")
    (codes,) = letters_of(lambda: browser.post("/en/omat/vahvistus/varakoodit/uudet/"))
    assert codes.subject == "Yhdyspinta: Nya reservkoder har skapats"
    assert "Om det inte var du:" in codes.body
    (password,) = letters_of(lambda: browser.post("/fi/omat/salasana/", {"password": "kaivo lapio sumu kerros"}))
    assert "lösenord" in password.subject.lower()
    (off,) = letters_of(lambda: browser.post("/en/omat/vahvistus/pois/"))
    assert off.subject == "Yhdyspinta: Tvåstegsverifieringen har tagits ur bruk"
    account = Account.objects.get()
    (forgotten,) = letters_of(lambda: services.forget_second_factor(actor=universe.KEEPER, account=account))
    assert "Administratören" in forgotten.subject
    assert letters_of(lambda: browser.post("/en/omat/", {"name": "Liisa", "version": 1})) == []


def test_a_letter_that_does_not_leave_undoes_nothing(settings, django_capture_on_commit_callbacks):
    universe.person("liisa")
    browser = Client()
    signing.sign_in(browser, "liisa@example.org")
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 9
    with django_capture_on_commit_callbacks(execute=True):
        signing.enrol(browser)
    assert "The second factor is in use." in browser.get("/en/omat/").text
