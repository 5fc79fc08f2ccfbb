"""Sotkanet's regions as our areas, and the division of the country that they stand on.

Every figure, of whatever year, stands on one division: Sotkanet carries its series over to the areas of the day (a
county has figures of years before there were counties).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY, AreaRegister
from yhdyspinta.sources.areas import area_id, division_of, standing
from yhdyspinta.sources.connectors.sotkanet.listing import Region, regions_of

# Sotkanet's category -> our kind of area. Its other categories are no areas of ours and are left out.
KINDS = {"KUNTA": MUNICIPALITY, "MAAKUNTA": "MK", "HYVINVOINTIALUE": "HVA", "SEUTUKUNTA": "SK", "ELY-KESKUS": "ELY", "MAA": COUNTRY}
_COUNTY = "HVA"


@dataclass(frozen=True, slots=True)
class Places:
    """The areas behind Sotkanet's region numbers, and the division that they belong to. None: no area of ours."""

    boundaries: int
    areas: Mapping[str, str | None]
    notes: tuple[str, ...] = ()


def places_of(data: bytes, figured: Collection[str], register: AreaRegister) -> Places:
    """Our areas by Sotkanet's region numbers, of the division that the listed municipalities and those with figures make.

    `figured` are the region numbers that have a figure in the release.
    """
    regions = regions_of(data)
    ours = {region.number: _ours(region) for region in regions}
    listed = {number: area for number, area in ours.items() if area and area.startswith(MUNICIPALITY)}
    boundaries = division_of(listed.values(), [area for number, area in listed.items() if number in figured], register)
    known = standing(register, boundaries)
    areas = {number: area if area in known else None for number, area in ours.items()}
    return Places(boundaries, areas, _moved(regions, areas, register, boundaries))


def _ours(region: Region) -> str | None:
    kind = KINDS.get(region.category, "")
    return area_id(kind, region.code) if kind and kind != COUNTRY else kind or None


def _moved(regions: Sequence[Region], areas: Mapping[str, str | None], register: AreaRegister, year: int) -> tuple[str, ...]:
    """Whether Sotkanet's counties have other municipalities than the register's: then a figure of a county is of another area."""
    moved = []
    for region in regions:
        area = areas[region.number] or ""
        theirs = {parent for number in region.member_of if (parent := areas.get(str(number)) or "").startswith(_COUNTY)}
        mine = register.parent(area, _COUNTY, year) if theirs and area.startswith(MUNICIPALITY) else None
        if mine is not None and mine not in theirs:
            moved.append(f"{area} in {', '.join(sorted(theirs))}, not {mine}")
    return (f"Sotkanet places municipalities otherwise than the register: {'; '.join(moved[:5])}.",) if moved else ()
