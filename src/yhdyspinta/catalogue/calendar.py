"""The calendar of releases, `curated/sources/calendar.csv`: what publishers announce, kept by people.

A line is a source, a target (or nothing for all of it), `when`, and the address of the announcement. `when` is a day
(`2027-01-25`; then the usual hour of publishing), a minute (`2027-01-25T09:00`), both by the clock of Helsinki, or a
month of every year (`--02`) where no day is announced.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from yhdyspinta.catalogue.curated import CURATED, Row, read_csv
from yhdyspinta.domain.calendar import Announced
from yhdyspinta.domain.errors import CuratedError

FILE = "calendar.csv"
_COLUMNS = ("source", "target", "when", "address")
_MONTH = re.compile(r"--(0[1-9]|1[0-2])")
_HELSINKI = ZoneInfo("Europe/Helsinki")
_USUAL_HOUR = time(8, 0)  # Statistics Finland publishes at eight


def load_calendar(folder: Path = CURATED / "sources") -> tuple[Announced, ...]:
    """Every announcement; a CuratedError when one is wrong."""
    return tuple(_announced(row) for row in read_csv(folder / FILE, _COLUMNS))


@cache
def calendar() -> tuple[Announced, ...]:
    """The calendar that the product ships, read once."""
    return load_calendar()


def check_calendar(folder: Path, sources: Collection[str], targets: Collection[str]) -> Iterator[CuratedError]:
    """What the calendar says of other files."""
    for row in read_csv(folder / FILE, _COLUMNS):
        if row["source"] not in sources:
            yield row.error("source", "the id of a source in sources/")
        if row["target"] and row["target"] not in targets:
            yield row.error("target", "the id of a target in live/, or nothing")


def _announced(row: Row) -> Announced:
    source, address = row.filled("source"), row["address"]
    if not address.startswith("https://"):
        raise row.error("address", "the address of the announcement, https://…")
    month = _MONTH.fullmatch(row["when"])
    at = None if month else _moment(row)
    return Announced(source, row["target"], at, int(month[1]) if month else 0, address)


def _moment(row: Row) -> datetime:
    try:
        found = datetime.fromisoformat(row["when"])
    except ValueError:
        raise row.error("when", "a day 2027-01-25, a minute 2027-01-25T09:00, or a month --02") from None
    if found.tzinfo is not None:
        raise row.error("when", "the clock of Helsinki, without a zone")
    moment = found if "T" in row["when"] else datetime.combine(found.date(), _USUAL_HOUR)
    return moment.replace(tzinfo=_HELSINKI)
