"""From the cells of a PxWeb table to rows: our words for areas, periods, sexes and ages, and what a mark means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from yhdyspinta.domain.areas import MUNICIPALITY, AreaRegister
from yhdyspinta.domain.errors import ParseError, Unknown
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.domain.status import WITHOUT_VALUE, Status
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import Cube
from yhdyspinta.formats.detect import parse_any
from yhdyspinta.sources.pxweb_facts import NEWEST, PERIOD, ZERO, Facts, facts_of
from yhdyspinta.sources.pxweb_grid import Grid, assemble
from yhdyspinta.sources.pxweb_plan import Plan, Selection, asked_in, find_code, plan_of
from yhdyspinta.sources.pxweb_terms import AGE, AREA, CONTENTS, SEX, TIME, Variable, bare, boundary_year, fold, unit_of
from yhdyspinta.sources.rows import joined, rows_of
from yhdyspinta.sources.source import Reading
from yhdyspinta.sources.target import Target, Wanted

METADATA = "metadata"
_AXES = (AREA, TIME, SEX, AGE)
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2})[.:](\d{2})[.:](\d{2})(?:\.\d+)?Z")
_Array = np.ndarray[Any, Any]


def read_table(target: Target, parts: Sequence[Part], register: AreaRegister, table: Cube) -> Reading:
    """The rows of a target from the description of its table and all replies that hold its figures."""
    facts = facts_of(target)
    plan = plan_of(table, target, facts)
    answers = [(asked_in(part.query), _one_cube(part)) for part in parts if part.name != METADATA]
    updated = one_release([cube for _, cube in answers])
    contents = plan.of_role(CONTENTS)
    _check_units(contents, facts, [cube for _, cube in answers])
    grid = assemble(plan.selection, contents.code if contents else "", answers)
    divisions = _divisions(plan, facts, str(table.meta.get("label", "")))
    notes = [*plan.absent, *_left_out(plan)]
    tables = [_rows(wanted, codes, plan, grid, facts, divisions) for wanted, codes in plan.picks]
    rows = _known_areas(_together(tables, plan), register, notes)
    return Reading(rows, tuple(notes), _utc(updated), _said(answers, "source").partition(",")[0].strip())


def _together(tables: list[pa.Table], plan: Plan) -> pa.Table:
    """All series in one table. Where no two codes have one meaning each key is there once as it is, and need not be
    looked for: that search takes twice as long as all the rest of the reading."""
    once = len({wanted.indicator for wanted, _ in plan.picks}) == len(plan.picks)
    if once and all(len(set(words.values())) == len(words) for words in plan.ours.values()):
        return pa.concat_tables(tables).unify_dictionaries().combine_chunks()
    return joined(tables)


def _check_units(contents: Variable | None, facts: Facts, cubes: Sequence[Cube]) -> None:
    """ParseError when contents have another unit than the entry says: a figure in thousands must not pass for one in ones."""
    if contents is None:
        return
    for words, expected in facts.units.items():
        code = find_code(contents, words)
        for cube in cubes:
            said, _ = unit_of(cube, contents.code, code)
            if said and fold(said) != fold(expected):
                raise ParseError(f"{code} is in {said!r} now; the entry says {expected!r}.", "Look at the table and correct the entry.")


def one_release(cubes: Iterable[Cube]) -> str:
    """The time of publishing that all replies share; ParseError when the table changed between them."""
    times = {updated_of(cube) for cube in cubes}
    if len(times) > 1:
        raise ParseError(f"The table was published anew while it was fetched ({', '.join(sorted(times))}).", "Fetch it again.")
    return next(iter(times), "")


def updated_of(cube: Cube) -> str:
    """When the figures were published, as the reply itself says; the folder's own date is only of a bulk re-stamp."""
    said = cube.meta.get("updated")
    if not said and cube.meta.get("metadata"):
        first = cube.meta["metadata"][0]
        said = first.get("updated") if isinstance(first, dict) else ""
    return said if isinstance(said, str) else ""


