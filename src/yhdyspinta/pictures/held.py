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


def held(environment: Environment, release: str) -> Held:
    """Unknown when the release never had to wait."""
    return Held(review.get(environment.home, release), changelog.read(environment.home, release)[-1])
