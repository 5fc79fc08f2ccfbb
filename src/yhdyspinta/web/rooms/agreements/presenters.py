"""Agreements as their pages show them: what, who says what, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yhdyspinta.organisations.queries.agreements import AgreementParty, Standing, State, agenda_text, answer_words, rule_text, voice_of
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.attention.presenters import comments
from yhdyspinta.web.rooms.objects import address

STATES: dict[State, Promise] = {
    State.OPEN: _("Waiting for answers"),
    State.AGREED: _("Agreed"),
    State.NO_COMMON_VIEW: _("No common view"),
    State.PARTLY_ANSWERED: _("The time is over; some did not answer"),
    State.UNANSWERED: _("The time is over; nobody answered"),
    State.WITHDRAWN: _("Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An agreement in the list."""

    title: str
    url: str
    state: str
    deadline: str
    answered: int
    named: int
    awaits: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What a named party says, or that it has said nothing."""

    name: str
    answer: str
    text: str
    minutes: str
    late: bool


def line(room: Room, shown: Standing) -> Line:
    """The agreement in the list of them."""
    voice = voice_of(room.actor, shown)
    return Line(
        shown.agreement.title().in_(language()),
        reverse("agreement", args=[room.area, shown.agreement.pk]),
        str(STATES[shown.state]),
        _day(shown.agreement.deadline),
        len(shown.named) - len(shown.silent),
        len(shown.named),
        shown.state is State.OPEN and voice is not None and not voice.answer,
    )


def whole(room: Room, shown: Standing) -> dict[str, Any]:
    """The page of an agreement."""
    agreement = shown.agreement
    return {
        "title": agreement.title().in_(language()),
        "agreement": agreement,
        "comments": comments(room, agreement),
        "state": str(STATES[shown.state]),
        "open": shown.state is State.OPEN,
        "proposed_by": agreement.proposed_by.title().in_(language()),
        "proposed_on": _day(agreement.proposed_at),
        "deadline": _day(agreement.deadline),
        "about": address(room.area, agreement.target_kind, agreement.target_id),
        "said": [_said(shown, one) for one in shown.named],
        "changed_since": shown.changed_since,
        "rule": rule_text(agreement.rule, language()),
        "agenda": agenda_text(shown, language()),
        "may_withdraw": shown.state is State.OPEN
        and room.party is not None
        and agreement.proposed_by_id == room.party.pk
        and room.may("agreement.withdraw", "own"),
    }


def _said(shown: Standing, one: AgreementParty) -> Said:
    minutes = f"{one.minute_body} {date_format(one.minute_date, 'SHORT_DATE_FORMAT')}, {one.minute_reference}" if one.minute_date else ""
    late = one.answered_at is not None and one.answered_at > shown.agreement.deadline
    return Said(one.title().in_(language()), answer_words(shown, one), one.text, minutes, late)


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
