"""Which division of the country a service speaks of, told by the municipalities that it lists."""

from __future__ import annotations

from collections.abc import Collection

from yhdyspinta.domain.areas import MUNICIPALITY, AreaRegister
from yhdyspinta.domain.errors import ParseError

# Counties, municipalities … in our ids; digits as many as official codes have.
DIGITS = {"KU": 3, "MK": 2, "HVA": 2, "SK": 3, "ELY": 2, "TA": 2, "YTA": 1, "EVK": 2}
_MOST_SHOWN = 8


def area_id(kind: str, code: str) -> str:
    """Our id for an area of `kind` whose code the service writes with or without zeros in front."""
    return f"{kind}{code.strip().zfill(DIGITS.get(kind, 0))}"


def division_of(municipalities: Collection[str], register: AreaRegister) -> int:
    """The newest year whose municipalities (ids) are all among those listed.

    A service that lists current municipalities is thereby known by its own list, whatever day it is asked. ParseError
    when no division fits: a newer one than the register knows, which must be brought in first.
    """
    listed = set(municipalities)
    for year in reversed(register.years):
        division = {area.id for area in register.areas(MUNICIPALITY, year)}
        if division <= listed:
            return year
    newest = {area.id for area in register.areas(MUNICIPALITY, register.current)}
    missing = sorted(newest - listed)
    raise ParseError(
        f"The service lists {len(listed)} municipalities, which are those of no known division; from that of {register.current} it "
        f"lacks {', '.join(missing[:_MOST_SHOWN])}{' …' if len(missing) > _MOST_SHOWN else ''}.",
        "Bring the areas of the new year into curated/areas first.",
    )


def standing(register: AreaRegister, year: int) -> frozenset[str]:
    """The ids of all areas of the division of `year`."""
    return frozenset(area.id for kind in register.kinds for area in register.areas(kind, year))
