"""All figures on the current division, for the read model: the received rows and what is computed from them.

The same code as `series` makes them: published beats computed, and every rule and refusal is that of the indicator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.analysis.frames import PLACE, from_arrow
from yhdyspinta.analysis.grouping import computed, without
from yhdyspinta.analysis.method import CARRIED, PUBLISHED
from yhdyspinta.analysis.parts import Frames, Prepared, needed, prepare
from yhdyspinta.analysis.series import ORIGIN_COMPUTED, ORIGIN_PUBLISHED, present
from yhdyspinta.analysis.territory import kind_year
from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY, AreaRegister
from yhdyspinta.domain.indicator import Additivity, Indicator
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.domain.period import Period
from yhdyspinta.observations.schema import COMPUTED_ROWS

# The age groups that pages and pictures speak of, made wherever single years allow it.
HEADLINE_AGES = (TOTAL, "0-6", "0-14", "0-17", "15-64", "18-64", "65-", "65-74", "75-", "75-84", "85-")
# A kind that has ended (ELY) stands on the last division that had it.
KINDS = (MUNICIPALITY, "HVA", "MK", "SK", "ELY", "TA", "YTA", "EVK", COUNTRY)
ROWS: pa.Schema = pa.schema(
    [
        *(
            pa.field(field.name, pa.dictionary(pa.int32(), pa.string()), field.nullable) if field.type == pa.string() else field
            for field in COMPUTED_ROWS
        ),
        pa.field("present", pa.bool_(), nullable=False),
    ]
)
Progress = Callable[[int, int], None]
Reader = Callable[[str], pa.Table]


def computed_rows(
    observations: pa.Table | Reader, definitions: Mapping[str, Indicator], register: AreaRegister, progress: Progress | None = None
) -> pa.Table:
    """Every received row, and every figure computed on the current division, in the columns of ROWS.

    `observations`: OBSERVATIONS, one row a key; or a function that gives the rows of one indicator, called for those
    that have a definition. Computed are the totals over sexes and ages and the headline age groups, for every kind of
    area in KINDS, on the current division or the last that had the kind. `present` marks the rows that hold there: one row
    for each indicator, area, period, sex and age. `progress(done, of)` is called after each indicator. Indicators
    without a definition pass as received.
    """
    tables = list(tables_by_indicator(observations, definitions, register, progress))
    return pa.concat_tables(tables) if tables else ROWS.empty_table()


def tables_by_indicator(
    observations: pa.Table | Reader, definitions: Mapping[str, Indicator], register: AreaRegister, progress: Progress | None = None
) -> Iterator[pa.Table]:
    """As `computed_rows`, in the order of the indicators' ids, so that a caller need hold only one indicator at a time."""
    if callable(observations):
        names, read = sorted(definitions), observations
    else:
        names, read = sorted({*definitions, *pc.unique(observations["indicator"]).to_pylist()}), _reader(observations)
    for done, name in enumerate(names, 1):
        definition = definitions.get(name)
        tables = {one: read(one) for one in (needed(definition) if definition else (name,))}
        if any(table.num_rows for table in tables.values()):
            frames = {one: from_arrow(table) for one, table in tables.items()}
            yield from _of_indicator(frames, tables[name], definition, definitions, register)
        if progress is not None:
            progress(done, len(names))


def _reader(observations: pa.Table) -> Reader:
    """The rows of one indicator of a table that is held whole."""
    return lambda name: observations.filter(pc.equal(observations["indicator"], name))


def _of_indicator(
    frames: Frames, received: pa.Table, definition: Indicator | None, definitions: Mapping[str, Indicator], register: AreaRegister
) -> Iterator[pa.Table]:
    rows = pl.DataFrame(received)
    if definition is None:
        yield _with_origin(rows, rows.filter(pl.col("boundaries") == register.current).select(PLACE))
        return
    prepared = prepare(frames, definition, definitions, register, HEADLINE_AGES)
    holding, made = _on_current(prepared, register)
    yield _with_origin(rows, holding)
    yield _as_rows(made, definition)


