"""Which municipality a postal code area lies in, for people who look for their municipality by their address."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, read_csv

FIELDS = ("code", "municipality")


@lru_cache(maxsize=1)
def postal_codes() -> dict[str, str]:
    """Postal code -> municipality of the division of the table's own year; mergers since then are the register's to tell."""
    return load_postal_codes(CURATED / "areas" / "postal_codes.csv")


def load_postal_codes(file: Path) -> dict[str, str]:
    """CuratedError for a code that is not five digits or stands twice."""
    found: dict[str, str] = {}
    for row in read_csv(file, FIELDS):
        if len(row["code"]) != 5 or not row["code"].isdigit() or row["code"] in found:
            raise row.error("code", "five digits, each code once")
        found[row["code"]] = row.filled("municipality")
    return found
