"""The weight of the municipalities against that of the county: bubbles in a square, each with the needs that lie there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yhdyspinta.needs.queries import Line, Verdict
from yhdyspinta.rendering import numbers
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.needs.presenters import VERDICTS

SIZE, EDGE = 300, 100  # of the drawing's square, and around it
_SMALLEST, _LARGEST = 7.0, 17.0  # of a bubble's radius: two neighbours do not cover one another
_STEP = 0.25  # of the weights at which needs are drawn together


@dataclass(frozen=True, slots=True)
class Bubble:
    """Needs at one place: `x` and `y` in the drawing, `across` and `up` their weights in words."""

    x: float
    y: float
    radius: float
    count: int
    across: str
    up: str
    verdicts: str
    needs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """The drawing, the same in words, and how many needs it lacks because a side is silent or the reader's party has not answered."""

    bubbles: tuple[Bubble, ...]
    description: str
    left_out: int


def plot(lines: Sequence[Line]) -> Plot:
    """The needs of which both sides have said something that the reader may see, by place, the largest bubble first."""
    places: dict[tuple[float, float], list[Line]] = defaultdict(list)
    for line in lines:
        if line.told is not None and line.told.plotted is not None:
            across, up = line.told.plotted
            places[(_drawn_at(across), _drawn_at(up))].append(line)
    most = max((len(some) for some in places.values()), default=1)
    found = tuple(_bubble(place, some, most) for place, some in sorted(places.items(), key=lambda one: (-len(one[1]), one[0])))
    drawn = sum(one.count for one in found)
    return Plot(found, _description(lines, drawn), len(lines) - drawn)


def _drawn_at(weight: float) -> float:
    return round(weight / _STEP) * _STEP


def _bubble(place: tuple[float, float], some: Sequence[Line], most: int) -> Bubble:
    across, up = place
    radius = max(_SMALLEST, _LARGEST * sqrt(len(some) / most))
    verdicts = sorted(str(VERDICTS[verdict]) for verdict in {line.verdict for line in some})
    return Bubble(
        round(EDGE + SIZE * across / 2, 1),
        round(EDGE / 2 + SIZE * (1 - up / 2), 1),
        round(radius, 1),
        len(some),
        numbers.number(across, language(), 2),
        numbers.number(up, language(), 2),
        ", ".join(verdicts),
        tuple(line.number for line in some),
    )


def _description(lines: Sequence[Line], drawn: int) -> str:
    if not drawn:
        return _("Nothing to draw yet: both sides have to answer, and your own party first.")
    counts = {verdict: sum(line.verdict is verdict for line in lines) for verdict in (Verdict.SHARED, Verdict.DISPUTED, Verdict.ONE_SIDED)}
    shown = ngettext("%(n)s need has been weighed by both sides.", "%(n)s needs have been weighed by both sides.", drawn) % {"n": drawn}
    rest = _("Shared: %(shared)s. Disputed: %(disputed)s. One-sided: %(one_sided)s.") % {
        "shared": counts[Verdict.SHARED],
        "disputed": counts[Verdict.DISPUTED],
        "one_sided": counts[Verdict.ONE_SIDED],
    }
    return f"{shown} {rest}"
