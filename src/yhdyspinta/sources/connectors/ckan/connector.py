"""CKAN catalogues whose datasets are frictionless packages: `package.json` describes the columns, CSV files hold the rows.

Kela's open data on avoindata.fi is published so. A CSV says nothing of its own end, so three things must agree: the
size (and hash, where given) that the catalogue tells of each file, the columns that the package describes, and a final
newline. The files split by years are read together; a dataset is one release.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import ParseError, Unknown
from yhdyspinta.domain.status import Status
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.sources import facts
from yhdyspinta.sources.connectors.ckan.package import (
    LISTING,
    PACKAGE,
    check_whole,
    fetched,
    fields_of,
    files_of,
    resources_of,
    table_of,
)
from yhdyspinta.sources.exchange import Fetches
from yhdyspinta.sources.rows import joined, rows_of
from yhdyspinta.sources.source import Connector, OfFunctions, Reading
from yhdyspinta.sources.target import Target, Wanted

NAME = "ckan"
COUNTRY = "SSS"
FACTS = frozenset({"dataset", "files", "area", "kind", "masked", "year", "month", "boundaries", "country", "sum", "ignored"})
_OURS = frozenset({"value", "period"})  # keys of a series that are no columns of the source


def check(target: Target) -> None:
    facts.only(target, FACTS)
    for field in ("dataset", "area", "kind", "year"):
        facts.text(target, field)
    for field in ("masked", "sum", "ignored", "files"):
        facts.texts(target, field, ())
    if target.facts.get("boundaries") != "period":
        facts.whole(target, "boundaries")
    facts.keys(target, frozenset({"value", "period"}), None)
    for wanted in target.series:
        if wanted.key["period"] not in ("year", "month"):
            raise facts.fault(target, "series", "period = year or month")


def kinds(target: Target) -> frozenset[str]:
    return frozenset({facts.text(target, "kind"), *((COUNTRY,) if facts.flag(target, "country") else ())})


def collect(target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
    listing = kept.get(LISTING) or fetched(way, LISTING, target.address)
    yield listing
    addresses = {str(one["name"]): str(one["url"]) for one in resources_of(target, listing)}
    if PACKAGE not in addresses:
        raise ParseError(f"Dataset {target.facts['dataset']} has no {PACKAGE}, so its columns are not described.", "See its page.")
    package = kept.get(PACKAGE) or fetched(way, PACKAGE, addresses[PACKAGE])
    yield package
    for file in files_of(target, package):
        if file not in addresses:
            raise ParseError(f"The package names {file}, which the catalogue does not have.", "It may be being updated: try later.")
        yield kept.get(file) or fetched(way, file, addresses[file])


def read(target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
    by_name = {part.name: part for part in parts}
    if LISTING not in by_name or PACKAGE not in by_name:
        raise ParseError("The release lacks the listing or the package of its dataset.", FETCH_AGAIN)
    listing, package = by_name[LISTING], by_name[PACKAGE]
    resources = {str(one["name"]): one for one in resources_of(target, listing)}
    fields = fields_of(package)
    tables = []
    for file in files_of(target, package):
        if file not in by_name:
            raise ParseError(f"The release lacks {file}, which its package names.", FETCH_AGAIN)
        check_whole(by_name[file], resources.get(file, {}))
        tables.append(table_of(by_name[file], fields))
    if not tables:
        raise ParseError("The package names no file of data.", "See the dataset's page.")
    table = pa.concat_tables(tables)
    _check_columns(target, fields)
    notes: list[str] = []
    made = [_series(target, wanted, table, register, notes) for wanted in target.series]
    updated = max((str(one.get("last_modified") or "") for one in resources.values()), default="")
    return Reading(joined(made), tuple(dict.fromkeys(notes)), updated=updated)


def propose(address: str, way: Fetches) -> str:
    """A draft for a dataset's page or its search address: the columns are listed for a person to give their meaning."""
    match = re.search(r"/dataset/([a-z0-9_-]+)", address)
    if match is None or "/data/" not in address:
        raise Unknown("This is not the address of a CKAN dataset.", "Give the dataset's page, …/data/fi/dataset/NAME.")
    base = address[: address.index("/data/")] + "/data/api/3/action/package_search?fq=name:" + match[1]
    draft = Target("draft", "draft", NAME, base, {"dataset": match[1]})
    parts = list(_described(draft, way))
    columns = [str(one["name"]) for one in fields_of(parts[1])]
    return (
        f'[[target]]\nid = "ckan.{match[1].replace("-", "_")}"\nsource = ""  # the id of a source in sources/\nconnector = "ckan"\n'
        f'address = "{base}"\n# The columns of the package: {", ".join(columns)}.\n'
        f'facts = {{ dataset = "{match[1]}", area = "", kind = "KU", year = "", boundaries = "period", sum = [], ignored = [] }}\n'
        'series = [{ indicator = "", key = { value = "", period = "year" } }]\n'
    )


def _described(target: Target, way: Fetches) -> Iterator[Part]:
    listing = fetched(way, LISTING, target.address)
    yield listing
    addresses = {str(one["name"]): str(one["url"]) for one in resources_of(target, listing)}
    yield fetched(way, PACKAGE, addresses[PACKAGE])


