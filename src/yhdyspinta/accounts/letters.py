"""The letters by which people get in, and those that tell them that how they get in has changed."""

from __future__ import annotations

import logging
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext, override

from yhdyspinta.accounts.models import Account
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


class Changed(StrEnum):
    """What can change in how a person signs in."""

    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    SECOND_FACTOR_FORGOTTEN = "second_factor_forgotten"  # by the keeper, for somebody who has lost it
    RECOVERY_CODES = "recovery_codes"
    PASSWORD = "password"  # noqa: S105 (the word for it)
    ORGANISATION = "organisation"


def tell_of_change(account: Account, changed: Changed) -> None:
    """Tell a person, once it is kept, that how they sign in has changed, and what to do if it was not they.

    The change stands whether or not the letter leaves: a failure is only logged.
    """
    email, person = account.email, account.person_id
    at = timezone.localtime()

    def send() -> None:
        with override(_language_of(person)):
            letter = _letter_of_change(email, changed, at)
        try:
            mail.send(letter)
        except StateError as error:
            _log.error("%s", error)

    transaction.on_commit(send)


def _language_of(person: int) -> str:
    """The language that the person has chosen for letters, else that of the page which they are on."""
    chosen: str = import_string(settings.LANGUAGE_OF_LETTERS)(person)
    return chosen or get_language() or settings.LANGUAGE_CODE


def _letter_of_change(email: str, changed: Changed, at: datetime) -> mail.Letter:
    what = {
        Changed.SECOND_FACTOR_ON: gettext("The second factor has been taken into use"),
        Changed.SECOND_FACTOR_OFF: gettext("The second factor has been taken out of use"),
        Changed.SECOND_FACTOR_FORGOTTEN: gettext("The keeper has taken your second factor out of use"),
        Changed.RECOVERY_CODES: gettext("New recovery codes have been made"),
        Changed.PASSWORD: gettext("The password has been set"),
        Changed.ORGANISATION: gettext("Your organisation's own sign-in has been connected"),
    }[changed]
    told = gettext("This was done in Yhdyspinta for %(email)s on %(at)s. If it was you, you need do nothing.") % {
        "email": email,
        "at": date_format(at, "SHORT_DATETIME_FORMAT"),
    }
    otherwise = gettext("If it was not you:")
    steps = (
        gettext("Change the password of your e-mail, since whoever reads your e-mail gets in with the codes."),
        gettext("Ask the keeper of the service at once to close the account: that ends every open session."),
        gettext("Tell the coordinator of your organisation, who sees what has been done in your post."),
    )
    listed = "\n".join(f"- {step}" for step in steps)
    return mail.Letter(email, f"Yhdyspinta: {what}", f"{what}.\n\n{told}\n\n{otherwise}\n{listed}\n")


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
