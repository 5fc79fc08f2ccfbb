"""The sources of figures and documents, read from `curated/sources/`: one file a group of publishers."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Table, read_tables
from yhdyspinta.catalogue.documents import FILE as DOCUMENTS
from yhdyspinta.catalogue.hosts import FILE as HOSTS
from yhdyspinta.domain.period import Rhythm
from yhdyspinta.domain.source import NOT_ESTABLISHED, Source
from yhdyspinta.domain.text import Text

ID = re.compile(r"[a-z0-9]+(\.[a-z0-9_]+)?")
INTERFACES = ("pxweb_v1", "sotkanet", "ckan", "rest", "ogc", "document", "people")
LIVE_INTERFACES = frozenset({"pxweb_v1", "sotkanet", "ckan", "rest", "ogc"})
_FIELDS = frozenset(field.name for field in fields(Source))


def load_sources(folder: Path = CURATED / "sources") -> dict[str, Source]:
    """Every source by its id, in the order of the files; a CuratedError when one is wrong."""
    found: dict[str, Source] = {}
    for file in sorted(file for file in folder.glob("*.toml") if file.name not in (HOSTS, DOCUMENTS)):
        for table in read_tables(file, "source"):
            source = _source(table)
            if source.id in found:
                raise table.error("id", "an id that no other source has")
            found[source.id] = source
    return found


@cache
def sources() -> dict[str, Source]:
    """The sources that the product knows, read once."""
    return load_sources()


def _source(table: Table) -> Source:
    table.only(_FIELDS)
    identifier, interface, licence = table.string("id"), table.string("interface"), table.string("licence")
    if not ID.fullmatch(identifier):
        raise table.error("id", "an id such as publisher or publisher.set")
    if interface not in INTERFACES:
        raise table.error("interface", f"one of {', '.join(INTERFACES)}")
    limits = table.text("limits", Text(""))
    if licence == NOT_ESTABLISHED and not limits.fi:
        raise table.error("limits", "the reason why no licence is named")
    if licence != NOT_ESTABLISHED and not table.string("licence_address", "").startswith("https://"):
        raise table.error("licence_address", "the address of the licence, https://…")
    address = table.string("address", "")
    if not address.startswith("https://") and (address or interface in LIVE_INTERFACES):
        raise table.error("address", "an address, https://…")
    return Source(
        id=identifier,
        title=table.text("title"),
        publisher=table.string("publisher"),
        licence=licence,
        licence_address=table.string("licence_address", "") if licence != NOT_ESTABLISHED else "",
        interface=interface,
        address=address,
        rhythm=_rhythm(table),
        lag_days=table.whole("lag_days"),
        precedence=table.whole("precedence", 100),
        limits=limits,
        compiler=table.text("compiler"),
    )


def _rhythm(table: Table) -> Rhythm:
    try:
        return Rhythm(table.string("rhythm"))
    except ValueError as error:
        raise table.error("rhythm", f"one of {', '.join(Rhythm)}") from error
