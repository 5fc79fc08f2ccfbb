"""What was asked for and is not given, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from yhdyspinta.analysis import reasons
from yhdyspinta.analysis.parts import Prepared
from yhdyspinta.analysis.territory import kind_year, unchanged
from yhdyspinta.domain.areas import MUNICIPALITY, AreaRegister
from yhdyspinta.domain.indicator import Additivity
from yhdyspinta.domain.text import Text


@dataclass(frozen=True, slots=True)
class Refusal:
    """A figure that is not made. `area` empty: of no area of the kind; `period` empty: of no period."""

    area: str
    period: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which areas figures were asked for; empty `areas` mean all of the kind, no `boundaries` each figure's own."""

    register: AreaRegister
    kind: str
    areas: tuple[str, ...]
    boundaries: int | None

    def division(self, prepared: Prepared) -> int:
        """The year of the division that the answer speaks of."""
        if self.boundaries is not None:
            return self.boundaries
        years = {*prepared.parts["boundaries"].unique().to_list(), *prepared.own["boundaries"].unique().to_list()}
        newest = max((year for year in years if year in self.register.years), default=self.register.current)
        return kind_year(self.register, self.kind, newest)


def refusals(asked: Asked, prepared: Prepared, given: pl.DataFrame, refused: Mapping[str, Text]) -> tuple[Refusal, ...]:
    """Areas that are `refused` on the wanted division, areas that lack figures, and ages that the classes do not make up."""
    there = set(given["area"].unique().to_list())
    wanted = ("", *asked.areas) if asked.areas else tuple(sorted(refused))
    found = [Refusal(area, "", refused[area]) for area in wanted if area in refused and area not in there]
    if prepared.own.is_empty() and prepared.parts.is_empty():
        return (*found, Refusal("", "", reasons.NOTHING))
    ages = _uncovered(asked, prepared, given)
    told = there | set(refused)
    for area, reason in _lacking(asked, prepared).items():
        if area not in told and not (reason is reasons.NOTHING and ages):
            found.append(Refusal(area, "", reason))
    return (*found, *ages)


def _lacking(asked: Asked, prepared: Prepared) -> dict[str, Text]:
    """The areas that need a reason if they have no figures: those asked for by name, and those that a rule leaves out."""
    division = asked.division(prepared)
    expected = [area.id for area in asked.register.areas(asked.kind, division)]
    received = set(prepared.own.filter(pl.col("kind") == asked.kind)["area"].unique().to_list())
    elsewhere = received - _holding(asked, prepared) if asked.boundaries is not None else set()
    closed = prepared.indicator.additivity is Additivity.MUST_NOT and asked.kind != MUNICIPALITY
    lacking = asked.areas or [area for area in expected if area in elsewhere or (closed and area not in received)]
    found: dict[str, Text] = {}
    for area in lacking:
        if area not in expected:
            found[area] = reasons.no_such_area(area, division)
        elif area in elsewhere:
            found[area] = reasons.not_carried(division)
        elif closed and area not in received:
            found[area] = reasons.MUST_NOT
        else:
            found[area] = reasons.NOTHING if len(prepared.parts) or area in received else reasons.no_parts(prepared.indicator)
    return found


def _holding(asked: Asked, prepared: Prepared) -> set[str]:
    """The areas of which a received row holds on the wanted division."""
    target = asked.boundaries or 0
    pairs = prepared.own.filter(pl.col("kind") == asked.kind).select("area", "boundaries").unique().iter_rows()
    return {area for area, year in pairs if year == target or area in unchanged(asked.register, asked.kind, year, target)}


def _uncovered(asked: Asked, prepared: Prepared, given: pl.DataFrame) -> list[Refusal]:
    cells = set(given.select("period", "age").unique().iter_rows())
    missing = [item for item in prepared.uncovered if (item.period, item.age) not in cells and item.kind in (asked.kind, MUNICIPALITY)]
    reason = {(item.period, item.age): item.reason for item in missing}
    return [Refusal("", period, reason[period, age]) for period, age in sorted(reason)]
