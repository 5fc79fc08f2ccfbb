"""An organisation's own sign-in, against a provider that answers as one does, and as none should."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.http import HttpResponse
from django.test import Client

from tests import universe
from tests.servers import oidc
from tests.web.rooms import signing
from yhdyspinta.accounts.models import Account
from yhdyspinta.accounts.signing_in import account_settings
from yhdyspinta.environment import SignIn
from yhdyspinta.organisations.models import Person

pytestmark = pytest.mark.django_db
BEGIN = "/en/kirjaudu/organisaatio/siirry/"


@pytest.fixture
def provider(settings) -> Iterator[oidc.Provider]:
    with oidc.serving() as one:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, sign_in=SignIn(one.address, oidc.CLIENT, oidc.SECRET, "Koivulahti"))
        settings.SOCIALACCOUNT_PROVIDERS = account_settings(settings.ENVIRONMENT)["SOCIALACCOUNT_PROVIDERS"]
        yield one


def come(client: Client, following: str = "") -> HttpResponse:
    """Go to the provider and come back; the product's answer."""
    gone = client.get(BEGIN, {"next": following} if following else {})
    assert gone.status_code == 302
    back = requests.get(gone["Location"], allow_redirects=False, timeout=5).headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


def inside(client: Client) -> bool:
    return client.get("/en/omat/").status_code == 200


def test_a_person_is_found_by_a_checked_address_and_then_by_who_they_are(provider):
    known = universe.person("liisa")
    browser = Client()
    assert "Sign in with Koivulahti" in browser.get("/en/kirjaudu/").text
    done = come(browser, "/en/omat/vahvistus/")
    assert (done.status_code, done["Location"], inside(browser)) == (302, "/en/omat/vahvistus/", True)
    asked = provider.asked[0]
    assert (asked["response_type"], asked["code_challenge_method"], len(asked["nonce"])) == ("code", "S256", 64)
    assert asked["redirect_uri"] == "http://testserver/kirjaudu/organisaatio/paluu/"
    assert Account.objects.get().person == known
    tie = SocialAccount.objects.get()
    assert (tie.uid, tie.extra_data, SocialToken.objects.count()) == ("oid-1", {}, 0)
    # The address has changed there; who it is has not.
    provider.claims = {"sub": "oid-1", "email": "liisa.uusi@example.org", "email_verified": False}
    again = Client()
    come(again)
    assert inside(again)
    assert (Account.objects.count(), Person.objects.count()) == (1, 1)


def test_somebody_new_gets_the_name_that_the_organisation_tells_and_entra_says_checked_in_its_own_way(provider):
    provider.claims = {"sub": "oid-2", "email": "Matti@example.org", "xms_edov": "1", "name": "Matti Meikäläinen"}
    browser = Client()
    come(browser)
    assert inside(browser)
    assert Person.objects.get(email="matti@example.org").name == "Matti Meikäläinen"


def test_the_organisations_second_factor_counts_and_our_own_is_asked_where_it_is_in_use(provider):
    browser = Client()
    universe.person("liisa")
    come(browser)
    assert "mfa" not in [one["method"] for one in browser.session["account_authentication_methods"]]
    provider.claims["amr"] = ["pwd", "mfa"]
    come(browser)
    assert "mfa" in [one["method"] for one in browser.session["account_authentication_methods"]]
    signing.enrol(browser)
    half = Client()
    assert come(half)["Location"].endswith("/kirjaudu/vahvistus/")
    assert not inside(half)


@pytest.mark.parametrize(
    "wrong",
    [
        {"changed": {"nonce": "another"}},
        {"changed": {"nonce": None}},
        {"changed": {"aud": "another client"}},
        {"changed": {"iss": "https://evil.example"}},
        {"changed": {"exp": 1}},
        {"changed": {"sub": None}},
        {"changed": {"email_verified": False}},
        {"changed": {"email_verified": "true"}},
        {"changed": {"email_verified": None}},
        {"changed": {"email": None}},
        {"changed": {"email": "no address"}},
        {"key": oidc.OTHER_KEY},
        {"key_name": "unknown"},
        {"issuer": "https://evil.example"},
        {"error": "access_denied"},
        {"error": "server_error"},
    ],
    ids=lambda wrong: " ".join(wrong if "key" in wrong else map(str, wrong.items())),
)
def test_whatever_is_not_as_it_should_be_lets_nobody_in(provider, wrong):
    universe.person("liisa")
    browser = Client()
    if "issuer" in wrong:
        provider.issuer = wrong["issuer"]
        answer = browser.get(BEGIN)
    else:
        for name, value in wrong.items():
            setattr(provider, name, value)
        answer = come(browser)
    assert answer.status_code == 302
    assert answer["Location"].endswith("/kirjaudu/ei-onnistunut/")
    page = browser.get("/en/kirjaudu/ei-onnistunut/")
    assert "did not confirm who you are" in page.text
    assert not inside(browser)
    assert not Account.objects.exists()


def test_an_answer_serves_the_browser_that_asked_and_once(provider):
    universe.person("liisa")
    browser, other = Client(), Client()
    gone = browser.get(BEGIN)
    back = requests.get(gone["Location"], allow_redirects=False, timeout=5).headers["Location"].removeprefix("http://testserver")
    assert other.get(back)["Location"].endswith("/ei-onnistunut/")
    assert not inside(other)
    browser.get(back)
    assert inside(browser)
    third = Client()
    third.cookies = browser.cookies
    assert third.get(back)["Location"].endswith("/ei-onnistunut/")
    assert set(parse_qs(urlsplit(gone["Location"]).query)["scope"][0].split()) == {"openid", "profile", "email"}


def test_a_provider_that_is_down_or_answers_anything_is_told_as_a_failure(provider, settings):
    provider.silent = True
    assert Client().get(BEGIN)["Location"].endswith("/ei-onnistunut/")
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, sign_in=SignIn("http://127.0.0.1:9", oidc.CLIENT, oidc.SECRET, "Kunta"))
    settings.SOCIALACCOUNT_PROVIDERS = account_settings(settings.ENVIRONMENT)["SOCIALACCOUNT_PROVIDERS"]
    assert Client().get(BEGIN)["Location"].endswith("/ei-onnistunut/")


def test_nothing_that_the_address_adds_changes_the_question(provider):
    browser = Client()
    gone = browser.get(f"{BEGIN}?process=connect&scope=admin&auth_params=prompt%3Dnone&next=//evil.example")
    asked = parse_qs(urlsplit(gone["Location"]).query)
    assert "admin" not in asked["scope"][0]
    assert "prompt" not in asked


def test_without_the_setting_there_is_no_such_way():
    assert Client().get(BEGIN).status_code == 404
    assert Client().get("/kirjaudu/organisaatio/paluu/?code=x&state=y").status_code == 404
    assert Client().get("/en/kirjaudu/muu/siirry/").status_code == 404
    assert "Sign in with" not in Client().get("/en/kirjaudu/").text.replace("Sign in with a password", "")
