"""A cooperation as its parties see it, and what is known of a person for that person alone."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.utils import timezone

from yhdyspinta.domain.errors import Unknown
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import (
    AccessLink,
    AuditRow,
    Cooperation,
    CooperationTheme,
    Party,
    Person,
    Post,
    PostHolding,
    SelfAssessment,
    Side,
)
from yhdyspinta.organisations.policy import Actor


def cooperation_of(area: str) -> Cooperation:
    """The cooperation of an area; Unknown when it has none."""
    found = Cooperation.objects.filter(area=area).first()
    if found is None:
        raise Unknown(f"The area {area} has no cooperation.", "Its county, regional council or one of its municipalities may begin one.")
    return found


def parties_by_side(cooperation: Cooperation) -> dict[Side, list[Party]]:
    """Who is in it, by side, whether joined or only invited."""
    found: dict[Side, list[Party]] = defaultdict(list)
    for party in cooperation.parties.order_by("area", "name"):
        found[party.side].append(party)
    return dict(found)


def joined_parties(cooperation: Cooperation) -> list[Party]:
    """The parties that have joined: the county first, then by area and name."""
    joined = cooperation.parties.filter(joined_at__isnull=False).order_by("area", "name")
    return sorted(joined, key=lambda party: list(Side).index(party.side))


def themes_on(cooperation: Cooperation) -> list[CooperationTheme]:
    """The themes that are switched on, in order."""
    return list(cooperation.themes.filter(is_on=True).order_by("number"))


def assessments(actor: Actor, cooperation: Cooperation, year: int | None = None) -> dict[str, list[SelfAssessment]]:
    """Self-assessments of a year (this year's when left out), by side; Forbidden outside the cooperation."""
    policy.require(actor, "cooperation.see", policy.relation_to_cooperation(actor, cooperation.pk))
    found: dict[str, list[SelfAssessment]] = defaultdict(list)
    wanted = SelfAssessment.objects.filter(party__cooperation=cooperation, year=year or timezone.localdate().year)
    for one in wanted.select_related("party").order_by("party__area", "party__name"):
        found[one.party.side].append(one)
    return dict(found)


def assessment_due(party: Party) -> bool:
    """Whether the party has not assessed itself this year."""
    return not party.assessments.filter(year=timezone.localdate().year).exists()


def done_in(actor: Actor, cooperation: Cooperation, most: int = 200) -> list[AuditRow]:
    """The newest rows of what was done in the cooperation; Forbidden outside it. `salt`, `before` and `after` are not read."""
    policy.require(actor, "audit.see", policy.relation_to_cooperation(actor, cooperation.pk))
    rows = AuditRow.objects.filter(cooperation_id=cooperation.pk).order_by("-number")
    return list(rows.defer("salt", "before", "after", "hash", "previous")[:most])


def known_of(actor: Actor, person: Person) -> dict[str, Any]:
    """Everything that is known of oneself, as plain values; Forbidden about anybody else."""
    policy.require(actor, "person.export", "own" if actor.person_id == person.pk else "other")
    holdings = PostHolding.objects.filter(person=person).select_related("post__party").order_by("pk")
    done = AuditRow.objects.filter(person_id=person.pk).order_by("number")
    return {
        "name": person.name,
        "email": person.email,
        "posts": [
            {
                "party": one.post.party.title().fi,
                "post": one.post.title,
                "since": one.since.isoformat(),
                "until": _iso(one.until),
            }
            for one in holdings
        ],
        "links": [
            {
                "action": link.action,
                "expires_at": link.expires_at.isoformat(),
                "used_at": _iso(link.used_at),
            }
            for link in AccessLink.objects.filter(person=person).order_by("pk")
        ],
        "done": [
            {"number": number, "at": at.isoformat(), "action": action} for number, at, action in done.values_list("number", "at", "action")
        ],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def posts_held(person: Person, cooperation: Cooperation) -> list[Post]:
    """The open posts that a person holds in a cooperation, in the order in which they were made."""
    return list(
        Post.objects.filter(holder=person, party__cooperation=cooperation, closed_at=None)
        .select_related("party__cooperation")
        .order_by("pk")
    )


def cooperations() -> list[Cooperation]:
    """Every cooperation there is, by area: that one exists is public."""
    return list(Cooperation.objects.order_by("area"))


def post_of(cooperation: Cooperation, number: int) -> Post | None:
    """An open post of a cooperation by its number, with its party and holder."""
    found = Post.objects.filter(pk=number, party__cooperation=cooperation, closed_at=None)
    return found.select_related("party__cooperation", "holder").first()
