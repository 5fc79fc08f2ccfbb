"""What the sides think of every need together, and what serves both of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from django.db.models import Count, Q

from yhdyspinta.needs.models import Importance, NeedIndicator
from yhdyspinta.needs.queries.needs import given_weights, needs_of
from yhdyspinta.organisations.models import AuditRow, Cooperation, PartyKind
from yhdyspinta.organisations.policy import Actor

_POINTS = {Importance.ESSENTIAL.value: 2, Importance.USEFUL.value: 1, Importance.NOT_NEEDED.value: 0}
_SIDES = {
    "county": Q(party__kind=PartyKind.COUNTY),
    "municipalities": Q(party__kind=PartyKind.MUNICIPALITY),
    "partners": ~Q(party__kind__in=(PartyKind.COUNTY, PartyKind.MUNICIPALITY)),
}
# One row a need, counted by the database: 45,000 weights of 2,000 needs come as 2,000 rows.
_COUNTS = {
    f"{side}_{importance}": Count("pk", filter=_SIDES[side] & Q(importance=importance))
    for side, importance in product(_SIDES, Importance.values)
}


class Verdict(StrEnum):
    """What the two sides' weights say of a need together; `board` tells the rule."""

    HIDDEN = "hidden"
    WAITING = "waiting"
    DISPUTED = "disputed"
    SHARED = "shared"
    ONE_SIDED = "one_sided"
    USEFUL = "useful"
    NOT_NEEDED = "not_needed"


Counts = Mapping[str, int]  # importance -> how many parties say so; none has a zero


@dataclass(frozen=True, slots=True)
class Tally:
    """How many parties of each side say what of a need, and what it comes to.

    `plotted` is the weight of the municipalities against that of the county, each the mean of 2, 1 and 0; None while a side is silent.
    """

    county: Counts
    municipalities: Counts
    partners: Counts
    answered: int
    of_county: bool  # whether most of the county's side say essential
    of_municipalities: bool
    verdict: Verdict
    plotted: tuple[float, float] | None

    @classmethod
    def of(cls, county: Counts, municipalities: Counts, partners: Counts) -> Tally:
        across, up = _mean(municipalities), _mean(county)
        plotted = None if across is None or up is None else (across, up)
        answered = sum(sum(side.values()) for side in (county, municipalities, partners))
        essential = _mostly_essential(county), _mostly_essential(municipalities)
        return cls(county, municipalities, partners, answered, *essential, _verdict(county, municipalities), plotted)


@dataclass(frozen=True, slots=True)
class Line:
    """A need on the board, by its number. `told` is None while the reader's own party has not answered: then only their number is known."""

    number: int
    theme: int
    level: str
    state: str
    party: int
    own: str
    answered: int
    told: Tally | None

    @property
    def verdict(self) -> Verdict:
        return self.told.verdict if self.told else Verdict.HIDDEN


def _verdict(county: Counts, municipalities: Counts) -> Verdict:
    if not county or not municipalities:
        return Verdict.WAITING
    said = {*county, *municipalities}
    if {Importance.ESSENTIAL.value, Importance.NOT_NEEDED.value} <= said:
        return Verdict.DISPUTED
    sides = [_mostly_essential(side) for side in (county, municipalities)]
    if all(sides):
        return Verdict.SHARED
    if any(sides):
        return Verdict.ONE_SIDED
    return Verdict.NOT_NEEDED if said == {Importance.NOT_NEEDED.value} else Verdict.USEFUL


def _mean(counts: Counts) -> float | None:
    number = sum(counts.values())
    return sum(_POINTS[importance] * count for importance, count in counts.items()) / number if number else None


def _mostly_essential(counts: Counts) -> bool:
    return 2 * counts.get(Importance.ESSENTIAL.value, 0) > sum(counts.values())


_SILENT = Tally.of({}, {}, {})


