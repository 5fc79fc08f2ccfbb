"""What a new release changed against the one that stands: new, revised, vanished, and what is seen for the first time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyarrow as pa

from yhdyspinta.domain.observation import KEY
from yhdyspinta.observations.schema import NUMBERS

AXES = ("area", "period", "sex", "age")
TOLD = 500  # changes of each kind that a log lists one by one; the counts are of all
DRAWN = 3  # series that a log keeps whole, before and after, so that the difference can be drawn
CHANGES = ("revised", "vanished", "new")
_COMPARED = (*NUMBERS, "status")
_SERIES = tuple(name for name in KEY if name != "boundaries")


@dataclass(frozen=True, slots=True)
class Difference:
    """Two releases of one dataset, row by row.

    `joined` has a row for every key of either: the key, `change` (new | revised | vanished | same), `value` and
    `status` before, `value_after` and `status_after`. `boundaries` are the divisions before and after.
    """

    joined: pl.DataFrame
    boundaries: tuple[tuple[int, ...], tuple[int, ...]]
    first: bool  # nothing stood before

    @property
    def counts(self) -> dict[str, int]:
        found = dict(self.joined["change"].value_counts().iter_rows())
        return {name: int(found.get(name, 0)) for name in ("new", "revised", "vanished", "same")}

    @property
    def nothing(self) -> bool:
        """Whether both say the same."""
        return not self.first and self.counts["same"] == len(self.joined)


def compare(standing: pa.Table, rows: pa.Table) -> Difference:
    """The difference of two tables of OBSERVATIONS.

    A figure is known by indicator, area, period, sex and age; by the division as well where one release gives it on
    several, so that a series that moves as a whole to a new division is revised, not gone and come.
    """
    before, after = _frame(standing), _frame(rows)
    keys = list(_SERIES if _one_division(before) and _one_division(after) else KEY)
    joined = before.with_columns(was=pl.lit(True)).join(
        after.with_columns(is_now=pl.lit(True)), on=keys, how="full", suffix="_after", coalesce=True
    )
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_after")) for name in _COMPARED)
    change = (
        pl.when(pl.col("was").is_null())
        .then(pl.lit("new"))
        .when(pl.col("is_now").is_null())
        .then(pl.lit("vanished"))
        .when(differs)
        .then(pl.lit("revised"))
        .otherwise(pl.lit("same"))
    )
    kept = [*_SERIES, "change", "value", "value_after", "status", "status_after"]
    divisions = (_divisions(before), _divisions(after))
    return Difference(joined.with_columns(change=change).select(kept), divisions, standing.num_rows == 0)


def log(difference: Difference) -> dict[str, Any]:
    """The change log as it is kept: counts, by indicator, first seen codes, and the changes one by one up to TOLD of each."""
    return {
        "counts": difference.counts,
        "boundaries": {"before": list(difference.boundaries[0]), "after": list(difference.boundaries[1])},
        "indicators": _by_indicator(difference.joined),
        "first_seen": {} if difference.first else first_seen(difference.joined, ("indicator", *AXES)),
        "listed": [] if difference.first else _listed(difference.joined),
        "drawn": [] if difference.first else _drawn(difference.joined),
    }


def first_seen(joined: pl.DataFrame, axes: tuple[str, ...]) -> dict[str, list[str]]:
    """Codes of each axis that stood nowhere before."""
    return _only_in(joined, axes, pl.col("change") == "new")


def gone(joined: pl.DataFrame, axes: tuple[str, ...]) -> dict[str, list[str]]:
    """Codes of each axis that stand nowhere any more."""
    return _only_in(joined, axes, pl.col("change") == "vanished")


def _only_in(joined: pl.DataFrame, axes: tuple[str, ...], condition: pl.Expr) -> dict[str, list[str]]:
    found = {axis: joined.group_by(axis).agg(condition.all().alias("only")).filter("only")[axis].sort().to_list() for axis in axes}
    return {axis: codes for axis, codes in found.items() if codes}


def _frame(table: pa.Table) -> pl.DataFrame:
    names = [*KEY, *_COMPARED]
    frame = pl.DataFrame(pl.from_arrow(table.select(names)))
    texts = [*_SERIES, "status"]
    return frame.with_columns(pl.col(texts).cast(pl.String), pl.col("boundaries").cast(pl.Int64), pl.col(NUMBERS).cast(pl.Float64))


def _one_division(frame: pl.DataFrame) -> bool:
    return frame.select(pl.struct(_SERIES).n_unique()).item() == len(frame) if len(frame) else True


def _divisions(frame: pl.DataFrame) -> tuple[int, ...]:
    return tuple(frame["boundaries"].unique().sort().to_list())


def _by_indicator(joined: pl.DataFrame) -> dict[str, Mapping[str, int]]:
    counted = joined.group_by("indicator", "change").len().sort("indicator", "change")
    found: dict[str, dict[str, int]] = {}
    for indicator, change, number in counted.iter_rows():
        found.setdefault(indicator, {})[change] = number
    return dict(found)


def _listed(joined: pl.DataFrame) -> list[dict[str, Any]]:
    """The changes one by one: the largest revisions first, then what vanished and what came, newest first."""
    size = ((pl.col("value_after") - pl.col("value")).abs() / pl.col("value").abs().clip(1e-9)).fill_null(float("inf"))
    found: list[dict[str, Any]] = []
    for change in CHANGES:
        own = joined.filter(pl.col("change") == change)
        order = (
            own.with_columns(size=size).sort("size", *_SERIES, descending=[True, *[False] * len(_SERIES)]).drop("size")
            if change == "revised"
            else own.sort("period", "indicator", "area", "sex", "age", descending=[True, *[False] * 4])
        )
        found.extend(order.head(TOLD).to_dicts())
    return found


def _drawn(joined: pl.DataFrame) -> list[dict[str, Any]]:
    """The series that changed most, one an indicator, whole: `cells` are period, value before and value after."""
    axes = ["indicator", "area", "sex", "age"]
    weight = (pl.col("change").is_in(["revised", "vanished"])).sum()
    size = pl.max_horizontal("value", "value_after").max()
    ranked = joined.group_by(axes).agg(weight=weight, size=size).filter(pl.col("weight") > 0)
    chosen = ranked.sort("weight", "size", *axes, descending=[True, True, *[False] * 4]).unique(
        "indicator", keep="first", maintain_order=True
    )
    found = []
    for one in chosen.head(DRAWN).select(axes).to_dicts():
        own = joined.filter(pl.all_horizontal(pl.col(axis) == code for axis, code in one.items())).sort("period")
        found.append({**one, "cells": [list(cell) for cell in own.select("period", "value", "value_after").iter_rows()]})
    return found
