"""Interfaces as their pages show them: the sides side by side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from yhdyspinta.organisations.queries.agreements import State
from yhdyspinta.phenomena.queries import interfaces as queries
from yhdyspinta.phenomena.queries.interfaces import InterfaceTold, SideTold
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.agreements.presenters import STATES
from yhdyspinta.web.rooms.objects import address_of
from yhdyspinta.web.rooms.phenomena import figures
from yhdyspinta.web.rooms.phenomena.interface_forms import grade_words
from yhdyspinta.web.rooms.phenomena.links import Link
from yhdyspinta.web.rooms.phenomena.presenters import link, links, visibility_url


@dataclass(frozen=True, slots=True)
class SideShown:
    """A party of an interface: `does`, `post`, `grade` and `reason` are empty where it has said nothing that the reader may see."""

    party: str
    does: str
    post: str
    grade: str
    reason: str
    own: bool
    visibility: str
    working_visibility: str


@dataclass(frozen=True, slots=True)
class InterfaceLine:
    """An interface in the list."""

    title: str
    url: str
    parties: str
    grades: str
    agreement: str


@dataclass(frozen=True, slots=True)
class ThemeLines:
    """The interfaces of a theme."""

    title: str
    lines: tuple[InterfaceLine, ...]


def every(room: Room) -> dict[str, Any]:
    """The list of interfaces by theme."""
    told = queries.plan(room.actor, room.cooperation)
    found = [
        ThemeLines(theme.name().in_(language()), tuple(_line(room, one) for one in many))
        for theme, many in groupby(told, key=lambda one: one.interface.theme)
    ]
    return {"themes": found, "may_begin": room.may("interface.begin"), "count": len(told)}


def _line(room: Room, told: InterfaceTold) -> InterfaceLine:
    grades = [f"{side.party.title().in_(language())}: {grade_words(side.working.grade)}" for side in told.sides if side.working]
    return InterfaceLine(
        title=told.interface.name().in_(language()),
        url=address_of(room.area, told.interface),
        parties=", ".join(side.party.title().in_(language()) for side in told.sides),
        grades="; ".join(grades),
        agreement=agreement_words(room, told),
    )


def agreement_words(room: Room, told: InterfaceTold) -> str:
    """How its agreement stands; outside the cooperation nobody knows whether there is one that is not public."""
    if told.agreement is not None:
        return str(STATES[told.agreement.state])
    return _("Not put to the parties yet") if room.inside else _("No public information")


def one(room: Room, told: InterfaceTold) -> dict[str, Any]:
    """The page of an interface."""
    found = told.interface
    is_side = room.actor is not None and any(side.party == room.party for side in told.sides)
    return {
        "interface": found,
        "title": found.name().in_(language()),
        "theme": found.theme.name().in_(language()),
        "sides": [_side(room, side) for side in told.sides],
        "agreement": _agreement(room, told),
        "agreement_words": agreement_words(room, told),
        "phenomena": links(room, told.phenomena),
        "needs": links(room, told.needs),
        "figures": figures.shown(room.area, told.indicators),
        "seen_by": str(found.get_visibility_display()),
        "visibility": visibility_url(room, found),
        "may_change": is_side and (room.may("interface.change", "own") or room.may("interface.link", "own")),
        "may_propose": is_side and room.may("agreement.propose"),
    }


def _side(room: Room, told: SideTold) -> SideShown:
    side, working = told.side, told.working
    return SideShown(
        party=told.party.title().in_(language()),
        does=side.does if side else "",
        post=side.post.title if side and side.post else "",
        grade=grade_words(working.grade) if working else "",
        reason=working.reason if working else "",
        own=room.party is not None and told.party == room.party,
        visibility=visibility_url(room, side) if side else "",
        working_visibility=visibility_url(room, working) if working else "",
    )


def _agreement(room: Room, told: InterfaceTold) -> dict[str, Any] | None:
    if told.agreement is None:
        return None
    shown = told.agreement
    state = str(STATES[shown.state])
    silent = ", ".join(one.title().in_(language()) for one in shown.silent)
    way: Link = link(room, shown.agreement, state)
    return {"link": way, "silent": silent, "open": shown.state is State.OPEN, "changed_since": shown.changed_since}
