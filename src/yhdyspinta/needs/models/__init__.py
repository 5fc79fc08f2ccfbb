"""Needs, their weights and what answers them; what was said of them in meetings and in halls."""

from yhdyspinta.needs.models.hall import Hall, HallAnswer, HallQuestion, HallScale
from yhdyspinta.needs.models.need import (
    AGREED_STATES,
    NEXT,
    PURPOSES,
    Discussion,
    Importance,
    Level,
    Need,
    NeedIndicator,
    NeedKind,
    NeedState,
    Weight,
)

__all__ = [
    "AGREED_STATES",
    "NEXT",
    "PURPOSES",
    "Discussion",
    "Hall",
    "HallAnswer",
    "HallQuestion",
    "HallScale",
    "Importance",
    "Level",
    "Need",
    "NeedIndicator",
    "NeedKind",
    "NeedState",
    "Weight",
]
