"""A question put to a hall: people answer on their own phones, without accounts, and only numbers are kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from yhdyspinta.needs.models.need import Need
from yhdyspinta.organisations.models import Cooperation, Party, Side, Versioned


class HallScale(models.TextChoices):
    """How much the need matters to whoever answers, from most to least. The signs are what the phone shows."""

    MUCH = "++", _("Very important")
    SOME = "+", _("Important")
    NEITHER = "0", _("Cannot say")
    LITTLE = "-", _("Not very important")
    NOT = "--", _("Not important at all")


class Hall(Versioned):
    """A sitting in a hall, opened by a party for one need or several, until it is closed or its time is over."""

    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    code = models.CharField(max_length=32, unique=True)
    title = models.CharField(max_length=120)
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class HallQuestion(Versioned):
    """A need of a sitting in its place. `tally` is kept when the sitting is closed: {"county": {"++": 3}}."""

    hall = models.ForeignKey(Hall, models.PROTECT, related_name="questions")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    tally = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["hall", "need"], name="a_need_is_asked_once_in_a_hall"),
        ]


class HallAnswer(models.Model):
    """One phone's answer to one question while the sitting is open; when it is closed only the numbers stay.

    `phone` is a random number of the sitting alone, so that a phone answers once; it tells nothing of whose it is.
    No row of the chain is made of an answer: the order in which they came would tell more than their number.
    """

    question = models.ForeignKey(HallQuestion, models.CASCADE, related_name="answers")
    phone = models.CharField(max_length=64)
    side = models.CharField(max_length=20, choices=Side)
    value = models.CharField(max_length=2, choices=HallScale)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["question", "phone"], name="a_phone_answers_once"),
        ]
