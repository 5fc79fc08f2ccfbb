"""What is computed from the published table, one group of related indicators at a time, so that memory stays small."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yhdyspinta.analysis.aggregate import tables_by_indicator
from yhdyspinta.analysis.parts import needed
from yhdyspinta.analysis.precedence import one_a_key
from yhdyspinta.analysis.series import ORIGIN_COMPUTED
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.indicator import Additivity, Indicator, MeasureKind
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.observations.readmodel import PRESENT
from yhdyspinta.observations.rows import ordered
from yhdyspinta.observations.schema import COMPUTED_ROWS
from yhdyspinta.observations.table import VersionedTable


@dataclass(frozen=True, slots=True)
class Computed:
    """`rows` (COMPUTED_ROWS) in their order; `present` (PRESENT): the pairs of area and boundaries that hold today;
    `population`: the latest number of residents of each area."""

    rows: pa.Table
    present: pa.Table
    population: dict[str, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Which release wins where several give one figure: precedence of sources (lower wins), and releases, oldest first."""

    precedence: Mapping[str, int]
    order: Sequence[str]


def compute(
    table: VersionedTable,
    definitions: Mapping[str, Indicator],
    register: AreaRegister,
    ranking: Ranking,
    progress: Callable[[int, int], None],
) -> Computed:
    """Everything that the figures of the published version allow on the current division."""
    people = populations(definitions)
    made, pairs, latest = [COMPUTED_ROWS.empty_table()], [PRESENT.empty_table()], dict[str, tuple[str, float]]()
    for part in _tables(table, definitions, register, ranking, progress):
        present = part.filter(part["present"])
        pairs.append(_distinct(present.select(PRESENT.names).cast(PRESENT)))
        if part.num_rows and part["indicator"][0].as_py() in people:
            _take_population(present, latest)
        own = part.filter(pc.equal(part["origin"].cast(pa.string()), ORIGIN_COMPUTED))
        made.append(own.drop_columns(["present"]).cast(COMPUTED_ROWS))
    held = _distinct(pa.concat_tables(pairs)).sort_by([(name, "ascending") for name in PRESENT.names])
    # Rows come from several threads: put in order, so that equal figures make an equal data version.
    return Computed(ordered(pa.concat_tables(made)), held, {area: value for area, (_, value) in latest.items()})


def populations(definitions: Mapping[str, Indicator]) -> frozenset[str]:
    """The indicators that are populations: means are weighted by them, and money is given per head of them."""
    return frozenset(
        item.denominator
        for item in definitions.values()
        if item.additivity is Additivity.POPULATION_WEIGHTED
        or (item.additivity is Additivity.RATIO_OF_SUMS and item.kind is MeasureKind.MONEY)
    )


def families(definitions: Mapping[str, Indicator], received: Collection[str]) -> list[tuple[str, ...]]:
    """The indicators that something can be made of, in groups that need no figures of one another.

    `received`: the indicators that have rows. A group holds each indicator with the parts of which it is made.
    """
    links = {name: {name} for name in received}
    for name, definition in definitions.items():
        parts = {part for part in needed(definition) if part in received}
        if not parts:
            continue
        joined = {name}.union(*(links.get(part, {part}) for part in (name, *parts)))
        for member in joined:
            links[member] = joined
    return sorted({tuple(sorted(group)) for group in links.values()})


def _tables(
    table: VersionedTable,
    definitions: Mapping[str, Indicator],
    register: AreaRegister,
    ranking: Ranking,
    progress: Callable[[int, int], None],
) -> Iterator[pa.Table]:
    groups = families(definitions, _received(table))
    total, done = sum(map(len, groups)), 0
    for group in groups:
        known = {name: definitions[name] for name in group if name in definitions}
        rows = one_a_key(table.read(indicators=group), ranking.precedence, ranking.order)
        yield from tables_by_indicator(rows, known, register)
        done += len(group)
        progress(done, total)


def _received(table: VersionedTable) -> set[str]:
    """The indicators that have rows in the published version."""
    found: set[str] = set()
    for file in table.file_uris():
        found.update(pq.read_table(file, columns=["indicator"], partitioning=None)["indicator"].unique().to_pylist())
    return found


def _distinct(pairs: pa.Table) -> pa.Table:
    return pairs.group_by(PRESENT.names).aggregate([])


def _take_population(present: pa.Table, latest: dict[str, tuple[str, float]]) -> None:
    columns = (present[name].to_pylist() for name in ("area", "period", "sex", "age", "value"))
    for area, period, sex, age, value in zip(*columns, strict=True):
        if sex == age == TOTAL and value is not None and period > latest.get(area, ("", 0.0))[0]:
            latest[area] = (period, value)
