"""What a party says of a phenomenon: what it sees, its evidence, barriers and enablers, goals and actions.

Each is its party's own object, so a phenomenon made public by one party makes nothing public of what others said of it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.models import Party, Shared
from yhdyspinta.phenomena.models.phenomenon import Phenomenon

_HEADING = 120  # characters of a text that stand for it in lists


class PartOfPhenomenon(Shared):
    """A text of a party about a phenomenon; `came_from` is the phenomenon that it was written to, where that was merged into this."""

    CONTENT: ClassVar[tuple[str, ...]] = ("text",)
    OWNER: ClassVar[str] = "party"
    WHOLE: ClassVar[str] = "phenomenon"

    phenomenon = models.ForeignKey(Phenomenon, models.PROTECT, related_name="%(class)ss")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    came_from = models.ForeignKey(Phenomenon, models.PROTECT, null=True, related_name="+")
    text = models.TextField(max_length=2000, blank=True, default="")

    class Meta(Shared.Meta):
        abstract = True

    def heading(self) -> Text:
        first = self.text or self.kept_at
        short = first if len(first) <= _HEADING else f"{first[: _HEADING - 1].rstrip()}…"
        return Text(short, short, short)


class View(PartOfPhenomenon):
    """What a party sees of a phenomenon from where it stands."""

    class Meta(PartOfPhenomenon.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Shared.Meta.constraints,
            models.UniqueConstraint(fields=["phenomenon", "party"], condition=Q(came_from=None), name="a_party_has_one_view"),
        ]


class EvidenceKind(models.TextChoices):
    """What kind of knowledge evidence is: the four kinds of the national document."""

    STATISTICS = "statistics", _("Statistics and indicators")
    RESEARCH = "research", _("Research evidence")
    EXPERIENCE = "experience", _("Experiential knowledge")
    OTHER = "other", _("Other knowledge")


class Evidence(PartOfPhenomenon):
    """What a phenomenon rests on, and where it can be read.

    Experiential knowledge says of which group it is and how it was gathered, never who said what.
    """

    CONTENT: ClassVar[tuple[str, ...]] = ("text", "source", "informants", "gathered")

    kind = models.CharField(max_length=12, choices=EvidenceKind)
    source = models.CharField(max_length=300, blank=True, default="")
    informants = models.CharField(max_length=200, blank=True, default="")
    gathered = models.CharField(max_length=300, blank=True, default="")


class InfluenceKind(models.TextChoices):
    """Whether something stands in the way or helps."""

    BARRIER = "barrier", _("Barrier")
    ENABLER = "enabler", _("Enabler")


class Influence(PartOfPhenomenon):
    """What stands in the way of doing something about a phenomenon, or helps."""

    kind = models.CharField(max_length=10, choices=InfluenceKind)


class StepKind(models.TextChoices):
    """Whether it says where one wants to get or what one does."""

    GOAL = "goal", _("Goal")
    ACTION = "action", _("Action")


class Step(PartOfPhenomenon):
    """A goal or an action of a party; the party is responsible for it."""

    kind = models.CharField(max_length=10, choices=StepKind)
    due = models.DateField(null=True)
