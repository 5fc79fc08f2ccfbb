"""Classes of a map: quantiles with their breaks written out, in words beside the colours."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from yhdyspinta.rendering.numbers import SPACE, number

COUNT = 5
# One hue from light to dark; neighbours differ by at least 1.5:1 in luminance, so the order survives greyscale.
COLOURS = ("#dce9f6", "#a9cbe8", "#649fd1", "#2464a8", "#00285e")
INKS = ("#1e2b3c", "#1e2b3c", "#0b1622", "#ffffff", "#ffffff")  # text on them, each at least 4.5:1


@dataclass(frozen=True, slots=True)
class Classes:
    """`breaks` are the lower ends of the second and later classes; a value on a break belongs to the upper class."""

    breaks: tuple[float, ...]
    low: float
    high: float

    @classmethod
    def quantiles(cls, values: Sequence[float], count: int = COUNT, decimals: int = 0) -> Classes:
        """At most `count` classes with about as many areas each; breaks are rounded to what the legend shows.

        Where nearly all areas have the lowest value, quantiles part nothing: then the others are a class of their own.
        """
        ordered = sorted(values)
        if not ordered:
            return cls((), 0.0, 0.0)
        places = [ordered[len(ordered) * i // count] for i in range(1, count)]
        above = [value for value in ordered if value > ordered[0]]
        wanted = places if places[-1] > ordered[0] else above[:1]
        breaks = tuple(sorted({b for b in (round(value, decimals) for value in wanted) if ordered[0] < b <= ordered[-1]}))
        return cls(breaks, ordered[0], ordered[-1])

    def of(self, value: float) -> int:
        """The class of a value, 0 the lowest."""
        return bisect.bisect_right(self.breaks, value)

    def shade(self, number_of_class: int) -> int:
        """Its place on the palette: few classes are spread over the whole of it."""
        last = len(self.breaks)
        return number_of_class if last >= COUNT - 1 else round(number_of_class * (COUNT - 1) / last) if last else COUNT // 2

    def words(self, language: str, decimals: int = 0, unit: str = "") -> tuple[str, ...]:
        """`4,0–8,9 %` for each class: from its lower end to the last number before the next."""
        step = 10.0**-decimals
        lows = (self.low, *self.breaks)
        highs = (*(b - step for b in self.breaks), self.high)
        shown = []
        for low, high in zip(lows, highs, strict=True):
            first, last = number(low, language, decimals), number(max(high, low), language, decimals)
            dash = f"{SPACE}…{SPACE}" if low < 0 else "–"
            shown.append((first if first == last else f"{first}{dash}{last}") + (f"{SPACE}{unit}" if unit else ""))
        return tuple(shown)
