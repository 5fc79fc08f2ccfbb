"""The chain of what was done: each service writes to it in its own transaction, and anybody can check it whole."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from yhdyspinta.domain.canonical import content_hash
from yhdyspinta.domain.errors import Refused
from yhdyspinta.organisations import moments
from yhdyspinta.organisations.models import AccessLink, AuditHead, AuditRow, Versioned
from yhdyspinta.organisations.policy import Actor


@dataclass(slots=True)
class Recorder:
    """What one transaction adds to the chain. `now` is the same moment for everything in it."""

    actor: Actor
    action: str
    now: datetime
    head: AuditHead
    cooperation_id: int | None
    party_id: int | None
    rows: list[AuditRow] = field(default_factory=list)

    def row(self, target: Versioned, before: dict[str, object] | None, after: dict[str, object] | None) -> None:
        """Add a row: `before` and `after` are states of the target, None where it did not or does not exist."""
        salt = secrets.token_hex(16)
        names = {*(before or {}), *(after or {})}
        changed = sorted(name for name in names if before is None or after is None or before.get(name) != after.get(name))
        row = AuditRow(
            number=self.head.number + 1,
            at=self.now,
            post_id=self.actor.post_id,
            person_id=self.actor.person_id,
            party_id=self.party_id,
            link_id=self.actor.link_id,
            cooperation_id=self.cooperation_id,
            action=self.action,
            target_kind=target._meta.label_lower,
            target_id=target.pk,
            fields=" ".join(changed),
            before=_salted(before, salt),
            after=_salted(after, salt),
            salt=salt,
            previous=self.head.hash,
        )
        row.hash = row.own_hash()
        self.head.number, self.head.hash = row.number, row.hash
        self.rows.append(row)


@contextmanager
def recording(actor: Actor, action: str, cooperation_id: int | None = None, party_id: int | None = None) -> Iterator[Recorder]:
    """One transaction of a service: what it changes and the rows that tell of it stand or fall together.

    The end of the chain is locked first, so that changes follow one another and never wait for each other in a ring.
    `party_id` is the party that is acted for, the actor's own when left out.
    """
    with transaction.atomic():
        party = actor.party_id if party_id is None else party_id
        where = actor.cooperation_id if cooperation_id is None else cooperation_id
        recorder = Recorder(actor, action, moments.now(), _locked_head(), where, party)
        if actor.link_id is not None:
            _use_up(recorder, actor.link_id)
        yield recorder
        if recorder.rows:
            AuditRow.objects.bulk_create(recorder.rows)
            recorder.head.save()


def _locked_head() -> AuditHead:
    heads = AuditHead.objects.select_for_update()
    head = heads.filter(pk=AuditHead.THE_ONE).first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(pk=AuditHead.THE_ONE)], ignore_conflicts=True)
        head = heads.get(pk=AuditHead.THE_ONE)
    return head


def _use_up(recorder: Recorder, link_id: int) -> None:
    """A link serves one contribution: of two at the same time one is kept."""
    link = AccessLink.objects.select_for_update().get(pk=link_id)
    if link.used_at or link.withdrawn_at or link.expires_at <= recorder.now:
        raise Refused(gettext("This link can no longer be used."), gettext("Ask whoever sent it for a new one."))
    before = link.plain()
    link.used_at, link.changed_at, link.version = recorder.now, recorder.now, link.version + 1
    link.save(force_update=True)
    recorder.row(link, before, link.plain())


def _salted(state: dict[str, object] | None, salt: str) -> str:
    return "" if state is None else content_hash([salt, state])


def state_hash(row: AuditRow, target: Versioned) -> str:
    """What `row.after` is when the target is now as the row left it."""
    return _salted(target.plain(), row.salt)
