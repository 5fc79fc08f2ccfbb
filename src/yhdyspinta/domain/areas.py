"""Areas of Finland: what they are, what belongs to what on which day, and what became of them.

Memberships are dated, many-to-many and not nested. Validity is `[start, end)`; no `end` means in force.
The boundaries of year Y are the division in force on 1 January of Y.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from yhdyspinta.domain.area_names import NameIndex
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.domain.text import Text

ChangeKind = Literal["merge", "split", "move", "rename"]
MUNICIPALITY = "KU"
COUNTRY = "SSS"
# Kinds that only describe municipalities (type, language): no territory of which one would draw a picture.
GROUPINGS = ("KR", "KS")


@dataclass(frozen=True, slots=True)
class Area:
    """One area. `id` is kind and code (`KU` and three digits …); `name` is the newest official name.

    `short` is the name without the word for the kind of area ("Keski-Suomi" of a county), for charts and search.
    `is_example`: there is no such place; its figures are made up, and it stands among no real areas.
    """

    id: str
    kind: str
    code: str
    name: Text
    start: date
    end: date | None = None
    short: Text = field(default_factory=lambda: Text(""))
    is_example: bool = False

    @property
    def label(self) -> Text:
        """The short name, or the name where there is no shorter one."""
        return self.short if self.short.fi else self.name

    def in_force(self, day: date) -> bool:
        return _covers(self.start, self.end, day)


@dataclass(frozen=True, slots=True)
class Membership:
    """Municipality `child` belongs to `parent`, an area of `kind`, in `[start, end)`."""

    child: str
    parent: str
    kind: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """On `date`, `share` of `source` went to `target`.

    merge and split: both are areas and `source` ended or shrank. move: `target` is the new parent of the
    municipality `source`. rename: `source` and `target` are the same area.
    """

    kind: ChangeKind
    date: date
    source: str
    target: str
    share: float = 1.0
    note: str = ""


class AreaRegister:
    """All areas with their memberships and changes. Pure: built from tuples, never altered.

    `known_to`: the division of this year is known as well, though nothing may have changed in it.
    `beside`: areas that are found by their ids and names, with what belongs to them, and that no list, year or kind counts:
    the invented ones.
    """

    def __init__(
        self,
        areas: Iterable[Area],
        memberships: Iterable[Membership],
        changes: Iterable[Change],
        neighbours: Iterable[tuple[str, str]] = (),
        known_to: int = 0,
        beside: AreaRegister | None = None,
    ) -> None:
        self.all: tuple[Area, ...] = tuple(areas)
        self.memberships: tuple[Membership, ...] = tuple(memberships)
        self.changes: tuple[Change, ...] = tuple(sorted(changes, key=lambda change: (change.date, change.source, change.target)))
        named = (*self.all, *(beside.all if beside else ()))
        self._by_id = {area.id: area for area in named}
        self._names = NameIndex((area.id, area.kind, area.code, area.name, area.short) for area in named)
        self._children: dict[str, list[Membership]] = defaultdict(list)
        self._parents: dict[tuple[str, str], list[Membership]] = defaultdict(list)
        for membership in (*self.memberships, *(beside.memberships if beside else ())):
            self._children[membership.parent].append(membership)
            self._parents[membership.child, membership.kind].append(membership)
        self._transfers: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            if change.kind in ("merge", "split"):
                self._transfers[change.source].append(change)
        self._neighbours: dict[str, set[str]] = defaultdict(set)
        for one, other in neighbours:
            self._neighbours[one].add(other)
            self._neighbours[other].add(one)
        self._neighbours.update(beside._neighbours if beside else {})
        self._in_force: dict[tuple[str, int], tuple[Area, ...]] = {}
        self._members: dict[tuple[str, int], tuple[str, ...]] = {}
        self._carries: dict[tuple[int, int], dict[str, set[str]]] = {}
        self._years = self._find_years(known_to)
        self._kinds = tuple(dict.fromkeys(area.kind for area in self.all))

    @property
    def years(self) -> range:
        """The years whose division the register knows in full."""
        return self._years

    @property
    def current(self) -> int:
        """The newest division."""
        return self._years[-1]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of area in the order of the register."""
        return self._kinds

    def get(self, area_id: str) -> Area:
        """The area of this id; Unknown, with the nearest ones, where there is none."""
        area = self._by_id.get(area_id)
        if area is None:
            raise self._names.unknown(area_id)
        return area

    def find(self, name_or_id: str, language: str | None = None, prefer: tuple[str, ...] = ()) -> Area:
        """The area of an id, a code or a name in any language (or in `language`), whatever its case.

        Where several answer, the first kind of `prefer` that answers with exactly one wins; else Ambiguous
        lists their ids. Where none answers, Unknown offers the nearest names.
        """
        return self._by_id[self._names.find(name_or_id, language, prefer)]

    def areas(self, kind: str, year: int) -> tuple[Area, ...]:
        """The areas of a kind in force on 1 January of `year`, by code."""
        key = (kind, year)
        if key not in self._in_force:
            day = date(year, 1, 1)
            found = (area for area in self.all if area.kind == kind and area.in_force(day))
            self._in_force[key] = tuple(sorted(found, key=lambda area: area.code))
        return self._in_force[key]

    def members(self, parent: str, year: int) -> tuple[str, ...]:
        """The municipalities of an area on 1 January of `year`; of a municipality, itself. Unknown for an unknown area."""
        key = (parent, year)
        if key not in self._members:
            area, day = self.get(parent), date(year, 1, 1)
            if area.kind == MUNICIPALITY:
                self._members[key] = (parent,) if area.in_force(day) else ()
            else:
                found = (item.child for item in self._children[parent] if _covers(item.start, item.end, day))
                self._members[key] = tuple(sorted(found))
        return self._members[key]

    def parent(self, child: str, kind: str, year: int) -> str | None:
        """The area of `kind` that a municipality belongs to on 1 January of `year`, or None."""
        return self.parent_on(child, kind, date(year, 1, 1))

    def parent_on(self, child: str, kind: str, day: date) -> str | None:
        """The area of `kind` that a municipality belongs to on a day, or None."""
        found = (item.parent for item in self._parents.get((child, kind), ()) if _covers(item.start, item.end, day))
        return next(found, None)

    def became(self, area_id: str, day: date) -> tuple[tuple[str, float], ...]:
        """Where the territory of an area lies on `day`: (area id, share), mergers and splits followed in order."""
        self.get(area_id)
        return tuple(sorted(self._follow(area_id, 1.0, date.min, day).items()))

    def first_year(self, kind: str) -> int:
        """The first year on whose 1 January areas of `kind` were in force."""
        return self._years_of(kind)[0]

    def last_year(self, kind: str) -> int:
        """The last year on whose 1 January areas of `kind` were in force."""
        return self._years_of(kind)[-1]

    def same_territory(self, area: str, year_a: int, year_b: int) -> bool:
        """Whether the area covers the same land on 1 January of both years.

        False where it had no members in one of them. Compares the members of the earlier year, carried over
        mergers, with those of the later, and asks that nothing from outside was merged into them.
        """
        early, late = sorted((year_a, year_b))
        before, after = set(self.members(area, early)), set(self.members(area, late))
        if not before or not after:
            return False
        if early == late:
            return True
        carried = self._carried(early, late)
        origin = {municipality for municipality, targets in carried.items() if targets & after}
        return origin == before and set().union(*(carried[municipality] for municipality in before)) == after

    def neighbours(self, area_id: str) -> tuple[str, ...]:
        """The areas of the same kind that share a land border with this one in the current division, by id."""
        kind = self.get(area_id).kind
        if kind == MUNICIPALITY:
            return tuple(sorted(self._neighbours.get(area_id, ())))
        beyond = {other for member in self.members(area_id, self.current) for other in self._neighbours.get(member, ())}
        found = {self.parent(other, kind, self.current) for other in beyond}
        return tuple(sorted(one for one in found if one and one != area_id))

    def _follow(self, area_id: str, share: float, after: date, day: date) -> dict[str, float]:
        steps = [change for change in self._transfers.get(area_id, ()) if after < change.date <= day]
        if not steps:
            return {area_id: share}
        when = steps[0].date
        step = [change for change in steps if change.date == when]
        found: dict[str, float] = defaultdict(float)
        kept = 1.0 - sum(change.share for change in step)
        branches = [(change.target, change.share) for change in step] + ([(area_id, kept)] if kept > 1e-9 else [])
        for target, part in branches:
            for final, amount in self._follow(target, share * part, when, day).items():
                found[final] += amount
        return dict(found)

    def _carried(self, early: int, late: int) -> dict[str, set[str]]:
        """Municipality of the earlier division -> municipalities of the later that hold its land."""
        key = (early, late)
        if key not in self._carries:
            day = date(late, 1, 1)
            self._carries[key] = {area.id: {target for target, _ in self.became(area.id, day)} for area in self.areas(MUNICIPALITY, early)}
        return self._carries[key]

    def _years_of(self, kind: str) -> list[int]:
        years = [year for year in self._years if self.areas(kind, year)]
        if not years:
            raise Unknown(f"There are no areas of the kind {kind!r}.", f"The kinds are {', '.join(self.kinds)}.")
        return years

    def _find_years(self, known_to: int) -> range:
        """From the first to the last beginning of any membership: each year's division is read on its 1 January."""
        starts = [item.start.year for item in self.memberships]
        ends = [item.end.year for item in self.memberships if item.end]
        return range(min(starts), max([*starts, *ends, known_to]) + 1) if starts else range(0)


def _covers(start: date, end: date | None, day: date) -> bool:
    return start <= day and (end is None or day < end)
