"""What is fetched live, read from `curated/live/`: one file a group of tables, one `[[target]]` a table or dataset.

A target's series name the indicators that it feeds. The facts are checked by the target's connector. `unverified` says, in a
sentence, what of the entry is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from yhdyspinta.catalogue.curated import CURATED, Table, read_tables
from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.live import Target, Wanted

ID = re.compile(r"[a-z0-9]+([._-][a-z0-9_]+)*")
_FIELDS = frozenset({"id", "source", "connector", "address", "facts", "series", "unverified"})


def load_targets(folder: Path = CURATED / "live") -> dict[str, Target]:
    """Every target by its id, in the order of the files; a CuratedError when one is wrong."""
    found: dict[str, Target] = {}
    for table in _tables(folder):
        target = _target(table)
        if target.id in found:
            raise table.error("id", "an id that no other target has")
        found[target.id] = target
    return found


@cache
def targets() -> dict[str, Target]:
    """The targets that the product ships, read once."""
    return load_targets()


@cache
def division() -> Target:
    """The target that tells the areas of a new year: no figures, and so not among `targets`."""
    (found,) = read_target(CURATED / "areas" / "live.toml").values()
    return found


@cache
def unverified(folder: Path = CURATED / "live") -> dict[str, str]:
    """What of a target's entry nobody has seen the service answer to, by the target's id: a guess until `make live` met it."""
    return {table.string("id"): told for table in _tables(folder) if (told := table.string("unverified", ""))}


def read_target(file: Path) -> dict[str, Target]:
    """The targets of one file, for an entry that a person is about to add."""
    return {target.id: target for target in map(_target, read_tables(file, "target"))}


def check_targets(folder: Path, indicators: dict[str, Any], sources: dict[str, Any], hosts: dict[str, Any]) -> Iterator[CuratedError]:
    """What targets say of other files: their source, their indicators, the host of their address."""
    fed: dict[tuple[str, str], str] = {}
    for table in _tables(folder):
        target = _target(table)
        if target.source not in sources:
            yield table.error("source", "the id of a source in sources/")
        if target.address and host_of(target.address) not in hosts:
            yield table.error("address", "an address on a host of sources/hosts.toml")
        for wanted in target.series:
            if wanted.indicator not in indicators:
                yield table.error("series", f"ids of indicators in indicators/, not {wanted.indicator!r}")
            key = (wanted.indicator, repr(sorted(wanted.key.items())))
            if fed.setdefault(key, target.id) != target.id:
                yield table.error("series", f"series that no other target gives; {wanted.indicator} comes from {fed[key]} too")


def host_of(address: str) -> str:
    """The name of the host in an address, in lower case."""
    return re.sub(r"^[a-z]+://([^/:?#]*).*$", r"\1", address.lower())


def _tables(folder: Path) -> Iterator[Table]:
    for file in sorted(folder.glob("*.toml")):
        yield from read_tables(file, "target")


def _target(table: Table) -> Target:
    table.only(_FIELDS)
    identifier, address = table.string("id"), table.string("address", "")
    if not ID.fullmatch(identifier):
        raise table.error("id", "an id such as publisher.table")
    if address and not address.startswith("https://"):
        raise table.error("address", "an address, https://…")
    facts = table.fields.get("facts", {})
    if not isinstance(facts, dict):
        raise table.error("facts", "a table of facts, { name = value }")
    return Target(identifier, table.string("source"), table.string("connector"), address, facts, tuple(_series(table)))


def _series(table: Table) -> Iterator[Wanted]:
    series = table.fields.get("series")
    if not isinstance(series, list):
        raise table.error("series", 'a list of { indicator = "…", key = { dimension = "code" } }')
    for one in series:
        key = one.get("key", {}) if isinstance(one, dict) else None
        if not isinstance(key, dict) or set(one) - {"indicator", "key"} or not isinstance(one.get("indicator"), str):
            raise table.error("series", 'entries { indicator = "…", key = { dimension = "code" } }')
        if not all(isinstance(code, str) for code in key.values()):
            raise table.error("series", "keys whose codes are texts")
        yield Wanted(one["indicator"], key)
