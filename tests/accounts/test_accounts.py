"""One account for one person, and none for reading."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests import universe
from yhdyspinta.accounts.models import Account
from yhdyspinta.accounts.services import account_of, sweep
from yhdyspinta.domain.errors import Refused
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.services import people


@pytest.mark.django_db
def test_a_person_has_one_account_which_knows_them():
    somebody = universe.person("somebody")
    account = account_of(somebody)
    assert account_of(somebody) == account
    assert Account.objects.get_by_natural_key("Somebody@example.org").person == somebody
    assert account.is_active
    assert not account.has_usable_password()


@pytest.mark.django_db
def test_whoever_was_erased_gets_no_account():
    gone = people.erase(actor=policy.administrator(), person=universe.person("gone"))
    with pytest.raises(Refused):
        account_of(gone)
    assert not Account.objects.exists()


def test_reading_opens_no_session_and_no_database():
    """Without the mark of pytest-django, a query would be an error."""
    for page in ("/fi/ohje/", "/fi/saavutettavuus/", "/fi/palaute/kiitos/", "/fi/ei-ole-sivua/"):
        response = Client().get(page)
        assert not response.cookies, page
        assert "Cookie" not in response.headers.get("Vary", ""), page


def test_cookies_cannot_be_read_by_scripts_or_sent_along_from_elsewhere():
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
    assert settings.SESSION_COOKIE_AGE <= 12 * 60 * 60


@pytest.mark.django_db
def test_sessions_that_are_over_are_taken_away():
    client = Client()
    client.force_login(account_of(universe.person("somebody")))
    assert sweep() == 0
    Session.objects.update(expire_date=timezone.now())
    assert (sweep(), Session.objects.count()) == (1, 0)
