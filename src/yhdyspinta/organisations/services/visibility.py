"""Who may see an object, and on which legal ground it is kept from others."""

from __future__ import annotations

from typing import TypeVar

from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import Group, LegalGround, Shared, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import visible_to
from yhdyspinta.organisations.services.changing import change

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

    What is from now on not stored here loses its texts.
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
        fields |= dict.fromkeys(target.CONTENT, "")
    with recording(actor, "visibility.change", target.cooperation_id) as recorder:
        return change(recorder, target, version, **fields)


def _relation(actor: Actor, target: Shared) -> policy.Relation:
    if not visible_to(actor, type(target).objects.filter(pk=target.pk)).exists():
        return "other"
    if target.OWNER:
        return policy.relation_to_party(actor, getattr(target, target.OWNER))
    return policy.relation_to_cooperation(actor, target.cooperation_id)
