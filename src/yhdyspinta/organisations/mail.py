"""Sending a letter: one way for one-time links, weekly letters and whatever else is written to people.

A letter is sent when its change is kept, never inside a transaction that may still fall::

    transaction.on_commit(lambda: mail.send(mail.Letter(to=person.email, subject=…, text=…)))
"""

from __future__ import annotations

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from yhdyspinta.domain.errors import StateError


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent to one address: the text, and the same as HTML where there is such. `headers` are added as they are."""

    to: str
    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def send(letter: Letter) -> None:
    """Send it; StateError when the server does not take it. Line ends in a subject are spaces, so that no header is forged."""
    message = message_of(letter)
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        raise StateError(
            f"The letter could not be sent: {type(error).__name__}.",
            "Check YHDYSPINTA_MAIL and that the server answers; the same letter is tried again when it is asked for again.",
        ) from error


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter as Django sends it. It says that a machine wrote it, so that answers of absent people do not come back."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    headers = {"Message-ID": make_msgid(domain=domain), "Auto-Submitted": "auto-generated", **letter.headers}
    message = EmailMultiAlternatives(" ".join(letter.subject.split()), letter.text, to=[letter.to], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message
