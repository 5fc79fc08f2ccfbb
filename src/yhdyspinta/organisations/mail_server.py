"""How letters leave: Django's settings of the server that takes them, or of the outbox that keeps them as files."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from yhdyspinta.environment import Environment

OUTBOX = "outbox"
_SECONDS = 20  # that a server may take before it is given up
_NOBODY = "yhdyspinta"


def mail_settings(environment: Environment) -> dict[str, Any]:
    """Django's settings of mail."""
    host = urlsplit(environment.address).hostname or "localhost"
    server = environment.mail
    sender = (server.sender if server else "") or f"{_NOBODY}@{host}"
    common = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender, "EMAIL_TIMEOUT": _SECONDS}
    if server is None:
        return {
            **common,
            "EMAIL_BACKEND": "yhdyspinta.organisations.outbox.Outbox",
            "EMAIL_FILE_PATH": environment.home / OUTBOX,
        }
    return {
        **common,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": server.host,
        "EMAIL_PORT": server.port,
        "EMAIL_HOST_USER": server.user,
        "EMAIL_HOST_PASSWORD": server.password,
        "EMAIL_USE_SSL": server.secure == "tls",
        "EMAIL_USE_TLS": server.secure == "starttls",
    }
