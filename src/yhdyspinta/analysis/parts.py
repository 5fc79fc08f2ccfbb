"""What a figure of a larger area is made of: the municipal figures of an indicator, by the rule of the indicator.

For a sum, the values. For a ratio of sums, numerator and denominator of the municipalities where both are known.
For a population-weighted mean, the value times the population and the population. The two of a pair stand on one
division: where they were published on different ones, the earlier is carried to the later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from yhdyspinta.analysis.ages import Uncovered, with_axes
from yhdyspinta.analysis.frames import PLACE, SCHEMA, add_up, empty, figures
from yhdyspinta.analysis.territory import assignment, unchanged
from yhdyspinta.domain.areas import MUNICIPALITY, AreaRegister
from yhdyspinta.domain.indicator import Additivity, Indicator
from yhdyspinta.domain.observation import TOTAL

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An indicator ready to be computed.

    `own`: its received rows of every kind with the totals over sexes and ages that they allow. `parts`: the
    municipal figures to add up, empty where the rule forbids it or nothing was received.
    """

    indicator: Indicator
    own: pl.DataFrame
    parts: pl.DataFrame
    uncovered: tuple[Uncovered, ...]


def needed(indicator: Indicator) -> tuple[str, ...]:
    """The ids of the indicators whose rows a computation of `indicator` reads, itself first."""
    return tuple(dict.fromkeys(filter(None, (indicator.id, indicator.numerator, indicator.denominator))))


def prepare(
    frames: Frames, indicator: Indicator, definitions: Mapping[str, Indicator], register: AreaRegister, ages: Sequence[str] = (TOTAL,)
) -> Prepared:
    """Read the rows of `indicator` and of what it is made of; `frames` hold rows by indicator id, `ages` are wanted as totals."""
    rows = frames.get(indicator.id)
    own = figures(rows) if rows is not None else empty()
    if indicator.additivity is Additivity.SUM:
        own, uncovered = with_axes(own, ages)
        return Prepared(indicator, own, own.filter(pl.col("kind") == MUNICIPALITY), uncovered)
    if indicator.additivity is Additivity.RATIO_OF_SUMS:
        return Prepared(indicator, own, _ratio(frames, indicator, definitions, register, ages), ())
    if indicator.additivity is Additivity.POPULATION_WEIGHTED:
        values = own.filter(pl.col("kind") == MUNICIPALITY)
        people = _municipal(frames, indicator.denominator, definitions, _ages_in(values, ages))
        pairs = _paired(values, people, register, additive=False)
        return Prepared(indicator, own, pairs.with_columns(pl.col("value") * pl.col("weight")), ())
    return Prepared(indicator, own, empty(), ())


def _ratio(
    frames: Frames, indicator: Indicator, definitions: Mapping[str, Indicator], register: AreaRegister, ages: Sequence[str]
) -> pl.DataFrame:
    if indicator.numerator and indicator.denominator:
        above = _municipal(frames, indicator.numerator, definitions, ages)
        below = _municipal(frames, indicator.denominator, definitions, _ages_in(above, ages))
        if len(above) and len(below):
            return _paired(above, below, register, additive=True)
    rows = frames.get(indicator.id)
    if rows is None:
        return empty()
    given = rows.filter(pl.col("kind") == MUNICIPALITY)  # the source gave both beside the ratio itself
    if given["denominator"].null_count() == len(given):
        return empty()
    return figures(given, pl.col("numerator"), pl.col("denominator"))


def _municipal(frames: Frames, identifier: str, definitions: Mapping[str, Indicator], ages: Sequence[str]) -> pl.DataFrame:
    rows = frames.get(identifier)
    if rows is None:
        return empty()
    own = figures(rows.filter(pl.col("kind") == MUNICIPALITY))
    defined = definitions.get(identifier)
    return with_axes(own, ages)[0] if defined and defined.additivity is Additivity.SUM else own


def _ages_in(rows: pl.DataFrame, ages: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({*rows["age"].unique().to_list(), *ages}))


