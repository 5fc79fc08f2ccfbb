"""Where a need may go from its present state."""

from __future__ import annotations

from yhdyspinta.needs.models import NEXT, Need, NeedState


def next_states(need: Need) -> tuple[str, ...]:
    """The next states in the order of a need's life; to essential only by an agreement (`is_agreed`)."""
    return tuple(state for state in NeedState.values if state in NEXT[need.state])
