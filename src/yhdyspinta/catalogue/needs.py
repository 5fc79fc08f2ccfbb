"""Information needs: examples of who asks what, for which decision, from `curated/needs/`; areas edit their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Row, read_csv
from yhdyspinta.catalogue.items import Codes, coded, load_codes, one_of
from yhdyspinta.domain.text import LANGUAGES, Text

ID = re.compile(r"N\d{2}")
_THEMES = frozenset("012345")
_FIELDS = ("id", "theme", "level", "purpose", *LANGUAGES, "rhythm", "kinds", "origin", "items")


@dataclass(frozen=True, slots=True)
class Need:
    """A question, the level that asks it (P, J, T), its purpose and the decision it serves; `items` would answer it."""

    id: str
    theme: int
    level: str
    purpose: str
    question: Text
    decision: Text
    rhythm: tuple[str, ...]
    kinds: tuple[str, ...]
    origin: str
    items: tuple[str, ...]
    note: Text


def load_needs(folder: Path = CURATED) -> dict[str, Need]:
    """Every need by its id. `folder` is the curated folder: the codes stand beside the content items."""
    known = load_codes(folder / "items")
    fields = (*_FIELDS, *(f"{part}_{language}" for part in ("decision", "note") for language in LANGUAGES))
    found: dict[str, Need] = {}
    for row in read_csv(folder / "needs" / "needs.csv", fields):
        if row["id"] in found or not ID.fullmatch(row["id"]):
            raise row.error("id", "an id such as N01 that no other need has")
        found[row["id"]] = _need(row, known)
    return found


@cache
def needs() -> dict[str, Need]:
    """The needs that the product ships, read once."""
    return load_needs()


def _need(row: Row, known: Codes) -> Need:
    if row["theme"] not in _THEMES:
        raise row.error("theme", "a theme number, 0 to 5")
    if not row.list("items"):
        raise row.error("items", "at least one content item that would answer the need")
    return Need(
        id=row["id"],
        theme=int(row["theme"]),
        level=one_of(row, "level", known["level"]),
        purpose=one_of(row, "purpose", known["purpose"]),
        question=row.text(),
        decision=row.text("decision"),
        rhythm=coded(row, "rhythm", known["rhythm"]),
        kinds=coded(row, "kinds", known["kind"]),
        origin=one_of(row, "origin", known["origin"]),
        items=row.list("items"),
        note=row.text("note") if row["note_fi"] else Text(""),
    )
