"""The page that puts areas beside each other: its table, its form, and what is compared when nothing was named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.domain.areas import MUNICIPALITY, Area
from yhdyspinta.domain.text import alphabetical
from yhdyspinta.pictures import choice as choices
from yhdyspinta.pictures.choice import Choice, ChoiceError
from yhdyspinta.pictures.comparison import Wanted
from yhdyspinta.pictures.model import Picture
from yhdyspinta.pictures.presenters.comparison import beside_words
from yhdyspinta.web import search
from yhdyspinta.web.presenters.areas import COUNTY, Link, link

FIRST_INDICATORS = 10


@dataclass(frozen=True, slots=True)
class Tick:
    """Something that can be ticked."""

    value: str
    label: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """The indicators of a theme."""

    title: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Form:
    areas: tuple[Tick, ...]
    shelves: tuple[Shelf, ...]
    keys: tuple[Tick, ...]


def form(wanted: Wanted, choice: Choice, known: Iterable[str], language: str) -> Form:
    """What is compared now, and what can be added: the indicators that have figures."""
    register = register_of_areas()
    chosen = tuple(Tick(one, register.get(one).label.in_(language), ticked=True) for one in wanted.areas)
    keys = (*choices.KEYS, *((choices.OWN_GROUP,) if choice.group else ()))
    return Form(chosen, _shelves(wanted, set(known), language), tuple(Tick(key, beside_words(key), key == wanted.key) for key in keys))


def first_indicators(picture: Picture) -> tuple[str, ...]:
    """What is compared when no figure was named: those of the first area that can be judged, the newest first, then amounts."""
    current = [picture.figures[one] for section in picture.sections for one in section.figures]
    old = [picture.figures[one] for section in picture.sections for one in section.old]
    judged = [figure for figure in (*current, *old) if figure.comparators]
    return tuple(dict.fromkeys(figure.indicator for figure in (*judged, *current)))[:FIRST_INDICATORS]


def added(text: str, language: str) -> tuple[str, ...]:
    """The ids of areas written by name, a municipality before a county of the same name; ChoiceError names what is not found."""
    if not search.acceptable(text, choices.LONGEST):
        raise ChoiceError(_("The names of the areas cannot be understood."))
    found = {}
    for name in (part.strip() for part in text.split(",")):
        if name:
            found[name] = _named(name, language)
    unknown = [name for name, area in found.items() if not area]
    if unknown:
        raise ChoiceError(search.not_found(unknown))
    return tuple(found.values())


def links(area_ids: Iterable[str], language: str) -> tuple[Link, ...]:
    register = register_of_areas()
    return tuple(link(register.get(one), language) for one in area_ids)


def with_neighbours(area: Area) -> str:
    """The area and its neighbours as the list of an address; empty where it has none."""
    others = register_of_areas().neighbours(area.id)
    return ",".join((area.id, *others)) if others else ""


def with_municipalities(area: Area) -> str:
    """The municipalities of an area, or of the county of a municipality, with the area first; empty where there is but one."""
    register = register_of_areas()
    around = register.parent(area.id, COUNTY, register.current) if area.kind == MUNICIPALITY else area.id
    members = register.members(around, register.current) if around else ()
    others = [one for one in members if one != area.id]
    return ",".join((area.id, *others)) if 0 < len(others) < choices.MOST_AREAS else ""


def _named(name: str, language: str) -> str:
    found = search.find(name, language)
    there = [area for area in (*found.exact, *found.near) if area.end is None and area.kind in search.ORDER]
    return next((area.id for area in there if area.kind == MUNICIPALITY), there[0].id if there else "")


def _shelves(wanted: Wanted, known: set[str], language: str) -> tuple[Shelf, ...]:
    found, seen = [], set[str]()
    for theme in themes():
        of_theme = [one for one in indicators().values() if theme.number in one.themes and one.id in known and one.id not in seen]
        seen |= {one.id for one in of_theme}
        ticks = [Tick(one.id, one.title.in_(language), one.id in wanted.indicators) for one in of_theme]
        if ticks:
            found.append(Shelf(theme.title.in_(language), tuple(sorted(ticks, key=lambda tick: alphabetical(tick.label)))))
    return tuple(found)
