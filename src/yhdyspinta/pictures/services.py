"""The only place that changes the state of pictures."""

from __future__ import annotations

from yhdyspinta.environment import Environment
from yhdyspinta.pictures import editions
from yhdyspinta.pictures.editions import Edition
from yhdyspinta.pictures.model import Picture


def publish(environment: Environment, picture: Picture) -> Edition:
    """Freeze a picture as an edition; the same picture again is the same edition."""
    return editions.publish(environment.home, picture)
