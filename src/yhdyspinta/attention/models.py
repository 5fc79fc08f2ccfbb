"""Comments and mentions, what letters a person wants, which were sent, and who follows the figures of an area."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yhdyspinta.domain.text import LANGUAGES
from yhdyspinta.organisations.models import Cooperation, Party, Person, Post, Versioned

LONGEST_COMMENT = 2000


class Comment(Versioned):
    """What a post says of a shared object. Who sees the object sees it; withdrawn, its text is gone and that it was said stays.

    `target_kind` and `target_id` name any shared object: "needs.need", 7. `written_to` is the number of the one of that kind that it
    was written to, where that became one with another, and `moves` how many times it has moved so.
    """

    ADDED: ClassVar[frozenset[str]] = frozenset({"written_to", "moves"})
    TELLS_OF: ClassVar[str] = "target"

    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="+")
    target_kind = models.CharField(max_length=80)
    target_id = models.BigIntegerField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    text = models.TextField(max_length=LONGEST_COMMENT, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True)
    written_to = models.BigIntegerField(null=True)
    moves = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["target_kind", "target_id"], name="comment_target"),
            models.Index(fields=["cooperation"], name="comment_cooperation"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) & ~Q(text="") | Q(withdrawn_at__isnull=False, text=""), name="withdrawn_has_no_text"
            ),
        ]


class Mention(Versioned):
    """A post that a comment asks to look. Answered when the post comments on the same object, or says that it has read it.

    Where the object became one with another while this waited, only a comment later than number `answered_after` answers: those
    before it answered something else.
    """

    ADDED: ClassVar[frozenset[str]] = frozenset({"answered_after"})
    TELLS_OF: ClassVar[str] = "comment"

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="mentions")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)
    answered_after = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["comment", "post"], name="a_post_is_mentioned_once"),
        ]


class Topic(models.TextChoices):
    """What a weekly letter tells, each to be had or not."""

    AWAITS = "awaits", _("What awaits you")
    CHANGED = "changed", _("What changed")
    AGED = "aged", _("What got old")


def _token() -> str:
    return secrets.token_urlsafe(24)


class LetterChoice(Versioned):
    """How a person wants the weekly letter: its language, and the topics that they do not want (by name, with spaces).

    The token stands in each letter and only stops letters: it lets nobody in, so it is kept as it is.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"token"})

    person = models.OneToOneField(Person, models.PROTECT, related_name="letter_choice")
    language = models.CharField(max_length=2, choices=[(one, one) for one in LANGUAGES], default=LANGUAGES[0])
    stopped = models.CharField(max_length=60, blank=True, default="")
    token = models.CharField(max_length=40, unique=True, default=_token, editable=False)

    def wants(self, topic: str) -> bool:
        """Whether the person wants to be told of the topic."""
        return topic not in self.stopped.split()


class SentLetter(models.Model):
    """That a person's letter of a week (`2026-W48`) is being made, or was sent: what makes a second run send nothing."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    week = models.CharField(max_length=8)
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    lines = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "week"], name="one_letter_a_week"),
        ]


class Follower(models.Model):
    """An e-mail address that is told when the figures of an area change: nobody's act, so it is not in the chain, and it goes
    without a trace when it is no longer wanted. The token confirms it and stops it."""

    email = models.EmailField(max_length=254)
    area = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    token = models.CharField(max_length=40, unique=True, default=_token, editable=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["email", "area"], name="an_address_follows_an_area_once"),
        ]


class ToldRelease(models.Model):
    """That a follower was told what a release changed."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="told")
    release = models.CharField(max_length=200)
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["follower", "release"], name="a_release_is_told_once"),
        ]
