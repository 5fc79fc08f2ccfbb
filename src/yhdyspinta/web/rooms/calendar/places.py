"""Where changes are: numbered pins on the map for those with an exact place, counts by municipality for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.geometry import drawn as in_view_box
from yhdyspinta.cooperation.queries.changes import Change, by_place
from yhdyspinta.cooperation.services.changes import KINDS
from yhdyspinta.cooperation.services.cycle import SIDES
from yhdyspinta.domain.areas import MUNICIPALITY
from yhdyspinta.domain.text import alphabetical
from yhdyspinta.pictures.presenters.maps import drawn, outlines_of
from yhdyspinta.rendering import pins
from yhdyspinta.rendering.maps import Map, Place, placing
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.calendar.forms import municipalities

_LINK = "#place-{}"
_KINDS, _SIDES = [code for code, _words in KINDS], [code for code, _words in SIDES]


@dataclass(frozen=True, slots=True)
class There:
    """A change in the list of a numbered place."""

    what: str
    url: str
    where: str
    kind: str
    party: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered place of the map with the changes in it."""

    number: int
    changes: tuple[There, ...]


def places(room: Room, found: Sequence[Change]) -> dict[str, Any]:
    """The map, its key, the list of the numbered places, and the numbers by municipality."""
    named = municipalities(room.cooperation)
    vague = by_place(one for one in found if one.coordinates is None)
    values = tuple(Place(area, name, float(vague.get(area, 0))) for area, name in named)
    shown = Map("map-changes", _("Changes by place"), _description(), values, language=language())
    numbered = pins.gathered(_things(shown, found))
    changes = {one.pk: one for one in found}
    counts = by_place(found)
    ranked = [(name, counts[area], counts[area] - vague.get(area, 0)) for area, name in named if area in counts]
    return {
        "map": drawn(shown, MUNICIPALITY, over=pins.drawn(numbered, _LINK)) if found else "",
        "map_words": shown.description,
        "numbered": [Numbered(pin.number, tuple(_there(room, changes[one.key]) for one in pin.things)) for pin in numbered],
        "pin_of": {one.key: pin.number for pin in numbered for one in pin.things},
        "key": _key(numbered),
        "vague": sum(vague.values()),
        "by_place": sorted(ranked, key=lambda one: (-one[1], alphabetical(one[0]))),
    }


def _description() -> str:
    return _(
        "Map of the municipalities. A numbered pin is a place where something changes, and the shade of a municipality tells how many "
        "of its changes have no exact place. The lists beside it say the same."
    )


def _things(shown: Map, found: Sequence[Change]) -> list[pins.Thing]:
    at = placing(outlines_of(shown, MUNICIPALITY))
    return [
        pins.Thing(
            one.pk,
            *at(*in_view_box(one.coordinates.longitude, one.coordinates.latitude)),
            _KINDS.index(one.kind),
            _SIDES.index(one.party.side),
            one.what().in_(language()),
        )
        for one in found
        if one.coordinates is not None
    ]


def _key(numbered: Sequence[pins.Pin]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The symbols that are on the map with their words: the kinds, then whose they are; none where there are no pins."""
    kinds, sides = {pin.kind for pin in numbered}, {pin.whose for pin in numbered}
    shapes = [(pins.symbol(place, 1), str(words)) for place, (_code, words) in enumerate(KINDS) if place in kinds]
    shapes += [(pins.symbol(pins.SHARED, 1), _("Changes of several kinds"))] if pins.SHARED in kinds else []
    fills = [(pins.symbol(0, place), str(words)) for place, (_code, words) in enumerate(SIDES) if place in sides]
    fills += [(pins.symbol(0, pins.SHARED), _("Changes of both sides"))] if pins.SHARED in sides else []
    return [(_("The shape tells what changes"), shapes), (_("The filling tells whose it is"), fills)] if numbered else []


def _there(room: Room, one: Change) -> There:
    where = areas().get(one.place).name.in_(language())
    return There(
        one.what().in_(language()),
        reverse("change", args=[room.area, one.pk]),
        f"{where}, {one.address}" if one.address else where,
        str(one.get_kind_display()),
        one.party.title().in_(language()),
    )
