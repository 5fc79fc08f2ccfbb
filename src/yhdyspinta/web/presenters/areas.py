"""Areas as links: lists for the start page, the trail above an area's page, the maps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yhdyspinta.catalogue import geometry
from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.domain.areas import MUNICIPALITY, Area
from yhdyspinta.domain.text import alphabetical
from yhdyspinta.pictures.presenters import wording
from yhdyspinta.rendering import numbers
from yhdyspinta.web import search

COUNTY = "HVA"
_LISTED = ("MK", "SK", "TA", "YTA", "EVK")
_PARENTS = (COUNTY, "MK", "SK", "TA", "EVK")


@dataclass(frozen=True, slots=True)
class Link:
    """An area to go to. `name` is official, `label` short; `kind` says what it is."""

    id: str
    name: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One area of the map: an SVG path in the map's own units."""

    link: Link
    path: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One square of the tile map, in columns and rows from the top left."""

    link: Link
    code: str
    x: int
    y: int


def link(area: Area, language: str) -> Link:
    return Link(area.id, area.name.in_(language), area.label.in_(language), kind_of(area))


def kind_of(area: Area) -> str:
    """What kind of area it is. A county of one municipality is that municipality in its other role, as Helsinki is, not a county."""
    register = register_of_areas()
    if area.kind == COUNTY and area.end is None and len(register.members(area.id, register.current)) == 1:
        return _("organiser of health, social and rescue services")
    return wording.kind_name(area.kind)


def links(areas: tuple[Area, ...], language: str) -> tuple[Link, ...]:
    return tuple(link(area, language) for area in areas)


def of_kind(kind: str, language: str) -> tuple[Link, ...]:
    """The areas of a kind in the current division, in the alphabetical order of the language."""
    register = register_of_areas()
    found = links(register.areas(kind, register.current), language)
    return tuple(sorted(found, key=lambda one: alphabetical(one.label)))


def other_groups(language: str) -> tuple[Group, ...]:
    """The kinds of area that are neither counties nor municipalities, each with its areas."""
    return tuple(Group(wording.kinds_name(kind), of_kind(kind, language)) for kind in _LISTED)


def by_letter(areas: tuple[Link, ...]) -> tuple[Group, ...]:
    """The same areas under their first letters."""
    groups: dict[str, list[Link]] = {}
    for one in areas:
        groups.setdefault(one.label[:1].upper(), []).append(one)
    return tuple(Group(letter, tuple(found)) for letter, found in groups.items())


def map_shapes(kind: str, language: str) -> tuple[Shape, ...]:
    register = register_of_areas()
    return tuple(Shape(link(register.get(area_id), language), path) for area_id, path in geometry.shapes(kind))


def tiles(language: str) -> tuple[Tile, ...]:
    register = register_of_areas()
    found = []
    for area_id, row, column in geometry.tiles():
        one = link(register.get(area_id), language)
        found.append(Tile(one, _abbreviated(one.label), column, row))
    return tuple(found)


def around(area: Area, language: str) -> tuple[Link, ...]:
    """The larger areas that a municipality belongs to now; none for other kinds."""
    register = register_of_areas()
    if area.kind != MUNICIPALITY:
        return ()
    parents = (register.parent(area.id, kind, register.current) for kind in _PARENTS)
    return tuple(link(register.get(one), language) for one in parents if one)


def inside(area: Area, language: str) -> tuple[Link, ...]:
    """The municipalities of a larger area now, by name; none for a municipality."""
    register = register_of_areas()
    if area.kind == MUNICIPALITY:
        return ()
    found = tuple(register.get(one) for one in register.members(area.id, register.current))
    return tuple(sorted(links(found, language), key=lambda one: alphabetical(one.label)))


def namesakes(area: Area, language: str) -> tuple[Link, ...]:
    """Other areas of the same name that it does not belong to, such as the region of a county, or Helsinki in its other role."""
    named = {one.id for one in around(area, language)}
    return tuple(one for one in links(search.namesakes(area, language), language) if one.id not in named)


def became(area: Area, today: date, language: str) -> tuple[Link, ...]:
    """What an area that has ended became part of; none for one in force."""
    if area.in_force(today):
        return ()
    register = register_of_areas()
    return tuple(link(register.get(one), language) for one, _share in register.became(area.id, today) if one != area.id)


def former(area: Area, today: date, language: str) -> dict[str, object] | None:
    """What the page of an area that is no more tells (former.html); None for one in force."""
    found = became(area, today, language)
    if not found or not area.end:
        return None
    return {"area": link(area, language), "became": found, "ended": numbers.day(area.end, language)}


def _abbreviated(name: str) -> str:
    """Three letters for a tile: KSU of Keski-Suomi, LAP of Lappi. They are unlike within each language."""
    words = name.replace("-", " ").split()
    return (words[0][:3] if len(words) == 1 else words[0][:1] + words[-1][:2]).upper()
