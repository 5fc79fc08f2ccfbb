"""The Finnish Service Catalogue (Palvelutietovaranto): how many services are offered where.

All services are listed by id and then described, a hundred at a time: some 300 requests for the whole country, where asking
municipality by municipality would give the same service again and again. Descriptions hold names, e-mail addresses and
telephone numbers, also of persons. Unlike any other reply they are therefore not kept as they came: of each service only its
id, its municipalities and its classes are, and nothing else is ever written.

The catalogue has no date of its own: the figure is that of the month in which it was asked, which the listing carries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from yhdyspinta.domain.areas import MUNICIPALITY, AreaRegister
from yhdyspinta.domain.errors import ParseError, Unknown
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object
from yhdyspinta.sources import facts
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.rows import joined, rows_of
from yhdyspinta.sources.source import Connector, OfFunctions, Reading
from yhdyspinta.sources.target import Target, Wanted

NAME = "ptv"
LISTING = "listing"
_BATCH = 100  # the interface takes no more ids at once
_LOCAL = "LimitedType"  # a service of named areas; the others are of the whole country
FACTS = frozenset({"boundaries", "snapshot"})


def check(target: Target) -> None:
    facts.only(target, FACTS)
    facts.whole(target, "boundaries")
    if not facts.flag(target, "snapshot"):
        raise facts.fault(target, "snapshot", "true: the catalogue tells only how things are now")
    facts.keys(target, frozenset(), frozenset({"class"}))


def kinds(target: Target) -> frozenset[str]:
    return frozenset({MUNICIPALITY})


def collect(target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
    listing = kept.get(LISTING) or _listing(target, way)
    yield listing
    ids = _listed(listing)[1]
    for number, start in enumerate(range(0, len(ids), _BATCH)):
        name = f"services-{number:04d}"
        yield kept.get(name) or _services(target, way, name, ids[start : start + _BATCH])


def read(target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
    by_name = {part.name: part for part in parts}
    if LISTING not in by_name:
        raise ParseError("The release lacks the list of services.", FETCH_AGAIN)
    month, ids = _listed(by_name[LISTING])
    services = [service for part in parts if part.name != LISTING for service in expect_list(decode_json(part.data), "Services")]
    described = {str(service["id"]) for service in services}
    if len(described) < len(services) or described - set(ids):
        raise ParseError("A service is described twice, or was not listed.", FETCH_AGAIN)
    # Services may be withdrawn between the list and the description; many cannot be.
    if len(described) < 0.98 * len(ids):
        raise ParseError(f"{len(ids)} services are listed, and {len(described)} are described.", FETCH_AGAIN)
    made = [_series(target, wanted, services, month, register) for wanted in target.series]
    return Reading(joined(made), ("Services of the whole country are not counted to any municipality.",))


def propose(address: str, way: Fetches) -> str:
    """One target counts all services: an entry adds a class to it."""
    if "palvelutietovaranto.suomi.fi" not in address:
        raise Unknown("This is not an address of the Finnish Service Catalogue.", "Its interface is at api.palvelutietovaranto.suomi.fi.")
    return '# For the series of target ptv.palvelut in curated/live/ptv.toml:\n{ indicator = "", key = { class = "" } },\n'


def _listing(target: Target, way: Fetches) -> Part:
    ids: list[str] = []
    page, pages, month = 1, 1, ""
    while page <= pages:  # pages are numbered from 1
        reply = way.fetch(Request(f"{target.address}/Service?page={page}"))
        found = expect_object(decode_json(clean(reply.data)), "A page of services")
        told = found.get("pageCount")
        if not isinstance(told, int) or found.get("pageNumber") != page or told > 1000:
            raise ParseError(f"Page {page} of services says that it is page {found.get('pageNumber')} of {told}.", FETCH_AGAIN)
        pages = told
        ids += [str(expect_object(one, "A service")["id"]) for one in expect_list(found.get("itemList"), "`itemList`")]
        month, page = month or reply.retrieved_at[:7], page + 1
    if not ids:
        raise ParseError("The catalogue lists no services.", "Try again later.")
    return Part(LISTING, f"{target.address}/Service", "", "application/json", orjson.dumps({"month": month, "ids": sorted(set(ids))}))


def _listed(listing: Part) -> tuple[str, list[str]]:
    held = expect_object(decode_json(listing.data), "The list of services")
    return str(held["month"]), list(held["ids"])


def _services(target: Target, way: Fetches, name: str, ids: Sequence[str]) -> Part:
    address = f"{target.address}/Service/list?guids={','.join(ids)}"
    reply = way.fetch(Request(address))
    services = [_without_contacts(expect_object(one, "A service")) for one in expect_list(decode_json(clean(reply.data)), "Services")]
    return Part(name, f"{target.address}/Service/list", "", "application/json", orjson.dumps(sorted(services, key=lambda one: one["id"])))


def _without_contacts(service: Mapping[str, Any]) -> dict[str, Any]:
    """The little that is counted; everything else of a service is dropped here."""
    if "id" not in service or not isinstance(service.get("areaType"), str):
        raise ParseError("A service has no id or no kind of area.", "The interface has changed its shape.")
    municipalities = {
        str(expect_object(one, "A municipality").get("code"))
        for area in facts.get(service, "areas", [])
        for one in facts.get(expect_object(area, "An area"), "municipalities", [])
    }
    classes = {str(expect_object(one, "A class").get("code")) for one in facts.get(service, "serviceClasses", [])}
    return {"id": str(service["id"]), "area": service["areaType"], "municipalities": sorted(municipalities), "classes": sorted(classes)}


def _series(target: Target, wanted: Wanted, services: Sequence[Mapping[str, Any]], month: str, register: AreaRegister) -> Any:
    """Of municipalities with any service: how many. One that has none at all has no figure, since each must describe its
    services there: that it is not found is sooner a fault than a nil."""
    year, only = facts.whole(target, "boundaries"), wanted.key.get("class", "")
    known = {area.id for area in register.areas(MUNICIPALITY, year)}
    local = [service for service in services if service["area"] == _LOCAL]
    counts = {MUNICIPALITY + code: 0 for code in sorted({code for service in local for code in service["municipalities"]})}
    if not counts:
        raise ParseError("No service names a municipality.", "The interface has changed its shape.")
    for foreign in counts.keys() - known:
        raise ParseError(f"{foreign!r} is no municipality in the division of {year}.", "Correct `boundaries` in the facts.")
    for service in local:
        if not only or only in service["classes"]:
            for code in service["municipalities"]:
                counts[MUNICIPALITY + code] += 1
    columns = {"area": list(counts), "period": [month] * len(counts), "value": [float(count) for count in counts.values()]}
    return rows_of({"indicator": wanted.indicator, "boundaries": year, **columns}, size=len(counts))


CONNECTOR: Connector = OfFunctions(NAME, check, kinds, collect, read, propose)
