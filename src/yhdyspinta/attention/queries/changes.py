"""What others changed in a cooperation since a moment, as far as the reader sees it: read from the chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from yhdyspinta.attention.models import Comment
from yhdyspinta.attention.queries.comments import visible_targets
from yhdyspinta.attention.queries.naming import COMMENT
from yhdyspinta.organisations.models import AgreementParty, AuditRow, Cooperation, Shared
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import kinds

NEW, CHANGED, ANSWERED, COMMENTED = "new", "changed", "answered", "commented"
_ANSWER = AgreementParty._meta.label_lower
# What is told of an object of which several things happened.
_ORDER = (NEW, ANSWERED, COMMENTED, CHANGED)
_MOST_ROWS = 20_000  # of the chain that one letter reads


@dataclass(frozen=True, slots=True)
class Change:
    """An object to which something happened: `what` is one of new, answered, commented, changed; the newest first."""

    what: str
    target: Shared


def changes(actor: Actor, cooperation: Cooperation, since: datetime, until: datetime) -> list[Change]:
    """What others than the actor's own post did. Only shared objects, answers to agreements and comments are told of: a weight, a
    self-assessment or a link is nobody else's matter, so their rows are passed over."""
    happened: dict[tuple[str, int], set[str]] = {}
    for target, what in _happened(actor, cooperation, since, until):
        happened.setdefault(target, set()).add(what)
    seen = visible_targets(actor, happened, elsewhere=True)
    return [
        Change(next(what for what in _ORDER if what in happened[name]), seen[name])
        for name in happened
        if name in seen and name[0] not in _PASSED_OVER
    ]


_PASSED_OVER = frozenset({"organisations.agreementrule"})  # its agreement tells of it


def _happened(actor: Actor, cooperation: Cooperation, since: datetime, until: datetime) -> Iterator[tuple[tuple[str, int], str]]:
    """Each object with what happened to it, the newest row first."""
    rows = AuditRow.objects.filter(cooperation_id=cooperation.pk, at__gt=since, at__lte=until).order_by("-number")
    rows = rows.exclude(post_id=actor.post_id) if actor.post_id else rows
    told = list(rows.values_list("target_kind", "target_id", "before")[:_MOST_ROWS])
    answers = dict(AgreementParty.objects.filter(pk__in=_numbers(told, _ANSWER)).values_list("pk", "agreement"))
    comments = Comment.objects.filter(withdrawn_at=None).in_bulk(_numbers(told, COMMENT))
    known = kinds()
    for kind, number, before in told:
        if kind in known:
            yield (kind, number), CHANGED if before else NEW
        elif kind == _ANSWER and before and number in answers:
            yield ("organisations.agreement", answers[number]), ANSWERED
        elif kind == COMMENT and not before and number in comments:
            yield (comments[number].target_kind, comments[number].target_id), COMMENTED


def _numbers(told: list[tuple[str, int, str]], wanted: str) -> list[int]:
    return sorted({number for kind, number, _ in told if kind == wanted})
