"""Putting needs to a hall: people answer on their own phones, once each, and only numbers stay. They are no votes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from yhdyspinta.domain.errors import Refused
from yhdyspinta.needs.models import Hall, HallAnswer, HallQuestion, HallScale, Need
from yhdyspinta.needs.queries.halls import is_open, tally
from yhdyspinta.needs.services.needs import shared
from yhdyspinta.organisations import moments, policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import Party, Side, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.services.changing import change, create, get

HOURS, MOST_QUESTIONS, MOST_ANSWERS = 12, 20, 3_000  # answers to one question: more than any hall has people
_CODE_BYTES, _MOST_PHONE = 9, 64


def open_hall(*, actor: Actor, needs: Sequence[Need], title: str) -> Hall:
    """Open a sitting on needs that the parties share, for at most twelve hours. Whoever has its address reads the questions."""
    chosen = list({need.pk: need for need in needs}.values())
    if not 1 <= len(chosen) <= MOST_QUESTIONS:
        raise Refused(gettext("A hall is asked from 1 to 20 needs."), gettext("Choose those that matter most."))
    for need in chosen:
        policy.require(actor, "hall.open", shared(actor, need))
        if need.visibility not in (Visibility.PUBLIC, Visibility.COOPERATION):
            raise Refused(gettext("A need that only a group sees is not put to a hall."), gettext("Choose others."))
    with recording(actor, "hall.open", chosen[0].cooperation_id) as recorder:
        hall = Hall(
            cooperation=chosen[0].cooperation,
            party=get(Party, actor.party_id),
            code=secrets.token_urlsafe(_CODE_BYTES),
            title=title,
            closes_at=recorder.now + timedelta(hours=HOURS),
        )
        create(recorder, hall)
        for place, need in enumerate(chosen, 1):
            create(recorder, HallQuestion(hall=hall, need=need, place=place))
    return hall


def close_hall(*, actor: Actor, hall: Hall, version: int) -> Hall:
    """Close a sitting: the numbers are kept, and what came from which phone is forgotten."""
    policy.require(actor, "hall.close", policy.relation_to_party(actor, hall.party))
    with recording(actor, "hall.close", hall.cooperation_id) as recorder:
        closed = change(recorder, hall, version, closed_at=recorder.now)
        for question in closed.questions.all():
            change(recorder, question, question.version, tally=tally(question))
        HallAnswer.objects.filter(question__hall=closed).delete()
    return closed


def answer_in_hall(*, question: HallQuestion, phone: str, side: str, value: str) -> None:
    """One phone's answer to one question; sent again it takes the place of the first. Refused once the sitting is over."""
    if side not in Side.values or value not in HallScale.values or not 0 < len(phone) <= _MOST_PHONE:
        raise Refused(gettext("Choose your side and one of the five answers."), gettext("Choose again."))
    if not is_open(get(Hall, question.hall_id), moments.now()):
        raise Refused(gettext("The answering is over."), gettext("The numbers are on the wall."))
    if question.answers.count() >= MOST_ANSWERS:
        raise Refused(gettext("This question takes no more answers."), gettext("The numbers are on the wall."))
    said = {"side": side, "value": value}
    try:
        with transaction.atomic():
            HallAnswer.objects.update_or_create(question=question, phone=phone, defaults=said)
    except IntegrityError:  # the same phone twice at the same moment
        HallAnswer.objects.filter(question=question, phone=phone).update(**said)
