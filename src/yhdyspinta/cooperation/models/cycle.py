"""The annual cycle and that of the council term: when something comes, for whom, and how long before it is reminded of."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yhdyspinta.domain.text import Text
from yhdyspinta.needs.models import Need
from yhdyspinta.organisations.models import CooperationTheme, Role, Shared, Side
from yhdyspinta.organisations.models.base import in_languages

# What an event may be about, beside a need: what is negotiated, decided or gone through then.
ABOUT = (
    "organisations.agreement",
    "organisations.processpage",
    "phenomena.interface",
    "phenomena.phenomenon",
    "phenomena.priority",
    "cooperation.change",
)
LAST_TERM_YEAR = 5  # a term of council touches five calendar years


class Scope(models.TextChoices):
    """How often an event comes."""

    YEAR = "year", _("Every year")
    TERM = "term", _("Once in a council term")


class EventKind(models.TextChoices):
    """What kind of event it is."""

    DEADLINE = "deadline", _("Deadline")
    MEETING = "meeting", _("Meeting")
    NEGOTIATION = "negotiation", _("Negotiation")
    DATA = "data", _("Publication of data")
    PREPARATION = "preparation", _("Preparation")


class CycleEvent(Shared):
    """An event of the cycle. It lasts the whole month when `day` is empty. `term_year` is 1 in the year in which a council begins.

    `side` and `role` tell whom it concerns, everybody where they are empty. `origin` is the id of the event it was copied from.
    `about_kind` and `about_id` name the object that is dealt with then, one of the kinds of `ABOUT`.
    """

    ADDED: ClassVar[frozenset[str]] = frozenset({"about_kind", "about_id"})
    CONTENT: ClassVar[tuple[str, ...]] = ("description",)

    scope = models.CharField(max_length=10, choices=Scope, default=Scope.YEAR)
    term_year = models.PositiveSmallIntegerField(null=True, validators=[MinValueValidator(1), MaxValueValidator(LAST_TERM_YEAR)])
    month = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(12)])
    day = models.PositiveSmallIntegerField(null=True, validators=[MinValueValidator(1), MaxValueValidator(31)])
    kind = models.CharField(max_length=15, choices=EventKind)
    side = models.CharField(max_length=15, choices=Side, blank=True, default="")
    role = models.CharField(max_length=20, choices=Role, blank=True, default="")
    theme = models.ForeignKey(CooperationTheme, models.PROTECT, null=True, related_name="+")
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="+")
    about_kind = models.CharField(max_length=80, blank=True, default="")
    about_id = models.BigIntegerField(null=True)
    title_fi = models.CharField(max_length=200, blank=True, default="")
    title_sv = models.CharField(max_length=200, blank=True, default="")
    title_en = models.CharField(max_length=200, blank=True, default="")
    description = models.TextField(max_length=1000, blank=True, default="")
    remind_days = models.PositiveSmallIntegerField(default=14, validators=[MaxValueValidator(120)])
    origin = models.CharField(max_length=40, blank=True, default="")

    class Meta(Shared.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Shared.Meta.constraints,
            models.CheckConstraint(condition=~Q(title_fi="", title_sv="", title_en=""), name="event_has_a_title"),
            models.CheckConstraint(
                condition=Q(scope="year", term_year=None) | Q(scope="term", term_year__isnull=False), name="event_of_a_term_has_its_year"
            ),
            models.CheckConstraint(
                condition=Q(about_kind="", about_id=None) | ~Q(about_kind="") & Q(about_id__isnull=False), name="event_is_about_one_object"
            ),
            models.UniqueConstraint(fields=["cooperation", "origin"], condition=~Q(origin=""), name="an_event_is_copied_once"),
        ]

    @property
    def about(self) -> tuple[str, int] | None:
        """The kind and the number of the object that is dealt with."""
        return (self.about_kind, self.about_id) if self.about_id is not None else None

    def title(self) -> Text:
        return in_languages(self, "title")

    def heading(self) -> Text:
        return self.title()
