"""How the cooperation works: who answers for the procedure, the agreed process on one page, and how ready each side is."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.models.base import Shared, Versioned, in_languages, said_by_the_product
from yhdyspinta.organisations.models.cooperation import Party
from yhdyspinta.organisations.models.people import Post

MOST_READY = 4


class Responsibility(Versioned):
    """Who answers for the procedure in a party: a top official and a political body."""

    party = models.OneToOneField(Party, models.PROTECT, related_name="responsibility")
    top_official = models.CharField(max_length=120)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    political_body = models.CharField(max_length=120)


class ProcessPage(Shared):
    """The agreed process of a cooperation on one page."""

    CONTENT: ClassVar[tuple[str, ...]] = ("text_fi", "text_sv", "text_en", "minute_reference")

    text_fi = models.TextField(max_length=6000, blank=True, default="")
    text_sv = models.TextField(max_length=6000, blank=True, default="")
    text_en = models.TextField(max_length=6000, blank=True, default="")
    agreed_on = models.DateField(null=True)
    minute_reference = models.CharField(max_length=200, blank=True, default="")

    class Meta(Shared.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Shared.Meta.constraints,
            models.UniqueConstraint(fields=["cooperation"], name="one_process_page"),
        ]

    def text(self) -> Text:
        return in_languages(self, "text")

    def heading(self) -> Text:
        return said_by_the_product(gettext_noop("The process of the cooperation"))


def _readiness() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_READY)])


class SelfAssessment(Versioned):
    """How ready a party is to cooperate, by its own word, once a year: 1 (not at all) to 4 (fully) on each of five things."""

    QUESTIONS: ClassVar[tuple[str, ...]] = ("mandate", "responsible_post", "time", "tools", "access")

    party = models.ForeignKey(Party, models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField()
    mandate = _readiness()
    responsible_post = _readiness()
    time = _readiness()
    tools = _readiness()
    access = _readiness()
    remark = models.TextField(max_length=1000, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["party", "year"], name="one_assessment_a_year"),
            models.CheckConstraint(
                condition=Q(
                    *(
                        Q(**{f"{question}__gte": 1, f"{question}__lte": MOST_READY})
                        for question in ("mandate", "responsible_post", "time", "tools", "access")
                    )
                ),
                name="readiness_is_1_to_4",
            ),
        ]
