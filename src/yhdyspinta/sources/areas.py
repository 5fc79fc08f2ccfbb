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


def kind_of(area: str) -> str:
    """The kind of an area's id: its letters."""
    return area.rstrip("0123456789")


def division_of(listed: Collection[str], figured: Collection[str], register: AreaRegister) -> int:
    """The newest year whose municipalities (ids) are all `listed`, and hold all those that have figures (`figured`).

    A service that lists current municipalities is thereby known by its own list, whatever day it is asked; one that goes
    on listing ended ones, by whether these have figures. ParseError when no division fits: mostly a newer one than the
    register knows, which must be brought in first.
    """
    known, having = set(listed), set(figured)
    for year in reversed(register.years):
        if having <= _municipalities(register, year) <= known:
            return year
    newest = _municipalities(register, register.current)
    missing, ended = sorted(newest - known), sorted(having - newest)
    what = f"it lacks {_some(missing)}" if missing else f"it has figures of {_some(ended)} too"
    raise ParseError(
        f"The service's municipalities are those of no known division: held against {register.current}, {what}.",
        "Bring the areas of the new year into curated/areas first.",
    )


def _municipalities(register: AreaRegister, year: int) -> set[str]:
    return {area.id for area in register.areas(MUNICIPALITY, year)}


def _some(ids: list[str]) -> str:
    return f"{', '.join(ids[:_MOST_SHOWN])}{' …' if len(ids) > _MOST_SHOWN else ''}"


def standing(register: AreaRegister, year: int) -> frozenset[str]:
    """The ids of all areas of the division of `year`."""
    return frozenset(area.id for kind in register.kinds for area in register.areas(kind, year))
