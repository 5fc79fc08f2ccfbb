"""What each may see, and everything that anybody may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import Cooperation, GroupMember, Shared, Visibility
from yhdyspinta.organisations.policy import Actor


def visible_to(actor: Actor | None, objects: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `objects` (of a model of `Shared`) that the actor may see; without an actor, the public ones."""
    seen = Q(visibility=Visibility.PUBLIC)
    if actor is not None and actor.joined and policy.allowed(actor, "cooperation.see", "shared"):
        seen |= Q(cooperation=actor.cooperation_id, visibility__in=(Visibility.COOPERATION, Visibility.ELSEWHERE))
    if actor is not None and actor.post_id is not None and policy.allowed(actor, "group.see", "own"):
        sat_in = GroupMember.objects.filter(post=actor.post_id).values("group")
        seen |= Q(visibility=Visibility.GROUP, group__in=sat_in)
    return objects.filter(seen)


def everything_public(cooperation: Cooperation) -> Iterator[dict[str, Any]]:
    """Every public object of a cooperation, of every kind there is: its kind, number and fields. Nothing of people is in them."""
    for model in apps.get_models():
        if issubclass(model, Shared):
            for one in visible_to(None, model.objects.filter(cooperation=cooperation)).order_by("pk").iterator(chunk_size=1000):
                yield {"kind": model._meta.label_lower, "id": one.pk, **one.plain()}
