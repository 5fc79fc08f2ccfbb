"""Units after the number one: `1 henkilö`, `1 person`; definitions give them as they stand after other numbers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, read_csv
from yhdyspinta.domain.text import LANGUAGES

FIELDS = tuple(f"{form}_{language}" for form in ("many", "one") for language in LANGUAGES)


def singular(unit: str, language: str) -> str:
    """The unit after the number one; as it is where it does not bend."""
    return units().get((language, unit), unit)


@cache
def units() -> dict[tuple[str, str], str]:
    """(language, unit as definitions give it) -> the unit after one."""
    return load_units()


def load_units(folder: Path = CURATED / "words") -> dict[tuple[str, str], str]:
    """Read `units.csv`. CuratedError for a form that is missing or a unit that is given two forms."""
    found: dict[tuple[str, str], str] = {}
    for row in read_csv(folder / "units.csv", FIELDS):
        for language in LANGUAGES:
            many, one = row.filled(f"many_{language}"), row.filled(f"one_{language}")
            if found.setdefault((language, many), one) != one:
                raise row.error(f"many_{language}", "one form of each unit after the number one")
    return found
