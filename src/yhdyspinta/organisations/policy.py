"""Who may do what. The rules are one table, `permissions.csv`: an action, the actor's relation to what it concerns, the roles.

Relations: `own` (it is the actor's own party's, or the actor's own), `shared` (it is the cooperation's, and the actor's
party has joined), `none` (there is no cooperation in it). What is another party's or another cooperation's has no row,
so nobody may do it: no party administers another.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext

from yhdyspinta.domain.errors import Forbidden
from yhdyspinta.organisations.models import AccessLink, Party, Person, Post, Role

PERSON, LINK, ADMINISTRATOR = "person", "link", "administrator"
ROLES = (PERSON, *Role.values, LINK, ADMINISTRATOR)
RELATIONS = ("own", "shared", "none")
Relation = Literal["own", "shared", "none", "other"]
_TABLE = Path(__file__).with_name("permissions.csv")
_APPROVING = Path(__file__).with_name("second_factor.csv")
# Those who approve for their party or keep its posts and the installation.
_APPROVERS = frozenset({Role.COORDINATOR.value, Role.DECISION_MAKER.value, ADMINISTRATOR})


class SecondFactorNeeded(Forbidden):
    """The actor may do this once they have shown by a second factor that it is they."""


@dataclass(frozen=True, slots=True)
class Target:
    """An object by its kind ("organisations.processpage") and number."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person in a post, by a link, signed in without a post, or who keeps the installation."""

    role: str
    person_id: int | None = None
    post_id: int | None = None
    party_id: int | None = None
    cooperation_id: int | None = None
    joined: bool = False
    link_id: int | None = None
    only_action: str = ""  # what a link was given for
    only_target: Target | None = None
    proved: bool = True  # by a second factor; whoever does not sign in by a browser has been let in by other means


def in_post(post: Post, person: Person, *, proved: bool = True) -> Actor:
    """`person` acting in `post`; Forbidden when the post is another's or closed. `proved`: a second factor has been shown."""
    if post.holder_id != person.pk or post.closed_at is not None or person.erased_at is not None:
        raise Forbidden(gettext("You do not hold this post."), gettext("Ask its holder or the coordinator of the party."))
    party = post.party
    return Actor(post.role, person.pk, post.pk, party.pk, party.cooperation_id, joined=party.joined_at is not None, proved=proved)


def signed_in(person: Person) -> Actor:
    """`person` without a post."""
    return Actor(PERSON, person.pk)


def by_link(link: AccessLink) -> Actor:
    """Whoever holds a link; services.access opens it."""
    joined = link.party.joined_at is not None
    target = Target(link.target_kind, link.target_id)
    return Actor(LINK, link.person_id, None, link.party_id, link.cooperation_id, joined, link.pk, link.action, target)


def administrator() -> Actor:
    """Who keeps the installation; by that role sees no content."""
    return Actor(ADMINISTRATOR)


@cache
def rules() -> dict[tuple[str, str], frozenset[str]]:
    """The roles that may, by action and relation."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["action"], row["relation"]): frozenset(role for role in ROLES if row[role] == "yes") for row in csv.DictReader(file)}


@cache
def _whats() -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["action"]: row["what"] for row in csv.DictReader(file)}


def what(action: str) -> str:
    """What the table calls an action, in the reader's language; one that the table does not name by its own name."""
    words = _whats().get(action)
    return gettext(words) if words else action


def allowed(actor: Actor, action: str, relation: Relation, target: Target | None = None) -> bool:
    """Whether the table lets the actor do `action` to what stands in that relation to it."""
    if actor.role not in rules().get((action, relation), ()):
        return False
    if actor.role == LINK:
        return action == actor.only_action and (target is None or target == actor.only_target)
    return True


def relation_to_party(actor: Actor, party: Party) -> Relation:
    """Own when it is the actor's party, other otherwise."""
    return "own" if actor.party_id is not None and actor.party_id == party.pk else "other"


def relation_to_cooperation(actor: Actor, cooperation_id: int) -> Relation:
    """Shared when the actor's party has joined the cooperation, other otherwise."""
    return "shared" if actor.joined and actor.cooperation_id == cooperation_id else "other"


def require(actor: Actor, action: str, relation: Relation, target: Target | None = None) -> None:
    """Forbidden with a sentence unless the table allows it; SecondFactorNeeded where it does and only that is lacking."""
    if not allowed(actor, action, relation, target):
        raise Forbidden(gettext("You may not do this in your role."), gettext("Ask the coordinator of the party whose it is."))
    if needs_second_factor(actor, action):
        raise SecondFactorNeeded(
            gettext("Approving and administering need a second factor."), gettext("Take it into use on the page of your own details.")
        )


@cache
def approving() -> frozenset[str]:
    """The actions that approve or administer."""
    with _APPROVING.open(encoding="utf-8", newline="") as file:
        return frozenset(row["action"] for row in csv.DictReader(file))


def lacks_second_factor(actor: Actor) -> bool:
    """Whether the actor has not shown the second factor that their role asks where they approve or administer."""
    return not actor.proved and actor.role in _APPROVERS


def needs_second_factor(actor: Actor, action: str) -> bool:
    """Whether it is `action` for which the actor lacks it."""
    return lacks_second_factor(actor) and action in approving()
