"""What a party says of a phenomenon, each party for itself: its view, evidence, barriers and enablers, goals and actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext

from yhdyspinta.domain.errors import Refused, YhdyspintaError
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import Party
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.services.changing import change, create, get, remove
from yhdyspinta.phenomena.models import Evidence, EvidenceKind, Influence, PartOfPhenomenon, Phenomenon, Step, View
from yhdyspinta.phenomena.services import standing
from yhdyspinta.phenomena.services.phenomena import check_open


@dataclass(frozen=True, slots=True)
class Seen:
    """What one's own party sees. A party has one view; `say` refuses a second."""

    kept_as: ClassVar[type[PartOfPhenomenon]] = View
    action: ClassVar[str] = "phenomenon.view"
    text: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence and where it can be read; of experiential knowledge the group that told it and how it was gathered."""

    kept_as: ClassVar[type[PartOfPhenomenon]] = Evidence
    action: ClassVar[str] = "phenomenon.evidence"
    kind: str
    text: str
    source: str = ""
    informants: str = ""
    gathered: str = ""


@dataclass(frozen=True, slots=True)
class Felt:
    """Something that stands in the way or helps (`barrier`, `enabler`)."""

    kept_as: ClassVar[type[PartOfPhenomenon]] = Influence
    action: ClassVar[str] = "phenomenon.influence"
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A goal or an action (`goal`, `action`) for which one's own party is responsible, and by when."""

    kept_as: ClassVar[type[PartOfPhenomenon]] = Step
    action: ClassVar[str] = "phenomenon.step"
    kind: str
    text: str
    due: date | None = None


Said = Seen | Proof | Felt | Planned
_ACTIONS = {one.kept_as: one.action for one in (Seen, Proof, Felt, Planned)}


def say(*, actor: Actor, phenomenon: Phenomenon, said: Said) -> PartOfPhenomenon:
    """Add what one's own party says of a phenomenon. It is seen by those who see the phenomenon, but never public at once."""
    policy.require(actor, said.action, "own" if standing.is_seen(actor, phenomenon) else "other")
    _check(said)
    with recording(actor, said.action, phenomenon.cooperation_id) as recorder:
        check_open(phenomenon)
        party, seen_by = get(Party, actor.party_id), standing.seen_by(phenomenon)
        part = said.kept_as(cooperation_id=phenomenon.cooperation_id, phenomenon=phenomenon, party=party, **seen_by, **_values(said))
        return create(recorder, part)


def say_otherwise(*, actor: Actor, part: PartOfPhenomenon, version: int, said: Said) -> PartOfPhenomenon:
    """Change what one's own party has said."""
    policy.require(actor, _action(part), policy.relation_to_party(actor, part.party))
    _check(said)
    with recording(actor, _action(part), part.cooperation_id) as recorder:
        return change(recorder, part, version, **_values(said))


def take_back(*, actor: Actor, part: PartOfPhenomenon, version: int) -> None:
    """Take away what one's own party has said; that it was there stays in the chain."""
    policy.require(actor, _action(part), policy.relation_to_party(actor, part.party))
    with recording(actor, _action(part), part.cooperation_id) as recorder:
        remove(recorder, change(recorder, part, version))


def _action(part: PartOfPhenomenon) -> str:
    return _ACTIONS[type(part)]


def _values(said: Said) -> dict[str, Any]:
    return {name: getattr(said, name) for name in said.__slots__}


def _check(said: Said) -> None:
    if not said.text.strip():
        raise _of("text", gettext("There is no text."), gettext("Write a sentence or two."))
    if not isinstance(said, Proof):
        return
    if said.kind == EvidenceKind.EXPERIENCE:
        if not said.informants.strip():
            raise _of("informants", gettext("Experiential knowledge is somebody's."), gettext("Name the group, never a single person."))
        if not said.gathered.strip():
            raise _of("gathered", gettext("How was it gathered?"), gettext("For example: a survey in spring, an evening for residents."))
    elif not said.source.strip():
        raise _of("source", gettext("Evidence has a source."), gettext("Write where it can be read: a publication, a statistic, a report."))


def _of(field: str, message: str, hint: str) -> YhdyspintaError:
    error = Refused(message, hint)
    error.field = field
    return error
