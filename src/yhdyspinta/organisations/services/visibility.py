"""Who may see an object, and on which legal ground it is kept from others."""

from __future__ import annotations

from typing import TypeVar

from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import Agreement, Group, LegalGround, Shared, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import visible_to
from yhdyspinta.organisations.services.changing import change
from yhdyspinta.organisations.services.erasing import SEEN_BY, erase_what_hangs_on

_Object = TypeVar("_Object", bound=Shared)


def set_visibility(
    *,
    actor: Actor,
    target: _Object,
    version: int,
    visibility: str,
    legal_ground: str = LegalGround.NONE,
    ground_note: str = "",
    group: Group | None = None,
    kept_at: str = "",
) -> _Object:
    """Say who may see `target`: its own party does, or for what is the cooperation's, whoever sees it.

    What is from now on not stored here is erased here, with its parts and what was said of it.
    Agreements on it that were seen by more people follow it.
    """
    policy.require(actor, "visibility.change", _relation(actor, target))
    fields = {
        "visibility": visibility,
        "legal_ground": legal_ground,
        "ground_note": ground_note,
        "group": group,
        "kept_at": kept_at,
    }
    if visibility == Visibility.ELSEWHERE:
        fields |= target.emptied()
    with recording(actor, "visibility.change", target.cooperation_id) as recorder:
        changed = change(recorder, target, version, **fields)
        if visibility == Visibility.ELSEWHERE:
            erase_what_hangs_on(recorder, changed)
            return changed
        for agreement in Agreement.objects.filter(target_kind=target._meta.label_lower, target_id=target.pk).order_by("pk"):
            if _narrower(changed, agreement):
                change(recorder, agreement, agreement.version, **{name: getattr(changed, name) for name in SEEN_BY})
        return changed


def _narrower(target: Shared, agreement: Agreement) -> bool:
    """Whether the agreement, whose title tells what it is about, would be seen by somebody who does not see `target`."""
    narrowness = {Visibility.PUBLIC: 0, Visibility.COOPERATION: 1, Visibility.ELSEWHERE: 2, Visibility.GROUP: 3}
    more, less = narrowness[Visibility(target.visibility)], narrowness[Visibility(agreement.visibility)]
    return more > less or (target.visibility == Visibility.GROUP and target.group_id != agreement.group_id)


def _relation(actor: Actor, target: Shared) -> policy.Relation:
    if not visible_to(actor, type(target).objects.filter(pk=target.pk)).exists():
        return "other"
    if target.OWNER:
        return policy.relation_to_party(actor, getattr(target, target.OWNER))
    return policy.relation_to_cooperation(actor, target.cooperation_id)
