"""Which private address of a post's calendar serves now."""

from __future__ import annotations

from yhdyspinta.cooperation.models import OwnFeed
from yhdyspinta.organisations.models import Post


def edition_of(post: Post) -> int:
    """How many times the holder of the post has renewed the address; 0 when never."""
    return OwnFeed.objects.filter(post=post, person=post.holder_id).values_list("edition", flat=True).first() or 0
