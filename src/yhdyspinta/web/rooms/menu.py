"""The menu of a cooperation's rooms, in the order of the chain."""

from __future__ import annotations

from django.urls import reverse

from yhdyspinta.web.frame import Entry
from yhdyspinta.web.rooms.table import ROOMS


def entries(area: str, view: str) -> tuple[Entry, ...]:
    """The menu as the page of `view` shows it."""
    return tuple(Entry(str(room.title), reverse(room.page, args=[area]), view in room.pages) for room in ROOMS)
