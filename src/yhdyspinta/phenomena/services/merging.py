"""Two phenomena that are one: what is in the one moves to the other, and both stay in the trail."""

from __future__ import annotations

from django.dispatch import Signal
from django.utils.translation import gettext

from yhdyspinta.domain.errors import Refused
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import Recorder, recording
from yhdyspinta.organisations.models import Versioned, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.agreements import is_waiting
from yhdyspinta.organisations.services.changing import change, get, remove
from yhdyspinta.phenomena.models import (
    Evidence,
    Influence,
    InterfacePhenomenon,
    Phenomenon,
    PhenomenonIndicator,
    PhenomenonNeed,
    PhenomenonTheme,
    Priority,
    Step,
    View,
)
from yhdyspinta.phenomena.services import standing
from yhdyspinta.phenomena.services.phenomena import check_open, joined_levels

# Sent within the transaction with `recorder`, `goes` and `stays`: floors above move what they have tied to a phenomenon.
merged = Signal()
_PARTS = (View, Evidence, Influence, Step)
# Rows that tie a phenomenon to something, and the field that names what: a tie that the other has already is not kept twice.
_TIES: tuple[tuple[type[Versioned], str], ...] = (
    (PhenomenonTheme, "theme_id"),
    (PhenomenonNeed, "need_id"),
    (PhenomenonIndicator, "indicator"),
    (InterfacePhenomenon, "interface_id"),
)


def merge(*, actor: Actor, phenomenon: Phenomenon, version: int, into: Phenomenon) -> Phenomenon:
    """Merge `phenomenon` with `into`; returns the former, which points to the latter from now on.

    Everything moves: what each party said with the name of the phenomenon to which it said it, ties, priorities of all terms, and
    by `merged` what floors above have tied to it. Agreements stay with what was agreed on. Refused unless the same people see
    both, as nobody may see through a merger what they did not see before, and while the parties have still to answer on `phenomenon`.
    """
    both = (standing.shared(actor, phenomenon), standing.shared(actor, into))
    policy.require(actor, "phenomenon.merge", "shared" if both == ("shared", "shared") else "other")
    with recording(actor, "phenomenon.merge", phenomenon.cooperation_id) as recorder:
        goes, stays = get(Phenomenon, phenomenon.pk), get(Phenomenon, into.pk)
        _check(goes, stays)
        gone = change(recorder, goes, version, merged_into=stays, merged_at=recorder.now)
        change(recorder, stays, stays.version, levels=joined_levels((goes.levels + stays.levels).replace(" ", "")))
        _move_parts(recorder, goes, stays)
        for rows, field in _TIES:
            _move_ties(recorder, rows, field, goes, stays)
        for priority in Priority.objects.filter(phenomenon=goes).order_by("pk"):
            change(recorder, priority, priority.version, phenomenon=stays)
        merged.send(Phenomenon, recorder=recorder, goes=gone, stays=stays)
    return gone


def _check(goes: Phenomenon, stays: Phenomenon) -> None:
    if goes.pk == stays.pk:
        raise Refused(gettext("A phenomenon is not merged with itself."), gettext("Choose another."))
    check_open(goes)
    check_open(stays)
    if (goes.visibility, goes.group_id) != (stays.visibility, stays.group_id) or goes.visibility == Visibility.ELSEWHERE:
        raise Refused(gettext("Different people see these two."), gettext("Let the same people see both first, then merge them."))
    if is_waiting(goes):
        raise Refused(
            gettext("This has been put to the parties, and not all have answered."),
            gettext("Wait for the answers or withdraw the proposal first."),
        )
    terms = set(Priority.objects.filter(phenomenon=goes, place__isnull=False).values_list("term", flat=True))
    if Priority.objects.filter(phenomenon=stays, place__isnull=False, term__in=terms).exists():
        raise Refused(gettext("Both are priorities of the same term."), gettext("Give up one of the priorities first."))


def _move_parts(recorder: Recorder, goes: Phenomenon, stays: Phenomenon) -> None:
    for kind in _PARTS:
        for part in kind._default_manager.filter(phenomenon=goes).order_by("pk"):
            change(recorder, part, part.version, phenomenon=stays, came_from_id=part.came_from_id or goes.pk)


def _move_ties(recorder: Recorder, rows: type[Versioned], field: str, goes: Phenomenon, stays: Phenomenon) -> None:
    there = set(rows._default_manager.filter(phenomenon=stays).values_list(field, flat=True))
    for row in rows._default_manager.filter(phenomenon=goes).order_by("pk"):
        if getattr(row, field) in there:
            remove(recorder, row)
        else:
            change(recorder, row, row.version, phenomenon=stays)
