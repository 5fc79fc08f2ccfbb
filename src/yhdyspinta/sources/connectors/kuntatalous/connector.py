"""Municipal finances as reported to the State Treasury: a catalogue of documents, one document a municipality and period.

What must never be mixed is kept apart by name: the target names one package (actuals of municipalities, not budgets,
forecasts or groups), and every row of every document must say that it belongs to it. Of several stages of approval the
newest final or corrected one is taken; drafts are not. The meaning of a field is fixed by its year's taxonomy: only years
whose taxonomy was reconciled with published accounts stand in the facts, and another taxonomy is left out.

Documents bear business ids. Which municipality an id is comes from the official directory, which goes into the release; the
facts hold those that were told beforehand, and where both speak the directory holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yhdyspinta.domain.areas import MUNICIPALITY, AreaRegister
from yhdyspinta.domain.errors import ParseError, Unknown
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object
from yhdyspinta.sources import facts
from yhdyspinta.sources.connectors.kuntatalous.catalogue import Entry, choose, entries_of
from yhdyspinta.sources.connectors.kuntatalous.directory import business_ids
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.rows import joined, rows_of
from yhdyspinta.sources.source import Connector, OfFunctions, Reading
from yhdyspinta.sources.target import Target

NAME = "kuntatalous"
SELECTION, DIRECTORY = "selection.json", "directory.json"
FACTS = frozenset({"directory", "package", "periods", "phases", "document", "taxonomies", "business_ids"})
_KEY = frozenset({"part", "field", "period"})
_AMOUNT = re.compile(r"-?\d+(\.\d+)?")
_PERIOD = re.compile(r"(\d{4})C(03|06|09|12)")
_CATALOGUE_SECONDS = 3600.0  # several targets of one run read the same large catalogue


def check(target: Target) -> None:
    facts.only(target, FACTS)
    facts.text(target, "package")
    document = facts.text(target, "document")
    for place in ("{phase}", "{package}", "{id}", "{period}"):
        if place not in document:
            raise facts.fault(target, "document", f"an address with {place} in it")
    facts.text(target, "directory", "")
    facts.mapping(target, "business_ids")
    facts.mapping(target, "phases")
    taxonomies = facts.mapping(target, "taxonomies")
    for period in facts.texts(target, "periods"):
        if not _PERIOD.fullmatch(period) or period[:4] not in taxonomies:
            raise facts.fault(target, "periods", "periods such as 2025C12, each of a year in taxonomies")
    facts.keys(target, _KEY, frozenset())
    for wanted in target.series:
        if wanted.key["period"] not in ("year", "cumulative"):
            raise facts.fault(target, "series", "period = year or cumulative")


def kinds(target: Target) -> frozenset[str]:
    return frozenset({MUNICIPALITY})


def collect(target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
    directory = kept.get(DIRECTORY)
    address = facts.text(target, "directory", "")
    if directory is None and address:
        reply = way.fetch(Request(address))
        directory = Part(DIRECTORY, address, "", reply.content_type, reply.data, reply.framed)
    if directory is not None:
        yield directory
    selection = kept.get(SELECTION)
    if selection is None:
        reply = way.fetch(Request(target.address, remember_seconds=_CATALOGUE_SECONDS))
        chosen = choose(target, reply.data, business_ids(target, directory))
        selection = Part(SELECTION, target.address, "", "application/json", chosen, reply.framed)
    yield selection
    for entry in entries_of(selection):
        name = f"{entry.ytunnus}-{entry.raportointikausi}"
        yield kept.get(name) or _document(target, way, entry, name)


def read(target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
    by_name = {part.name: part for part in parts}
    if SELECTION not in by_name:
        raise ParseError("The release lacks the selection of documents.", FETCH_AGAIN)
    if facts.text(target, "directory", "") and DIRECTORY not in by_name:
        raise ParseError("The release lacks the directory of municipalities.", FETCH_AGAIN)
    ids = business_ids(target, by_name.get(DIRECTORY))
    entries, notes = list(entries_of(by_name[SELECTION])), []
    found: list[dict[str, Any]] = []
    foreign: list[str] = []
    for entry in entries:
        part = by_name.get(f"{entry.ytunnus}-{entry.raportointikausi}")
        if part is None:
            raise ParseError(f"The release lacks the document of {entry.ytunnus} for {entry.raportointikausi}.", FETCH_AGAIN)
        rows = _figures(target, entry, part, ids, register)
        if rows is None:
            foreign.append(entry.ytunnus)
        else:
            found.extend(rows)
    if foreign and len(foreign) * 2 >= len(entries):
        raise ParseError("Half of the documents or more follow a taxonomy that was not reconciled.", "Check the fields first.")
    if foreign:
        notes.append(f"Left out, because their taxonomy is another: {', '.join(sorted(set(foreign)))}.")
    doubted = sorted({part.name for part in parts if part.name not in (SELECTION, DIRECTORY) and _doubted(part)})
    if doubted:
        notes.append(f"The State Treasury's own checks found errors in {len(doubted)} documents, such as {', '.join(doubted[:5])}.")
    notes += _absent(target, entries, ids)
    columns = {name: [row[name] for row in found] for name in ("indicator", "area", "boundaries", "period", "value")}
    updated = max((entry.hyvaksymispvm or "" for entry in entries), default="")
    return Reading(joined([rows_of(columns, size=len(found))]), tuple(notes), updated=updated)


def propose(address: str, way: Fetches) -> str:
    """Fields mean something only by the year's taxonomy, which a person reconciles: there is nothing to propose alone."""
    raise Unknown(
        "An entry for municipal finances cannot be proposed from an address.",
        "Copy the target in curated/live/kuntatalous.toml and give the fields that were reconciled with published accounts.",
    )


