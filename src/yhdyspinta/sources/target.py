"""The target of a fetch, as the floors above `domain` know it. It is read from `curated/live/` by catalogue/live.py."""

from __future__ import annotations

from yhdyspinta.domain.live import Host, Target, Wanted

__all__ = ["Host", "Target", "Wanted"]
