"""What a hall says: numbers by side, never who."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext

from yhdyspinta.domain.errors import Unknown
from yhdyspinta.needs.models import Hall, HallAnswer, HallQuestion, HallScale
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import Cooperation, Side, Visibility
from yhdyspinta.organisations.policy import Actor

SIDES, ANSWERS = tuple(Side.choices), tuple(HallScale.choices)  # for forms and the wall
Tallied = dict[str, dict[str, int]]  # side -> answer -> how many


def is_open(hall: Hall, now: datetime | None = None) -> bool:
    """Whether phones may still answer."""
    return hall.closed_at is None and (now or timezone.now()) < hall.closes_at


def halls_of(actor: Actor, cooperation: Cooperation) -> list[Hall]:
    """The sittings of a cooperation, the newest first; Forbidden outside it."""
    policy.require(actor, "cooperation.see", policy.relation_to_cooperation(actor, cooperation.pk))
    return list(Hall.objects.filter(cooperation=cooperation).select_related("party").order_by("-pk"))


def hall_of(actor: Actor, cooperation: Cooperation, number: int) -> Hall:
    """One of them; Unknown when there is none of that number."""
    found = next((one for one in halls_of(actor, cooperation) if one.pk == number), None)
    if found is None:
        raise Unknown(gettext("There is no such object any more."), gettext("Go back and choose again."))
    return found


def hall_of_code(code: str) -> Hall:
    """The sitting of an address that a hall was given; Unknown when there is none."""
    found = Hall.objects.filter(code=code).select_related("cooperation").first()
    if found is None:
        raise Unknown(gettext("There is no such hall."), gettext("Read the code on the wall again."))
    return found


def questions_of(hall: Hall) -> list[HallQuestion]:
    """Its questions in order; not those that have been kept from the parties since, as whoever has the address reads them."""
    asked = hall.questions.filter(need__visibility__in=(Visibility.PUBLIC, Visibility.COOPERATION))
    return list(asked.select_related("need").order_by("place"))


def answered_by(hall: Hall, phone: str) -> set[int]:
    """The numbers of the questions that a phone has answered."""
    return set(HallAnswer.objects.filter(question__hall=hall, phone=phone).values_list("question", flat=True))


def tally(question: HallQuestion) -> Tallied:
    """How many of each side gave which answer: counted while the sitting is open, as kept when it was closed."""
    if question.tally:
        return dict(question.tally)
    found: Tallied = {}
    for side, value, count in question.answers.values_list("side", "value").annotate(Count("pk")).order_by("side", "value"):
        found.setdefault(side, {})[value] = count
    return found
