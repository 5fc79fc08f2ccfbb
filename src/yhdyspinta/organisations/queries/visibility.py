"""What each may see, and everything that anybody may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from yhdyspinta.domain.errors import Unknown
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import Cooperation, GroupMember, LegalGround, Shared, Visibility
from yhdyspinta.organisations.policy import Actor

VISIBILITIES, GROUNDS = tuple(Visibility.choices), tuple(LegalGround.choices)  # for forms


def visible_to(actor: Actor | None, objects: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `objects` (of a model of `Shared`) that the actor may see; without an actor, the public ones.

    A part is seen by those who see also what it is a part of.
    """
    seen = _seen(actor)
    whole = objects.model.WHOLE
    if whole:
        wholes = objects.model._meta.get_field(whole).related_model._default_manager.all()
        seen &= Q(**{f"{whole}__in": visible_to(actor, wholes).values("pk")})
    return objects.filter(seen)


def _seen(actor: Actor | None) -> Q:
    """What is said of the objects themselves."""
    seen = Q(visibility=Visibility.PUBLIC)
    if actor is not None and actor.joined and policy.allowed(actor, "cooperation.see", "shared"):
        seen |= Q(cooperation=actor.cooperation_id, visibility__in=(Visibility.COOPERATION, Visibility.ELSEWHERE))
    if actor is not None and actor.post_id is not None and policy.allowed(actor, "group.see", "own"):
        sat_in = GroupMember.objects.filter(post=actor.post_id).values("group")
        seen |= Q(visibility=Visibility.GROUP, group__in=sat_in)
    return seen


def kinds() -> dict[str, type[Shared]]:
    """Every kind of shared object that there is, by its name ("needs.need")."""
    return {model._meta.label_lower: model for model in apps.get_models() if issubclass(model, Shared)}


def shared_object(actor: Actor | None, cooperation: Cooperation, kind: str, number: int) -> Shared:
    """An object of a cooperation by its kind and number; Unknown when there is none that the actor may see."""
    model = kinds().get(kind)
    found = None if model is None else visible_to(actor, model._default_manager.filter(cooperation=cooperation, pk=number)).first()
    if found is None:
        raise Unknown(gettext("There is no such object any more."), gettext("Go back and choose again."))
    return found


def everything_public(cooperation: Cooperation) -> Iterator[dict[str, Any]]:
    """Every public object of a cooperation, of every kind there is: its kind, number and fields. Nothing of people is in them."""
    for kind, model in kinds().items():
        for one in visible_to(None, model._default_manager.filter(cooperation=cooperation)).order_by("pk").iterator(chunk_size=1000):
            yield {"kind": kind, "id": one.pk, **one.plain()}
