"""Posts, to which roles belong, the people who hold them, and links by which somebody contributes once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yhdyspinta.organisations.models.base import Versioned
from yhdyspinta.organisations.models.cooperation import Cooperation, Party


class Role(models.TextChoices):
    """What a post may do; `policy.py` has the table of rules."""

    COORDINATOR = "coordinator", _("Coordinator")
    EDITOR = "editor", _("Editor")
    COMPILER = "compiler", _("Compiler of information")
    DECISION_MAKER = "decision_maker", _("Decision-maker")
    READER = "reader", _("Reader")
    GUEST = "guest", _("Guest")


class Person(Versioned):
    """Somebody who contributes. Nothing but name and e-mail is known; erased, both are empty and the number stays."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"name", "email"})

    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="one_person_of_an_email"),
        ]


class Post(Versioned):
    """A post in a party (hyvinvointikoordinaattori). The role is the post's; its holder changes."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role)
    holder = models.ForeignKey(Person, models.PROTECT, null=True, related_name="posts")
    handover_note = models.TextField(max_length=4000, blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["party", "title"], condition=Q(closed_at=None), name="one_open_post_of_a_title"),
        ]


class PostHolding(Versioned):
    """Who held a post, from when to when."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)


class AccessLink(Versioned):
    """A link sent by e-mail, by which its receiver contributes once, to one form or card, for one party.

    Only the hash of its token is kept: whoever reads the database cannot use a link.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"token_hash"})

    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="links")
    person = models.ForeignKey(Person, models.PROTECT, related_name="links")
    action = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=80)
    target_id = models.BigIntegerField()
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
