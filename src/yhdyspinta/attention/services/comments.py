"""Commenting on a shared object, mentioning posts, and taking a comment back."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from yhdyspinta.attention.models import Comment, Mention
from yhdyspinta.attention.queries.comments import mentionable, unanswered
from yhdyspinta.domain.errors import Refused
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import Recorder, recording
from yhdyspinta.organisations.models import Party, Post, Shared, Visibility
from yhdyspinta.organisations.policy import Actor, Relation
from yhdyspinta.organisations.queries.visibility import visible_to
from yhdyspinta.organisations.services.changing import change, create, get


def comment(*, actor: Actor, target: Shared, text: str, mentions: Iterable[Post] = ()) -> Comment:
    """Say something of an object that the actor sees, and ask the mentioned posts, who see it too, to look."""
    policy.require(actor, "comment.write", _seen(actor, target))
    if target.visibility == Visibility.ELSEWHERE:
        raise Refused(gettext("What is not stored here has no comments here."), gettext("Comment on it where it is kept."))
    if get(type(target), target.pk).became():
        raise Refused(gettext("This was merged with another, and its comments stand there."), gettext("Comment on the other."))
    _check(text)
    asked = {post.pk: post for post in mentions}
    if not asked.keys() <= {post.pk for post in mentionable(target)}:
        raise Refused(gettext("A mentioned post does not see this."), gettext("Choose from the list."))
    with recording(actor, "comment.write", target.cooperation_id) as recorder:
        made = create(
            recorder,
            Comment(
                cooperation_id=target.cooperation_id,
                target_kind=target._meta.label_lower,
                target_id=target.pk,
                party=get(Party, actor.party_id),
                post=get(Post, actor.post_id),
                text=text,
            ),
        )
        for post in sorted(asked.values(), key=lambda post: post.pk):
            create(recorder, Mention(comment=made, post=post))
    return made


def rewrite(*, actor: Actor, comment: Comment, version: int, text: str) -> Comment:
    """Change what one's own post said."""
    policy.require(actor, "comment.change", _own(actor, comment.post_id))
    _check(text)
    with recording(actor, "comment.change", comment.cooperation_id) as recorder:
        if get(Comment, comment.pk).withdrawn_at is not None:
            raise Refused(gettext("The comment was withdrawn."), gettext("Write a new one."))
        return change(recorder, comment, version, text=text)


def withdraw(*, actor: Actor, comment: Comment, version: int) -> Comment:
    """Take back what one's own post said: the text is erased, and that something was said and taken back stays."""
    policy.require(actor, "comment.change", _own(actor, comment.post_id))
    with recording(actor, "comment.withdraw", comment.cooperation_id) as recorder:
        return change(recorder, comment, version, text="", withdrawn_at=recorder.now)


def mark_read(*, actor: Actor, mention: Mention) -> Mention:
    """Say that one's own post has read what it was asked to look at; the same again changes nothing."""
    policy.require(actor, "mention.read", _own(actor, mention.post_id))
    with recording(actor, "mention.read", mention.comment.cooperation_id) as recorder:
        stored = get(Mention, mention.pk)
        return stored if stored.read_at is not None else change(recorder, stored, stored.version, read_at=recorder.now)


def move_along(*, recorder: Recorder, goes: Shared, stays: Shared, **_: object) -> None:
    """Move the comments on `goes` to `stays`, each knowing where it was written; what awaited an answer at either still does."""
    kind, places = goes._meta.label_lower, (goes.pk, stays.pk)
    asked = Mention.objects.filter(comment__target_kind=kind, comment__target_id__in=places)
    waited = list(unanswered(asked))
    last = Comment.objects.order_by("-pk").values_list("pk", flat=True).first()
    for one in Comment.objects.filter(target_kind=kind, target_id=goes.pk).order_by("pk"):
        change(recorder, one, one.version, target_id=stays.pk, written_to=one.written_to or goes.pk, moves=one.moves + 1)
    still = set(unanswered(asked).values_list("pk", flat=True))
    for mention in waited:
        if mention.pk not in still:
            change(recorder, mention, mention.version, answered_after=last)


def _check(text: str) -> None:
    if not text.strip():
        refused = Refused(gettext("The comment is empty."), gettext("Write a sentence or two."))
        refused.field = "text"
        raise refused


def _seen(actor: Actor, target: Shared) -> Relation:
    seen = actor.post_id is not None and visible_to(actor, type(target)._default_manager.filter(pk=target.pk)).exists()
    return policy.relation_to_cooperation(actor, target.cooperation_id) if seen else "other"


def _own(actor: Actor, post: int) -> Relation:
    return "own" if actor.post_id == post else "other"
