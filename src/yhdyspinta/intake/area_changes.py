"""What the division of a new year changes in the areas in use, and the areas as they would be: nothing is written here.

A division that cannot be right is refused with its reason: half a reply must never end a municipality, and a municipality
that ends without a successor would take its figures with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from yhdyspinta.domain.areas import COUNTRY, GROUPINGS, MUNICIPALITY, Area, AreaRegister, Change, Membership
from yhdyspinta.domain.division import Division
from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.intake import area_words
from yhdyspinta.intake.area_words import Step

LOOK = "Look at the service, and ask its keeper; the areas in use stay as they are."


@dataclass(frozen=True, slots=True)
class Proposal:
    """The areas as they would be from 1 January of `year`, and every change in words. `origins`: municipality of the new
    division -> those of the old whose land it has."""

    year: int
    areas: tuple[Area, ...]
    memberships: tuple[Membership, ...]
    changes: tuple[Change, ...]
    steps: tuple[Step, ...]
    origins: Mapping[str, tuple[str, ...]]


def propose(register: AreaRegister, division: Division, most_ended: int) -> Proposal:
    """The changes from the newest division of `register` to `division`, which must be that of the year after.

    Refused when a municipality ends without a successor or into several (the source tells no shares), a code is used
    again, a municipality lacks an area that it had, or more than `most_ended` municipalities end.
    """
    if division.year != register.current + 1:
        raise Refused(f"The areas in use are those of {register.current}, and the division is that of {division.year}.", LOOK)
    return _Proposing(register, division, most_ended).proposal()


class _Proposing:
    """The steps from one division to the next, gathered."""

    def __init__(self, register: AreaRegister, division: Division, most_ended: int) -> None:
        self.register, self.division = register, division
        self.day = date(division.year, 1, 1)
        self.before = {area.id: area for area in register.areas(MUNICIPALITY, register.current)}
        self.now = division.municipalities
        self.ended = sorted(set(self.before) - self.now)
        if len(self.ended) > most_ended:
            raise Refused(f"{len(self.ended)} of {len(self.before)} municipalities are missing: the reply may be half of one.", LOOK)
        # A kind that has ended by our register does not come back because a service still lists it.
        alive = {kind for kind in register.kinds if register.last_year(kind) == register.current}
        self.kinds = [kind for kind in division.parents if kind in alive or kind not in register.kinds]
        self.left = sorted(alive - set(self.kinds) - {MUNICIPALITY, COUNTRY})
        self.above = {kind: {area.id: area for area in register.areas(kind, register.current)} for kind in self.kinds}
        self._check_codes()
        self.heirs = self._heirs()
        self.origins = self._origins()

    def proposal(self) -> Proposal:
        for kind in self.kinds:
            self._check_parents(kind)
        steps = (*self._merged(), *self._began_and_ended(), *self._renamed(), *self._moved(), *map(area_words.left, self.left))
        return Proposal(self.division.year, tuple(self._areas()), tuple(self._memberships()), tuple(self._changes()), steps, self.origins)

    def _heirs(self) -> dict[str, str]:
        """Ended municipality -> the one that has its land."""
        if self.ended and self.division.successors is None:
            names = self._named(self.ended)
            raise Refused(f"The service does not tell which municipalities hold the land of those that end: {names}.", LOOK)
        found = {}
        for area in self.ended:
            goals = (self.division.successors or {}).get(area, ())
            if not goals:
                raise Refused(f"{self._named([area])} is gone and has no successor.", LOOK)
            if len(goals) > 1:
                raise Refused(f"{self._named([area])} is divided between {', '.join(goals)}, and the service tells no shares.", LOOK)
            found[area] = goals[0]
        return found

    def _origins(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = defaultdict(set)
        for area in self.before:
            found[self.heirs.get(area, area)].add(area)
        for area in sorted(self.now - set(found)):
            raise Refused(f"{self._name(area).fi} ({area}) is new, and no municipality became it.", LOOK)
        return {area: tuple(sorted(origins)) for area, origins in sorted(found.items())}

    def _check_codes(self) -> None:
        standing = set(self.before) | {area for own in self.above.values() for area in own}
        known = {area.id for area in self.register.all}
        again = sorted(area for area in self.division.names if area in known - standing and area_words.kind_of(area) in self._of_interest())
        if again:
            raise Refused(f"The code of {self._named(again)} was used before, of an area that has ended.", LOOK)

    def _of_interest(self) -> set[str]:
        return {MUNICIPALITY, *self.kinds}

    def _check_parents(self, kind: str) -> None:
        for area, origins in self.origins.items():
            had = [origin for origin in origins if self.register.parent(origin, kind, self.register.current)]
            if had and area not in self.division.parents[kind]:
                raise Refused(f"{self._name(area).fi} ({area}) is in no area of kind {kind}, and was.", LOOK)

    def _name(self, area: str) -> Text:
        return self.division.names.get(area) or self.register.get(area).name

    def _named(self, areas: list[str]) -> str:
        return ", ".join(f"{self.register.get(area).name.fi} ({area})" for area in areas)

    def _new(self) -> list[str]:
        """Areas that the register does not have, in the order of kinds and codes."""
        parents = sorted({parent for kind in self.kinds for parent in self.division.parents[kind].values()})
        known = {area.id for area in self.register.all}
        return [area for area in (*sorted(self.now), *parents) if area not in known]

    def _gone(self) -> set[str]:
        return {area for kind in self.kinds for area in set(self.above[kind]) - set(self.division.parents[kind].values())} | set(self.ended)

    def _areas(self) -> Iterator[Area]:
        gone, new = self._gone(), self._new()
        made = [self._begun(area) for area in new]
        for kind in (*self.register.kinds, *sorted({area.kind for area in made} - set(self.register.kinds))):
            yield from (self._now(area, gone) for area in self.register.all if area.kind == kind)
            yield from (area for area in made if area.kind == kind)

    def _begun(self, area: str) -> Area:
        kind = area_words.kind_of(area)
        return Area(area, kind, area.removeprefix(kind), self._name(area), self.day)

    def _now(self, area: Area, gone: set[str]) -> Area:
        if area.id in gone:
            return replace(area, end=self.day)
        name = self.division.names.get(area.id)
        if name is None or area.end is not None or name == area.name:
            return area
        return replace(area, name=name, short=Text("") if name.fi != area.name.fi else area.short)

    def _memberships(self) -> Iterator[Membership]:
        for old in self.register.memberships:
            yield replace(old, end=self.day) if old.end is None and self._ends(old) else old
        for area in sorted(self.now):
            if area not in self.before:
                yield Membership(area, COUNTRY, COUNTRY, self.day)
            for kind in self.kinds:
                parent = self.division.parents[kind].get(area)
                if parent and (area not in self.before or parent != self.register.parent(area, kind, self.register.current)):
                    yield Membership(area, parent, kind, self.day)

    def _ends(self, old: Membership) -> bool:
        return old.child in self.ended or (old.kind in self.kinds and self.division.parents[old.kind].get(old.child) != old.parent)

    def _changes(self) -> Iterator[Change]:
        yield from self.register.changes
        for area, heir in self.heirs.items():
            yield Change("merge", self.day, area, heir, 1.0, f"{self.register.get(area).name.fi} -> {self._name(heir).fi}")
        for area, kind, before, after in self._moves():
            if kind not in GROUPINGS:
                yield Change("move", self.day, area, after, 1.0, f"{before} -> {after}")
        for area, old, new in self._names():
            for language in LANGUAGES:
                if old.in_(language) != new.in_(language):
                    note = f"{language}: {old.in_(language)} -> {new.in_(language)}"
                    yield Change("rename", self.day, area, area, 1.0, note)

    def _moves(self) -> Iterator[tuple[str, str, str, str]]:
        """(municipality, kind, area before, area now) of municipalities that go on."""
        for kind in self.kinds:
            for area in sorted(self.now & set(self.before)):
                before, after = self.register.parent(area, kind, self.register.current), self.division.parents[kind].get(area)
                if before and after and before != after:
                    yield area, kind, before, after

    def _names(self) -> Iterator[tuple[str, Text, Text]]:
        """(area, name before, name now) of areas that go on under another name."""
        for area in self.register.all:
            name = self.division.names.get(area.id)
            if name is not None and area.end is None and area_words.kind_of(area.id) in self._of_interest() and name != area.name:
                yield area.id, area.name, name

    def _merged(self) -> Iterator[Step]:
        for area, origins in self.origins.items():
            others = [self.register.get(origin).name for origin in origins if origin != area]
            if others:
                yield area_words.merged(area, self._name(area), others, self.day, area not in self.before)

    def _began_and_ended(self) -> Iterator[Step]:
        for area in self._new():
            if area not in self.now:
                yield area_words.began(area, area_words.kind_of(area), self._name(area), self.day)
        for area in sorted(self._gone() - set(self.ended)):
            yield area_words.ended(area, area_words.kind_of(area), self.register.get(area).name, self.day)

    def _renamed(self) -> Iterator[Step]:
        for area, old, new in self._names():
            yield area_words.renamed(area, old, new, self.day)

    def _moved(self) -> Iterator[Step]:
        for area, kind, before, after in self._moves():
            yield area_words.moved(area, self._name(area), kind, self._name(before), self._name(after), self.day)
