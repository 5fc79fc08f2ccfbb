"""Changes of services and premises: by time, by place, and which statements are awaited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext

from yhdyspinta.cooperation.models import Change, ChangeState, Impact, Statement
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import Cooperation
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import visible_to


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are looked for; what is empty does not narrow. `theme` is the number of a theme, years are those they begin in."""

    party: int | None = None
    theme: int | None = None
    place: str = ""
    state: str = ""
    first_year: int | None = None
    last_year: int | None = None


def changes_of(actor: Actor | None, cooperation: Cooperation, wanted: Wanted | None = None) -> QuerySet[Change]:
    """The changes that the actor may see, by time; withdrawn ones only when their state is asked for."""
    found = visible_to(actor, Change.objects.filter(cooperation=cooperation)).select_related("party", "theme")
    asked = wanted or Wanted()
    narrowed = {
        "party": asked.party,
        "theme__number": asked.theme,
        "place": asked.place or None,
        "state": asked.state or None,
        "starts__year__gte": asked.first_year,
        "starts__year__lte": asked.last_year,
    }
    found = found.filter(**{name: value for name, value in narrowed.items() if value is not None})
    return (found if asked.state else found.exclude(state=ChangeState.WITHDRAWN)).order_by("starts", "place", "pk")


def change_of(actor: Actor | None, cooperation: Cooperation, number: int) -> Change:
    """One of them, withdrawn or not; Unknown when there is none of that number that the actor may see."""
    found = (
        visible_to(actor, Change.objects.filter(cooperation=cooperation, pk=number)).select_related("party", "theme", "cooperation").first()
    )
    if found is None:
        raise Unknown(gettext("There is no such object any more."), gettext("Go back and choose again."))
    return found


def statements_of(target: Change) -> list[Statement]:
    """The statements asked on a change, the one that is due first first."""
    return list(target.statements.select_related("asked_of", "change").order_by("due", "pk"))


def impacts_of(target: Change) -> list[Impact]:
    """The impact assessments linked to a change, in the order in which they were linked."""
    return list(target.impacts.select_related("change").order_by("pk"))


def by_place(changes: Iterable[Change]) -> dict[str, int]:
    """How many changes there are in each municipality that has any."""
    return dict(Counter(one.place for one in changes))


def statements_awaited(actor: Actor, cooperation: Cooperation) -> list[Statement]:
    """Statements asked of the actor's party and not given, on changes that the actor may see, the one that is due first first."""
    if not policy.allowed(actor, "change.state", "own"):
        return []
    seen = visible_to(actor, Change.objects.filter(cooperation=cooperation)).exclude(state=ChangeState.WITHDRAWN)
    asked = Statement.objects.filter(asked_of=actor.party_id, given_on=None, change__in=seen.order_by().values("pk"))
    return list(asked.select_related("change__cooperation", "asked_of").order_by("due", "pk"))


def years_of(changes: Iterable[Change]) -> tuple[int, int] | None:
    """The first and last year in which a change begins, or None when there is none."""
    years: list[int] = [date.fromisoformat(str(one.starts)).year for one in changes]
    return (min(years), max(years)) if years else None
