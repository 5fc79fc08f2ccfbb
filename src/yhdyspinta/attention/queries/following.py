"""Who follows the figures of an area, by the token of a letter alone."""

from __future__ import annotations

from django.utils.translation import gettext

from yhdyspinta.attention.models import Follower
from yhdyspinta.domain.errors import Unknown

CONFIRM_DAYS = 7


def follower_by(token: str) -> Follower:
    """Whose letters the token confirms and stops; Unknown when there is none, or none any more."""
    found = Follower.objects.filter(token=token).first() if token else None
    if found is None:
        raise Unknown(gettext("There is no such order of letters any more."), gettext("Order the letters again on the page of the area."))
    return found


def followers() -> tuple[int, int]:
    """How many addresses follow some area, and how many have not been confirmed yet."""
    return Follower.objects.exclude(confirmed_at=None).count(), Follower.objects.filter(confirmed_at=None).count()
