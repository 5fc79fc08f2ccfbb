"""The letters by which people get in."""

from __future__ import annotations

import logging

from django.utils.translation import gettext

from yhdyspinta.accounts.signing_in import CODE_SECONDS
from yhdyspinta.domain.errors import Refused, StateError
from yhdyspinta.organisations import mail

_log = logging.getLogger(__name__)


def _send(letter: mail.Letter) -> None:
    """Send it; Refused, in words for whoever waits for it, when the server does not take it."""
    try:
        mail.send(letter)
    except StateError as error:
        _log.error("%s", error)
        raise Refused(
            gettext("The letter could not be sent."), gettext("Try again in a moment. If it does not help, ask the keeper.")
        ) from error


def send_code(email: str, code: str) -> None:
    """The code that signs in."""
    told = gettext("Your code for signing in to Yhdyspinta is %(code)s") % {"code": code}
    lasts = gettext("It can be used once, within %(minutes)d minutes, in the browser where you asked for it.") % {
        "minutes": CODE_SECONDS // 60
    }
    ignore = gettext("If you did not ask for it, do nothing. Tell the code to nobody.")
    _send(mail.Letter(email, told, f"{told}\n\n{lasts}\n{ignore}\n"))


def send_newcomer(email: str, address: str) -> None:
    """To an address that nobody is known by: how one begins, sent in place of a code."""
    subject = gettext("Signing in to Yhdyspinta")
    text = gettext(
        "Somebody, probably you, asked for a code to sign in to Yhdyspinta with this e-mail address, which is not known there yet."
    )
    begin = gettext("To begin, open this link within an hour and write your name:")
    ignore = gettext("If you did not ask for it, do nothing: nothing has been stored of you.")
    _send(mail.Letter(email, subject, f"{text}\n\n{begin}\n{address}\n\n{ignore}\n"))


def send_link(email: str, *, party: str, asked: str, address: str, days: int) -> None:
    """A one-time link to one form."""
    subject = gettext("%(party)s asks for your contribution") % {"party": party}
    text = gettext("%(party)s asks you for a contribution in Yhdyspinta, the shared knowledge base of municipalities and counties:") % {
        "party": party
    }
    how = gettext("Open the form with this link. It takes no account, can be used once and lasts %(days)d days:") % {"days": days}
    _send(mail.Letter(email, subject, f"{text}\n\n{asked}\n\n{how}\n{address}\n"))


def send_handover(email: str, *, post: str, address: str) -> None:
    """To the next holder of a post."""
    subject = gettext("You now hold the post: %(post)s") % {"post": post}
    text = gettext("The post %(post)s in Yhdyspinta has been handed over to you.") % {"post": post}
    how = gettext("Sign in with this e-mail address; the note of the holder before you is on the page of your own details:")
    _send(mail.Letter(email, subject, f"{text}\n\n{how}\n{address}\n"))
