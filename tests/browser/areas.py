"""Ten areas: four that are unlike others, and six drawn anew each week, so that in time all of them are met."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

from yhdyspinta.catalogue.areas import areas

# Åland and the smallest; Helsinki; a Swedish name before the Finnish; one that changed its region.
ODD = ("KU766", "KU091", "KU599", "KU785")


def drawn(day: date, count: int = 6) -> tuple[str, ...]:
    """Municipalities and counties in force, the same all week."""
    register = areas()
    names = [area.id for kind in ("KU", "HVA") for area in register.areas(kind, register.current) if area.id not in ODD]
    year, week, _ = day.isocalendar()
    return tuple(random.Random(year * 100 + week).sample(names, count))  # a choice, not a secret


AREAS = (*ODD, *drawn(datetime.now(UTC).date()))
