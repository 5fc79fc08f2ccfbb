"""The cooperation of an area, its parties, themes and groups."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.organisations.models.base import Versioned, in_languages, said_by_the_product


class Side(models.TextChoices):
    """Whose eyes: those of the county, of its municipalities, or of their partners."""

    COUNTY = "county", _("County")
    MUNICIPALITY = "municipality", _("Municipalities")
    PARTNER = "partner", _("Partners")


class PartyKind(models.TextChoices):
    """What kind of organisation a party is."""

    COUNTY = "county", _("Wellbeing services county")
    MUNICIPALITY = "municipality", _("Municipality")
    REGIONAL_COUNCIL = "regional_council", _("Regional council")
    EMPLOYMENT_AREA = "employment_area", _("Employment area")
    EDUCATIONAL_INSTITUTION = "educational_institution", _("Educational institution")
    KEHA = "keha", _("KEHA Centre")
    DEVELOPMENT_CENTRE = "development_centre", _("Economic Development Centre")
    NGO = "ngo", _("Non-governmental organisation")
    OTHER = "other", _("Other organisation")


# The kind of area whose id a party of a kind bears; other parties have a name.
AREA_OF_KIND = {
    PartyKind.COUNTY: "HVA",
    PartyKind.MUNICIPALITY: "KU",
    PartyKind.REGIONAL_COUNCIL: "MK",
    PartyKind.EMPLOYMENT_AREA: "TA",
    PartyKind.DEVELOPMENT_CENTRE: "EVK",
}


class Cooperation(Versioned):
    """The cooperation of an area (Keski-Suomen yhteistyö). Its name is the area's; no party owns it."""

    area = models.CharField(max_length=10, unique=True)
    begun_by = models.ForeignKey("organisations.Party", models.PROTECT, null=True, related_name="+")

    def area_name(self) -> Text:
        """The name of the area in each language."""
        return areas().get(self.area).name

    @property
    def is_example(self) -> bool:
        """Whether its area is invented, and all that stands in it made up."""
        return areas().get(self.area).is_example


class CooperationTheme(Versioned):
    """A theme as this cooperation has it: on or off, under its own name or that of the national document, or added."""

    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="themes")
    number = models.PositiveSmallIntegerField()
    name_fi = models.CharField(max_length=120, blank=True, default="")
    name_sv = models.CharField(max_length=120, blank=True, default="")
    name_en = models.CharField(max_length=120, blank=True, default="")
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cooperation", "number"], name="one_theme_of_a_number"),
        ]

    def name(self) -> Text:
        """The cooperation's own name of the theme, else the national one."""
        own = in_languages(self, "name")
        return own if own.fi or self.number >= len(themes()) else themes()[self.number].title


class Party(Versioned):
    """An organisation in a cooperation: invited, then joined. No party administers another."""

    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="parties")
    kind = models.CharField(max_length=30, choices=PartyKind)
    area = models.CharField(max_length=10, blank=True, default="")
    name = models.CharField(max_length=120, blank=True, default="")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    joined_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cooperation", "kind", "area"], condition=~Q(area=""), name="one_party_of_an_area"),
            models.UniqueConstraint(fields=["cooperation", "name"], condition=~Q(name=""), name="one_party_of_a_name"),
            models.CheckConstraint(condition=Q(area="") ^ Q(name=""), name="party_has_area_or_name"),
        ]

    @property
    def side(self) -> Side:
        """Which side the party is on; regional councils and others are partners of both."""
        return {PartyKind.COUNTY: Side.COUNTY, PartyKind.MUNICIPALITY: Side.MUNICIPALITY}.get(PartyKind(self.kind), Side.PARTNER)

    def title(self) -> Text:
        """The name of its area in each language, else its own. A regional council says what it is: a region has the name of another."""
        if not self.area:
            return Text(self.name, self.name, self.name)
        name = areas().get(self.area).name
        if self.kind != PartyKind.REGIONAL_COUNCIL:
            return name
        kind = said_by_the_product("Regional council")
        return Text(**{language: f"{name.in_(language)} ({kind.in_(language).lower()})" for language in LANGUAGES})


class GroupKind(models.TextChoices):
    """What a group is for."""

    HYTE = "hyte", _("HYTE network")
    LAPE = "lape", _("LAPE group")
    MANAGERS = "managers", _("Municipal managers' meeting")
    OTHER = "other", _("Other group")


class Group(Versioned):
    """People of several parties who meet, by their posts."""

    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="groups")
    kind = models.CharField(max_length=20, choices=GroupKind)
    name = models.CharField(max_length=120)
    chair = models.ForeignKey("organisations.Post", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cooperation", "name"], name="one_group_of_a_name"),
        ]


class GroupMember(Versioned):
    """A post that sits in a group."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    post = models.ForeignKey("organisations.Post", models.PROTECT, related_name="memberships")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["group", "post"], name="a_post_sits_once"),
        ]
