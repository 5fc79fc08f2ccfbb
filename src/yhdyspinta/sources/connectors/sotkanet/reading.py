"""From Sotkanet's replies to rows.

A row without a
value is a figure that is not available; a row that is absent is nothing, and neither is zero. Municipal figures of
under five cases are absent too, so "suppressed" cannot be told from "not available" and is not claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.status import Status
from yhdyspinta.formats import sotkanet, sotkanet_csv
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN, Cube, to_table
from yhdyspinta.sources.connectors.sotkanet.collect import ABOUT, REGIONS, figures, witness
from yhdyspinta.sources.connectors.sotkanet.facts import CSV, Facts, facts_of
from yhdyspinta.sources.connectors.sotkanet.listing import Entry, entry_of
from yhdyspinta.sources.connectors.sotkanet.places import Places, places_of
from yhdyspinta.sources.rows import joined, rows_of
from yhdyspinta.sources.source import Reading
from yhdyspinta.sources.target import Target

_HIDDEN = "..."
_KEY = ("region", "year", "gender", "value")


def read(target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
    """The rows of a whole release; ParseError when a reply is missing, is not of what was asked, or is not whole."""
    facts, named = facts_of(target), {part.name: part for part in parts}
    entry = entry_of(_part(named, ABOUT).data, facts.indicator)
    figures_of = {gender: to_table(_cube(named, facts, entry, gender)) for gender in facts.genders}
    places = places_of(_part(named, REGIONS).data, _regions_with_figures(figures_of.values()), register)
    tables, notes = [], [*places.notes]
    for gender, table in figures_of.items():
        rows, unknown = _rows(table, facts, places, gender)
        if unknown:
            notes.append(f"Left out, for the list of regions does not have them: regions {', '.join(unknown)}.")
        if not rows.num_rows:
            has = f" It has {', '.join(entry.sexes)}." if entry.sexes else ""
            raise ParseError(f"Sotkanet has no figures of indicator {facts.indicator} for the gender {gender}.{has}", "Correct `genders`.")
        tables.append(rows)
    rows = joined(tables)
    notes += _remarks(entry, rows)
    return Reading(rows, tuple(notes), entry.updated, entry.producer.fi, entry.licence, sized=facts.format != CSV)


def _regions_with_figures(tables: Iterable[pa.Table]) -> set[str]:
    return {number for table in tables for number in table["region"].filter(pc.is_valid(table["value"])).unique().to_pylist()}


def _cube(named: Mapping[str, Part], facts: Facts, entry: Entry, gender: str) -> Cube:
    """The reply of one gender, proven to be of what was asked and to be whole."""
    part = _part(named, figures(gender))
    cube = (sotkanet_csv if facts.format == CSV else sotkanet).parse(part.data)[0]
    asked = {"indicator": {str(facts.indicator)}, "gender": {gender}, "year": {str(year) for year in entry.years()}}
    for dimension in cube.dimensions:
        strange = set(dimension.codes) - asked.get(dimension.id, set(dimension.codes))
        if strange:
            raise ParseError(f"Sotkanet answered with {dimension.id} {', '.join(sorted(strange)[:5])}, which was not asked.", FETCH_AGAIN)
    if facts.format == CSV and not part.framed:
        _agree(cube, sotkanet.parse(_part(named, witness(gender)).data)[0])
    return cube


def _agree(cube: Cube, other: Cube) -> None:
    """A CSV declares no size. When the transport showed no end either, the same figures as JSON must be the same."""
    mine, theirs = (_figures(to_table(one)) for one in (cube, other))
    if not mine.equals(theirs):
        raise ParseError(
            f"Sotkanet gave {mine.num_rows} figures as CSV and {theirs.num_rows} as JSON, or other ones, so one reply was cut.", FETCH_AGAIN
        )


def _figures(table: pa.Table) -> pa.Table:
    plain = pa.table({name: table[name].cast(pa.float64() if name == "value" else pa.string()) for name in _KEY})
    return plain.filter(pc.is_valid(plain["value"])).sort_by([(name, "ascending") for name in _KEY]).combine_chunks()


def _rows(table: pa.Table, facts: Facts, places: Places, gender: str) -> tuple[pa.Table, list[str]]:
    """The rows of areas that are ours, and the region numbers that nothing is known of."""
    regions = table["region"].combine_chunks()
    numbers = regions.dictionary.to_pylist()
    unknown = sorted((number for number in numbers if number not in places.areas), key=lambda number: (len(number), number))
    if numbers and len(unknown) == len(numbers):
        raise ParseError(f"No region of the reply is in Sotkanet's list of regions, such as {unknown[0]}.", FETCH_AGAIN)
    area = pa.array([places.areas.get(number) for number in numbers], pa.string()).take(regions.indices)
    ours = pc.is_valid(area)
    kept, area = table.filter(ours), area.filter(ours)
    columns = {
        "indicator": facts.ours,
        "area": area,
        "boundaries": places.boundaries,
        "period": kept["year"],
        "sex": gender,
        "value": kept["value"],
        "status": _statuses(kept),
        "numerator": pc.if_else(pc.is_valid(kept["value"]), kept[sotkanet.NUMERATOR], pa.scalar(None, pa.float64())),
    }
    return rows_of(columns, kept.num_rows), unknown


def _statuses(table: pa.Table) -> pa.Array:
    secret = pc.fill_null(pc.equal(table["status"], _HIDDEN), False)
    without = pc.if_else(secret, Status.SUPPRESSED.value, Status.NOT_AVAILABLE.value)
    return pc.if_else(pc.is_valid(table["value"]), Status.FINAL.value, without)


def _remarks(entry: Entry, rows: pa.Table) -> list[str]:
    notes = []
    if not entry.licence:
        notes.append(
            f"The producer is {entry.producer.fi or 'not named'}: THL's licence does not cover these figures, prefer the producer's."
        )
    if str(entry.last_year) not in rows["period"].unique().to_pylist():
        notes.append(f"Sotkanet says that figures end with {entry.last_year}, and gives none of that year.")
    return notes


def _part(named: Mapping[str, Part], name: str) -> Part:
    if name not in named:
        raise ParseError(f"The release lacks the reply {name!r}.", FETCH_AGAIN)
    return named[name]