def _on_current(prepared: Prepared, register: AreaRegister) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The keys of the received rows that hold on the current division, and the figures computed there."""
    parts = prepared.parts.filter(pl.col("sex") == TOTAL, pl.col("age").is_in(HEADLINE_AGES))
    holding, made = [], []
    known = set(register.kinds)
    for kind in sorted({*prepared.own["kind"].unique().to_list(), *KINDS} & known):
        division = kind_year(register, kind, register.current)
        own = present(prepared.own.filter(pl.col("kind") == kind), register, kind, division)
        holding.append(own.filter(_published()).select("area", pl.col("own_boundaries").alias("boundaries"), "period", "sex", "age"))
        made.append(_summed_over_classes(own))
        if kind in KINDS and len(parts) and not _already(prepared, parts, kind, division):
            figures, _ = computed(prepared, parts, register, kind, division)
            made.append(without(figures, own).select(made[0].columns))
    return pl.concat(holding), pl.concat(made).sort(PLACE)


def _already(prepared: Prepared, parts: pl.DataFrame, kind: str, current: int) -> bool:
    """Whether the municipal figures themselves stand on the current division, so that nothing is left to compute."""
    received = prepared.indicator.additivity is not Additivity.RATIO_OF_SUMS
    return kind == MUNICIPALITY and received and (parts["boundaries"] == current).all()


def _published() -> pl.Expr:
    return (pl.col("method") == PUBLISHED) | pl.col("method").str.starts_with(CARRIED)


def _summed_over_classes(own: pl.DataFrame) -> pl.DataFrame:
    """The totals and headline groups that the area's own published classes give."""
    none = pl.lit(None, dtype=pl.Float64)
    zero = pl.lit(0, dtype=pl.Int32)
    wanted = own.filter(~_published(), pl.col("sex") == TOTAL, pl.col("age").is_in(HEADLINE_AGES))
    return wanted.select(
        *PLACE, "value", none.alias("numerator"), none.alias("denominator"), "status", "release",
        zero.alias("parts"), zero.alias("parts_missing"), "method",
    )  # fmt: skip


def _with_origin(rows: pl.DataFrame, holding: pl.DataFrame) -> pa.Table:
    """Received rows with origin, and whether they hold on the current division."""
    marked = rows.join(holding.with_columns(pl.lit(True).alias("present")), on=PLACE, how="left", maintain_order="left")
    return _shaped(
        marked.with_columns(
            pl.lit(ORIGIN_PUBLISHED).alias("origin"),
            pl.lit(0, dtype=pl.Int32).alias("parts"),
            pl.lit(0, dtype=pl.Int32).alias("parts_missing"),
            pl.lit(PUBLISHED).alias("method"),
            pl.col("present").fill_null(False),
        )
    )


def _as_rows(made: pl.DataFrame, indicator: Indicator) -> pa.Table:
    periods = {text: Period.parse(text) for text in made["period"].unique().to_list()}
    starts = {text: period.start for text, period in periods.items()}
    ends = {text: period.end for text, period in periods.items()}
    return _shaped(
        made.with_columns(
            pl.lit(indicator.id).alias("indicator"),
            pl.col("period").replace_strict(starts, return_dtype=pl.Date).alias("period_start"),
            pl.col("period").replace_strict(ends, return_dtype=pl.Date).alias("period_end"),
            *(pl.lit(None, dtype=pl.Float64).alias(name) for name in ("n", "low", "high")),
            pl.lit(indicator.source).alias("source"),
            pl.lit(ORIGIN_COMPUTED).alias("origin"),
            pl.lit(True).alias("present"),
        )
    )


def _shaped(rows: pl.DataFrame) -> pa.Table:
    table = rows.select(ROWS.names).to_arrow()
    return pa.table([_column(table[field.name], field.type) for field in ROWS], schema=ROWS)


def _column(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_dictionary(wanted):
        plain = column.cast(pa.string())
        return plain.dictionary_encode().cast(wanted) if plain.type != wanted else plain
    return column.cast(wanted)
