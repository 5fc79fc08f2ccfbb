"""Needs one by one: which the actor may see, what answers them, and which weights are told."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from yhdyspinta.domain.errors import Unknown
from yhdyspinta.needs.models import Discussion, Need, NeedIndicator, NeedState, Weight
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import Agreement, Cooperation, Party, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.agreements import State, standing
from yhdyspinta.organisations.queries.visibility import visible_to


def needs_of(actor: Actor | None, cooperation: Cooperation, retired: bool = False) -> QuerySet[Need]:
    """The needs of a cooperation that the actor may see, by theme and number; retired ones only when asked for."""
    found = visible_to(actor, Need.objects.filter(cooperation=cooperation))
    found = found if retired else found.exclude(state=NeedState.RETIRED)
    return found.select_related("party", "theme").order_by("theme__number", "pk")


def need_of(actor: Actor | None, cooperation: Cooperation, number: int) -> Need:
    """One of them, retired or not; Unknown when there is none of that number that the actor may see.

    Whoever came by a link for one need sees that one.
    """
    by_link = need_of_link(actor) if actor is not None and actor.role == policy.LINK else None
    if by_link is not None and by_link.pk == number and by_link.cooperation_id == cooperation.pk:
        return by_link
    found = needs_of(actor, cooperation, retired=True).filter(pk=number).first()
    if found is None:
        raise Unknown(gettext("There is no such object any more."), gettext("Go back and choose again."))
    return found


def ids_of(actor: Actor | None, cooperation: Cooperation) -> QuerySet[Need]:
    """The numbers of the needs in force that the actor may see, for a question within a question."""
    return needs_of(actor, cooperation).order_by().values("pk")


def is_seen(actor: Actor, need: Need) -> bool:
    """Whether the actor sees the need at all."""
    return visible_to(actor, Need.objects.filter(pk=need.pk)).exists()


def given_weights() -> QuerySet[Weight]:
    """The weights that parties have given since each need was last begun to be weighed."""
    return Weight.objects.filter(weighing=F("need__weighing"))


def weights(actor: Actor, cooperation: Cooperation) -> QuerySet[Weight]:
    """The weights of a cooperation's needs that the actor may see: its own party's, and others' where its own party has answered."""
    if actor.party_id is None or not actor.joined:
        return Weight.objects.none()
    own = given_weights().filter(need=OuterRef("need"), party=actor.party_id)
    return given_weights().filter(need__in=ids_of(actor, cooperation)).filter(Q(party=actor.party_id) | Exists(own))


def weights_of(actor: Actor, need: Need) -> list[Weight]:
    """The weights of one need that the actor may see, by party; without their reasons when the need is not stored here."""
    found = list(weights(actor, need.cooperation).filter(need=need).select_related("party").order_by("party__area", "party__name"))
    if need.visibility == Visibility.ELSEWHERE:
        for one in found:
            one.reason = ""
    return found


def own_weights(party: Party) -> dict[int, Weight]:
    """What one's own party has said, by the number of the need."""
    return {one.need_id: one for one in given_weights().filter(party=party)}


def earlier_weights(party: Party) -> dict[int, Weight]:
    """What one's own party said in an earlier round of needs that it has not weighed in this one, by the number of the need."""
    return {one.need_id: one for one in Weight.objects.filter(party=party).exclude(weighing=F("need__weighing"))}


def not_weighed(actor: Actor, cooperation: Cooperation) -> list[int]:
    """The numbers of the needs in force that the actor sees and whose weight the actor's party has not given, in order."""
    if actor.party_id is None or not actor.joined:
        return []
    own = given_weights().filter(need=OuterRef("pk"), party=actor.party_id)
    return list(needs_of(actor, cooperation).filter(~Exists(own)).values_list("pk", flat=True))


def is_agreed(need: Need) -> bool:
    """Whether the newest agreement on what the need says now stands as agreed; one that was withdrawn does not count."""
    on_it = Agreement.objects.filter(target_kind=Need._meta.label_lower, target_id=need.pk, withdrawn_at=None)
    found = on_it.filter(target_version__gte=need.asked_version).order_by("-pk").first()
    return found is not None and standing(found).state is State.AGREED


def need_of_link(actor: Actor) -> Need | None:
    """The one need that a link was given for; nothing else is seen by it."""
    target = actor.only_target
    wanted = target is not None and target.kind == Need._meta.label_lower
    return Need.objects.filter(pk=target.id, cooperation=actor.cooperation_id).first() if wanted else None


def indicators_of(need: Need) -> tuple[str, ...]:
    """The indicators that answer a need, by id."""
    return tuple(NeedIndicator.objects.filter(need=need).order_by("indicator").values_list("indicator", flat=True))


def discussions_of(actor: Actor | None, need: Need) -> list[Discussion]:
    """What was said of a need in meetings, the newest first; nothing to those outside the cooperation, nor of one not stored here."""
    if (
        need.visibility == Visibility.ELSEWHERE
        or actor is None
        or policy.relation_to_cooperation(actor, need.cooperation_id) != "shared"
        or not is_seen(actor, need)
    ):
        return []
    return list(Discussion.objects.filter(need=need).select_related("party").order_by("-pk"))
