"""Cooperation interfaces: where what one party does meets what another does."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from yhdyspinta.domain.text import Text
from yhdyspinta.needs.models import Need
from yhdyspinta.organisations.models import CooperationTheme, Party, Post, Shared, Versioned
from yhdyspinta.organisations.models.base import in_languages
from yhdyspinta.phenomena.models.phenomenon import Phenomenon

LEAST_WORKING, MOST_WORKING = 1, 4


class Interface(Shared):
    """A cooperation interface of the parties that it names: its name, theme and common goal. It is the cooperation's.

    `said` counts what its sides have said of what they do, so that an agreement on an earlier text shows as such.
    """

    CONTENT: ClassVar[tuple[str, ...]] = ("goal",)

    theme = models.ForeignKey(CooperationTheme, models.PROTECT, related_name="+")
    name_fi = models.CharField(max_length=160, blank=True, default="")
    name_sv = models.CharField(max_length=160, blank=True, default="")
    name_en = models.CharField(max_length=160, blank=True, default="")
    goal = models.TextField(max_length=2000, blank=True, default="")
    begun_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    said = models.PositiveIntegerField(default=0, editable=False)

    class Meta(Shared.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["cooperation", "theme"], name="interfaces_of_cooperation")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Shared.Meta.constraints,
            models.CheckConstraint(condition=~Q(name_fi="", name_sv="", name_en=""), name="interface_has_a_name"),
        ]

    def name(self) -> Text:
        return in_languages(self, "name")

    def heading(self) -> Text:
        return self.name()


class InterfaceSide(Shared):
    """A party of an interface: what it does there and which of its posts is responsible. Empty until the party says so itself."""

    CONTENT: ClassVar[tuple[str, ...]] = ("does",)
    OWNER: ClassVar[str] = "party"
    WHOLE: ClassVar[str] = "interface"

    interface = models.ForeignKey(Interface, models.PROTECT, related_name="sides")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    does = models.TextField(max_length=2000, blank=True, default="")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    class Meta(Shared.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Shared.Meta.constraints,
            models.UniqueConstraint(fields=["interface", "party"], name="a_party_is_a_side_once"),
        ]

    def heading(self) -> Text:
        return self.interface.name()


class Working(Shared):
    """How an interface works in a party's own opinion, 1 (poorly) to 4 (well), and why."""

    CONTENT: ClassVar[tuple[str, ...]] = ("reason",)
    OWNER: ClassVar[str] = "party"
    WHOLE: ClassVar[str] = "interface"

    interface = models.ForeignKey(Interface, models.PROTECT, related_name="workings")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField(validators=[MinValueValidator(LEAST_WORKING), MaxValueValidator(MOST_WORKING)])
    reason = models.TextField(max_length=1000, blank=True, default="")

    class Meta(Shared.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Shared.Meta.constraints,
            models.UniqueConstraint(fields=["interface", "party"], name="a_party_grades_an_interface_once"),
            models.CheckConstraint(condition=Q(grade__gte=LEAST_WORKING, grade__lte=MOST_WORKING), name="working_is_1_to_4"),
        ]

    def heading(self) -> Text:
        return self.interface.name()


class InterfaceNeed(Versioned):
    """A need for information that an interface has."""

    interface = models.ForeignKey(Interface, models.PROTECT, related_name="needs")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["interface", "need"], name="an_interface_has_a_need_once"),
        ]


class InterfaceIndicator(Versioned):
    """An indicator of the catalogue by which an interface is followed."""

    interface = models.ForeignKey(Interface, models.PROTECT, related_name="indicators")
    indicator = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["interface", "indicator"], name="an_indicator_follows_an_interface_once"),
        ]


class InterfacePhenomenon(Versioned):
    """A phenomenon that is worked on at an interface."""

    interface = models.ForeignKey(Interface, models.PROTECT, related_name="phenomena")
    phenomenon = models.ForeignKey(Phenomenon, models.PROTECT, related_name="interfaces")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["interface", "phenomenon"], name="an_interface_has_a_phenomenon_once"),
        ]
