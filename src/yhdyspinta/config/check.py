"""Django's own checks, in production mode: `python -m yhdyspinta.config.check` is part of `make check`."""

from __future__ import annotations

import os
import secrets
import sys


def main() -> None:
    """Run `check --deploy`; any warning is a failure, and so is a change of a table without its migration."""
    os.environ["YHDYSPINTA_PRODUCTION"] = "1"
    os.environ["YHDYSPINTA_SECRET"] = secrets.token_urlsafe(48)
    os.environ["DJANGO_SETTINGS_MODULE"] = "yhdyspinta.config.settings"
    from django.core.management import execute_from_command_line

    execute_from_command_line(["check", "check", "--deploy", "--fail-level", "WARNING"])
    from yhdyspinta.organisations.database import missing_migrations

    missing = missing_migrations()
    if missing:
        sys.exit(f"Migrations are missing for {', '.join(missing)}: .venv/bin/python -m django makemigrations")


if __name__ == "__main__":
    main()
