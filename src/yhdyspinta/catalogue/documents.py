"""The publications that are watched, read from `curated/sources/documents.toml`: address, rhythm, last edition seen."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Table, read_tables
from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.period import Rhythm
from yhdyspinta.domain.text import Text

FILE = "documents.toml"
CHECKS = {"day": 1, "week": 7, "month": 30}  # how often a page is looked at -> days
_ID = re.compile(r"[a-z0-9]+(\.[a-z0-9_]+)?")
_FIELDS = frozenset({"id", "source", "title", "address", "rhythm", "checks", "seen", "note"})


@dataclass(frozen=True, slots=True)
class Document:
    """One publication. `address` is empty when it cannot be watched, and `note` says why; `seen` names the newest edition
    that was known when the list was written; `check_days` is how long a look holds."""

    id: str
    source: str
    title: Text
    address: str
    rhythm: Rhythm
    check_days: int
    seen: str
    note: str


def load_documents(folder: Path = CURATED / "sources") -> dict[str, Document]:
    """Every watched publication by its id; a CuratedError when one is wrong."""
    found: dict[str, Document] = {}
    for table in read_tables(folder / FILE, "document"):
        document = _document(table)
        if document.id in found:
            raise table.error("id", "an id that no other document has")
        found[document.id] = document
    return found


@cache
def documents() -> dict[str, Document]:
    """The publications that the product watches, read once."""
    return load_documents()


def check_documents(folder: Path, sources: Collection[str], hosts: Collection[str]) -> Iterator[CuratedError]:
    """What documents say of other files: their source, and the host of their address."""
    for table in read_tables(folder / FILE, "document"):
        if table.string("source") not in sources:
            yield table.error("source", "the id of a source in sources/")
        address = table.string("address", "")
        if address and address.removeprefix("https://").partition("/")[0] not in hosts:
            yield table.error("address", "an address on a host of sources/hosts.toml")


def _document(table: Table) -> Document:
    table.only(_FIELDS)
    identifier, address, checks = table.string("id"), table.string("address", ""), table.string("checks")
    if not _ID.fullmatch(identifier):
        raise table.error("id", "an id such as publisher.publication")
    if address and not address.startswith("https://"):
        raise table.error("address", "an address, https://…")
    if checks not in CHECKS:
        raise table.error("checks", f"one of {', '.join(CHECKS)}")
    try:
        rhythm = Rhythm(table.string("rhythm"))
    except ValueError as error:
        raise table.error("rhythm", f"one of {', '.join(Rhythm)}") from error
    return Document(
        id=identifier,
        source=table.string("source"),
        title=table.text("title"),
        address=address,
        rhythm=rhythm,
        check_days=CHECKS[checks],
        seen=table.string("seen", ""),
        note=table.string("note", "") if address else table.string("note"),
    )
