"""When sources say that they publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Announced:
    """One announcement: a moment (`at`, with its zone), or a month of every year (`month`) whose day is not told.

    `target` is empty where it concerns everything of the source. `address` is where the publisher says so.
    """

    source: str
    target: str
    at: datetime | None
    month: int
    address: str

    def concerns(self, source: str, target: str) -> bool:
        return self.source == source and self.target in ("", target)
