"""What the pages read: the areas, and pictures through `pictures.queries`. Nothing here changes anything."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings

from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.domain.areas import Area
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.pictures import queries
from yhdyspinta.pictures.editions import Edition, Summary
from yhdyspinta.pictures.model import Picture
from yhdyspinta.pictures.status import installation_status

_EDITION_ID = re.compile(r"[a-z0-9-]{1,80}")


def area(area_id: str) -> Area:
    """The area of an address; Unknown, with the nearest ones, where there is none."""
    return register_of_areas().get(area_id)


def picture(area_id: str) -> Picture:
    """The picture of an area as composed from the newest data."""
    return queries.picture_of(settings.ENVIRONMENT, area_id)


def editions(area_id: str) -> tuple[Summary, ...]:
    """The published editions of an area, newest first."""
    return queries.editions(settings.ENVIRONMENT, area_id)


def edition(edition_id: str) -> Edition:
    """One published edition; Unknown where there is none. Only a whole id is looked for, never a path."""
    if not _EDITION_ID.fullmatch(edition_id):
        raise Unknown("There is no such edition.")
    found = queries.edition(settings.ENVIRONMENT, edition_id)
    if found.id != edition_id:
        raise Unknown("There is no such edition.")
    return found


def data_version() -> str:
    """Changes when the figures do; StateError before the first load."""
    return queries.data_version(settings.ENVIRONMENT)


def edition_ids() -> str:
    """The ids of all published editions as one text."""
    return ",".join(queries.edition_ids(settings.ENVIRONMENT))


def installation() -> dict[str, Any]:
    """Sources, themes and publications as `yhdyspinta status --json` tells them."""
    return installation_status(settings.ENVIRONMENT)
