"""Priorities of a term of council, as leaders chose them in a meeting, and the goals that each party has set for itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from yhdyspinta.catalogue.terms import terms
from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import CooperationTheme, LegalGround, Party, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.services.changing import change, create, get, remove
from yhdyspinta.phenomena.models import MOST_PRIORITIES, OwnGoal, Phenomenon, Priority
from yhdyspinta.phenomena.services import standing
from yhdyspinta.phenomena.services.phenomena import check_open


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen and why, and in which meeting: its body, its day and where the minutes have it."""

    name: Text
    meeting: str
    chosen_on: date
    minute_reference: str = ""
    reason: str = ""

    def values(self) -> dict[str, Any]:
        """The fields of the table."""
        kept = {name: getattr(self, name) for name in ("meeting", "chosen_on", "minute_reference", "reason")}
        return kept | standing.in_fields("name", self.name)


def choose(*, actor: Actor, phenomenon: Phenomenon, term: int, chosen: Chosen) -> Priority:
    """Keep that leaders chose a phenomenon as a priority of the term of council that began in the year `term`: at most five."""
    policy.require(actor, "priority.choose", standing.shared(actor, phenomenon))
    _check(chosen)
    if term not in terms():
        raise Refused(gettext("There is no such term of council."), gettext("Choose again."))
    with recording(actor, "priority.choose", phenomenon.cooperation_id) as recorder:
        check_open(phenomenon)
        in_force = Priority.objects.filter(cooperation=phenomenon.cooperation_id, term=term, place__isnull=False)
        free = sorted(set(range(1, MOST_PRIORITIES + 1)) - set(in_force.values_list("place", flat=True)))
        if not free:
            raise Refused(gettext("A term has at most five priorities."), gettext("Give up one of them first."))
        if in_force.filter(phenomenon=phenomenon).exists():
            raise Refused(gettext("This phenomenon is a priority already."), gettext("Look at what there is."))
        about = {"cooperation_id": phenomenon.cooperation_id, "phenomenon": phenomenon, "term": term, "place": free[0]}
        return create(recorder, Priority(**about, **standing.seen_by(phenomenon), **chosen.values()))


def correct(*, actor: Actor, priority: Priority, version: int, chosen: Chosen) -> Priority:
    """Correct what is said of a priority and of the meeting that chose it."""
    policy.require(actor, "priority.choose", standing.shared(actor, priority))
    _check(chosen)
    with recording(actor, "priority.choose", priority.cooperation_id) as recorder:
        return change(recorder, priority, version, **chosen.values())


def give_up(*, actor: Actor, priority: Priority, version: int) -> Priority:
    """Give up a priority before the end of its term; that it was one stays to be seen."""
    policy.require(actor, "priority.choose", standing.shared(actor, priority))
    with recording(actor, "priority.choose", priority.cooperation_id) as recorder:
        return change(recorder, priority, version, place=None, given_up_at=recorder.now)


def _check(chosen: Chosen) -> None:
    standing.check_said(chosen.name, gettext("A priority has a name."))
    if not chosen.meeting.strip():
        raise Refused(gettext("Leaders choose priorities in a meeting."), gettext("Write which meeting it was."))


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in the words of a document of the party: what kind of document, its name and day, and where the goal stands in it."""

    theme: CooperationTheme
    kind: str
    document: str
    dated: date
    text: str
    reference: str = ""
    is_public: bool = False

    def values(self) -> dict[str, Any]:
        """The fields of the table."""
        kept = {name: getattr(self, name) for name in ("theme", "kind", "document", "dated", "text", "reference")}
        public = {"visibility": Visibility.PUBLIC, "legal_ground": LegalGround.NONE}
        closed = {"visibility": Visibility.COOPERATION, "legal_ground": LegalGround.UNFINISHED}
        return kept | (public if self.is_public else closed)


def set_goal(*, actor: Actor, party: Party, goal: Goal) -> OwnGoal:
    """Tell a goal of one's own party."""
    policy.require(actor, "goal.set", policy.relation_to_party(actor, party))
    _check_goal(goal, party)
    with recording(actor, "goal.set", party.cooperation_id) as recorder:
        return create(recorder, OwnGoal(cooperation_id=party.cooperation_id, party=party, **goal.values()))


def change_goal(*, actor: Actor, own: OwnGoal, version: int, goal: Goal) -> OwnGoal:
    """Change what is told of a goal of one's own party."""
    policy.require(actor, "goal.set", policy.relation_to_party(actor, own.party))
    _check_goal(goal, own.party)
    with recording(actor, "goal.set", own.cooperation_id) as recorder:
        values = goal.values()
        if goal.is_public == (get(OwnGoal, own.pk).visibility == Visibility.PUBLIC):
            # Who may see it and on which ground was said elsewhere, and is not said anew by a correction of the text.
            values = {name: value for name, value in values.items() if name not in ("visibility", "legal_ground")}
        return change(recorder, own, version, **values)


def take_goal_away(*, actor: Actor, own: OwnGoal, version: int) -> None:
    """Take away a goal of one's own party."""
    policy.require(actor, "goal.set", policy.relation_to_party(actor, own.party))
    with recording(actor, "goal.set", own.cooperation_id) as recorder:
        remove(recorder, change(recorder, own, version))


def _check_goal(goal: Goal, party: Party) -> None:
    standing.check_theme(goal.theme, party.cooperation_id)
    if not goal.text.strip() or not goal.document.strip():
        raise Refused(gettext("A goal has a text and a document."), gettext("Write both."))
