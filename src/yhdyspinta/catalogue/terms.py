"""Terms of council: those of municipal councils, with which the terms of county councils have run since 2025."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Row, read_csv


@dataclass(frozen=True, slots=True)
class Term:
    """A term by its first and last day; it is called by the years of both (2025–2029)."""

    begins: date
    ends: date

    @property
    def year(self) -> int:
        """The year in which it begins."""
        return self.begins.year

    @property
    def years(self) -> str:
        """`2025–2029`."""
        return f"{self.begins.year}–{self.ends.year}"


def load_terms(folder: Path = CURATED / "terms") -> dict[int, Term]:
    """Every term by the year in which it begins, in order; a CuratedError when one is wrong or begins before the last one ended."""
    found: dict[int, Term] = {}
    before = date.min
    for row in read_csv(folder / "council.csv", ("begins", "ends")):
        term = Term(_day(row, "begins"), _day(row, "ends"))
        if not before < term.begins < term.ends:
            raise row.error("begins", "a day after the end of the term before and before its own end")
        found[term.year], before = term, term.ends
    return found


@cache
def terms() -> dict[int, Term]:
    """The terms that the product ships, read once."""
    return load_terms()


def term_on(day: date) -> Term:
    """The term of a day: the last that had begun, else the first."""
    begun = [term for term in terms().values() if term.begins <= day]
    return begun[-1] if begun else next(iter(terms().values()))


def _day(row: Row, field: str) -> date:
    try:
        return date.fromisoformat(row[field])
    except ValueError as error:
        raise row.error(field, "a day as 2025-06-01") from error
