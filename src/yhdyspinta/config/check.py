"""Django's own checks, in production mode: `python -m yhdyspinta.config.check` is part of `make check`."""

from __future__ import annotations

import os
import secrets


def main() -> None:
    """Run `check --deploy`; any warning is a failure."""
    os.environ["YHDYSPINTA_PRODUCTION"] = "1"
    os.environ["YHDYSPINTA_SECRET"] = secrets.token_urlsafe(48)
    os.environ["DJANGO_SETTINGS_MODULE"] = "yhdyspinta.config.settings"
    from django.core.management import execute_from_command_line

    execute_from_command_line(["check", "check", "--deploy", "--fail-level", "WARNING"])


if __name__ == "__main__":
    main()
