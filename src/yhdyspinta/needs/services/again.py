"""Asking again what one's own party asked before."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext

from yhdyspinta.domain.errors import Refused
from yhdyspinta.needs.models import Need, NeedState
from yhdyspinta.needs.queries.earlier import last_asked
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import Recorder, recording
from yhdyspinta.organisations.models import Party, Visibility
from yhdyspinta.organisations.policy import Actor, Target
from yhdyspinta.organisations.services.changing import change, get


def ask_again(*, actor: Actor, party: Party, needs: Sequence[Need]) -> list[Need]:
    """Ask the party's earlier needs again, all or none: each stays as it was said, and from a later year on it is
    weighed anew.

    A need in force is marked as asked again; what was retired comes back as a suggestion, to be discussed and agreed anew.
    """
    policy.require(actor, "need.suggest", policy.relation_to_party(actor, party), Target(Party._meta.label_lower, party.pk))
    if any(need.party_id != party.pk or need.visibility == Visibility.ELSEWHERE for need in needs):
        raise Refused(gettext("The need is not one of your party's."), gettext("Choose again."))
    with recording(actor, "need.suggest", party.cooperation_id) as recorder:
        return [asked_anew(recorder, get(Need, need.pk)) for need in needs]


def asked_anew(recorder: Recorder, need: Need) -> Need:
    """The need as asked again today."""
    values: dict[str, object] = {"asked_again_on": timezone.localtime(recorder.now).date()}
    if need.state == NeedState.RETIRED:
        values |= {"state": NeedState.SUGGESTED, **begun_anew(need)}
    elif last_asked(need).year < timezone.localtime(recorder.now).year:
        values |= {"weighing": need.weighing + 1}
    return change(recorder, need, need.version, **values)


def begun_anew(need: Need) -> dict[str, object]:
    """The fields of a need that comes back after it was retired: agreements and weights of its earlier life are none on this one."""
    return {"asked_version": need.version + 1, "weighing": need.weighing + 1}
