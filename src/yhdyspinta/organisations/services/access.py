"""One-time links by e-mail: enough to contribute to one form or card, for one party."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext

from yhdyspinta.domain.errors import Refused
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import AccessLink, Party, Person
from yhdyspinta.organisations.policy import Actor, Target
from yhdyspinta.organisations.services.changing import change, create

DAYS = 14
_TOKEN_BYTES = 32


def give_link(*, actor: Actor, party: Party, person: Person, action: str, target: Target, days: int = DAYS) -> tuple[AccessLink, str]:
    """A link for `person` to do `action` once to `target`, for the giver's own party; the token is told here and never again.

    Refused for an action that the table of rules does not open to links.
    """
    policy.require(actor, "link.give", policy.relation_to_party(actor, party))
    if policy.LINK not in policy.rules().get((action, "own"), ()):
        raise Refused(gettext("This cannot be done by a link."), gettext("Give the person a post."))
    if not 1 <= days <= DAYS:
        raise Refused(gettext("A link lasts from 1 to 14 days."), gettext("Choose fewer days, and send a new one when needed."))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with recording(actor, "link.give", party.cooperation_id) as recorder:
        link = AccessLink(
            cooperation=party.cooperation,
            party=party,
            person=person,
            action=action,
            target_kind=target.kind,
            target_id=target.id,
            token_hash=_hashed(token),
            expires_at=recorder.now + timedelta(days=days),
        )
        return create(recorder, link), token


def open_link(token: str) -> Actor:
    """Who acts by this link; opening does not use it up, so that a mail program that looks at links spoils none.

    Refused with one and the same sentence when it is unknown, used, withdrawn or too old.
    """
    return _by(AccessLink.objects.select_related("party").filter(token_hash=_hashed(token)).first())


def reopen_link(number: int) -> Actor:
    """The same for a link that was opened before, by its number: the token itself is kept nowhere."""
    return _by(AccessLink.objects.select_related("party").filter(pk=number).first())


def _by(link: AccessLink | None) -> Actor:
    if link is None or link.used_at or link.withdrawn_at or link.expires_at <= timezone.now():
        raise Refused(gettext("This link can no longer be used."), gettext("Ask whoever sent it for a new one."))
    return policy.by_link(link)


def withdraw_link(*, actor: Actor, link: AccessLink, version: int) -> AccessLink:
    """Make a link unusable before its time."""
    policy.require(actor, "link.withdraw", policy.relation_to_party(actor, link.party))
    with recording(actor, "link.withdraw", link.cooperation_id) as recorder:
        return change(recorder, link, version, withdrawn_at=recorder.now)


def _hashed(token: str) -> str:
    # The token is 256 random bits, so a plain hash cannot be turned back.
    return hashlib.sha256(token.encode()).hexdigest()