def _document(target: Target, way: Fetches, entry: Entry, name: str) -> Part:
    phase = facts.mapping(target, "phases")[entry.hyvaksymisvaihe]
    address = (
        facts.text(target, "document")
        .replace("{phase}", phase)
        .replace("{package}", entry.raportointikokonaisuus)
        .replace("{id}", entry.ytunnus)
        .replace("{period}", entry.raportointikausi)
    )
    reply = way.fetch(Request(address))
    return Part(name, address, "", reply.content_type, reply.data, reply.framed)


def _figures(target: Target, entry: Entry, part: Part, ids: Mapping[str, str], register: AreaRegister) -> list[dict[str, Any]] | None:
    """The wanted figures of one document; None when it follows a taxonomy that the facts do not name."""
    rows = [expect_object(row, "A row of a document") for row in expect_list(decode_json(clean(part.data)), "A document")]
    if not rows:
        raise ParseError(f"The document {part.name} is empty.", FETCH_AGAIN)
    for field in ("ytunnus", "raportointikausi", "raportointikokonaisuus"):
        strange = {str(row.get(field)) for row in rows} - {getattr(entry, field)}
        if strange:
            raise ParseError(f"The document {part.name} holds rows whose {field} is {', '.join(sorted(strange))}.", FETCH_AGAIN)
    year = entry.raportointikausi[:4]
    if {row.get("taksonomia") for row in rows} != {facts.mapping(target, "taxonomies").get(year)}:
        return None
    area = ids.get(entry.ytunnus, "")
    if area not in {one.id for one in register.areas(MUNICIPALITY, int(year))}:
        raise ParseError(f"{area} ({entry.ytunnus}) is no municipality in the division of {year}.", "Correct business_ids in the facts.")
    made = []
    for wanted in target.series:
        period = _period(entry.raportointikausi, wanted.key["period"])
        matching = [row for row in rows if (row.get("osakokonaisuus"), row.get("tunnusluku")) == (wanted.key["part"], wanted.key["field"])]
        if len(matching) > 1:
            raise ParseError(f"The document {part.name} gives {wanted.key['part']} {wanted.key['field']} twice.", "Ask the State Treasury.")
        if matching and period:
            value = _amount(matching[0].get("arvo"), part.name)
            made.append({"indicator": wanted.indicator, "area": area, "boundaries": int(year), "period": period, "value": value})
    return made


def _doubted(part: Part) -> bool:
    """Whether the publisher's checks of the document found an error (warnings are many and are left to it)."""
    rows = expect_list(decode_json(clean(part.data)), "A document")
    return any(
        str(expect_object(finding, "A finding").get("vakavuus") or "").casefold() == "virhe"
        for row in rows
        for finding in facts.get(row, "tarkastushavainnot", [])
    )


def _amount(value: Any, where: str) -> float | None:
    """Euros as text. An absent or empty value is missing; "0.00" is zero."""
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
        raise ParseError(f"The document {where} holds the amount {str(value)[:40]!r}.", FETCH_AGAIN)
    return float(value)


def _period(text: str, kind: str) -> str:
    """A year's figure is the cumulative one of its last quarter; of the others only a cumulative series is made."""
    year, month = text[:4], int(text[5:])
    if kind == "year":
        return year if month == 12 else ""
    return f"{year}-Q{month // 3}"


def _absent(target: Target, entries: Sequence[Entry], ids: Mapping[str, str]) -> Iterator[str]:
    reported: dict[str, set[str]] = {period: set() for period in facts.texts(target, "periods")}
    for entry in entries:
        reported[entry.raportointikausi].add(entry.ytunnus)
    for period, found in sorted(reported.items()):
        missing = sorted(ids[one] for one in set(ids) - found)
        if missing:
            named = ", ".join(missing[:5]) + (" …" if missing[5:] else "")
            yield f"{period}: no final document yet from {len(missing)} municipalities ({named})."


CONNECTOR: Connector = OfFunctions(NAME, check, kinds, collect, read, propose)
