"""Where letters stay when the installation has no mail server: a file each, which a mail program opens."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from yhdyspinta import durable


class Outbox(BaseEmailBackend):
    """Django's way of sending, into the folder `EMAIL_FILE_PATH`. Files are for their keeper alone: letters hold links that let in."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each as `<moment>-<random>.eml`; how many were written."""
        folder = Path(settings.EMAIL_FILE_PATH)
        for message in email_messages:
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}.eml"
            durable.write(folder / name, message.message().as_bytes())
        return len(email_messages)


def waiting(folder: Path) -> int:
    """How many letters stay in the folder."""
    return sum(1 for _ in folder.glob("*.eml"))
