"""With what an area is compared: the reader's choice, as it stands in an address and follows from page to page.

`hva,maa` or `naapurit,KU091,KU092`: keys of comparators, and the ids of areas that form the reader's own group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.areas import COUNTRY, GROUPINGS, MUNICIPALITY, Area, AreaRegister
from yhdyspinta.domain.errors import ParseError, Unknown

PARAMETER = "vertaa"
OWN_COUNTY, WHOLE_COUNTRY, SAME_SIZE, SAME_TYPE, NEIGHBOURS, OWN_GROUP = "hva", "maa", "koko", "tyyppi", "naapurit", "ryhma"
KEYS = (OWN_COUNTY, WHOLE_COUNTRY, SAME_SIZE, SAME_TYPE, NEIGHBOURS)
DEFAULT = (OWN_COUNTY, WHOLE_COUNTRY, SAME_SIZE)
MOST_AREAS = 30
LONGEST = 500  # characters: thirty ids and every key are under 300
_COUNTY, _TYPE = "HVA", "KR"
_SIZED = (MUNICIPALITY, _COUNTY)  # the kinds of area whose size classes are defined
_PART = re.compile(r"[A-Za-z]{1,12}[0-9]{0,5}")


class ChoiceError(ParseError):
    """A choice that cannot be read; the message is in the reader's language."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`keys` of comparators in their own order, and the areas of the reader's `group`. Empty: what pictures compare with."""

    keys: tuple[str, ...] = ()
    group: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.keys or self.group)

    def as_query(self) -> str:
        """The choice as the value of its parameter; empty for the ordinary one, so that every choice has one address."""
        return ",".join((*self.keys, *self.group))

    @property
    def shown(self) -> tuple[str, ...]:
        """The comparators in the order in which they are shown, the own group last."""
        return (*(self.keys if self else DEFAULT), *((OWN_GROUP,) if self.group else ()))

    def for_area(self, area_id: str) -> Choice:
        """What of the choice this area can be compared with: a county has no type, and only areas of a kind form its group."""
        if not self:
            return self
        possible = offered(area_id)
        return Choice(tuple(key for key in self.keys if key in possible), group_beside(area_id, self.group))


def parse(text: str, area_id: str = "") -> Choice:
    """The choice in an address; with `area_id`, only what that area can be compared with.

    ChoiceError, in words, for one that is too long, strange, or names an area that is not in force or too many of them.
    """
    if len(text) > LONGEST:
        raise ChoiceError(_("The choice of comparisons in the address is too long."))
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(_PART.fullmatch(part) for part in parts):
        raise ChoiceError(_("The choice of comparisons in the address cannot be understood."))
    keys = tuple(key for key in KEYS if key in parts)
    choice = _chosen(keys, sorted({_member(part) for part in parts if part not in KEYS}))
    return choice.for_area(area_id) if area_id else choice


def choose(keys: Iterable[str], group: Iterable[str] = ()) -> Choice:
    """The choice of these comparators, checked as one that stands in an address is."""
    return parse(",".join((*keys, *group)))


def offered(area_id: str) -> tuple[str, ...]:
    """The comparators that an area has, its own group aside: no municipality of Åland has a county, no county a type."""
    register = areas()
    area, year = register.get(area_id), register.current
    there = {
        OWN_COUNTY: _has_county(register, area),
        WHOLE_COUNTRY: area.kind != COUNTRY and not area.is_example,  # beside the real country it would seem real
        SAME_SIZE: area.kind in _SIZED and not (area.is_example and area.kind == _COUNTY),  # there is one invented county
        SAME_TYPE: area.kind == MUNICIPALITY and register.parent(area_id, _TYPE, year) is not None,
        NEIGHBOURS: bool(register.neighbours(area_id)),
    }
    return tuple(key for key in KEYS if there[key])


def group_beside(area_id: str, group: Iterable[str]) -> tuple[str, ...]:
    """The areas of a group beside which this area can stand: those of its own kind, itself left out; invented ones by themselves."""
    own = areas().get(area_id)
    others = (areas().get(one) for one in group if one != area_id)
    return tuple(one.id for one in others if (one.kind, one.is_example) == (own.kind, own.is_example))


def peers(area_id: str, key: str, group: Iterable[str] = ()) -> tuple[str, ...]:
    """The areas whose median a comparator is: neighbours, those of the same type, or the group; itself left out."""
    register = areas()
    if key == NEIGHBOURS:
        return register.neighbours(area_id)
    if key == OWN_GROUP:
        return group_beside(area_id, group)
    kind = type_of(area_id) if key == SAME_TYPE else None
    return tuple(one for one in register.members(kind, register.current) if one != area_id) if kind else ()


def type_of(area_id: str) -> str | None:
    """The statistical grouping that a municipality belongs to (urban, semi-urban, rural), or None."""
    return areas().parent(area_id, _TYPE, areas().current)


def _chosen(keys: tuple[str, ...], group: list[str]) -> Choice:
    if len(group) > MOST_AREAS:
        raise ChoiceError(_("At most %(most)s areas can be in the group of comparison.") % {"most": MOST_AREAS})
    return Choice() if keys == DEFAULT and not group else Choice(keys, tuple(group))


def _member(text: str) -> str:
    """An area of a group; the whole country is a comparator of its own."""
    if text == COUNTRY:
        raise ChoiceError(_("“%(area)s” is not an area in force to compare with.") % {"area": text})
    return area_in_force(text)


def area_in_force(text: str) -> str:
    """The id of an area of which there are figures now; ChoiceError for anything else."""
    register = areas()
    try:
        area = register.get(text)
    except Unknown:
        raise ChoiceError(_("There is no area “%(area)s” to compare with.") % {"area": text}) from None
    if not area.in_force(date(register.current, 1, 1)) or area.kind in GROUPINGS:
        raise ChoiceError(_("“%(area)s” is not an area in force to compare with.") % {"area": text})
    return area.id


def _has_county(register: AreaRegister, area: Area) -> bool:
    """Helsinki's county is Helsinki itself, and Åland has none."""
    if area.kind != MUNICIPALITY:
        return False
    county = register.parent(area.id, _COUNTY, register.current)
    return county is not None and len(register.members(county, register.current)) > 1
