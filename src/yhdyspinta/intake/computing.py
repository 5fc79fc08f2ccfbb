"""What is computed from the published table, one group of related indicators at a time, so that memory stays small."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.analysis.aggregate import tables_by_indicator
from yhdyspinta.analysis.parts import needed
from yhdyspinta.analysis.precedence import one_a_key
from yhdyspinta.analysis.series import ORIGIN_COMPUTED
from yhdyspinta.analysis.territory import kind_year, unchanged
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.indicator import Additivity, Indicator, MeasureKind
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.observations.contents import Contents
from yhdyspinta.observations.readmodel import PRESENT
from yhdyspinta.observations.rows import ordered
from yhdyspinta.observations.scan import by_indicator
from yhdyspinta.observations.schema import COMPUTED_ROWS, OBSERVATIONS

READ_AT_ONCE = 500_000  # rows; what is made of them takes several times their room
People = Mapping[str, Mapping[str, tuple[str, float]]]
Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """`rows` (COMPUTED_ROWS) in their order; `present` (PRESENT): the pairs of area and boundaries that each indicator
    holds today; `people`: of each indicator that is a population, the newest period and number of each area."""

    rows: pa.Table
    present: pa.Table
    people: People

    @property
    def population(self) -> dict[str, float]:
        """The newest number of residents of each area."""
        return population(self.people)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Which release wins where several give one figure: precedence of sources (lower wins), and releases, oldest first."""

    precedence: Mapping[str, int]
    order: Sequence[str]


def compute(
    contents: Contents,
    groups: Sequence[Group],
    definitions: Mapping[str, Indicator],
    register: AreaRegister,
    ranking: Ranking,
    progress: Callable[[int, int], None],
) -> Computed:
    """Everything that the figures of some `families` allow on the current division."""
    counted = populations(definitions)
    made, pairs, people = [COMPUTED_ROWS.empty_table()], [PRESENT.empty_table()], dict[str, dict[str, tuple[str, float]]]()
    plain = [group[0] for group in groups if len(group) == 1 and _nothing_to_compute(definitions.get(group[0]))]
    told = {name: held for name, where in contents.scan.places(plain).items() if (held := _holding(name, where, register)) is not None}
    pairs += told.values()
    for part in _tables(contents, [group for group in groups if group[0] not in told], definitions, register, ranking, progress):
        present = part.filter(part["present"])
        pairs.append(_distinct(present.select(PRESENT.names).cast(PRESENT)))
        if part.num_rows and (name := part["indicator"][0].as_py()) in counted:
            _take_people(present, people.setdefault(name, {}))
        own = part.filter(pc.equal(part["origin"].cast(pa.string()), ORIGIN_COMPUTED))
        if own.num_rows:
            made.append(own.drop_columns(["present"]).cast(COMPUTED_ROWS))
    held = _distinct(pa.concat_tables(pairs)).sort_by([(name, "ascending") for name in PRESENT.names])
    # Rows come from several threads: put in order, so that equal figures make an equal data version.
    return Computed(ordered(pa.concat_tables(made)), held, people)


def population(people: People) -> dict[str, float]:
    """The newest number of residents of each area; of two indicators that tell of one period, the first by its id."""
    newest: dict[str, tuple[str, float]] = {}
    for _, told in sorted(people.items()):
        for area, (period, value) in told.items():
            if period > newest.get(area, ("", 0.0))[0]:
                newest[area] = (period, value)
    return {area: value for area, (_, value) in newest.items()}


def populations(definitions: Mapping[str, Indicator]) -> frozenset[str]:
    """The indicators that are populations: means are weighted by them, and money is given per head of them."""
    return frozenset(
        item.denominator
        for item in definitions.values()
        if item.additivity is Additivity.POPULATION_WEIGHTED
        or (item.additivity is Additivity.RATIO_OF_SUMS and item.kind is MeasureKind.MONEY)
    )


def families(definitions: Mapping[str, Indicator], received: Collection[str]) -> list[Group]:
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
    contents: Contents,
    groups: Sequence[Group],
    definitions: Mapping[str, Indicator],
    register: AreaRegister,
    ranking: Ranking,
    progress: Callable[[int, int], None],
) -> Iterator[pa.Table]:
    """Tables of analysis.aggregate.ROWS."""
    total, done = sum(map(len, groups)), 0
    for several in _at_once(groups, contents.sizes):
        names = [name for group in several for name in group]
        rows = by_indicator(one_a_key(contents.scan.read(names).cast(OBSERVATIONS), ranking.precedence, ranking.order))
        for group in several:
            known = {name: definitions[name] for name in group if name in definitions}
            own = [rows[name] for name in group if name in rows]
            if own:
                yield from tables_by_indicator(pa.concat_tables(own), known, register)
        done += len(names)
        progress(done, total)


def _nothing_to_compute(definition: Indicator | None) -> bool:
    return definition is not None and definition.additivity is Additivity.MUST_NOT


def _holding(name: str, where: Sequence[tuple[str, int]], register: AreaRegister) -> pa.Table | None:
    """Of the places of an indicator of which nothing is computed, those that hold today (PRESENT), if all stand on one
    division: so it is with most of thousands. None for others; `analysis.aggregate` gives the same for these as well."""
    years = {year for _, year in where}
    if len(years) != 1:
        return None
    holding = []
    for area, year in where:
        kind = area.rstrip("0123456789")
        if kind in register.kinds:
            division = kind_year(register, kind, register.current)
            if year == division or area in unchanged(register, kind, year, division):
                holding.append(area)
    return pa.table([[name] * len(holding), holding, [*years] * len(holding)], schema=PRESENT)


def _at_once(groups: Iterable[Group], sizes: Mapping[str, int]) -> Iterator[list[Group]]:
    """The groups in parts that are read together: opening files for each of thousands of indicators would take longest."""
    part: list[Group] = []
    held = 0
    for group in groups:
        size = sum(sizes.get(name, 0) for name in group)
        if part and held + size > READ_AT_ONCE:
            yield part
            part, held = [], 0
        part.append(group)
        held += size
    if part:
        yield part


def _distinct(pairs: pa.Table) -> pa.Table:
    return pairs.group_by(PRESENT.names).aggregate([])


def _take_people(present: pa.Table, newest: dict[str, tuple[str, float]]) -> None:
    columns = (present[name].to_pylist() for name in ("area", "period", "sex", "age", "value"))
    for area, period, sex, age, value in zip(*columns, strict=True):
        if sex == age == TOTAL and value is not None and period > newest.get(area, ("", 0.0))[0]:
            newest[area] = (period, value)
