"""How the cooperation works, as its pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from yhdyspinta.organisations.queries.cooperations import SelfAssessment, Side
from yhdyspinta.organisations.queries.cooperations import assessments as assessments_of
from yhdyspinta.organisations.queries.procedure import QUESTIONS, process_of, responsibilities
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.procedure.forms import ASKED

_WEAK = 2  # what is at most this is worth talking about first


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for the procedure in a party."""

    party: str
    top_official: str
    political_body: str
    post: str


@dataclass(frozen=True, slots=True)
class Line:
    """One of the five questions: the answers of one side's parties."""

    title: str
    answers: tuple[tuple[str, int], ...]
    mean: str


@dataclass(frozen=True, slots=True)
class SideAnswers:
    """A side's answers of this year."""

    title: str
    parties: tuple[str, ...]
    lines: tuple[Line, ...]
    weakest: str
    remarks: tuple[tuple[str, str], ...]


def process(room: Room) -> dict[str, Any]:
    """The process page and who answers for it."""
    found = process_of(room.actor, room.cooperation)
    inside = room.actor is not None and room.actor.joined
    return {
        "process": found,
        "text": found.text().in_(language()) if found else "",
        "agreed_on": date_format(found.agreed_on, "DATE_FORMAT") if found and found.agreed_on else "",
        "answering": [
            Answering(one.party.title().in_(language()), one.top_official, one.political_body, one.post.title if one.post_id else "")
            for one in (responsibilities(room.member(), room.cooperation) if inside else ())
        ],
        "inside": inside,
        "may": {
            "write": room.may("process.change"),
            "answer": room.may("responsibility.change", "own"),
            "propose": room.may("agreement.propose"),
        },
    }


def assessments(room: Room) -> list[SideAnswers]:
    """Both sides' answers of this year, the county first; nothing before one's own party has joined."""
    if not room.member().joined:
        return []
    found = assessments_of(room.member(), room.cooperation, timezone.localdate().year)
    return [_side(side, found[side]) for side in Side if side in found]


def _side(side: Side, given: Iterable[SelfAssessment]) -> SideAnswers:
    given = sorted(given, key=lambda one: one.party.title().in_(language()))
    means = {question: sum(getattr(one, question) for one in given) / len(given) for question in QUESTIONS}
    weakest = min(means, key=lambda question: means[question])
    lines = tuple(
        Line(
            str(ASKED[question][0]),
            tuple((one.party.title().in_(language()), getattr(one, question)) for one in given),
            f"{means[question]:.1f}".replace(".", "," if language() != "en" else "."),
        )
        for question in QUESTIONS
    )
    remarks = tuple((one.party.title().in_(language()), one.remark) for one in given if one.remark)
    names = tuple(one.party.title().in_(language()) for one in given)
    return SideAnswers(str(side.label), names, lines, str(ASKED[weakest][0]) if means[weakest] <= _WEAK else "", remarks)
