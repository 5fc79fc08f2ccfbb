"""The figures of one indicator for the areas of one kind: published where there are such, else computed, else refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import polars as pl
import pyarrow as pa

from yhdyspinta.analysis import reasons
from yhdyspinta.analysis.frames import PLACE, from_arrow
from yhdyspinta.analysis.grouping import COMPUTED, computed, without
from yhdyspinta.analysis.method import CARRIED, PUBLISHED
from yhdyspinta.analysis.parts import Prepared, needed, prepare
from yhdyspinta.analysis.refusals import Asked, Refusal, refusals
from yhdyspinta.analysis.territory import kind_year, unchanged
from yhdyspinta.domain.areas import MUNICIPALITY, AreaRegister
from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.indicator import Additivity, Indicator
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.domain.text import Text

ORIGIN_PUBLISHED, ORIGIN_COMPUTED = "published", "computed"
SERIES = pa.schema(
    [
        ("indicator", pa.string()),
        ("area", pa.string()),
        ("boundaries", pa.int16()),
        ("period", pa.string()),
        ("sex", pa.string()),
        ("age", pa.string()),
        ("value", pa.float64()),
        ("status", pa.string()),
        ("release", pa.string()),
        ("origin", pa.string()),
        ("parts", pa.int32()),
        ("parts_missing", pa.int32()),
        ("method", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Series:
    """`table` has the columns of SERIES, one row a key, sorted by it; `value` is null where there is none."""

    table: pa.Table
    refusals: tuple[Refusal, ...]


def values(
    observations: pa.Table,
    indicator: Indicator,
    register: AreaRegister,
    kind: str,
    *,
    areas: Sequence[str] = (),
    periods: Sequence[str] = (),
    boundaries: int | None = None,
    definitions: Mapping[str, Indicator],
    sexes: Sequence[str] = (),
    ages: Sequence[str] = (),
) -> Series:
    """Every figure of `indicator` for the areas of `kind` that the received `observations` give.

    `observations`: rows (OBSERVATIONS schema) of the indicator and of the indicators named by `parts.needed`, on any
    boundaries. Without `boundaries`, published figures stay on their own division, and computed ones stand on that of
    the municipal figures if the kind existed then, else on the nearest that has it (the method says which). With
    `boundaries`, every row stands on that division, or its area is refused. Empty `areas`, `periods`, `sexes` and `ages`
    mean all; `ages` may name groups ("65-", "0-14") to be made of the published classes.

    Raises Refused when the rule of the indicator allows no figure of this kind, or the division has no such areas;
    Unknown for an unknown area.
    """
    for area in areas:
        register.get(area)
    _check_kind(register, kind, boundaries)
    rows = from_arrow(observations).filter(pl.col("kind").is_in([kind, MUNICIPALITY]))
    if periods:
        wider = [*periods, *(period[:4] for period in periods)]  # a month's denominator may be the year's
        rows = rows.filter(pl.col("period").is_in(wider))
    frames = {name: rows.filter(pl.col("indicator") == name) for name in needed(indicator)}
    prepared = prepare(frames, indicator, definitions, register, tuple(ages) or (TOTAL,))
    own = prepared.own.filter(pl.col("kind") == kind)
    if indicator.additivity is Additivity.MUST_NOT and own.is_empty() and len(prepared.own):
        raise Refused(f"{indicator.id}, {kind}: {reasons.MUST_NOT.en}", "Ask for a kind of area for which it is published.")
    published = _published(own, register, kind, boundaries)
    made, refused = _computed(prepared, own, register, kind, boundaries, areas)
    table = pl.concat([published, made])
    for column, wanted in (("area", areas), ("period", periods), ("sex", sexes), ("age", ages)):
        if wanted:
            table = table.filter(pl.col(column).is_in(list(wanted)))
    table = table.sort(PLACE)
    asked = Asked(register, kind, tuple(areas), boundaries)
    return Series(_as_arrow(table, indicator.id), refusals(asked, prepared, table, refused))


def present(own: pl.DataFrame, register: AreaRegister, kind: str, target: int) -> pl.DataFrame:
    """The received rows that hold on the division of `target`: its own, and those whose area is the same there.

    One row a key: published before summed over classes, then the nearest division. `own_boundaries` tells where a
    row was published; a row of another division has method `carried`.
    """
    years = own["boundaries"].unique().to_list()
    held = []
    for year in years:
        rows = own.filter(pl.col("boundaries") == year)
        if year != target:
            rows = rows.filter(pl.col("area").is_in(list(unchanged(register, kind, year, target))))
        held.append(rows)
    found = pl.concat(held) if held else own
    distance = (pl.col("boundaries") - target).abs()
    if len(years) > 1:
        found = found.sort(pl.col("method") != PUBLISHED, distance, pl.col("boundaries"), maintain_order=True)
        found = found.unique(["area", "period", "sex", "age"], keep="first", maintain_order=True)
    carried = (pl.col("method") == PUBLISHED) & (pl.col("boundaries") != target)
    method = pl.when(carried).then(pl.format(f"{CARRIED}:{{}}", "boundaries")).otherwise("method")
    return found.with_columns(
        method.alias("method"), pl.col("boundaries").alias("own_boundaries"), pl.lit(target, dtype=pl.Int16).alias("boundaries")
    )


def targets(parts: pl.DataFrame, register: AreaRegister, kind: str, boundaries: int | None) -> dict[int, list[int]]:
    """The divisions on which figures are computed, each with the divisions of the parts that go there."""
    found: dict[int, list[int]] = {}
    for year in sorted(parts["boundaries"].unique().to_list()):
        found.setdefault(kind_year(register, kind, year) if boundaries is None else boundaries, []).append(year)
    return found


def _published(own: pl.DataFrame, register: AreaRegister, kind: str, boundaries: int | None) -> pl.DataFrame:
    held = own if boundaries is None else present(own, register, kind, boundaries)
    numbers = [pl.lit(None, dtype=pl.Float64).alias(name) for name in ("numerator", "denominator")]
    none = [pl.lit(0, dtype=pl.Int32).alias(name) for name in ("parts", "parts_missing")]
    return held.with_columns(*numbers, *none).select(*COMPUTED)


def _computed(
    prepared: Prepared, own: pl.DataFrame, register: AreaRegister, kind: str, boundaries: int | None, areas: Collection[str]
) -> tuple[pl.DataFrame, dict[str, Text]]:
    found, refused = [pl.DataFrame(schema=COMPUTED)], {}
    for target, years in targets(prepared.parts, register, kind, boundaries).items():
        if kind == MUNICIPALITY and years == [target] and prepared.indicator.additivity is not Additivity.RATIO_OF_SUMS:
            continue  # the municipal figures are there already
        parts = prepared.parts.filter(pl.col("boundaries").is_in(years))
        made, not_made = computed(prepared, parts, register, kind, target, areas)
        found.append(without(made, present(own, register, kind, target)))
        refused.update(not_made)
    return pl.concat(found), refused


def _as_arrow(table: pl.DataFrame, identifier: str) -> pa.Table:
    published = (pl.col("method") == PUBLISHED) | pl.col("method").str.starts_with(CARRIED)
    origin = pl.when(published).then(pl.lit(ORIGIN_PUBLISHED)).otherwise(pl.lit(ORIGIN_COMPUTED))
    full = table.with_columns(pl.lit(identifier).alias("indicator"), origin.alias("origin"))
    return full.select(SERIES.names).to_arrow().cast(SERIES)


def _check_kind(register: AreaRegister, kind: str, boundaries: int | None) -> None:
    first, last = register.first_year(kind), register.last_year(kind)
    if boundaries is not None and not register.areas(kind, boundaries):
        raise Refused(reasons.no_such_kind(kind, boundaries, first, last).en, "Ask for another division or another kind of area.")
