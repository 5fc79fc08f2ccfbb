"""The annual cycle of a cooperation: begun from the events that most have, then edited as its own."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from django.utils.translation import gettext

from yhdyspinta.catalogue.cycle import Event, events
from yhdyspinta.cooperation.models import CycleEvent, EventKind, Scope
from yhdyspinta.cooperation.models.cycle import ABOUT, LAST_TERM_YEAR
from yhdyspinta.domain.errors import Refused, Unknown
from yhdyspinta.domain.text import Text
from yhdyspinta.needs.models import Need
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import Recorder, recording
from yhdyspinta.organisations.models import Cooperation, CooperationTheme, LegalGround, Role, Shared, Side, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import shared_object
from yhdyspinta.organisations.services.changing import change, create, get, remove

SCOPES, KINDS, SIDES, ROLES = (tuple(one.choices) for one in (Scope, EventKind, Side, Role))  # for forms
TERM_YEARS = tuple(range(1, LAST_TERM_YEAR + 1))
_LEAP_YEAR = 2024  # in which every day of a year is


@dataclass(frozen=True, slots=True)
class Told:
    """What an event of the cycle says; `day` None is the whole month, `term_year` None is every year.

    `about` is the kind and the number of the object that is dealt with then, of the kinds of `ABOUT`.
    """

    title: Text
    month: int
    day: int | None = None
    term_year: int | None = None
    kind: str = EventKind.DEADLINE.value
    side: str = ""
    role: str = ""
    theme: CooperationTheme | None = None
    need: Need | None = None
    about: tuple[str, int] | None = None
    description: str = ""
    remind_days: int = 14

    def values(self) -> dict[str, object]:
        """The fields of the table."""
        plain = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("title", "about")}
        title = {f"title_{language}": text for language, text in self.title.as_dict().items()}
        kind, number = self.about or ("", None)
        about = {"about_kind": kind, "about_id": number}
        return plain | title | about | {"scope": Scope.YEAR.value if self.term_year is None else Scope.TERM.value}


def begin_cycle(*, actor: Actor, cooperation: Cooperation, is_public: bool = False) -> list[CycleEvent]:
    """Copy the events to begin from, for everybody to see where `is_public`; those that have been copied before are left as they are."""
    policy.require(actor, "cycle.change", policy.relation_to_cooperation(actor, cooperation.pk))
    with recording(actor, "cycle.change", cooperation.pk) as recorder:
        known = set(CycleEvent.objects.filter(cooperation=cooperation).exclude(origin="").values_list("origin", flat=True))
        seen = {"visibility": Visibility.PUBLIC, "legal_ground": LegalGround.NONE} if is_public else {}
        new = [one for one in events() if one.id not in known]
        return [create(recorder, CycleEvent(cooperation=cooperation, origin=one.id, **seen, **_copied(one).values())) for one in new]


def _copied(one: Event) -> Told:
    return Told(
        one.title, one.month, one.day, one.term_year, one.kind, one.side, one.role, description=one.law, remind_days=one.remind_days
    )


def add_event(*, actor: Actor, cooperation: Cooperation, told: Told) -> CycleEvent:
    """Add an event of the cooperation's own."""
    policy.require(actor, "cycle.change", policy.relation_to_cooperation(actor, cooperation.pk))
    _check(actor, cooperation, told)
    with recording(actor, "cycle.change", cooperation.pk) as recorder:
        return create(recorder, CycleEvent(cooperation=cooperation, **told.values()))


def change_event(*, actor: Actor, event: CycleEvent, version: int, told: Told) -> CycleEvent:
    """Say an event anew."""
    policy.require(actor, "cycle.change", policy.relation_to_cooperation(actor, event.cooperation_id))
    _check(actor, event.cooperation, told, event.about)
    with recording(actor, "cycle.change", event.cooperation_id) as recorder:
        return change(recorder, event, version, **told.values())


def remove_event(*, actor: Actor, event: CycleEvent) -> None:
    """Take an event out of the cycle."""
    policy.require(actor, "cycle.change", policy.relation_to_cooperation(actor, event.cooperation_id))
    with recording(actor, "cycle.change", event.cooperation_id) as recorder:
        remove(recorder, get(CycleEvent, event.pk))


def move_along(*, recorder: Recorder, goes: Shared, stays: Shared, **_: object) -> None:
    """What was to be about an object is about the one that it became."""
    for event in CycleEvent.objects.filter(about_kind=goes._meta.label_lower, about_id=goes.pk).order_by("pk"):
        change(recorder, event, event.version, about_id=stays.pk)


def _check(actor: Actor, cooperation: Cooperation, told: Told, kept: tuple[str, int] | None = None) -> None:
    """Refused when an event says what cannot be. What it is about is one that the actor sees, or stays as it was (`kept`)."""
    if not any(told.title.as_dict().values()):
        raise Refused(gettext("An event has a title."), gettext("Write it in one language at least."))
    if told.kind not in EventKind.values or told.side not in ("", *Side.values) or told.role not in ("", *Role.values):
        raise Refused(gettext("The kind, the side or the role is not one of the list."), gettext("Choose again."))
    others = [one for one in (told.theme, told.need) if one is not None and one.cooperation_id != cooperation.pk]
    if others:
        raise Refused(gettext("The theme or the need is another cooperation's."), gettext("Choose again."))
    if told.about is not None and told.about != kept:
        _check_about(actor, cooperation, *told.about)
    try:
        date(_LEAP_YEAR, told.month, told.day or 1)
    except ValueError as error:
        raise Refused(gettext("There is no such day in the year."), gettext("Correct the month or the day.")) from error


def _check_about(actor: Actor, cooperation: Cooperation, kind: str, number: int) -> None:
    try:
        if kind in ABOUT:
            shared_object(actor, cooperation, kind, number)
            return
    except Unknown:
        pass
    error = Refused(gettext("There is no such object that an event may be about."), gettext("Choose again."))
    error.field = "about"
    raise error
