"""Municipal figures added up to areas: the one place where figures of larger areas are made."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from yhdyspinta.analysis.frames import ESTIMATE_RANK, PLACE, add_up, status_of, tidy_releases
from yhdyspinta.analysis.method import KNOWN_MUNICIPALITIES
from yhdyspinta.analysis.method import code as method_code
from yhdyspinta.analysis.parts import Prepared
from yhdyspinta.analysis.reasons import unknown_division
from yhdyspinta.analysis.territory import assignment
from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY, AreaRegister
from yhdyspinta.domain.indicator import Additivity
from yhdyspinta.domain.status import Status
from yhdyspinta.domain.text import Text

_CELL = ["period", "sex", "age"]
COMPUTED = {
    "kind": pl.String, "area": pl.String, "boundaries": pl.Int16, "period": pl.String, "sex": pl.String, "age": pl.String,
    "value": pl.Float64, "numerator": pl.Float64, "denominator": pl.Float64, "status": pl.String, "release": pl.String,
    "parts": pl.Int32, "parts_missing": pl.Int32, "method": pl.String,
}  # fmt: skip


def computed(
    prepared: Prepared, parts: pl.DataFrame, register: AreaRegister, kind: str, target: int, areas: Collection[str] = ()
) -> tuple[pl.DataFrame, dict[str, Text]]:
    """Figures of the areas of `kind` on the division of `target` from municipal `parts` on any divisions; and what is refused.

    Every area has a row for every period, sex and age of the parts, without a value where no part is known.
    Of several divisions that the parts stand on, the one with every part known, then the nearest, gives the figure.
    """
    found, refused = [], {}
    years = sorted(parts["boundaries"].unique().to_list())
    for year in years:
        if year not in register.years:
            refused[""] = unknown_division(year, register.years)
            continue
        way = assignment(register, kind, year, target)
        refused.update(way.refused)
        table = way.table.filter(pl.col("area").is_in(list(areas))) if areas else way.table
        if len(table):
            found.append(_sums(parts.filter(pl.col("boundaries") == year), table, kind, year))
    if not found:
        return pl.DataFrame(schema=COMPUTED), refused
    sums = pl.concat(found)
    if len(found) > 1:
        distance = (pl.col("data_year") - target).abs()
        sums = sums.sort(pl.col("known") < pl.col("parts"), distance, pl.col("data_year"), maintain_order=True)
        sums = sums.unique(["area", *_CELL], keep="first", maintain_order=True)
    made = _finished(sums, prepared, kind, target)
    return made, {area: reason for area, reason in refused.items() if area not in set(made["area"].unique().to_list())}


def _sums(parts: pl.DataFrame, table: pl.DataFrame, kind: str, year: int) -> pl.DataFrame:
    rows = parts.drop("boundaries", "kind").join(table.rename({"area": "whole"}), left_on="area", right_on="part", how="inner")
    if (table["share"] < 1.0).any():
        share = pl.col("share")
        rows = rows.with_columns(
            pl.col("value") * share,
            pl.col("weight") * share,
            pl.when(share < 1.0).then(pl.max_horizontal("rank", pl.lit(ESTIMATE_RANK))).otherwise("rank").cast(pl.Int8).alias("rank"),
        )
    sums = add_up(rows, ["whole", *_CELL]).rename({"whole": "area"})
    sizes = table.group_by("area").agg(pl.len().cast(pl.Int32).alias("parts"))
    if kind == MUNICIPALITY:
        grid = sums.join(sizes, on="area", how="left", maintain_order="left")
    else:
        grid = parts.select(_CELL).unique().join(sizes, how="cross").join(sums, on=["area", *_CELL], how="left")
    return grid.select(
        "area", *_CELL, "value", "weight", pl.col("known").fill_null(0), "parts", pl.col("rank").fill_null(0),
        pl.col("release").fill_null(""), pl.lit(year, dtype=pl.Int16).alias("data_year"),
    )  # fmt: skip


def _finished(sums: pl.DataFrame, prepared: Prepared, kind: str, target: int) -> pl.DataFrame:
    """The value by the rule of the indicator, with its status, parts and method."""
    indicator = prepared.indicator
    ratio = indicator.additivity is not Additivity.SUM
    factor = indicator.factor if indicator.additivity is Additivity.RATIO_OF_SUMS else 1.0
    undefined = (pl.col("known") > 0) & (pl.col("weight") == 0) if ratio else pl.lit(False)
    value = pl.when(pl.col("weight") != 0).then(pl.col("value") / pl.col("weight") * factor) if ratio else pl.col("value")
    numerator = pl.col("value") if indicator.additivity is Additivity.RATIO_OF_SUMS else pl.lit(None, dtype=pl.Float64)
    how = KNOWN_MUNICIPALITIES if kind == COUNTRY and not ratio else str(indicator.additivity)
    methods = {year: method_code(how, year, target) for year in sums["data_year"].unique().to_list()}
    known = pl.col("known") > 0
    return tidy_releases(
        sums.select(
            pl.lit(kind).alias("kind"), "area", pl.lit(target, dtype=pl.Int16).alias("boundaries"), *_CELL,
            pl.when(known).then(value).alias("value"),
            pl.when(known).then(numerator).alias("numerator"),
            (pl.when(known).then("weight") if ratio else pl.lit(None, dtype=pl.Float64)).alias("denominator"),
            pl.when(undefined).then(pl.lit(str(Status.NOT_APPLICABLE))).otherwise(status_of()).alias("status"),
            "release", "parts", (pl.col("parts") - pl.col("known")).alias("parts_missing"),
            pl.col("data_year").replace_strict(methods, return_dtype=pl.String).alias("method"),
        )
    )  # fmt: skip


def without(made: pl.DataFrame, published: pl.DataFrame) -> pl.DataFrame:
    """The computed figures whose key no published row has: published beats computed, also where it has no value."""
    return made.join(published.select(PLACE), on=PLACE, how="anti")
