"""A browser that goes through signing in as a person does: forms with their tokens, letters, an app on the phone."""

from __future__ import annotations

import re
import time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from yhdyspinta.accounts.models import Account

_CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")


def code() -> str:
    """The code of the newest letter."""
    return _CODE.search(mail.outbox[-1].subject)[0]


def sign_in(client: Client, email: str, following: str = "") -> HttpResponse:
    """Ask for a code and write it; the answer to the code."""
    asked = client.post("/en/kirjaudu/", {"email": email, "next": following})
    assert asked.status_code == 302, asked.text
    return client.post(asked["Location"], {"code": code(), "next": following})


def app_code(secret: str, periods: int = 0) -> str:
    """What the app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30 + periods))


def enrol(client: Client) -> tuple[str, list[str]]:
    """Take the second factor into use; the app's secret and the recovery codes."""
    page = client.get("/en/omat/vahvistus/kayttoon/")
    secret = re.search(r"own-page__key\">([A-Z2-7 ]+)<", page.text)[1]
    kept = client.post("/en/omat/vahvistus/kayttoon/", {"code": app_code(secret)})
    assert kept.status_code == 302, kept.text
    return secret, re.findall(r"<li><code>(\d+)</code>", client.get(kept["Location"]).text)


def prove(client: Client, account: Account) -> None:
    """As if the second factor had been shown when signing in; how that comes about has tests of its own."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
