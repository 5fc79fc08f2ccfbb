"""Agreement: one mechanism for everything that parties agree on."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.organisations.models.base import Shared, Versioned, in_languages
from yhdyspinta.organisations.models.cooperation import Group, Party

TITLE = 200  # characters


class Answer(models.TextChoices):
    """What a named party says; until it says something, nothing."""

    AGREE = "agree", _("We agree")
    REMARKS = "remarks", _("We agree, with remarks")
    DIFFER = "differ", _("We see it differently")


class AgreementRule(Shared):
    """A cooperation's own rule: a group speaks for the municipalities. In force once every party has agreed to it."""

    speaker = models.ForeignKey(Group, models.PROTECT, related_name="+")
    text_fi = models.CharField(max_length=600)
    text_sv = models.CharField(max_length=600, blank=True, default="")
    text_en = models.CharField(max_length=600, blank=True, default="")

    def text(self) -> Text:
        return in_languages(self, "text")

    def heading(self) -> Text:
        return self.text()


class Agreement(Shared):
    """One thing put to its named parties, in the version that it had then. It is no official decision.

    `target_kind` and `target_id` name any object: "organisations.processpage", 7.
    """

    CONTENT: ClassVar[tuple[str, ...]] = ("proposal",)
    OWNER: ClassVar[str] = "proposed_by"
    TELLS_OF: ClassVar[str] = "target"

    target_kind = models.CharField(max_length=80)
    target_id = models.BigIntegerField()
    target_version = models.PositiveIntegerField()
    title_fi = models.CharField(max_length=TITLE)
    title_sv = models.CharField(max_length=TITLE, blank=True, default="")
    title_en = models.CharField(max_length=TITLE, blank=True, default="")
    proposal = models.TextField(max_length=4000, blank=True, default="")
    proposed_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    deadline = models.DateTimeField()
    rule = models.ForeignKey(AgreementRule, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(Shared.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["target_kind", "target_id"], name="agreement_target")]

    def title(self) -> Text:
        return in_languages(self, "title")

    def heading(self) -> Text:
        return self.title()

    def without_what_it_told(self, of: Shared) -> dict[str, Any]:
        """It is then called by the name of what it is about."""
        name = of.heading()
        titles = {f"title_{language}": getattr(name, language)[:TITLE] for language in LANGUAGES}
        return super().without_what_it_told(of) | titles


class AgreementParty(Versioned):
    """A party that an agreement names (or the group that speaks by the cooperation's own rule), and its answer."""

    TELLS_OF: ClassVar[str] = "agreement"
    TOLD: ClassVar[tuple[str, ...]] = ("text", "minute_body", "minute_reference")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="named")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    speaker = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, blank=True, default="")
    text = models.TextField(max_length=2000, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    minute_body = models.CharField(max_length=120, blank=True, default="")
    minute_date = models.DateField(null=True)
    minute_reference = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "party"], condition=Q(party__isnull=False), name="a_party_is_named_once"),
            models.UniqueConstraint(fields=["agreement", "speaker"], condition=Q(speaker__isnull=False), name="a_speaker_is_named_once"),
            models.CheckConstraint(condition=Q(party__isnull=False) ^ Q(speaker__isnull=False), name="named_is_party_or_speaker"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False), name="answered_when"
            ),
        ]

    def title(self) -> Text:
        """The name of the party, or of the group."""
        return self.party.title() if self.party_id else Text(self.speaker.name, self.speaker.name, self.speaker.name)
