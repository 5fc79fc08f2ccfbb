"""What accounts know: of oneself, and whom one may act as."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from yhdyspinta.accounts.models import Account
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.organisations.models import AccessLink, Cooperation, Party, Person, Post
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.cooperations import known_of

__all__ = ["AccessLink", "Account", "everything_known_of", "example_posts", "links_of_party", "party_of_link", "posts_of"]


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


def links_of_party(party_id: int) -> list[AccessLink]:
    """The links that were given for a party, the newest first."""
    return list(AccessLink.objects.filter(party=party_id).select_related("person").order_by("-pk")[:200])


def party_of_link(actor: Actor) -> Party:
    """The party for which somebody who came by a link contributes."""
    return Party.objects.select_related("cooperation").get(pk=actor.party_id)
