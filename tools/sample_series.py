"""Readers of the reference files: each gives one dataset in the long form of the shipped sample.

A reader returns the columns `COLUMNS`: values as received, ids as the catalogue names them. Ids, columns and
levels come from the recipe (sample.toml), so that a reader holds only the shape of its file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from yhdyspinta.catalogue.indicators import series_name

COLUMNS = ("indicator", "area", "boundaries", "period", "sex", "age", "value", "status")
OPEN_AGE = 100  # published as "100 and over"

Recipe = dict[str, Any]


@dataclass(frozen=True)
class LeftOut:
    """Something of the file that is not shipped; `reason` is a key of the table of reasons."""

    what: str
    reason: str


@dataclass(frozen=True)
class Marked:
    """Cells whose received value cannot be one: shipped without a value, with `status`."""

    indicator: str
    status: str
    rows: int
    reason: str


@dataclass
class Series:
    frame: pl.DataFrame
    left_out: list[LeftOut] = field(default_factory=list)


def _long(frame: pl.DataFrame, boundaries: int | pl.Expr, status: str = "final") -> pl.DataFrame:
    """Fill the columns that the dataset does not vary, and put all in order."""
    given = set(frame.columns)
    defaults = {"sex": pl.lit("total"), "age": pl.lit("total"), "status": pl.lit(status)}
    year = pl.lit(boundaries) if isinstance(boundaries, int) else boundaries
    return frame.with_columns(
        year.cast(pl.Int16).alias("boundaries"),
        pl.col("period").cast(pl.String),
        pl.col("value").cast(pl.Float64),
        *(expression.alias(name) for name, expression in defaults.items() if name not in given),
    ).select(COLUMNS)


def _municipality() -> pl.Expr:
    code = pl.col("municipality_code")
    return pl.when(code == "SSS").then(code).otherwise("KU" + code).alias("area")


def _age() -> pl.Expr:
    return pl.when(pl.col("age") == OPEN_AGE).then(pl.lit(f"{OPEN_AGE}-")).otherwise(pl.col("age").cast(pl.String)).alias("age")


def _named(data: pl.DataFrame, prefix: str) -> pl.Expr:
    """Indicator ids made from the file's own names, without the X that R puts before a digit."""
    names = {name: prefix + series_name(re.sub(r"^X(?=\d)", "", name)) for name in data.get_column("indicator").unique().to_list()}
    return pl.col("indicator").replace_strict(names).alias("indicator")


def months(files: list[Path], recipe: Recipe) -> Series:
    """A column an indicator, by municipality and month. A missing cell has lost the marker that said why."""
    data = pl.read_parquet(files[0]).filter(pl.col("region_type") == "kunta")
    names: dict[str, str] = recipe["names"]
    long = data.unpivot(on=list(names), index=["region_code", "month"]).select(
        pl.col("variable").replace_strict(names).alias("indicator"),
        pl.col("region_code").alias("area"),
        pl.col("month").dt.strftime("%Y-%m").alias("period"),
        "value",
        pl.when(pl.col("value").is_null()).then(pl.lit("not_available")).otherwise(pl.lit("final")).alias("status"),
    )
    return Series(_long(long, recipe["boundaries"]))


def totals(files: list[Path], recipe: Recipe) -> Series:
    """Population by municipality and year."""
    data = pl.read_csv(files[0], infer_schema=False)
    columns = (
        pl.lit(recipe["indicator"]).alias("indicator"),
        _municipality(),
        pl.col("year").alias("period"),
        pl.col("population").alias("value"),
    )
    return Series(_long(data.select(columns), recipe["boundaries"]))


def ages_of_municipalities(files: list[Path], recipe: Recipe) -> Series:
    """Population by age and sex: 31 December of a year stands on the division that began the day after.

    The country is left to the dataset of regions, which holds the same figures: one key, one value.
    """
    data = pl.read_parquet(files[0]).filter(pl.col("municipality_code") != "SSS")
    columns = (pl.lit(recipe["indicator"]).alias("indicator"), _municipality(), pl.col("year").alias("period"), "sex", _age())
    return Series(_long(data.select(*columns, pl.col("population").alias("value")), pl.col("period").cast(pl.Int16) + 1))


def ages_of_regions(files: list[Path], recipe: Recipe) -> Series:
    data = pl.read_parquet(files[0])
    columns = (
        pl.lit(recipe["indicator"]).alias("indicator"),
        pl.col("region_code").alias("area"),
        pl.col("year").alias("period"),
        "sex",
        _age(),
    )
    return Series(_long(data.select(*columns, pl.col("population").alias("value")), recipe["boundaries"]))


def projection(files: list[Path], recipe: Recipe) -> Series:
    """A projection by municipality and single age, both sexes together, every year a forecast."""
    data = pl.read_parquet(files[0])
    columns = (pl.lit(recipe["indicator"]).alias("indicator"), _municipality(), pl.col("year").alias("period"), _age())
    return Series(_long(data.select(*columns, pl.col("population").alias("value")), recipe["boundaries"], "forecast"))


