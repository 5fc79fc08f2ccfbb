"""What two editions say differently: new periods, revised figures, figures that came and went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from yhdyspinta.domain.period import Period
from yhdyspinta.pictures.model import Figure, Picture


class Change(StrEnum):
    """How a figure of the later edition stands to the earlier one."""

    REVISED = "revised"  # the same period, another value or status: the source corrected itself, or the rule did
    NEWER = "newer"  # a later period
    CAME = "came"
    WENT = "went"
    SAME = "same"


_ORDER = {change: place for place, change in enumerate(Change)}


@dataclass(frozen=True, slots=True)
class Changed:
    """One indicator (of one sex and age) in both editions; `before` or `after` is None where it is in one alone."""

    change: Change
    before: Figure | None
    after: Figure | None

    @property
    def figure(self) -> Figure:
        """The later figure, else the one that went."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change has a figure on at least one side")
        return found

    @property
    def difference(self) -> float | None:
        """After less before in the figure's unit; None unless both have a value."""
        if self.before is None or self.after is None or self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


def compared(before: Picture, after: Picture) -> tuple[Changed, ...]:
    """Every figure of either picture once: revised ones first, then newer periods, what came, what went, the same."""
    earlier, later = _by_subject(before.figures.values()), _by_subject(after.figures.values())
    found = [Changed(_change(earlier.get(key), later.get(key)), earlier.get(key), later.get(key)) for key in {**later, **earlier}]
    return tuple(sorted(found, key=lambda one: _ORDER[one.change]))  # the sort is stable: the order of the later picture stays


def _by_subject(figures: Iterable[Figure]) -> dict[tuple[str, str, str], Figure]:
    """The newest figure of each indicator, sex and age: a picture may hold several periods of one."""
    found: dict[tuple[str, str, str], Figure] = {}
    for figure in figures:
        key = (figure.indicator, figure.sex, figure.age)
        held = found.get(key)
        if held is None or figure.period_end > held.period_end:
            found[key] = figure
    return found


def _change(before: Figure | None, after: Figure | None) -> Change:
    if after is None:
        return Change.WENT
    if before is None:
        return Change.CAME
    if Period.parse(before.period) != Period.parse(after.period):
        return Change.NEWER
    return Change.SAME if (before.value, before.status) == (after.value, after.status) else Change.REVISED