def board(actor: Actor, cooperation: Cooperation) -> list[Line]:
    """Every need in force with what the sides think of it, by theme and number.

    Disputed: somebody of the two sides says essential and somebody not needed. Shared: most of each side say essential.
    One-sided: most of one side do, and not of the other. Waiting: a side has said nothing yet. Hidden: the reader's own
    party has not answered, and only the number of answers is known.
    """
    member = actor.party_id is not None and actor.joined
    own = dict(given_weights().filter(party=actor.party_id).values_list("need", "importance")) if member else {}
    told = _tallies.of(cooperation)
    rows = needs_of(actor, cooperation).values_list("pk", "theme__number", "level", "state", "party_id")
    return [_line(row, own.get(row[0], ""), told.get(row[0], _SILENT)) for row in rows]


def _line(row: tuple[int, int, str, str, int], own: str, tally: Tally) -> Line:
    return Line(*row, own, tally.answered, tally if own else None)


class _Tallies:
    """The tallies of each cooperation, counted again when anything was done in it.

    Counting 45,000 weights of 2,000 needs takes 110 ms, and the board is read far oftener than anybody weighs. They are
    whole: `board` shows of them what its reader may see.
    """

    KEPT = 32  # cooperations

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, tuple[str, dict[int, Tally]]] = OrderedDict()

    def of(self, cooperation: Cooperation) -> Mapping[int, Tally]:
        # The newest row of the chain is read before the weights: what comes in between is counted now, and once more later.
        newest = AuditRow.objects.filter(cooperation_id=cooperation.pk).order_by("-number").values_list("hash", flat=True).first()
        with self._lock:
            stamp, found = self._kept.get(cooperation.pk, ("", {}))
        if newest and stamp == newest:
            return found
        found = _counted(cooperation)
        with self._lock:
            self._kept[cooperation.pk] = (newest or "", found)
            self._kept.move_to_end(cooperation.pk)
            while len(self._kept) > self.KEPT:
                self._kept.popitem(last=False)
        return found


_tallies = _Tallies()


def _counted(cooperation: Cooperation) -> dict[int, Tally]:
    counted = given_weights().filter(need__cooperation=cooperation).values_list("need").annotate(**_COUNTS)
    return {need: _by_side(counts) for need, *counts in counted}


def _by_side(counts: Sequence[int]) -> Tally:
    """Counts in the order of `_COUNTS`."""
    found: dict[str, dict[str, int]] = {side: {} for side in _SIDES}
    for (side, importance), count in zip(product(_SIDES, Importance.values), counts, strict=True):
        if count:
            found[side][importance] = count
    return Tally.of(**found)


@dataclass(frozen=True, slots=True)
class Common:
    """A theme (by its number) or an indicator (by its id): how many needs that most of each side call essential it serves."""

    what: str
    county: int
    municipalities: int
    both: int


@dataclass(frozen=True, slots=True)
class Commons:
    """What serves both sides, the most common first; what serves one side alone is not in it."""

    themes: tuple[Common, ...]
    indicators: tuple[Common, ...]


def commons(cooperation: Cooperation, lines: Iterable[Line]) -> Commons:
    """Which themes and indicators serve needs of both sides, by what `lines` tell their reader."""
    told = {line.number: line for line in lines if line.told is not None}
    themes = [(str(line.theme), line) for line in told.values()]
    pairs = NeedIndicator.objects.filter(need__cooperation=cooperation).values_list("indicator", "need")
    return Commons(_serving(themes), _serving([(indicator, told[need]) for indicator, need in pairs if need in told]))


def _serving(pairs: Iterable[tuple[str, Line]]) -> tuple[Common, ...]:
    counts: dict[str, list[int]] = {}
    for what, line in pairs:
        if line.told is None:
            continue
        county, municipalities = line.told.of_county, line.told.of_municipalities
        one = counts.setdefault(what, [0, 0, 0])
        one[0] += county
        one[1] += municipalities
        one[2] += county and municipalities
    found = [Common(what, *numbers) for what, numbers in counts.items() if numbers[0] and numbers[1]]
    return tuple(sorted(found, key=lambda one: (-one.both, -min(one.county, one.municipalities), one.what)))
