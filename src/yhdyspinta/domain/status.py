"""What kind of value a figure is. Missing, suppressed and zero are three things."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The status of one observation, as stored."""

    FINAL = "final"
    PRELIMINARY = "preliminary"
    ESTIMATE = "estimate"
    PARTIAL = "partial"  # a sum with missing parts
    FORECAST = "forecast"
    SUPPRESSED = "suppressed"  # known to the producer, hidden for protection
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"


WITHOUT_VALUE = frozenset({Status.SUPPRESSED, Status.NOT_AVAILABLE, Status.NOT_APPLICABLE})
