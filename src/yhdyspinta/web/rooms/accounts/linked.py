"""Which form a one-time link leads to, and what it may be given for. A room that opens an action to links adds it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yhdyspinta.needs.queries import needs_of
from yhdyspinta.organisations.policy import Target
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room

Choice = tuple[int, str]  # the number of what it is about, and its words


@dataclass(frozen=True, slots=True)
class Linked:
    """An action that opens to links: how it is asked for, its page, and what it may be about.

    `numbered`: the address of the page has the number of what it is about. `about` gives the choices; None: the giver's own party.
    """

    asked: Promise
    page: str
    kind: str = "organisations.party"
    numbered: bool = False
    about: Callable[[Room], list[Choice]] | None = None


def _needs(room: Room) -> list[Choice]:
    return [(one.pk, one.question().in_(language())) for one in needs_of(room.actor, room.cooperation)]


LINKED: dict[str, Linked] = {
    "assessment.give": Linked(_("Assess how ready our organisation is to cooperate"), "assessment"),
    "need.suggest": Linked(_("Suggest an information need for our organisation"), "need_new"),
    "phenomenon.raise": Linked(_("Raise a phenomenon for our organisation"), "phenomena"),
    "weight.give": Linked(_("Weigh an information need for our organisation"), "need_weigh", "needs.need", numbered=True, about=_needs),
}


def choices(room: Room) -> list[tuple[str, str]]:
    """What may be asked for, as `action number` and its words."""
    found = []
    for action, linked in LINKED.items():
        if linked.about is None:
            found.append((f"{action} {room.party.pk if room.party else 0}", str(linked.asked)))
        else:
            found += [(f"{action} {number}", f"{linked.asked}: {words}") for number, words in linked.about(room)]
    return found


def asked_of(choice: str) -> tuple[str, Target]:
    """The action and what it is about, of a choice."""
    action, number = choice.split()
    return action, Target(LINKED[action].kind, int(number))


def form_of(area: str, action: str, target: Target) -> str:
    """The address of the form."""
    linked = LINKED[action]
    return reverse(linked.page, args=[area, target.id] if linked.numbered else [area])