def _paired(above: pl.DataFrame, below: pl.DataFrame, register: AreaRegister, *, additive: bool) -> pl.DataFrame:
    """Each row of `above` with the value of `below` for its area, period (else its year), sex and age as `weight`."""
    if above.is_empty() or below.is_empty():
        return above.with_columns(pl.lit(None, dtype=pl.Float64).alias("value"))
    periods = below["period"].unique().implode()
    match = pl.when(pl.col("period").is_in(periods)).then("period").otherwise(pl.col("period").str.slice(0, 4))
    above = above.with_columns(match.alias("match"))
    return pl.concat(
        _joined(_carried(first, year, common, register, additive), _carried(second, other, common, register, additive=True))
        for year, other, first, second in _blocks(above, below)
        for common in [max(year, other)]
    )


def _blocks(above: pl.DataFrame, below: pl.DataFrame) -> list[tuple[int, int, pl.DataFrame, pl.DataFrame]]:
    """The rows of both by the pair of divisions they stand on: for each period the nearest division of `below`."""
    there = below.select(pl.col("period").alias("match"), pl.col("boundaries").alias("other")).unique()
    pairs = (
        above.select("period", "match", "boundaries")
        .unique()
        .join(there, on="match", how="left")
        .with_columns(pl.col("other").fill_null(pl.col("boundaries")))
        .sort((pl.col("other") - pl.col("boundaries")).abs(), "other", descending=[False, True])
        .unique(["period", "boundaries"], keep="first", maintain_order=True)
    )
    found = []
    for year, other in sorted(pairs.select("boundaries", "other").unique().iter_rows()):
        block = pairs.filter(pl.col("boundaries") == year, pl.col("other") == other)
        first = above.join(block.select("period", "boundaries"), on=["period", "boundaries"], how="semi")
        second = below.filter(pl.col("boundaries") == other, pl.col("period").is_in(block["match"].unique().implode()))
        found.append((year, other, first, second))
    return found


def _carried(rows: pl.DataFrame, year: int, target: int, register: AreaRegister, additive: bool) -> pl.DataFrame:
    """Municipal rows of the division of `year` on that of `target`, a later one; a merged area only where all of it is known."""
    if year == target:
        return rows
    if year not in register.years or target not in register.years:
        return rows.clear()
    kept = unchanged(register, MUNICIPALITY, year, target)
    table = assignment(register, MUNICIPALITY, year, target).table
    same = rows.filter(pl.col("area").is_in(list(kept))).with_columns(pl.lit(target, dtype=pl.Int16).alias("boundaries"))
    if not additive:
        return same
    table = table.filter(~pl.col("area").is_in(list(kept))).rename({"area": "whole"})
    table = table.with_columns(pl.len().over("whole").cast(pl.Int32).alias("parts"))
    moved = rows.join(table, left_on="area", right_on="part", how="inner").drop("area").rename({"whole": "area"})
    moved = moved.with_columns(pl.col("value") * pl.col("share"), pl.lit(target, dtype=pl.Int16).alias("boundaries"))
    keys = ["kind", *PLACE, "parts", *(["match"] if "match" in rows.columns else [])]
    made = add_up(moved, keys).with_columns(pl.when(pl.col("known") == pl.col("parts")).then("value").alias("value"))
    made = made.with_columns(pl.lit("").alias("status"), pl.lit("").alias("method"))
    return pl.concat([same, made.select(rows.columns)])


def _joined(above: pl.DataFrame, below: pl.DataFrame) -> pl.DataFrame:
    others = below.select(
        "area", pl.col("period").alias("match"), "sex", "age",
        pl.col("value").alias("other"), pl.col("rank").alias("other_rank"), pl.col("release").alias("other_release"),
    )  # fmt: skip
    both = above.join(others, on=["area", "match", "sex", "age"], how="left", maintain_order="left")
    known = pl.col("value").is_not_null() & pl.col("other").is_not_null()
    release = pl.when(pl.col("other_release") != pl.col("release")).then(pl.concat_str("release", "other_release", separator=","))
    return both.with_columns(
        pl.when(known).then("value").alias("value"),
        pl.when(known).then("other").alias("weight"),
        pl.max_horizontal("rank", "other_rank").cast(pl.Int8).alias("rank"),
        release.otherwise("release").alias("release"),
    ).select(*SCHEMA)
