"""The groups of a cooperation and the posts that may sit in them."""

from __future__ import annotations

from dataclasses import dataclass

from yhdyspinta.domain.errors import Unknown
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import Cooperation, Group, Party, Post
from yhdyspinta.organisations.policy import Actor


@dataclass(frozen=True, slots=True)
class Sitting:
    """A group with the posts that sit in it, in the order in which they were seated."""

    group: Group
    posts: tuple[Post, ...]


def groups_of(actor: Actor, cooperation: Cooperation) -> list[Sitting]:
    """The groups by name; Forbidden outside the cooperation."""
    policy.require(actor, "cooperation.see", policy.relation_to_cooperation(actor, cooperation.pk))
    groups = cooperation.groups.select_related("chair__party", "cooperation").prefetch_related("members__post__party").order_by("name")
    return [Sitting(group, tuple(member.post for member in group.members.all())) for group in groups]


def group_of(actor: Actor, cooperation: Cooperation, number: int) -> Sitting:
    """One of them; Unknown when there is none of that number."""
    found = next((one for one in groups_of(actor, cooperation) if one.group.pk == number), None)
    if found is None:
        raise Unknown("There is no such group.", "Go back and choose again.")
    return found


def posts_of_cooperation(actor: Actor, cooperation: Cooperation) -> list[Post]:
    """The open posts of the parties that have joined, by party and title; Forbidden outside the cooperation."""
    policy.require(actor, "cooperation.see", policy.relation_to_cooperation(actor, cooperation.pk))
    found = Post.objects.filter(party__cooperation=cooperation, party__joined_at__isnull=False, closed_at=None)
    return list(found.select_related("party").order_by("party__area", "party__name", "title"))


def posts_of_party(actor: Actor, party: Party) -> list[Post]:
    """The open posts of the actor's own party with their holders, by title; Forbidden about another party."""
    policy.require(actor, "party.see", policy.relation_to_party(actor, party))
    return list(party.posts.filter(closed_at=None).select_related("holder", "party__cooperation").order_by("title"))
