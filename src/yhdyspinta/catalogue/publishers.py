"""Names of those who publish figures, in the reader's language: `Statistikcentralen` of Tilastokeskus.

Definitions, releases and editions name a publisher in Finnish; the other names are looked up when it is shown, so that
an edition stays as it was published. A publisher that the table does not hold bears one name in every language.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, read_csv
from yhdyspinta.domain.text import Text


def publisher_name(publisher: str, language: str) -> str:
    """The name of a publisher in a language; as it stands where no other is known."""
    found = publishers().get(publisher)
    return found.in_(language) if found else publisher


def published_by(publisher: str, producer: str, language: str) -> str:
    """`Tilastokeskus (KEHA-keskus)`: who publishes, and who makes the figures where that is another."""
    shown = publisher_name(publisher, language)
    return shown if publisher == producer else f"{shown} ({publisher_name(producer, language)})"


@cache
def publishers() -> dict[str, Text]:
    """Finnish name -> the names in each language."""
    return load_publishers()


def load_publishers(folder: Path = CURATED / "words") -> dict[str, Text]:
    """Read `publishers.csv`. CuratedError for a name that lacks a language or stands twice."""
    found: dict[str, Text] = {}
    for row in read_csv(folder / "publishers.csv", ("fi", "sv", "en")):
        if row["fi"] in found:
            raise row.error("fi", "each publisher once")
        found[row.filled("fi")] = Text(row.filled("fi"), row.filled("sv"), row.filled("en"))
    return found
