"""How often the holder of a post has renewed the private address of the post's calendar."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from yhdyspinta.organisations.models import Person, Post, Versioned


class OwnFeed(Versioned):
    """The calendar of a post for one holder of it; `edition` stands in the signed address, and only the newest one serves."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["post", "person"], name="a_holder_has_one_feed_of_a_post"),
        ]
