"""One row a key before anything is computed: which release wins where several give one figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl
import pyarrow as pa

from yhdyspinta.domain.observation import KEY
from yhdyspinta.domain.release import Release

UNRANKED = 100  # precedence of a source that the register does not rank
_UNKNOWN = "unknown"


def oldest_first(releases: Iterable[Release]) -> list[str]:
    """Release ids by the day when they were retrieved, those of an unknown day before all others."""
    return [release.id for release in sorted(releases, key=lambda item: (item.retrieved_at != _UNKNOWN, item.retrieved_at, item.id))]


def one_a_key(observations: pa.Table, precedence: Mapping[str, int], order: Sequence[str]) -> pa.Table:
    """`observations` (OBSERVATIONS) with one row a key, in the order given; the same table where nothing comes twice.

    `precedence`: source -> number, lower wins. `order`: release ids, oldest first; of equal precedence the newer wins
    (a release that is not in `order` is the oldest), then the greater id.
    """
    keys = pl.DataFrame(observations.select([*KEY, "release", "source"]))
    key = pl.struct(KEY)
    if keys.select(key.hash().n_unique()).item() == len(keys):
        return observations
    ages = {release: age for age, release in enumerate(order)}
    ranked = keys.with_row_index("row").with_columns(
        pl.col("source").cast(pl.String).replace_strict(dict(precedence), default=UNRANKED, return_dtype=pl.Int64).alias("rank"),
        pl.col("release").cast(pl.String).replace_strict(ages, default=-1, return_dtype=pl.Int64).alias("at"),
    )
    best = ranked.sort("rank", "at", "release", descending=[False, True, True]).unique(KEY, keep="first", maintain_order=True)
    return observations.take(best["row"].sort().to_arrow())
