"""Django's translations outside its web: the words of files are those of pages."""

from __future__ import annotations

import os

from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.domain.text import LANGUAGES


def ready() -> None:
    """Set Django up once, so that the words of the interface can be had."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "yhdyspinta.config.settings"
    import django

    django.setup()


def known_language(language: str) -> None:
    """YhdyspintaError with the languages there are for another one."""
    if language not in LANGUAGES:
        raise YhdyspintaError(f"There is no language {language!r}.", f"Give one of: {', '.join(LANGUAGES)}.")
