"""What a party asked earlier: the same question of last time, what can be asked again, and what was left half-filled."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from yhdyspinta.domain.text import Text
from yhdyspinta.needs.models import Need, NeedState
from yhdyspinta.organisations.models import Party, Visibility

# What is asked after the question, step by step: a step of which nothing has been said is still to be done.
LATER_STEPS: tuple[tuple[str, ...], ...] = (("decision", "decision_when", "changing_answer"), ("purpose", "wanted", "body"))


def latest_of(party: Party) -> Need | None:
    """The need that one's own party asked last: the next is often of the same body and for the same decision."""
    return Need.objects.filter(party=party).select_related("theme").order_by("-pk").first()


def asked_before(party: Party, question: Text) -> Need | None:
    """The party's latest need of the same question in some language, retired or not; how it is written in capitals does not matter."""
    wanted = {language: _key(text) for language, text in question.as_dict().items() if _key(text)}
    stored_here = Need.objects.filter(party=party).exclude(visibility=Visibility.ELSEWHERE)
    for one in stored_here.select_related("theme").order_by("-pk"):
        if any(_key(getattr(one, f"question_{language}")) == text for language, text in wanted.items()):
            return one
    return None


def _key(text: str) -> str:
    return " ".join(text.split()).rstrip("?. ").casefold()


def to_ask_again(party: Party, today: date | None = None) -> QuerySet[Need]:
    """The party's needs of earlier years that it has not asked this year, and those that it has retired; by theme and number.

    One that is not stored here is asked again where it is kept.
    """
    year = (today or timezone.localdate()).year
    begins = timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001  # made aware of where we are
    of_earlier = Q(asked_again_on=None, created_at__lt=begins) | Q(asked_again_on__lt=date(year, 1, 1))
    found = Need.objects.filter(Q(state=NeedState.RETIRED) | of_earlier, party=party).exclude(visibility=Visibility.ELSEWHERE)
    return found.select_related("theme").order_by("theme__number", "pk")


def last_asked(need: Need) -> date:
    """The day on which the party last asked it."""
    return need.asked_again_on or timezone.localtime(need.created_at).date()


def step_to_go_on(need: Need) -> int:
    """The step (2, 3) of which nothing has been said yet; 0 when something has been said of each, or it is retired or not kept here."""
    if need.state == NeedState.RETIRED or need.visibility == Visibility.ELSEWHERE:
        return 0
    return next((number for number, names in enumerate(LATER_STEPS, 2) if not any(getattr(need, name) for name in names)), 0)


def half_filled(party: Party) -> QuerySet[Need]:
    """The party's needs that were saved with a step still to do, the latest first."""
    undone = Q()
    for names in LATER_STEPS:
        undone |= Q(**dict.fromkeys(names, ""))
    found = Need.objects.filter(undone, party=party).exclude(state=NeedState.RETIRED).exclude(visibility=Visibility.ELSEWHERE)
    return found.order_by("-pk")
