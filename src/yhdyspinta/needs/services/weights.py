"""What a party thinks of a need."""

from __future__ import annotations

from django.utils.translation import gettext

from yhdyspinta.domain.errors import Refused
from yhdyspinta.needs.models import Importance, Need, Weight
from yhdyspinta.needs.queries.needs import is_seen
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import Party
from yhdyspinta.organisations.policy import Actor, Target
from yhdyspinta.organisations.services.changing import change, create, get, require_stored_here


def weigh(*, actor: Actor, need: Need, party: Party, version: int, importance: str, reason: str = "") -> Weight:
    """Say what one's own party thinks of a need, with a reason; `version` is 0 the first time.

    In a new round the weight of the one before it is changed, so its version is that one's, also when the same is said again.
    """
    policy.require(actor, "weight.give", policy.relation_to_party(actor, party), Target(Need._meta.label_lower, need.pk))
    if need.cooperation_id != party.cooperation_id or party.joined_at is None or not _weighable(actor, need):
        raise Refused(gettext("This need is not one that your party weighs."), gettext("Choose again."))
    if importance not in Importance.values:
        raise Refused(gettext("Choose essential, useful or not needed."), gettext("Choose again."))
    require_stored_here(need, reason)
    with recording(actor, "weight.give", need.cooperation_id) as recorder:
        said = {"importance": importance, "reason": reason, "weighing": get(Need, need.pk).weighing}
        known = Weight.objects.filter(need=need, party=party).first()
        if known is None:
            return create(recorder, Weight(need=need, party=party, **said))
        return change(recorder, known, version, **said)


def _weighable(actor: Actor, need: Need) -> bool:
    """A link was given for one need, so its holder weighs it unseen; others weigh what they see."""
    return actor.role == policy.LINK or is_seen(actor, need)
