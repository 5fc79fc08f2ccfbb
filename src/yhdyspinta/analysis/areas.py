"""Carrying figures from the boundaries of one year to those of another, as tables to join with.

Only the territory of municipalities is carried; other kinds of area are sums over the municipalities of a
division. Forward, mergers are followed with their shares. Backward, an area that has not changed passes, and
one that has taken others in is refused: nothing tells how its figure would divide.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from yhdyspinta.domain.areas import MUNICIPALITY, AreaRegister
from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.text import Text

MAPPING = pa.schema([("area_from", pa.string()), ("area_to", pa.string()), ("share", pa.float64())])
PARENTS = pa.schema([("area_from", pa.string()), ("area_to", pa.string())])
_WHOLE = 1.0 - 1e-9


@dataclass(frozen=True, slots=True)
class AreaRefusal:
    """`area` of the wanted division cannot be had from the figures of `held_by` in the given one."""

    area: str
    held_by: tuple[str, ...]
    reason: Text


@dataclass(frozen=True, slots=True)
class Mapping:
    """`table` (area_from, area_to, share) says which share of which municipality goes where; `refusals` what cannot."""

    table: pa.Table
    refusals: tuple[AreaRefusal, ...] = ()


def mapping(register: AreaRegister, from_year: int, to_year: int) -> Mapping:
    """Municipalities of the division of `from_year` -> those of `to_year`.

    Refused when a year lies outside the register: its division is not known.
    """
    for year in (from_year, to_year):
        if year not in register.years:
            raise Refused(f"The division of {year} is not known.", f"Known are {register.years[0]}–{register.years[-1]}.")
    rows = _carried(register, min(from_year, to_year), max(from_year, to_year))
    if from_year <= to_year:
        return Mapping(_table(rows))
    return _backward(register, rows, from_year, to_year)


def parents(register: AreaRegister, kind: str, year: int) -> pa.Table:
    """Municipality -> its area of `kind` on 1 January of `year` (area_from, area_to); a municipality is its own."""
    pairs = [(child, area.id) for area in register.areas(kind, year) for child in register.members(area.id, year)]
    return pa.table([pa.array(column, pa.string()) for column in zip(*sorted(pairs), strict=True)] or [[], []], schema=PARENTS)


def _carried(register: AreaRegister, early: int, late: int) -> list[tuple[str, str, float]]:
    day = date(late, 1, 1)
    return [(area.id, target, share) for area in register.areas(MUNICIPALITY, early) for target, share in register.became(area.id, day)]


def _table(rows: list[tuple[str, str, float]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, MAPPING, strict=True)], schema=MAPPING)


def _backward(register: AreaRegister, rows: list[tuple[str, str, float]], from_year: int, to_year: int) -> Mapping:
    origins: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    whole = {origin for origin, _, share in rows if share >= _WHOLE}
    for origin, target, _ in rows:
        origins[target].add(origin)
        holders[origin].add(target)
    passed, refusals = [], []
    for origin, held_by in sorted(holders.items()):
        (holder,) = held_by if len(held_by) == 1 else (None,)
        if holder is not None and origin in whole and origins[holder] == {origin}:
            passed.append((holder, origin, 1.0))
        else:
            together = sorted({other for one in held_by for other in origins[one]})
            reason = _reason(register, sorted(held_by), together, from_year, to_year)
            refusals.append(AreaRefusal(origin, tuple(sorted(held_by)), reason))
    return Mapping(_table(sorted(passed)), tuple(refusals))


def _reason(register: AreaRegister, held_by: list[str], together: list[str], from_year: int, to_year: int) -> Text:
    def names(ids: list[str], language: str, conjunction: str) -> str:
        *most, last = [register.get(one).name.in_(language) for one in ids]
        return f"{', '.join(most)} {conjunction} {last}" if most else last

    return Text(
        fi=f"Vuoden {from_year} aluejaossa {names(held_by, 'fi', 'ja')} sisältää vuoden {to_year} kunnat {names(together, 'fi', 'ja')}. "
        f"Niiden osuuksia ei tiedetä, joten lukua ei voi esittää vuoden {to_year} rajoilla.",
        sv=f"I {from_year} års indelning omfattar {names(held_by, 'sv', 'och')} kommunerna {names(together, 'sv', 'och')} "
        f"i {to_year} års indelning. Deras andelar är inte kända, så siffran kan inte anges enligt {to_year} års gränser.",
        en=f"In the division of {from_year}, {names(held_by, 'en', 'and')} holds the municipalities {names(together, 'en', 'and')} "
        f"of {to_year}. Their shares are not known, so the figure cannot be given on the boundaries of {to_year}.",
    )
