"""Phenomena, and the themes, needs and indicators that belong to one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yhdyspinta.domain.text import Text
from yhdyspinta.needs.models import Need
from yhdyspinta.organisations.models import CooperationTheme, Party, Shared, Versioned
from yhdyspinta.organisations.models.base import in_languages

SENTENCE = 300  # characters


class Phenomenon(Shared):
    """Something that happens in the area and touches both sides, raised by a party in one sentence, in one language or more.

    Merged with another it stays as it was and points to the other (`merged_into`), to which everything in it has moved.
    """

    OWNER: ClassVar[str] = "raised_by"
    BECAME: ClassVar[str] = "merged_into"

    raised_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    sentence_fi = models.CharField(max_length=SENTENCE, blank=True, default="")
    sentence_sv = models.CharField(max_length=SENTENCE, blank=True, default="")
    sentence_en = models.CharField(max_length=SENTENCE, blank=True, default="")
    levels = models.CharField(max_length=5, blank=True, default="")  # at which levels it is led: "P J"
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    merged_at = models.DateTimeField(null=True)

    class Meta(Shared.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["cooperation", "merged_into"], name="phenomena_of_cooperation")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Shared.Meta.constraints,
            models.CheckConstraint(condition=~Q(sentence_fi="", sentence_sv="", sentence_en=""), name="phenomenon_is_a_sentence"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="phenomenon_is_not_its_own_other"),
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_at=None) | Q(merged_into__isnull=False, merged_at__isnull=False), name="merged_when"
            ),
        ]

    def sentence(self) -> Text:
        return in_languages(self, "sentence")

    def heading(self) -> Text:
        return self.sentence()


class PhenomenonTheme(Versioned):
    """A theme that a phenomenon touches; it often touches several."""

    phenomenon = models.ForeignKey(Phenomenon, models.PROTECT, related_name="themes")
    theme = models.ForeignKey(CooperationTheme, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["phenomenon", "theme"], name="a_phenomenon_touches_a_theme_once"),
        ]


class PhenomenonNeed(Versioned):
    """A need for information that a phenomenon raises."""

    phenomenon = models.ForeignKey(Phenomenon, models.PROTECT, related_name="needs")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["phenomenon", "need"], name="a_phenomenon_has_a_need_once"),
        ]


class PhenomenonIndicator(Versioned):
    """An indicator of the catalogue that shows a phenomenon, in part or whole."""

    phenomenon = models.ForeignKey(Phenomenon, models.PROTECT, related_name="indicators")
    indicator = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["phenomenon", "indicator"], name="an_indicator_shows_a_phenomenon_once"),
        ]