def figures(files: list[Path], recipe: Recipe) -> Series:
    """Named figures by municipality and year."""
    file = files[0]
    data = pl.read_parquet(file) if file.suffix == ".parquet" else pl.read_csv(file, infer_schema=False)
    data = data.with_columns(pl.col("indicator").cast(pl.String))
    columns = (_named(data, recipe["prefix"]), _municipality(), pl.col("year").alias("period"), "value")
    return Series(_long(data.select(columns), recipe["boundaries"]))


def levels(files: list[Path], recipe: Recipe) -> Series:
    """Named figures of several kinds of area; a level without codes of its own is not in the recipe."""
    kinds: dict[str, str] = recipe["levels"]
    data = pl.read_parquet(files[0]).with_columns(pl.col("indicator", "region_level").cast(pl.String))
    shipped = data.filter(pl.col("region_level").is_in(list(kinds)))
    area = (pl.col("region_level").replace_strict(kinds) + pl.col("region_code")).alias("area")
    return Series(
        _long(shipped.select(_named(data, recipe["prefix"]), area, pl.col("year").alias("period"), "value"), recipe["boundaries"])
    )


def extract(files: list[Path], recipe: Recipe) -> Series:
    """Municipal rows of the series whose title is that of exactly one id, and whose producer's licence is named."""
    data = pl.read_parquet(files[0]).with_columns(pl.col("indicator", "region_level", "region_name").cast(pl.String))
    ids, left_out = _matched(sorted(data.get_column("indicator").unique().to_list()), json.loads(files[1].read_text("utf-8")), recipe)
    code = pl.col("region_code").fill_null(pl.col("region_name").replace_strict(recipe["uncoded"], default=None))
    rows = data.filter((pl.col("region_level") == recipe["level"]) & pl.col("indicator").is_in(list(ids)))
    indicator = pl.col("indicator").replace_strict(ids).alias("indicator")
    long = rows.select(indicator, ("KU" + code).alias("area"), pl.col("year").alias("period"), "value")
    for name, last in recipe["last_year"].items():  # later years are shipped on a newer division, as a dataset of their own
        long = long.filter((pl.col("indicator") != name) | (pl.col("period") <= last))
    return Series(_long(long, recipe["boundaries"]), left_out)


def _matched(titles: list[str], listed: list[dict[str, Any]], recipe: Recipe) -> tuple[dict[str, str], list[LeftOut]]:
    """Title in the extract -> id, and the titles that are left out. Titles bear the extract's own "[GROUP] " before them."""
    known: dict[str, list[tuple[str, str]]] = {}
    for entry in listed:
        known.setdefault(entry["title"]["fi"].strip(), []).append((str(entry["id"]), entry["organization"]["title"]["fi"].strip()))
    ids, left_out = {}, []
    for title in titles:
        found = known.get(re.sub(r"^\[[^]]*\] ", "", title).strip(), [])
        if len(found) != 1:
            left_out.append(LeftOut(title, "no_single_title"))
        elif found[0][1] not in recipe["producers"]:
            left_out.append(LeftOut(f"{title} ({recipe['prefix']}{found[0][0]}, {found[0][1]})", "producer_terms"))
        elif recipe["projections"] in title.lower():
            left_out.append(LeftOut(f"{title} ({recipe['prefix']}{found[0][0]})", "older_projection"))
        else:
            ids[title] = recipe["prefix"] + found[0][0]
    return ids, left_out


READERS: dict[str, Callable[[list[Path], Recipe], Series]] = {
    "months": months,
    "totals": totals,
    "ages_of_municipalities": ages_of_municipalities,
    "ages_of_regions": ages_of_regions,
    "projection": projection,
    "figures": figures,
    "levels": levels,
    "extract": extract,
}


def mark(frame: pl.DataFrame, rules: list[Recipe]) -> tuple[pl.DataFrame, list[Marked]]:
    """Take away the values that cannot be values, each rule in turn, and tell how many were hit.

    A rule names an `indicator`, `when` (zero or negative), perhaps `beside` (an indicator that must be over zero
    in the same area and period, as received), and the `status` and `reason` that its cells get.
    """
    received, marked = frame, []
    for rule in rules:
        value = pl.col("value")
        hit = (pl.col("indicator") == rule["indicator"]) & ((value == 0) if rule["when"] == "zero" else (value < 0))
        if "beside" in rule:
            over = received.filter((pl.col("indicator") == rule["beside"]) & (value > 0)).select(
                "area", "period", pl.lit(True).alias("beside")
            )
            frame = frame.join(over, on=["area", "period"], how="left")
            hit = hit & pl.col("beside").fill_null(False)
        rows = frame.filter(hit).height
        frame = frame.with_columns(
            pl.when(hit).then(None).otherwise(value).alias("value"),
            pl.when(hit).then(pl.lit(rule["status"])).otherwise(pl.col("status")).alias("status"),
        ).select(COLUMNS)
        marked.append(Marked(rule["indicator"], rule["status"], rows, rule["reason"]))
    return frame, marked
