"""Django's translations outside its web: the words of files are those of pages."""

from __future__ import annotations

import os


def ready() -> None:
    """Set Django up once, so that the words of the interface can be had."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "yhdyspinta.config.settings"
    import django

    django.setup()
