"""How Django reaches the database of what people write: a file of SQLite in the state folder, or PostgreSQL."""

from __future__ import annotations

from typing import Any

from yhdyspinta.environment import Environment

WAIT = 20  # seconds that a writer waits for its turn before it gives up


def connection_settings(environment: Environment) -> dict[str, Any]:
    """Django's settings of the one database."""
    database = environment.database
    if database is None:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": environment.home / "content.sqlite3",
            # A transaction takes the right to write when it begins, so that it never loses it half way.
            "OPTIONS": {
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                "transaction_mode": "IMMEDIATE",
                "timeout": WAIT,
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database.name,
        "USER": database.user,
        "PASSWORD": database.password,
        "HOST": database.host,
        "PORT": database.port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": WAIT, "options": f"-c lock_timeout={WAIT}s"},
    }