def _check_columns(target: Target, fields: Sequence[Mapping[str, Any]]) -> None:
    """Every column must have a meaning: one that is new may split what was a single row before."""
    given = {str(field["name"]) for field in fields}
    known = {*facts.texts(target, "sum", ()), *facts.texts(target, "ignored", ()), target.facts["area"], target.facts["year"]}
    known.add(facts.text(target, "month", ""))
    for wanted in target.series:
        used = {wanted.key["value"], *(set(wanted.key) - _OURS)}
        missing = sorted(used - given)
        if missing:
            raise ParseError(f"The columns {', '.join(missing)} are gone.", "The dataset has changed its shape: correct the facts.")
        known |= used
    new = sorted(given - known)
    if new:
        raise ParseError(f"The columns {', '.join(new)} are new, and the facts do not say what they mean.", "Add them to the facts.")


def _series(target: Target, wanted: Wanted, table: pa.Table, register: AreaRegister, notes: list[str]) -> pa.Table:
    chosen = table
    for column, code in wanted.key.items():
        if column not in _OURS:
            chosen = chosen.filter(pc.equal(chosen[column], code))
    if not chosen.num_rows:
        raise ParseError(f"No row answers to {dict(wanted.key)}.", "A code has been renamed: see the values in package.json.")
    periods = _periods(target, chosen, wanted.key["period"])
    try:
        values = chosen[wanted.key["value"]].cast(pa.float64())
    except pa.ArrowInvalid as error:
        raise ParseError(f"Column {wanted.key['value']} holds something that is not a number: {error}.", FETCH_AGAIN) from error
    area = chosen[facts.text(target, "area")]
    plain = pa.table({"code": area.fill_null(""), "period": periods, "value": values, "empty": pc.is_null(values)})
    if not facts.texts(target, "sum", ()):
        _refuse_doubled(plain)
    sums = plain.group_by(["code", "period"]).aggregate([("value", "sum"), ("empty", "any")])
    return _rows(target, wanted, sums, register, notes)


def _periods(target: Target, chosen: pa.Table, kind: str) -> pa.ChunkedArray:
    year = chosen[facts.text(target, "year")]
    if kind == "year":
        return year
    month = pc.utf8_lpad(chosen[facts.text(target, "month")], 2, "0")
    return pc.binary_join_element_wise(year, month, "-")


def _refuse_doubled(plain: pa.Table) -> None:
    if plain.group_by(["code", "period"]).aggregate([]).num_rows < plain.num_rows:
        raise ParseError("An area has several rows for one period.", "A column splits them: name it in `sum` or in the keys.")


def _rows(target: Target, wanted: Wanted, sums: pa.Table, register: AreaRegister, notes: list[str]) -> pa.Table:
    """The sums by area. Where the source keeps small groups under a code of its own, a municipality's sum lacks them."""
    masked, kind = set(facts.texts(target, "masked", ())) | {""}, facts.text(target, "kind")
    hidden = {one["period"] for one in sums.to_pylist() if one["code"] in masked and one["value_sum"]}
    found: dict[str, list[Any]] = {name: [] for name in ("area", "boundaries", "period", "value", "status")}
    totals: dict[str, float] = {}
    known = {year: {one.id for one in register.areas(kind, year)} for year in register.years}
    for one in sums.to_pylist():
        period, value = str(one["period"]), one["value_sum"]
        year = int(period[:4]) if target.facts["boundaries"] == "period" else facts.whole(target, "boundaries")
        if year not in register.years:
            notes.append(f"Left out: {period}, which is before the divisions that are known ({register.years[0]}).")
            continue
        totals[period] = totals.get(period, 0.0) + (value or 0.0)
        if one["code"] not in masked:
            area = _area(known[year], kind, one["code"], year)
            partial = one["empty_any"] or period in hidden
            _add(found, area, year, period, value, Status.PARTIAL if partial else Status.FINAL)
    if facts.flag(target, "country"):
        for period, total in totals.items():
            year = int(period[:4]) if target.facts["boundaries"] == "period" else facts.whole(target, "boundaries")
            _add(found, COUNTRY, year, period, total, Status.FINAL)
    if hidden:
        notes.append("Groups under four people have no area in the source: sums of areas are marked partial, the whole country has them.")
    return rows_of({"indicator": wanted.indicator, **found}, size=len(found["area"]))


def _area(known: Collection[str], kind: str, code: str, year: int) -> str:
    area = kind + code
    if area not in known:
        raise ParseError(f"{code!r} is no code of {kind} in the division of {year}.", "Add it to `masked` when it means unknown.")
    return area


def _add(found: dict[str, list[Any]], area: str, year: int, period: str, value: float | None, status: Status) -> None:
    found["area"].append(area)
    found["boundaries"].append(year)
    found["period"].append(period)
    found["value"].append(value)
    found["status"].append((Status.NOT_AVAILABLE if value is None else status).value)


CONNECTOR: Connector = OfFunctions(NAME, check, kinds, collect, read, propose)
