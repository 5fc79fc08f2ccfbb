"""With what an area is compared, as a form and as headings: the reader's choice in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.domain.areas import Area
from yhdyspinta.pictures import choice as choices
from yhdyspinta.pictures.choice import Choice, ChoiceError
from yhdyspinta.web import search
from yhdyspinta.web.presenters.areas import COUNTY

GROUP_PARAMETER = "ryhma"
_SEPARATORS = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Option:
    """A comparator that can be ticked; `names` tells whom it means."""

    key: str
    label: str
    names: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """The form: options, the reader's group as names, what is compared with now, and the part of the choice that other areas have."""

    options: tuple[Option, ...]
    group: str
    now: tuple[str, ...]
    elsewhere: str


def shown(area: Area, choice: Choice, language: str) -> Beside:
    """The comparators of an area under a choice."""
    applied = choice.for_area(area.id)
    offered = choices.offered(area.id)
    options = tuple(Option(key, heading(key, area, language), _names(key, area, language), key in applied.shown) for key in offered)
    group = ", ".join(register_of_areas().get(one).label.in_(language) for one in applied.group)
    now = tuple(heading(key, area, language) for key in columns(area, choice))
    elsewhere = [one for one in (*choice.keys, *choice.group) if one not in (*applied.keys, *applied.group, area.id)]
    return Beside(options, group, now, ",".join(elsewhere))


def columns(area: Area, choice: Choice) -> tuple[str, ...]:
    """The keys of what the area is compared with, in their order."""
    applied = choice.for_area(area.id)
    offered = (*choices.offered(area.id), choices.OWN_GROUP)
    return tuple(key for key in applied.shown if key in offered)


def heading(key: str, area: Area, language: str) -> str:
    """A comparator as the heading of a column."""
    register = register_of_areas()
    if key == choices.OWN_COUNTY:
        county = register.parent(area.id, COUNTY, register.current)
        return register.get(county).label.in_(language) if county else _("Own county")
    kind = choices.type_of(area.id)
    if key == choices.SAME_TYPE and kind:
        return register.get(kind).name.in_(language)
    return {
        choices.WHOLE_COUNTRY: _("Whole country"),
        choices.SAME_SIZE: _("The same size"),
        choices.NEIGHBOURS: _("Neighbours"),
        choices.OWN_GROUP: _("Own group"),
    }.get(key, key)


def group_of(text: str, area: Area, language: str) -> tuple[str, ...]:
    """The ids of the areas that the reader wrote, by name or id, of the same kind as `area`.

    ChoiceError, in words, names those that are not found.
    """
    if not search.acceptable(text.replace("\r\n", ",").replace("\n", ","), choices.LONGEST):
        raise ChoiceError(_("The group of comparison cannot be understood."))
    wanted = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    found = {name: _found(name, area, language) for name in wanted[: choices.MOST_AREAS + 1]}
    unknown = [name for name, area_id in found.items() if not area_id]
    if unknown:
        raise ChoiceError(_("These were not found among areas of the same kind: %(names)s.") % {"names": ", ".join(unknown)})
    return tuple(area_id for area_id in found.values() if area_id != area.id)


def _found(name: str, area: Area, language: str) -> str:
    found = search.find(name, language)
    same = [one.id for one in (*found.exact, *found.near) if one.kind == area.kind and one.end is None]
    return same[0] if same else ""


def _names(key: str, area: Area, language: str) -> str:
    register = register_of_areas()
    if key == choices.NEIGHBOURS:
        return ", ".join(sorted(register.get(one).label.in_(language) for one in register.neighbours(area.id)))
    return {choices.SAME_SIZE: _("median of the areas of the same size"), choices.SAME_TYPE: _("median of the same type")}.get(key, "")