def _utc(updated: str) -> str:
    """ISO text in UTC; `json` answers write `2025-06-03T05.00.00Z`, and what is written otherwise is not taken for a time."""
    match = _TIME.fullmatch(updated)
    return f"{match[1]}T{match[2]}:{match[3]}:{match[4]}Z" if match else ""


def _said(answers: Sequence[tuple[Selection, Cube]], name: str) -> str:
    for _, cube in answers:
        about = [cube.meta, *(one for one in cube.meta.get("metadata") or () if isinstance(one, dict))]
        for one in about:
            if isinstance(one.get(name), str):
                return str(one[name])
    return ""


def _one_cube(part: Part) -> Cube:
    cubes = parse_any(part.data, part.name)
    if len(cubes) != 1 or cubes[0].kind != "figures":
        raise ParseError(f"Reply {part.name} holds no figures of one table.", "Fetch it again.")
    return cubes[0]


def _rows(wanted: Wanted, codes: Mapping[str, str], plan: Plan, grid: Grid, facts: Facts, divisions: Mapping[str, int]) -> pa.Table:
    """The rows of one series: the cells at its codes, one row for each area, period, sex and age."""
    index: list[Any] = []
    axes: list[Variable] = []
    for variable in plan.variables:
        asked = grid.selection[variable.code]
        if variable.role in _AXES:
            index.append(slice(None))
            axes.append(variable)
        else:
            index.append(asked.index(codes[variable.code]))
    values, marks = grid.values[tuple(index)], grid.marks[tuple(index)]
    columns: dict[str, Any] = {"indicator": wanted.indicator, "sex": TOTAL, "age": TOTAL}
    for number, variable in enumerate(axes):
        columns[_COLUMN[variable.role]] = _axis(variable, plan, values.shape, number)
    periods = columns["period"]
    columns["boundaries"] = pa.array([divisions[text] for text in periods.dictionary.to_pylist()], pa.int16()).take(periods.indices)
    starred = _starred(plan, axes, values.shape)
    columns["value"], columns["status"] = _figures(values.reshape(-1), marks.reshape(-1), grid.names, starred, facts)
    return rows_of(columns, values.size)


_COLUMN = {AREA: "area", TIME: "period", SEX: "sex", AGE: "age"}


def _axis(variable: Variable, plan: Plan, shape: tuple[int, ...], number: int) -> pa.DictionaryArray:
    """Our words of one variable for every cell."""
    words = list(plan.ours[variable.role].values())
    distinct = list(dict.fromkeys(words))
    places = np.array([distinct.index(word) for word in words], np.int32)
    shaped = places.reshape(tuple(len(places) if axis == number else 1 for axis in range(len(shape))))
    indices = np.broadcast_to(shaped, shape).reshape(-1)
    return pa.DictionaryArray.from_arrays(pa.array(indices, pa.int32()), pa.array(distinct, pa.string()))


def _starred(plan: Plan, axes: Sequence[Variable], shape: tuple[int, ...]) -> _Array:
    """Which cells are of a period that the table's description marks as preliminary."""
    number = next(place for place, variable in enumerate(axes) if variable.role == TIME)
    variable = axes[number]
    flags = np.array([bare(code) in variable.starred for code in plan.selection[variable.code]])
    shaped = flags.reshape(tuple(len(flags) if axis == number else 1 for axis in range(len(shape))))
    return np.broadcast_to(shaped, shape).reshape(-1)


def _figures(values: _Array, marks: _Array, names: Sequence[str], starred: _Array, facts: Facts) -> tuple[pa.Array, pa.Array]:
    """Values and statuses. Missing, suppressed and zero stay three things; a mark that nobody has explained is refused."""
    words = [facts.figures, Status.PRELIMINARY.value, Status.NOT_AVAILABLE.value]
    meaning, nil = _meanings(names, words, facts)
    values = np.where(np.isnan(values) & nil[marks], 0.0, values)
    places = np.where((meaning[marks] == 0) & starred, 1, meaning[marks])
    without = np.isin(places, [place for place, word in enumerate(words) if word in WITHOUT_VALUE])
    if (without & ~np.isnan(values)).any():
        raise ParseError("A figure stands where its mark says that there is none.", "Ask the publisher which one holds.")
    places = np.where(np.isnan(values) & ~without, 2, places).astype(np.int32)
    return pa.array(values, from_pandas=True), pa.DictionaryArray.from_arrays(pa.array(places), pa.array(words, pa.string()))


