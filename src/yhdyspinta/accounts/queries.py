"""What accounts know: of oneself, and whom one may act as."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.utils import timezone

from yhdyspinta.accounts.models import Account
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.organisations.models import AccessLink, AuditRow, Cooperation, Party, Person, Post
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.cooperations import known_of

__all__ = [
    "AccessLink",
    "Account",
    "account_of_email",
    "counts",
    "everything_known_of",
    "example_posts",
    "links_of_party",
    "party_of_link",
    "person_of_email",
    "posts_of",
]


def posts_of(person: Person) -> list[Post]:
    """The open posts that a person holds, in every cooperation, in the order of areas and parties."""
    held = Post.objects.filter(holder=person, closed_at=None).select_related("party__cooperation")
    return list(held.order_by("party__cooperation__area", "party__area", "party__name", "pk"))


def everything_known_of(actor: Actor, person: Person) -> dict[str, Any]:
    """Everything that is known of oneself, with how one signs in; Forbidden about anybody else."""
    known = known_of(actor, person)
    account = Account.objects.filter(person=person).first()
    if account is None:
        return known | {"account": None}
    return known | {
        "account": {
            "last_login": account.last_login.isoformat() if account.last_login else None,
            "has_password": account.has_usable_password(),
            "second_factors": [
                {"kind": one.type, "since": one.created_at.isoformat(), "last_used": one.last_used_at and one.last_used_at.isoformat()}
                for one in Authenticator.objects.filter(user=account).order_by("pk")
            ],
            "organisations_sign_in": [
                {"id": one.uid, "since": one.date_joined.isoformat()} for one in SocialAccount.objects.filter(user=account).order_by("pk")
            ],
        }
    }


def example_posts() -> list[Post]:
    """The open posts of invented cooperations that somebody holds: as them, anybody may sign in to a demonstration."""
    invented = [one.pk for one in Cooperation.objects.order_by("area") if areas().get(one.area).is_example]
    held = Post.objects.filter(party__cooperation__in=invented, closed_at=None, holder__isnull=False)
    return list(held.select_related("party__cooperation", "holder").order_by("party__cooperation__area", "party__pk", "pk"))


def account_of_email(email: str) -> Account:
    """The account by its address; Unknown when there is none."""
    found = Account.objects.select_related("person").filter(email=email.strip().lower()).first()
    if found is None:
        raise Unknown(f"Nobody has an account with the address {email}.", "An account is made when its owner first signs in.")
    return found


def person_of_email(email: str) -> Person:
    """The person by their address, with or without an account; Unknown when there is none."""
    found = Person.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise Unknown(f"Nobody is known by the address {email}.", "Check how it is written.")
    return found


def counts() -> dict[str, int]:
    """How much there is, for whoever keeps the installation: numbers alone, no content."""
    return {
        "cooperations": Cooperation.objects.count(),
        "parties": Party.objects.count(),
        "posts": Post.objects.filter(closed_at=None).count(),
        "people": Person.objects.filter(erased_at=None).count(),
        "accounts": Account.objects.count(),
        "closed_accounts": Account.objects.filter(is_active=False).count(),
        "second_factors": Authenticator.objects.filter(type=Authenticator.Type.TOTP).count(),
        "open_sessions": Session.objects.filter(expire_date__gt=timezone.now()).count(),
        "links_in_use": AccessLink.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()).count(),
        "rows_of_the_chain": AuditRow.objects.count(),
    }


def links_of_party(party_id: int) -> list[AccessLink]:
    """The links that were given for a party, the newest first."""
    return list(AccessLink.objects.filter(party=party_id).select_related("person").order_by("-pk")[:200])


def party_of_link(actor: Actor) -> Party:
    """The party for which somebody who came by a link contributes."""
    return Party.objects.select_related("cooperation").get(pk=actor.party_id)
