"""Periods of time as ISO text: a year, a quarter or a month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from yhdyspinta.domain.errors import ParseError


class Rhythm(StrEnum):
    """How often a series gives a new figure; `IRREGULAR` has no next date."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    TWO_YEARS = "two_years"
    THREE_YEARS = "three_years"
    IRREGULAR = "irregular"

    @property
    def months(self) -> int | None:
        return {"month": 1, "quarter": 3, "year": 12, "two_years": 24, "three_years": 36}.get(self.value)


_PATTERN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed span of days. `start` and `end` are both inside it; `text` is its ISO name."""

    start: date
    end: date
    text: str

    @staticmethod
    @lru_cache(maxsize=4096)  # the same few hundred names are read thousands of times for a picture
    def parse(text: str) -> Period:
        """Read `2023`, `2023-Q1` or `2023-05`; anything else is a ParseError."""
        match = _PATTERN.fullmatch(text)
        if match is None:
            raise ParseError(f"{text!r} is not a period.", "Write a year (2023), a quarter (2023-Q1) or a month (2023-05).")
        year, quarter, month = int(match[1]), match[2], match[3]
        if quarter:
            first, length = 3 * int(quarter) - 2, 3
        elif month:
            first, length = int(month), 1
        else:
            first, length = 1, 12
        return Period(date(year, first, 1), _add_months(date(year, first, 1), length) - timedelta(days=1), text)

    @property
    def rhythm(self) -> Rhythm:
        if "Q" in self.text:
            return Rhythm.QUARTER
        return Rhythm.MONTH if "-" in self.text else Rhythm.YEAR

    def year_before(self) -> Period:
        """The same period one year earlier, against which change is measured."""
        return Period.parse(f"{self.start.year - 1:04d}{self.text[4:]}")


def _add_months(day: date, months: int) -> date:
    """The first of the month that lies `months` after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def due_date(period_end: date, lag_days: int, rhythm: Rhythm) -> date | None:
    """The day after which a figure is stale: period end + usual lag + one rhythm; None when irregular."""
    if rhythm.months is None:
        return None
    next_end = _add_months(period_end, rhythm.months + 1) - timedelta(days=1)
    return next_end + timedelta(days=lag_days)