def _meanings(names: Sequence[str], words: list[str], facts: Facts) -> tuple[_Array, _Array]:
    """For each mark its place in `words`, which grows, and whether it stands for a zero."""
    meaning, nil = np.zeros(len(names), np.int8), np.zeros(len(names), np.bool_)
    for place, name in enumerate(names):
        status = facts.marks.get(name, "") if name else facts.figures
        if not status:
            hint = "Say in `marks` of the entry what the publisher means by it."
            raise ParseError(f"The table has the mark {name!r}, which is not known.", hint)
        nil[place] = status == ZERO
        word = facts.figures if status == ZERO else status
        if word not in words:
            words.append(word)
        meaning[place] = words.index(word)
    return meaning, nil


def _divisions(plan: Plan, facts: Facts, title: str) -> dict[str, int]:
    """Our period -> the year on whose division its figures stand."""
    periods = list(plan.ours[TIME].values())
    if facts.boundaries == PERIOD:
        return {period: int(period[:4]) for period in periods}
    if facts.boundaries == NEWEST:
        return dict.fromkeys(periods, max(int(period[:4]) for period in periods))
    area = plan.of_role(AREA)
    year = facts.boundaries or (boundary_year(area, title) if area else None)
    if not year:
        raise ParseError("Nothing in the table says on which year's division its areas stand.", "Say in `boundaries` of the entry.")
    return dict.fromkeys(periods, int(year))


def _known_areas(rows: pa.Table, register: AreaRegister, notes: list[str]) -> pa.Table:
    """The rows of areas that stand in their division. An area that had ended by then shows that the division is another."""
    pairs = rows.select(["area", "boundaries"]).group_by(["area", "boundaries"]).aggregate([])
    known: dict[int, set[str]] = {}
    unknown: set[str] = set()
    for area, year in sorted(zip(pairs["area"].to_pylist(), pairs["boundaries"].to_pylist(), strict=True)):
        if year not in register.years:
            raise ParseError(
                f"The table stands on the division of {year}, which is not known.", "The areas of that year must be brought in first."
            )
        if year not in known:
            known[year] = {one.id for kind in register.kinds for one in register.areas(kind, year)}
        if area not in known[year]:
            unknown.add(area)
            _refuse_ended(register, area, year, set(pairs["boundaries"].to_pylist()))
    if not unknown:
        return rows
    notes.append(
        f"Areas left out, for they do not stand in the division: {', '.join(sorted(unknown)[:10])}{' …' if len(unknown) > 10 else ''}."
    )
    codes = rows["area"].combine_chunks() if isinstance(rows["area"], pa.ChunkedArray) else rows["area"]
    keep = np.array([area not in unknown for area in codes.dictionary.to_pylist()])
    return rows.filter(pa.array(keep[codes.indices.to_numpy()]))


def _refuse_ended(register: AreaRegister, area: str, year: int, years: set[int]) -> None:
    if len(years) > 1:  # a table on each period's own division lists every area that ever was
        return
    try:
        found = register.get(area)
    except Unknown:
        return
    if found.kind == MUNICIPALITY and found.end is not None and found.end.year <= year:
        raise ParseError(f"{area} ended on {found.end}, and the table is said to stand on the division of {year}.", "Correct `boundaries`.")


def _left_out(plan: Plan) -> Iterable[str]:
    for variable in plan.variables:
        codes = plan.left_out.get(variable.code, ())
        if codes:
            few = ", ".join(codes[:5])
            yield f"{variable.text} ({variable.code}): {len(codes)} of {len(variable.codes)} values say nothing to us, such as {few}."
