"""Priorities by term, and own goals side by side, as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse

from yhdyspinta.catalogue.terms import terms
from yhdyspinta.organisations.queries.cooperations import Side
from yhdyspinta.phenomena.queries import leading as queries
from yhdyspinta.phenomena.queries.leading import OwnGoal, Priority
from yhdyspinta.phenomena.queries.phenomena import phenomena_of
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.phenomena.links import Link
from yhdyspinta.web.rooms.phenomena.presenters import day, link, visibility_url


@dataclass(frozen=True, slots=True)
class PriorityShown:
    """A priority with its phenomenon and the meeting that chose it; `given_up` is the day, empty while it is in force, and `kept_at`
    where the rest of it is when that is not here."""

    id: int
    place: str
    title: str
    reason: str
    phenomenon: Link | None
    meeting: str
    given_up: str
    kept_at: str
    change: str
    visibility: str


@dataclass(frozen=True, slots=True)
class TermShown:
    years: str
    priorities: tuple[PriorityShown, ...]
    free: int


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with its document; `change` is an address for those whose own party set it."""

    party: str
    text: str
    document: str
    change: str


@dataclass(frozen=True, slots=True)
class SideGoals:
    title: str
    goals: tuple[GoalShown, ...]


@dataclass(frozen=True, slots=True)
class ThemeShown:
    """A theme with the goals of each side: the county and the municipalities always, partners where they have one."""

    number: int
    title: str
    sides: tuple[SideGoals, ...]
    new: str


def name_of(priority: Priority) -> str:
    """What a priority is called."""
    return priority.name().in_(language())


def priorities(room: Room) -> dict[str, Any]:
    """The priorities by term, the newest first."""
    found = list(queries.priorities_of(room.actor, room.cooperation))
    seen = set(phenomena_of(room.actor, room.cooperation).values_list("pk", flat=True))
    by_term = [_term(room, year, list(many), seen) for year, many in groupby(found, key=lambda one: one.term)]
    may = room.may("priority.choose")
    return {"terms": by_term, "most": queries.MOST_PRIORITIES, "may_choose": may, "phenomena": bool(seen)}


def _term(room: Room, year: int, many: list[Priority], seen: set[int]) -> TermShown:
    in_force = sum(1 for one in many if one.place)
    return TermShown(terms()[year].years, tuple(_priority(room, one, seen) for one in many), queries.MOST_PRIORITIES - in_force)


def _priority(room: Room, one: Priority, seen: set[int]) -> PriorityShown:
    meeting = ", ".join(filter(None, (f"{one.meeting} {day(one.chosen_on)}", one.minute_reference)))
    may = room.may("priority.choose") and not one.given_up_at
    return PriorityShown(
        id=one.pk,
        place=str(one.place or ""),
        title=name_of(one),
        reason=one.reason,
        phenomenon=link(room, one.phenomenon) if one.phenomenon_id in seen else None,
        meeting=meeting,
        given_up=day(one.given_up_at) if one.given_up_at else "",
        kept_at=one.kept_at,
        change=reverse("priority", args=[room.area, one.pk]) if may else "",
        visibility=visibility_url(room, one),
    )


def goals(room: Room) -> dict[str, Any]:
    """Both sides' own goals, theme by theme."""
    may = room.may("goal.set", "own") and room.party is not None
    return {"themes": [_theme(room, one, may=may) for one in queries.goals_by_theme(room.actor, room.cooperation)], "may_set": may}


def _theme(room: Room, one: queries.ThemeGoals, *, may: bool) -> ThemeShown:
    sides = [side for side in Side if side in one.goals or side != Side.PARTNER]
    return ThemeShown(
        number=one.theme.number,
        title=one.theme.name().in_(language()),
        sides=tuple(SideGoals(str(side.label), tuple(_goal(room, goal) for goal in one.goals.get(side, ()))) for side in sides),
        new=f"{reverse('own_goal_new', args=[room.area])}?teema={one.theme.pk}" if may else "",
    )


def _goal(room: Room, goal: OwnGoal) -> GoalShown:
    own = room.party is not None and goal.party_id == room.party.pk and room.may("goal.set", "own")
    document = ", ".join(filter(None, (f"{goal.document} ({goal.get_kind_display()})", day(goal.dated), goal.reference)))
    return GoalShown(goal.party.title().in_(language()), goal.text, document, reverse("own_goal", args=[room.area, goal.pk]) if own else "")
