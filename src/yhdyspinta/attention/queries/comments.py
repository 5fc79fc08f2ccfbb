"""Comments on an object, for whoever sees the object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from yhdyspinta.attention.models import LONGEST_COMMENT, Comment, Mention
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.organisations.models import Cooperation, Post, Shared, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import kinds, visible_to

__all__ = ["LONGEST_COMMENT", "Comment", "Mention", "Remark"]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with the posts that it mentions; `own` when the reader's own post wrote it.

    `written_to` is what it was written to, where that became one with what it is on now and the reader sees it.
    """

    comment: Comment
    mentioned: tuple[Post, ...]
    own: bool
    written_to: Shared | None


def comments_on(actor: Actor | None, target: Shared) -> list[Remark]:
    """What was said of an object, the oldest first; nothing when the actor does not see the object or it is not stored here."""
    seen = visible_to(actor, type(target)._default_manager.filter(pk=target.pk).exclude(visibility=Visibility.ELSEWHERE))
    if not seen.exists():
        return []
    found = Comment.objects.filter(target_kind=target._meta.label_lower, target_id=target.pk).select_related("post", "party")
    return _remarks(actor, found)


def moved_from(actor: Actor | None, target: Shared) -> list[Remark]:
    """What was said of an object that became one with another, and of those that had become one with it: where it stands now is
    the object of each comment. Only what the actor may see there."""
    kind = target._meta.label_lower
    found = Comment.objects.filter(target_kind=kind, written_to__in=_became(target)).select_related("post", "party")
    seen = visible_targets(actor, {(kind, one.target_id) for one in found})
    return [one for one in _remarks(actor, found) if (kind, one.comment.target_id) in seen]


def _became(target: Shared) -> set[int]:
    """The numbers of the object and of all that became one with it."""
    found, new = set(), {target.pk}
    while new:
        found |= new
        new = set(type(target)._default_manager.filter(**{f"{target.BECAME}__in": new}).values_list("pk", flat=True)) - found
    return found


def _remarks(actor: Actor | None, comments: QuerySet[Comment]) -> list[Remark]:
    found = list(comments.prefetch_related("mentions__post__party").order_by("pk"))
    seen = visible_targets(actor, {(one.target_kind, one.written_to) for one in found if one.written_to})
    return [
        Remark(
            comment=one,
            mentioned=tuple(mention.post for mention in one.mentions.all()),
            own=actor is not None and actor.post_id == one.post_id,
            written_to=seen.get((one.target_kind, one.written_to)) if one.written_to else None,
        )
        for one in found
    ]


def comment_of(actor: Actor | None, cooperation: Cooperation, number: int) -> Comment:
    """One comment that the actor sees; Unknown otherwise."""
    found = Comment.objects.filter(cooperation=cooperation, pk=number).select_related("post", "party").first()
    if found is None or not visible_targets(actor, [(found.target_kind, found.target_id)]):
        raise Unknown(gettext("There is no such object any more."), gettext("Go back and choose again."))
    return found


def visible_targets(actor: Actor | None, targets: Iterable[tuple[str, int]], elsewhere: bool = False) -> dict[tuple[str, int], Shared]:
    """Those of the named objects that the actor sees and that are stored here (or `elsewhere` as well): one query a kind."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, number in targets:
        by_kind[kind].add(number)
    known, found = kinds(), {}
    for kind, numbers in by_kind.items():
        if kind in known:
            seen = visible_to(actor, known[kind]._default_manager.filter(pk__in=numbers))
            found |= {(kind, one.pk): one for one in seen if elsewhere or one.visibility != Visibility.ELSEWHERE}
    return found


def mentionable(target: Shared) -> list[Post]:
    """The posts that a comment on the object may mention: open, held, of parties that have joined, and they see the object."""
    posts = Post.objects.filter(
        party__cooperation=target.cooperation_id, party__joined_at__isnull=False, closed_at=None, holder__isnull=False
    )
    if target.visibility == Visibility.GROUP:
        posts = posts.filter(memberships__group=target.group_id)
    # The county, then its municipalities; those without an area, such as associations, come last.
    return sorted(posts.select_related("party"), key=lambda post: (not post.party.area, post.party.area, post.party.name, post.title))


def mentions_open(actor: Actor) -> list[Mention]:
    """Mentions of the actor's post that await an answer, the oldest first: not read, no later comment of the post on the same
    object, the comment not withdrawn, and the object still seen."""
    found = list(unanswered(Mention.objects.filter(post=actor.post_id)).select_related("comment__post__party"))
    seen = visible_targets(actor, [(one.comment.target_kind, one.comment.target_id) for one in found])
    return [one for one in found if (one.comment.target_kind, one.comment.target_id) in seen]


def unanswered(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    """Those of `mentions` that await their post's answer, the oldest first, whoever sees them."""
    later = Comment.objects.filter(
        target_kind=OuterRef("comment__target_kind"),
        target_id=OuterRef("comment__target_id"),
        post=OuterRef("post"),
        pk__gt=Coalesce(OuterRef("answered_after"), OuterRef("comment")),
    )
    asked = mentions.filter(read_at=None, comment__withdrawn_at=None).exclude(comment__post=F("post"))
    return asked.filter(~Exists(later)).order_by("pk")


def mention_of(actor: Actor, number: int) -> Mention:
    """A mention of the actor's post; Unknown otherwise."""
    found = Mention.objects.filter(pk=number, post=actor.post_id).select_related("comment").first()
    if found is None:
        raise Unknown(gettext("There is no such object any more."), gettext("Go back and choose again."))
    return found
