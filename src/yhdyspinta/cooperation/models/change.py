"""Decided and planned changes of both sides' services and premises, the statements asked on them and their impact assessments."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yhdyspinta.domain.coordinates import Coordinates
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.models import CooperationTheme, Party, Shared, Versioned
from yhdyspinta.organisations.models.base import in_languages


class ChangeKind(models.TextChoices):
    """What changes."""

    SERVICE = "service", _("Service point or network")
    SCHOOL = "school", _("School or early childhood education")
    PREMISES = "premises", _("Premises or building")
    LEASE = "lease", _("Lease")
    OTHER = "other", _("Something else")


class ChangeState(models.TextChoices):
    """How far a change has come."""

    IDEA = "idea", _("Idea")
    PLANNED = "planned", _("Planned")
    DECIDED = "decided", _("Decided")
    DONE = "done", _("Done")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Precision(models.TextChoices):
    """How exactly the time of a change is known."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class Change(Shared):
    """A change of one party: what, where, when and whom it affects. `starts` is the first day of the time that `precision` names.

    `place` is the id of a municipality; `address` and the coordinates (WGS84 degrees, both or neither) are of a building open to the
    public, never of a home.
    """

    ADDED: ClassVar[frozenset[str]] = frozenset({"latitude", "longitude"})
    CONTENT: ClassVar[tuple[str, ...]] = ("description", "affects", "address", "latitude", "longitude", "decision_reference")
    OWNER: ClassVar[str] = "party"

    party = models.ForeignKey(Party, models.PROTECT, related_name="changes")
    theme = models.ForeignKey(CooperationTheme, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    state = models.CharField(max_length=10, choices=ChangeState, default=ChangeState.PLANNED)
    what_fi = models.CharField(max_length=200, blank=True, default="")
    what_sv = models.CharField(max_length=200, blank=True, default="")
    what_en = models.CharField(max_length=200, blank=True, default="")
    description = models.TextField(max_length=2000, blank=True, default="")
    affects = models.CharField(max_length=300, blank=True, default="")
    place = models.CharField(max_length=10)
    address = models.CharField(max_length=160, blank=True, default="")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    starts = models.DateField()
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.MONTH)
    lease_ends = models.DateField(null=True)
    decision_reference = models.CharField(max_length=200, blank=True, default="")

    class Meta(Shared.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["cooperation", "starts"], name="changes_by_time")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Shared.Meta.constraints,
            models.CheckConstraint(condition=~Q(what_fi="", what_sv="", what_en=""), name="change_says_what"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False), name="change_at_one_point"
            ),
        ]

    @property
    def coordinates(self) -> Coordinates | None:
        """The exact place, where it is known."""
        return None if self.latitude is None or self.longitude is None else Coordinates(self.latitude, self.longitude)

    def what(self) -> Text:
        return in_languages(self, "what")

    def heading(self) -> Text:
        return self.what()


class Statement(Versioned):
    """A statement on a change that its party asked of another, by when, and where it can be read once it was given."""

    TELLS_OF: ClassVar[str] = "change"
    TOLD: ClassVar[tuple[str, ...]] = ("reference",)

    change = models.ForeignKey(Change, models.PROTECT, related_name="statements")
    asked_of = models.ForeignKey(Party, models.PROTECT, related_name="+")
    due = models.DateField()
    given_on = models.DateField(null=True)
    reference = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["change", "asked_of"], name="a_statement_is_asked_once"),
            models.CheckConstraint(condition=Q(given_on=None, reference="") | Q(given_on__isnull=False), name="statement_given_when"),
        ]


class Impact(Versioned):
    """An impact assessment of a change: its title, and a public address or the reference of minutes where it can be read."""

    TELLS_OF: ClassVar[str] = "change"

    change = models.ForeignKey(Change, models.PROTECT, related_name="impacts")
    title = models.CharField(max_length=200)
    found_at = models.CharField(max_length=300)
