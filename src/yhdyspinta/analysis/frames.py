"""The working frame of the calculations: figures in columns, and the one function that adds them up.

A frame of figures has the columns kind, area, boundaries, period, sex, age, value, weight, rank, status, release
and method. `kind` is that of the area; `method` is empty for a published row (see `method`).
`weight` is the denominator (people or labour force) where the indicator is a ratio or a mean, else null.
`rank` orders the statuses of known values from the firmest to the weakest.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pyarrow as pa

from yhdyspinta.analysis.method import PUBLISHED
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.domain.status import Status

PLACE = ("area", "boundaries", "period", "sex", "age")
# From the firmest to the weakest: a figure made of several is as weak as the weakest of them.
FIRMNESS = (Status.FINAL, Status.PRELIMINARY, Status.ESTIMATE, Status.FORECAST, Status.PARTIAL)
ESTIMATE_RANK = FIRMNESS.index(Status.ESTIMATE)
_RANKS = {str(status): rank for rank, status in enumerate(FIRMNESS)}
_NEEDED = (*PLACE, "value", "numerator", "denominator", "status", "release")
SCHEMA = {
    "kind": pl.String, "area": pl.String, "boundaries": pl.Int16, "period": pl.String, "sex": pl.String, "age": pl.String,
    "value": pl.Float64, "weight": pl.Float64, "rank": pl.Int8, "status": pl.String, "release": pl.String,
    "method": pl.String,
}  # fmt: skip


def from_arrow(observations: pa.Table) -> pl.DataFrame:
    """The rows of an observations table with the columns that calculations use and the area's `kind`, NaN as null.

    YhdyspintaError when two rows have one key: a sum over them would count it twice.
    """
    frame = pl.DataFrame(observations.select(["indicator", *_NEEDED]))
    text = [pl.col(name).cast(pl.String) for name in ("indicator", "area", "period", "sex", "age", "status", "release")]
    numbers = [pl.col(name).cast(pl.Float64).fill_nan(None) for name in ("value", "numerator", "denominator")]
    kind = pl.col("area").str.strip_chars_end("0123456789").alias("kind")
    rows = frame.with_columns(*text, *numbers, pl.col("boundaries").cast(pl.Int16)).with_columns(kind)
    _one_a_key(rows)
    return rows


def _one_a_key(rows: pl.DataFrame) -> None:
    key = pl.struct("indicator", *PLACE)
    if rows.select(key.hash().n_unique()).item() == len(rows):
        return
    twice = rows.filter(key.is_duplicated())
    if len(twice):
        first = " ".join(str(part) for part in twice.select("indicator", *PLACE).row(0))
        raise YhdyspintaError(f"{first} has several rows.", "Let precedence between releases choose one before figures are computed.")


def figures(rows: pl.DataFrame, value: pl.Expr | None = None, weight: pl.Expr | None = None) -> pl.DataFrame:
    """Rows of one indicator as a frame of figures; a value is known only where its weight, if asked for, is."""
    known = pl.col("value") if value is None else value
    heavy = pl.lit(None, dtype=pl.Float64) if weight is None else weight
    if weight is not None:
        known = pl.when(heavy.is_not_null()).then(known)
        heavy = pl.when(known.is_not_null()).then(heavy)
    rank = pl.col("status").replace_strict(_RANKS, default=0, return_dtype=pl.Int8)
    method = pl.lit(PUBLISHED).alias("method")
    return rows.select("kind", *PLACE, known.alias("value"), heavy.alias("weight"), rank.alias("rank"), "status", "release", method)


def empty() -> pl.DataFrame:
    return pl.DataFrame(schema=SCHEMA)


def add_up(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Sums of the known values and weights over `by`, with `known` (how many), the weakest rank and the releases.

    `value` is null where nothing is known. Releases are joined with a comma where there are several.
    """
    if rows["value"].null_count() < len(rows) and not _whole(rows["value"]):
        rows = rows.sort("area", "age", "sex")  # the order of the parts must not show in the last digit
    names = rows["release"].unique().sort()
    codes = pl.DataFrame({"release": names, "code": pl.Series(range(len(names)), dtype=pl.Int32)})
    there = pl.col("value").is_not_null()
    sums = (
        rows.join(codes, on="release", how="left", maintain_order="left")
        .group_by(by, maintain_order=True)
        .agg(
            there.sum().cast(pl.Int32).alias("known"),
            pl.col("value").sum(),
            pl.when(there).then(pl.col("weight")).sum().alias("weight"),
            pl.col("rank").filter(there).max(),
            pl.col("code").min().alias("first"),
            pl.col("code").max().alias("last"),
        )
        .with_columns(pl.when(pl.col("known") > 0).then(pl.col("value")).alias("value"), pl.col("rank").fill_null(0))
    )
    return _with_releases(sums, rows, codes, by)


def _whole(values: pl.Series) -> bool:
    return bool((values.drop_nulls() % 1 == 0).all())


def _with_releases(sums: pl.DataFrame, rows: pl.DataFrame, codes: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Names the releases of each sum; only the few sums with several of them cost a second look at the rows."""
    named = sums.join(codes.rename({"code": "first"}), on="first", how="left", maintain_order="left")
    if sums.filter(pl.col("first") != pl.col("last")).is_empty():
        return named.drop("first", "last")
    mixed = (
        rows.join(sums.filter(pl.col("first") != pl.col("last")).select(by), on=by, how="semi")
        .group_by(by)
        .agg(pl.col("release").unique().sort().str.join(",").alias("several"))
    )
    return (
        named.join(mixed, on=by, how="left", maintain_order="left")
        .with_columns(pl.coalesce("several", "release").alias("release"))
        .drop("first", "last", "several")
    )


def tidy_releases(rows: pl.DataFrame) -> pl.DataFrame:
    """Each release named once where sums of sums have named it twice."""
    names = rows["release"].unique().drop_nulls().to_list()
    tidy = {name: ",".join(sorted(set(name.split(",")))) for name in names if "," in name}
    return rows.with_columns(pl.col("release").replace(tidy)) if tidy else rows


def status_of(known: str = "known", parts: str = "parts") -> pl.Expr:
    """The status of a computed figure: nothing known, some parts missing, or as firm as its weakest part."""
    firmness = pl.col("rank").replace_strict(dict(enumerate(map(str, FIRMNESS))), default=None, return_dtype=pl.String)
    return (
        pl.when(pl.col(known) == 0)
        .then(pl.lit(str(Status.NOT_AVAILABLE)))
        .when(pl.col(known) < pl.col(parts))
        .then(pl.lit(str(Status.PARTIAL)))
        .otherwise(firmness)
    )
