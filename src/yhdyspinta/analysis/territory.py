"""Which municipal figures make up which area: the way from one division to the areas of another, and what stays as it was."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from yhdyspinta.analysis.areas import AreaRefusal, mapping, parents
from yhdyspinta.domain.areas import MUNICIPALITY, AreaRegister
from yhdyspinta.domain.text import Text


@dataclass(frozen=True, slots=True)
class Assignment:
    """`table` (part, area, share): which municipality of a division counts into which area; `refused`: what cannot be had."""

    table: pl.DataFrame
    refused: dict[str, Text]


@lru_cache(maxsize=256)
def assignment(register: AreaRegister, kind: str, data_year: int, target: int) -> Assignment:
    """From the municipalities of the division of `data_year` to the areas of `kind` in the division of `target`.

    Backwards (target before data_year), a municipality that has swallowed others still counts into an area
    that held all of them; an area that held only some of them is refused. Refused (the error) when a year
    is outside the register.
    """
    carried = mapping(register, data_year, target)
    above = dict(zip(*parents(register, kind, target).to_pydict().values(), strict=True))
    rows = [(part, above[place], share) for part, place, share in zip(*carried.table.to_pydict().values(), strict=True) if place in above]
    whole, refused = _swallowed(carried.refusals, above)
    rows.extend(whole)
    kept = [row for row in rows if row[1] not in refused]
    shares: dict[tuple[str, str], float] = defaultdict(float)
    for part, area, share in kept:
        shares[part, area] += share
    flat = [(part, area, min(share, 1.0)) for (part, area), share in sorted(shares.items())]
    schema = {"part": pl.String, "area": pl.String, "share": pl.Float64}
    return Assignment(pl.DataFrame(flat, schema=schema, orient="row"), refused)


def _swallowed(refusals: tuple[AreaRefusal, ...], above: dict[str, str]) -> tuple[list[tuple[str, str, float]], dict[str, Text]]:
    """Of municipalities that hold land of several earlier ones: those that lie in one area whole, and the areas that are refused."""
    held: dict[str, list[AreaRefusal]] = defaultdict(list)
    for refusal in refusals:
        for holder in refusal.held_by:
            held[holder].append(refusal)
    whole: list[tuple[str, str, float]] = []
    refused: dict[str, Text] = {}
    for holder, origins in held.items():
        areas = {above.get(origin.area, "") for origin in origins}
        if len(areas) == 1:  # all that it holds lay in one area, whatever else has come of those municipalities
            whole.extend((holder, area, 1.0) for area in areas if area)
        else:
            refused.update({above[origin.area]: origin.reason for origin in origins if origin.area in above})
    return whole, refused


@lru_cache(maxsize=1024)
def unchanged(register: AreaRegister, kind: str, year: int, other: int) -> frozenset[str]:
    """The areas of `kind` that cover the same land on 1 January of both years (as AreaRegister.same_territory, all at once)."""
    early, late = sorted((year, other))
    if early not in register.years or late not in register.years:
        return frozenset()
    before, after = _members(register, kind, early), _members(register, kind, late)
    table = mapping(register, early, late).table.to_pydict()
    goes: dict[str, set[str]] = defaultdict(set)
    comes: dict[str, set[str]] = defaultdict(set)
    for origin, place in zip(table["area_from"], table["area_to"], strict=True):
        goes[origin].add(place)
        comes[place].add(origin)
    return frozenset(
        area
        for area in before.keys() & after.keys()
        if set().union(*(goes[one] for one in before[area])) == after[area]
        and set().union(*(comes[one] for one in after[area])) == before[area]
    )


def _members(register: AreaRegister, kind: str, year: int) -> dict[str, set[str]]:
    return {area.id: set(members) for area in register.areas(kind, year) if (members := register.members(area.id, year))}


@lru_cache(maxsize=512)
def kind_year(register: AreaRegister, kind: str, year: int) -> int:
    """The division on which areas of `kind` are computed from figures of `year`: that year's own if the kind existed, else the nearest."""
    if kind == MUNICIPALITY:
        return year
    return min(max(year, register.first_year(kind)), register.last_year(kind))
