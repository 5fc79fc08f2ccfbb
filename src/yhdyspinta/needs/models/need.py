"""Needs, the indicators that answer them, and the weight that each party gives."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.models import CooperationTheme, Party, Shared, Versioned
from yhdyspinta.organisations.models.base import in_languages


class Level(models.TextChoices):
    """At which level of leading something is asked."""

    POLITICAL = "P", _("Political decision-making")
    MANAGEMENT = "J", _("Management teams")
    SECTOR = "T", _("Sector management")


# The purposes of the national document, four a level; codes of `catalogue.items.codes()["purpose"]`.
PURPOSES: dict[str, tuple[str, ...]] = {
    Level.POLITICAL.value: ("maintain_picture", "secure_exchange", "assess_effects", "strengthen_partnership"),
    Level.MANAGEMENT.value: ("enable_partnership", "exchange_information", "lead_cooperation", "form_picture"),
    Level.SECTOR.value: ("manage_goals", "manage_interface", "develop_cooperation", "work_on_phenomena"),
}


class NeedKind(models.TextChoices):
    """What is needed."""

    INFORMATION = "information", _("Information")
    ACCESS = "access", _("A system or access")
    COOPERATION = "cooperation", _("Development of the cooperation")


class NeedState(models.TextChoices):
    """How far a need has come."""

    SUGGESTED = "suggested", _("Suggested")
    DISCUSSED = "discussed", _("Discussed")
    ESSENTIAL = "essential", _("Agreed essential")
    ANSWERED = "answered", _("Answered")
    GAP = "gap", _("Information gap")
    RETIRED = "retired", _("Retired")


AGREED_STATES = frozenset({NeedState.ESSENTIAL.value, NeedState.ANSWERED.value, NeedState.GAP.value})

# From which state to which; to `essential` only by an agreement of its parties.
NEXT: dict[str, frozenset[str]] = {
    NeedState.SUGGESTED.value: frozenset({"discussed", "essential", "retired"}),
    NeedState.DISCUSSED.value: frozenset({"essential", "retired"}),
    NeedState.ESSENTIAL.value: frozenset({"answered", "gap", "retired"}),
    NeedState.ANSWERED.value: frozenset({"gap", "retired"}),
    NeedState.GAP.value: frozenset({"answered", "retired"}),
    NeedState.RETIRED.value: frozenset({"suggested"}),
}


class Need(Shared):
    """A question of a party: at which level and by which body it is asked, for what, and for which decision.

    Only the question is demanded; the rest may come later. `origin` is the id of the suggestion that it began from, and
    `asked_again_on` the last day on which its party said that it still asks this. `weighing` is the number of the round in which the
    parties weigh it: asked again in a later year, or brought back after it was retired, it is weighed anew.
    """

    ADDED: ClassVar[frozenset[str]] = frozenset({"asked_again_on", "weighing"})
    CONTENT: ClassVar[tuple[str, ...]] = ("body", "decision", "decision_when", "changing_answer")
    OWNER: ClassVar[str] = "party"

    party = models.ForeignKey(Party, models.PROTECT, related_name="needs")
    theme = models.ForeignKey(CooperationTheme, models.PROTECT, related_name="+")
    level = models.CharField(max_length=1, choices=Level)
    question_fi = models.CharField(max_length=400, blank=True, default="")
    question_sv = models.CharField(max_length=400, blank=True, default="")
    question_en = models.CharField(max_length=400, blank=True, default="")
    body = models.CharField(max_length=120, blank=True, default="")
    purpose = models.CharField(max_length=30, blank=True, default="")
    kind = models.CharField(max_length=20, choices=NeedKind, default=NeedKind.INFORMATION)
    decision = models.CharField(max_length=300, blank=True, default="")
    decision_when = models.CharField(max_length=80, blank=True, default="")
    changing_answer = models.TextField(max_length=1000, blank=True, default="")
    wanted = models.CharField(max_length=20, blank=True, default="")  # kinds of information: "S X"
    state = models.CharField(max_length=12, choices=NeedState, default=NeedState.SUGGESTED)
    origin = models.CharField(max_length=10, blank=True, default="")
    asked_again_on = models.DateField(null=True, editable=False)
    weighing = models.PositiveSmallIntegerField(default=1, editable=False)
    # The version in which the need last said something new: an agreement on an earlier one is not an agreement on it.
    asked_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(Shared.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["cooperation", "state", "theme"], name="needs_of_a_state")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Shared.Meta.constraints,
            models.UniqueConstraint(
                fields=["cooperation", "party", "origin"], condition=~models.Q(origin=""), name="a_suggestion_is_taken_once"
            ),
        ]

    def question(self) -> Text:
        return in_languages(self, "question")

    def heading(self) -> Text:
        return self.question()


class NeedIndicator(Versioned):
    """An indicator of the catalogue that answers a need, in part or whole."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="indicators")
    indicator = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["need", "indicator"], name="an_indicator_serves_a_need_once"),
        ]


class Importance(models.TextChoices):
    """What a party thinks of a need."""

    ESSENTIAL = "essential", _("Essential")
    USEFUL = "useful", _("Useful")
    NOT_NEEDED = "not_needed", _("Not needed")


class Weight(Versioned):
    """What a party thinks of a need, and why. Others see it only once they have given their own (`queries.weights`).

    It counts while its `weighing` is that of the need; one of an earlier round is a suggestion to its own party, and nobody else's to see.
    """

    ADDED: ClassVar[frozenset[str]] = frozenset({"weighing"})
    TELLS_OF: ClassVar[str] = "need"
    TOLD: ClassVar[tuple[str, ...]] = ("reason",)

    need = models.ForeignKey(Need, models.PROTECT, related_name="weights")
    party = models.ForeignKey(Party, models.PROTECT, related_name="weights")
    importance = models.CharField(max_length=12, choices=Importance)
    reason = models.TextField(max_length=600, blank=True, default="")
    weighing = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["need", "party"], name="a_party_weighs_a_need_once"),
        ]


class Discussion(Versioned):
    """What was said of a need in a meeting, as the party whose post kept it wrote it down. Only those in the cooperation read it."""

    TELLS_OF: ClassVar[str] = "need"
    TOLD: ClassVar[tuple[str, ...]] = ("remark",)

    need = models.ForeignKey(Need, models.PROTECT, related_name="discussions")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    remark = models.TextField(max_length=2000, blank=True, default="")
