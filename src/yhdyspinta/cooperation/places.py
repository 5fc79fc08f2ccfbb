"""The exact place of a change: read as people copy it from a map service, and held against its municipality."""

from __future__ import annotations

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.geometry import bounds
from yhdyspinta.domain.areas import MUNICIPALITY
from yhdyspinta.domain.coordinates import Coordinates, Unplaced, read
from yhdyspinta.domain.errors import Refused

FIELD = "coordinates"
# Degrees around a municipality's outline (some two kilometres): outlines are generalised and end at the coast.
_NORTHWARDS, _EASTWARDS = 0.02, 0.04
_FAULTS = {
    Unplaced.UNREADABLE: (
        _("These are not coordinates."),
        _("Copy a pair from a map service, for example 62.2415, 25.7209 or N 6901740, E 433538."),
    ),
    Unplaced.OTHER_SYSTEM: (
        _("These are coordinates of another system, probably of KKJ or ETRS-GK."),
        _("Choose ETRS-TM35FIN or WGS84 in the map service and copy them again."),
    ),
    Unplaced.OUTSIDE: (
        _("The point is not in Finland."),
        _("Look that all the digits came along and that the system is ETRS-TM35FIN or WGS84."),
    ),
}


def coordinates_of(written: str) -> Coordinates | None:
    """The point that a text names, None for an empty one; Refused when it is none in Finland."""
    if not written.strip():
        return None
    found = read(written)
    if isinstance(found, Unplaced):
        raise refused(*(str(words) for words in _FAULTS[found]))
    return found


def check_within(place: str, point: Coordinates | None) -> None:
    """Refused when a point is not near the municipality `place`."""
    box = bounds(MUNICIPALITY, place)
    if point is None or box is None:
        return
    west, south, east, north = box
    if not (west - _EASTWARDS <= point.longitude <= east + _EASTWARDS and south - _NORTHWARDS <= point.latitude <= north + _NORTHWARDS):
        words = {"place": areas().get(place).name.in_((get_language() or "fi")[:2])}
        words |= {"south": f"{south:.2f}", "north": f"{north:.2f}", "west": f"{west:.2f}", "east": f"{east:.2f}"}
        told = gettext("The point %(point)s is not in the municipality %(place)s.") % {**words, "point": point.degrees()}
        hint = gettext(
            "Choose the right municipality or correct the coordinates: its latitudes are %(south)s–%(north)s and its longitudes "
            "%(west)s–%(east)s."
        )
        raise refused(told, hint % words)


def refused(message: str, hint: str) -> Refused:
    """Refused, naming the field."""
    error = Refused(message, hint)
    error.field = FIELD
    return error
