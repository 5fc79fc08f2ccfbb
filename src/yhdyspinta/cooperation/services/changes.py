"""Changes of services and premises: each party records its own, asks others for statements and links its impact assessments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.cooperation.models import Change, ChangeKind, ChangeState, Impact, Precision, Statement
from yhdyspinta.cooperation.places import check_within
from yhdyspinta.domain.areas import MUNICIPALITY
from yhdyspinta.domain.coordinates import Coordinates
from yhdyspinta.domain.errors import Refused, Unknown
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import CooperationTheme, Party
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import visible_to
from yhdyspinta.organisations.services.changing import change, create, get, remove

KINDS, STATES, PRECISIONS = tuple(ChangeKind.choices), tuple(ChangeState.choices), tuple(Precision.choices)  # for forms
FIRST_YEAR, LAST_YEAR = 1900, 2100  # of the calendar: what begins outside them is a slip of the hand


@dataclass(frozen=True, slots=True)
class Described:
    """What a change says. `starts` is any day of the time that `precision` names; the first day of it is kept."""

    theme: CooperationTheme
    kind: str
    what: Text
    place: str
    starts: date
    precision: str = Precision.MONTH.value
    state: str = ChangeState.PLANNED.value
    description: str = ""
    affects: str = ""
    address: str = ""
    coordinates: Coordinates | None = None
    lease_ends: date | None = None
    decision_reference: str = ""

    def values(self) -> dict[str, object]:
        """The fields of the table."""
        plain = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("what", "coordinates", "starts")}
        what = {f"what_{language}": text for language, text in self.what.as_dict().items()}
        point = {name: getattr(self.coordinates, name, None) for name in ("latitude", "longitude")}
        return plain | what | point | {"starts": first_day(self.starts, self.precision)}

    @classmethod
    def of(cls, values: Mapping[str, Any], themes: Mapping[int, CooperationTheme]) -> Described:
        """What `values` gave, with days as text and the theme by its key in `themes`."""
        plain = {name: values[name] for name in ("kind", "place", "precision", "state", "description", "affects", "address")}
        ends = date.fromisoformat(values["lease_ends"]) if values["lease_ends"] else None
        what = Text(*(values[f"what_{language}"] for language in LANGUAGES))
        point = None if values["latitude"] is None else Coordinates(values["latitude"], values["longitude"])
        starts, reference = date.fromisoformat(values["starts"]), values["decision_reference"]
        more = {"coordinates": point, "lease_ends": ends, "decision_reference": reference}
        return cls(themes[values["theme"]], what=what, starts=starts, **plain, **more)


def first_day(day: date, precision: str) -> date:
    """The first day of the month, quarter or year that a day is in; the day itself when it is known to the day."""
    month = {Precision.DAY: day.month, Precision.MONTH: day.month, Precision.QUARTER: (day.month - 1) // 3 * 3 + 1}.get(
        Precision(precision), 1
    )
    return day if precision == Precision.DAY else date(day.year, month, 1)


def record(*, actor: Actor, party: Party, said: Described) -> Change:
    """Record a change of one's own party."""
    policy.require(actor, "change.record", policy.relation_to_party(actor, party))
    _check(party.cooperation_id, party.cooperation.area, said)
    with recording(actor, "change.record", party.cooperation_id) as recorder:
        return create(recorder, Change(cooperation=party.cooperation, party=party, **said.values()))


def record_all(*, actor: Actor, party: Party, said: Sequence[Described]) -> list[Change]:
    """Record many changes of one's own party, all of them or none."""
    policy.require(actor, "change.record", policy.relation_to_party(actor, party))
    for one in said:
        _check(party.cooperation_id, party.cooperation.area, one)
    with recording(actor, "change.record", party.cooperation_id) as recorder:
        return [create(recorder, Change(cooperation=party.cooperation, party=party, **one.values())) for one in said]


def describe(*, actor: Actor, target: Change, version: int, said: Described) -> Change:
    """Say a change of one's own party anew."""
    policy.require(actor, "change.record", policy.relation_to_party(actor, target.party))
    _check(target.cooperation_id, target.cooperation.area, said)
    with recording(actor, "change.record", target.cooperation_id) as recorder:
        return change(recorder, target, version, **said.values())


def _check(cooperation_id: int, area: str, said: Described) -> None:
    if not any(said.what.as_dict().values()):
        raise _at("what_fi", Refused(gettext("A change says what changes."), gettext("Write it in one language at least.")))
    if said.theme.cooperation_id != cooperation_id:
        raise _at("theme", Refused(gettext("The theme is another cooperation's."), gettext("Choose again.")))
    if areas().get(said.place).kind != MUNICIPALITY or said.place not in areas().members(area, areas().current):
        raise _at(
            "place", Refused(gettext("The place is not a municipality of this cooperation."), gettext("Choose one of its municipalities."))
        )
    check_within(said.place, said.coordinates)
    if not FIRST_YEAR <= said.starts.year <= LAST_YEAR:
        raise _at("starts", Refused(gettext("The calendar goes from the year 1900 to the year 2100."), gettext("Correct the year.")))
    if said.precision not in Precision.values or said.state not in ChangeState.values or said.kind not in ChangeKind.values:
        raise Refused(gettext("The kind, the state or the precision is not one of the list."), gettext("Choose again."))


def _at(field: str, error: Refused) -> Refused:
    error.field = field
    return error


def ask_statement(*, actor: Actor, target: Change, asked_of: Party, due: date) -> Statement:
    """Ask another party for a statement on a change of one's own party."""
    policy.require(actor, "change.ask", policy.relation_to_party(actor, target.party))
    if asked_of.cooperation_id != target.cooperation_id or asked_of.pk == target.party_id or asked_of.joined_at is None:
        raise Refused(gettext("A statement is asked of another party of the cooperation."), gettext("Choose another party."))
    with recording(actor, "change.ask", target.cooperation_id) as recorder:
        return create(recorder, Statement(change=target, asked_of=asked_of, due=due))


def give_statement(*, actor: Actor, statement: Statement, version: int, given_on: date, reference: str) -> Statement:
    """Say when one's own party gave the statement and where it can be read."""
    policy.require(actor, "change.state", policy.relation_to_party(actor, statement.asked_of))
    if not visible_to(actor, Change.objects.filter(pk=statement.change_id)).exists():
        raise Unknown(gettext("There is no such object any more."), gettext("Go back and choose again."))
    if not reference.strip():
        raise _at(
            "reference",
            Refused(gettext("A statement can be read somewhere."), gettext("Write its public address or the reference of the minutes.")),
        )
    with recording(actor, "change.state", statement.change.cooperation_id) as recorder:
        return change(recorder, statement, version, given_on=given_on, reference=reference)


def link_impact(*, actor: Actor, target: Change, title: str, found_at: str) -> Impact:
    """Link an impact assessment to a change of one's own party."""
    policy.require(actor, "change.impact", policy.relation_to_party(actor, target.party))
    if not title.strip() or not found_at.strip():
        raise Refused(gettext("An impact assessment has a title and a place where it can be read."), gettext("Write both."))
    with recording(actor, "change.impact", target.cooperation_id) as recorder:
        return create(recorder, Impact(change=target, title=title, found_at=found_at))


def unlink_impact(*, actor: Actor, impact: Impact) -> None:
    """Take a link to an impact assessment away."""
    policy.require(actor, "change.impact", policy.relation_to_party(actor, impact.change.party))
    with recording(actor, "change.impact", impact.change.cooperation_id) as recorder:
        remove(recorder, get(Impact, impact.pk))
