"""How a cooperation works, as its parties have written it."""

from __future__ import annotations

from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import Cooperation, Party, ProcessPage, Responsibility, SelfAssessment
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import visible_to

QUESTIONS = SelfAssessment.QUESTIONS


def process_of(actor: Actor | None, cooperation: Cooperation) -> ProcessPage | None:
    """The process page, where there is one that the actor may see."""
    return visible_to(actor, ProcessPage.objects.filter(cooperation=cooperation)).first()


def responsibilities(actor: Actor, cooperation: Cooperation) -> list[Responsibility]:
    """Who answers for the procedure in each party, by area and name; Forbidden outside the cooperation."""
    policy.require(actor, "cooperation.see", policy.relation_to_cooperation(actor, cooperation.pk))
    found = Responsibility.objects.filter(party__cooperation=cooperation)
    return list(found.select_related("party", "post").order_by("party__area", "party__name"))


def responsibility_of(party: Party) -> Responsibility | None:
    """What one's own party has said, or None."""
    return Responsibility.objects.filter(party=party).first()


def own_assessment(party: Party, year: int) -> SelfAssessment | None:
    """The self-assessment of a party in a year, or None."""
    return party.assessments.filter(year=year).first()
