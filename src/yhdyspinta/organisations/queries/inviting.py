"""Which organisations belong to an area, so that they may begin its cooperation or be invited to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.organisations.models import Cooperation, PartyKind
from yhdyspinta.organisations.models.cooperation import AREA_OF_KIND

BEGINNERS = (PartyKind.COUNTY, PartyKind.MUNICIPALITY, PartyKind.REGIONAL_COUNCIL)
NAMED = tuple(kind for kind in PartyKind if kind not in AREA_OF_KIND)


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party to invite: a kind with the id of its area, or with a name where it has no area."""

    kind: str
    area: str = ""
    name: str = ""


def parties_of_area(area: str, kinds: Collection[str] = tuple(AREA_OF_KIND)) -> list[NewParty]:
    """The organisations with areas in that of a county, by kind: itself, its municipalities, and those in whose areas these are."""
    members = areas().members(area, _year())
    found = []
    for kind in (kind for kind in AREA_OF_KIND if kind in kinds):
        inside = {PartyKind.COUNTY: [area], PartyKind.MUNICIPALITY: list(members)}.get(kind) or _parents(members, AREA_OF_KIND[kind])
        found += [NewParty(kind.value, one) for one in inside]
    return found


def invitable(cooperation: Cooperation) -> list[NewParty]:
    """The organisations of the area that nobody has been named to speak for yet."""
    named = set(cooperation.parties.filter(posts__isnull=False).values_list("kind", "area"))
    return [one for one in parties_of_area(cooperation.area) if (one.kind, one.area) not in named]


def _parents(members: Collection[str], kind: str) -> list[str]:
    found = {areas().parent(member, kind, _year()) for member in members}
    return sorted(area for area in found if area)


def _year() -> int:
    """The year of the area division that is in force, or the newest that is known."""
    return min(timezone.localdate().year, areas().current)


def areas_of_cooperations() -> tuple[str, ...]:
    """The areas that may have a cooperation: those of the counties, by code."""
    return tuple(area.id for area in areas().areas(AREA_OF_KIND[PartyKind.COUNTY], _year()))
