"""Priorities by term of council, and the parties' own goals side by side by theme."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet

from yhdyspinta.organisations.models import Cooperation, CooperationTheme, Side, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import visible_to
from yhdyspinta.phenomena.models import MOST_PRIORITIES, DocumentKind, OwnGoal, Priority
from yhdyspinta.phenomena.queries.found import the_one

__all__ = ["MOST_PRIORITIES", "DocumentKind", "OwnGoal", "Priority", "ThemeGoals"]


def priorities_of(actor: Actor | None, cooperation: Cooperation) -> QuerySet[Priority]:
    """The priorities that the actor may see, those of the newest term first, and in a term by place; given up ones last.

    Of one that is not stored here its name is known, and its place is taken.
    """
    found = visible_to(actor, Priority.objects.filter(cooperation=cooperation))
    return found.select_related("phenomenon").order_by("-term", F("given_up_at").asc(nulls_first=True), "place", "pk")


def priority_of(actor: Actor | None, cooperation: Cooperation, number: int) -> Priority:
    """A priority by its number; Unknown when there is none that the actor may see."""
    return the_one(priorities_of(actor, cooperation), number)


@dataclass(frozen=True, slots=True)
class ThemeGoals:
    """The goals that fall under a theme, by side; a side without one is not in it."""

    theme: CooperationTheme
    goals: dict[Side, tuple[OwnGoal, ...]]


def goals_of(actor: Actor | None, cooperation: Cooperation) -> QuerySet[OwnGoal]:
    """The parties' own goals that the actor may see, by theme and party, the newest document first."""
    found = visible_to(actor, OwnGoal.objects.filter(cooperation=cooperation).exclude(visibility=Visibility.ELSEWHERE))
    return found.select_related("party", "theme").order_by("theme__number", "party__area", "party__name", "-dated", "pk")


def goals_by_theme(actor: Actor | None, cooperation: Cooperation) -> list[ThemeGoals]:
    """Them side by side: every theme that is on or has a goal."""
    goals = list(goals_of(actor, cooperation))
    used = {goal.theme_id for goal in goals}
    found = []
    for theme in cooperation.themes.order_by("number"):
        if theme.is_on or theme.pk in used:
            of_theme = [goal for goal in goals if goal.theme_id == theme.pk]
            by_side = {side: tuple(goal for goal in of_theme if goal.party.side == side) for side in Side}
            found.append(ThemeGoals(theme, {side: some for side, some in by_side.items() if some}))
    return found


def goal_of(actor: Actor | None, cooperation: Cooperation, number: int) -> OwnGoal:
    """A goal by its number; Unknown when there is none that the actor may see."""
    return the_one(goals_of(actor, cooperation), number)
