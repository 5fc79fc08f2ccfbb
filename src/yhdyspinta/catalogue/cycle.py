"""The annual cycle to begin from: events that most cooperations have, which each copies and edits as its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Row, read_csv
from yhdyspinta.domain.text import Text

_FIELDS = ("id", "scope", "term_year", "month", "day", "kind", "side", "role", "remind_days", "law", "fi", "sv", "en")
YEAR, TERM = "year", "term"
LAST_TERM_YEAR = 5  # a term of council touches five calendar years


@dataclass(frozen=True, slots=True)
class Event:
    """An event: its month, its day or the whole month, and for one of a council term the year of the term (1 to 5).

    `law` are the provisions that it rests on, by number: "612/2021 7 §"; empty where there are none.
    """

    id: str
    scope: str
    term_year: int | None
    month: int
    day: int | None
    kind: str
    side: str
    role: str
    remind_days: int
    law: str
    title: Text


def load_events(path: Path = CURATED / "cycle" / "events.csv") -> tuple[Event, ...]:
    """Every event in the order of the file; a CuratedError when one is wrong."""
    found: dict[str, Event] = {}
    for row in read_csv(path, _FIELDS):
        if row["id"] in found or not row["id"]:
            raise row.error("id", "a name of its own")
        found[row["id"]] = _event(row)
    return tuple(found.values())


@cache
def events() -> tuple[Event, ...]:
    """The events that the product ships, read once."""
    return load_events()


def _event(row: Row) -> Event:
    if row["scope"] not in (YEAR, TERM):
        raise row.error("scope", f"{YEAR} or {TERM}")
    of_term = row["scope"] == TERM
    if not all(row[language] for language in ("fi", "sv", "en")):
        raise row.error("fi", "a title in each language")
    return Event(
        row["id"],
        row["scope"],
        _whole(row, "term_year", 1, LAST_TERM_YEAR) if of_term else None,
        _whole(row, "month", 1, 12),
        _whole(row, "day", 1, 31) if row["day"] else None,
        row["kind"],
        row["side"],
        row["role"],
        _whole(row, "remind_days", 0, 120),
        row["law"],
        Text(row["fi"], row["sv"], row["en"]),
    )


def _whole(row: Row, field: str, least: int, most: int) -> int:
    if not row[field].isdecimal() or not least <= int(row[field]) <= most:
        raise row.error(field, f"a whole number from {least} to {most}")
    return int(row[field])
