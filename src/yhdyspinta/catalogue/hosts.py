"""The hosts that may be asked, and how: read from `curated/sources/hosts.toml`. No other host is ever connected to."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Table, read_tables
from yhdyspinta.domain.live import Host

FILE = "hosts.toml"
_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}")
_FIELDS = frozenset({"name", "base", "calls", "window_seconds", "deadline_seconds", "most_bytes", "tries", "headers", "note"})


def load_hosts(folder: Path = CURATED / "sources") -> dict[str, Host]:
    """Every host by its name; a CuratedError when one is wrong."""
    found: dict[str, Host] = {}
    for table in read_tables(folder / FILE, "host"):
        host = _host(table)
        if host.name in found:
            raise table.error("name", "a host that is not listed before")
        found[host.name] = host
    return found


@cache
def hosts() -> dict[str, Host]:
    """The hosts that the product ships, read once."""
    return load_hosts()


def _host(table: Table) -> Host:
    table.only(_FIELDS)
    name, base = table.string("name"), table.string("base")
    if not _NAME.fullmatch(name):
        raise table.error("name", "the name of a host in lower case, without port or path")
    if not re.match(rf"https://{re.escape(name)}(/|$)", base):
        raise table.error("base", f"an address that begins https://{name}")
    headers = table.fields.get("headers", {})
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise table.error("headers", 'a table of texts, { "Caller-Id" = "…" }')
    return Host(
        name=name,
        base=base.rstrip("/"),
        calls=_positive(table, "calls"),
        window_seconds=table.number("window_seconds"),
        deadline_seconds=table.number("deadline_seconds"),
        most_bytes=_positive(table, "most_bytes"),
        tries=_positive(table, "tries"),
        headers=headers,
        note=table.string("note", ""),
    )


def _positive(table: Table, field: str) -> int:
    value = table.whole(field)
    if value < 1:
        raise table.error(field, "a whole number, one or more")
    return value
