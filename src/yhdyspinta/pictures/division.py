"""On which division of areas the picture of an area stands."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY, AreaRegister
from yhdyspinta.domain.errors import Refused

MEMBER_KINDS = ("KR", "KS")  # groupings of municipalities, of which no picture is made


@lru_cache(maxsize=4096)
def division_of(register: AreaRegister, area_id: str) -> int:
    """The newest division that has the area: the current one, or the last of a kind that has ended as a whole.

    Refused for an area that ended while its kind goes on, with what it became, and for mere groupings.
    """
    area = register.get(area_id)
    if area.kind in MEMBER_KINDS:
        raise Refused(f"{area_id} is a grouping of municipalities, not an area of its own.", "Choose a municipality, a county or a region.")
    year = min(register.current, register.last_year(area.kind))
    if area in register.areas(area.kind, year):
        return year
    became = [found for found, _ in register.became(area_id, date(register.current, 1, 1)) if found != area_id]
    hint = f"Its territory belongs to {', '.join(f'{found} {register.get(found).name.fi}' for found in became)}." if became else ""
    raise Refused(f"{area_id} {area.name.fi} is no longer an area ({area.end or 'not yet in force'}).", hint)


@lru_cache(maxsize=4096)
def parts_of(register: AreaRegister, area_id: str) -> tuple[str, tuple[str, ...]]:
    """Kind and ids of the areas that a map of the area shows.

    The country shows its counties; a municipality the municipalities of its county (of its region where it has no
    county); every other area its own municipalities. Helsinki is both county and municipality: its map is the country's
    counties.
    """
    area, year = register.get(area_id), division_of(register, area_id)
    counties = tuple(found.id for found in register.areas("HVA", register.current))
    if area.kind == COUNTRY:
        return "HVA", counties
    around = area_id
    if area.kind == MUNICIPALITY:
        around = register.parent(area_id, "HVA", year) or register.parent(area_id, "MK", year) or COUNTRY
    members = register.members(around, year)
    return (MUNICIPALITY, members) if len(members) > 1 else ("HVA", counties)
