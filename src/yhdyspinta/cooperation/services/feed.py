"""Renewing the private address of a post's calendar, where it has come to others."""

from __future__ import annotations

from yhdyspinta.cooperation.models import OwnFeed
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import Post
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.services.changing import change, create


def renew(*, actor: Actor, post: Post) -> OwnFeed:
    """Let the address of one's own post be another from now on: the one before stops at once."""
    policy.require(actor, "feed.renew", "own" if actor.post_id == post.pk and actor.person_id == post.holder_id else "other")
    with recording(actor, "feed.renew", post.party.cooperation_id) as recorder:
        known = OwnFeed.objects.filter(post=post, person=post.holder_id).first()
        if known is None:
            return create(recorder, OwnFeed(post=post, person=post.holder))
        return change(recorder, known, known.version, edition=known.edition + 1)
