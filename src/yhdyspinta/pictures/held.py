"""A release that waits, or had to wait, for a person: why, and how it differs from what stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yhdyspinta.environment import Environment
from yhdyspinta.intake import changelog, review
from yhdyspinta.intake.review import Review


@dataclass(frozen=True, slots=True)
class Held:
    """`changes` is the change log of the release against what stood when it came (intake/changes.py, `log`)."""

    review: Review
    changes: dict[str, Any]

    @property
    def of_areas(self) -> bool:
        """Whether it changes areas and not figures: then `changes` has `year` and `steps` (intake/area_words.py, `Step`)."""
        return self.changes.get("of") == changelog.DIVISION


def held(environment: Environment, release: str) -> Held:
    """Unknown when the release never had to wait."""
    return Held(review.get(environment.home, release), changelog.read(environment.home, release)[-1])
