"""By what the parties lead: the priorities that they have chosen together, and each one's own goals."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.organisations.models import CooperationTheme, Party, Shared
from yhdyspinta.organisations.models.base import in_languages
from yhdyspinta.phenomena.models.phenomenon import Phenomenon

MOST_PRIORITIES = 5  # in a term of council
NAME = 160  # characters of what a priority is called


class Priority(Shared):
    """A phenomenon that leaders chose to put first in a term of council, and the meeting in which they did.

    `term` is the year in which the term began. A priority in force has a place from 1 to 5; one that was given up has none.
    """

    CONTENT: ClassVar[tuple[str, ...]] = ("reason", "minute_reference")
    TELLS_OF: ClassVar[str] = "phenomenon"

    term = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField(null=True)
    phenomenon = models.ForeignKey(Phenomenon, models.PROTECT, related_name="priorities")
    name_fi = models.CharField(max_length=NAME, blank=True, default="")
    name_sv = models.CharField(max_length=NAME, blank=True, default="")
    name_en = models.CharField(max_length=NAME, blank=True, default="")
    reason = models.TextField(max_length=1000, blank=True, default="")
    meeting = models.CharField(max_length=160)
    chosen_on = models.DateField()
    minute_reference = models.CharField(max_length=200, blank=True, default="")
    given_up_at = models.DateTimeField(null=True)

    class Meta(Shared.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Shared.Meta.constraints,
            models.UniqueConstraint(fields=["cooperation", "term", "place"], condition=Q(place__isnull=False), name="one_priority_a_place"),
            models.UniqueConstraint(
                fields=["cooperation", "term", "phenomenon"], condition=Q(place__isnull=False), name="a_phenomenon_is_a_priority_once"
            ),
            models.CheckConstraint(condition=Q(place=None) | Q(place__gte=1, place__lte=MOST_PRIORITIES), name="at_most_five_priorities"),
            models.CheckConstraint(condition=Q(place=None) ^ Q(given_up_at=None), name="in_force_or_given_up"),
            models.CheckConstraint(condition=~Q(name_fi="", name_sv="", name_en=""), name="priority_has_a_name"),
        ]

    def name(self) -> Text:
        return in_languages(self, "name")

    def heading(self) -> Text:
        return self.name()

    def without_what_it_told(self, of: Shared) -> dict[str, Any]:
        """It is then called by the name of its phenomenon: what leaders called it told of that. By what and when it was chosen stays."""
        name = of.heading()
        return super().without_what_it_told(of) | {f"name_{language}": getattr(name, language)[:NAME] for language in LANGUAGES}


class DocumentKind(models.TextChoices):
    """In what kind of document a party set its goal."""

    STRATEGY = "strategy", _("Strategy")
    BUDGET = "budget", _("Budget and financial plan")
    PLAN = "plan", _("Other plan or programme")


class OwnGoal(Shared):
    """A goal that a party has set in a document of its own, in the words of that document."""

    CONTENT: ClassVar[tuple[str, ...]] = ("text", "reference")
    OWNER: ClassVar[str] = "party"

    party = models.ForeignKey(Party, models.PROTECT, related_name="own_goals")
    theme = models.ForeignKey(CooperationTheme, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DocumentKind)
    document = models.CharField(max_length=200)
    dated = models.DateField()
    text = models.TextField(max_length=1000, blank=True, default="")
    reference = models.CharField(max_length=200, blank=True, default="")

    class Meta(Shared.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["cooperation", "theme"], name="own_goals_of_theme")]

    def heading(self) -> Text:
        return Text(self.document, self.document, self.document)
