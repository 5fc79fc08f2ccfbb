"""What awaits a post: the apps' own queries, joined in one list, the most pressing first.

An app that has something to ask for adds its function to `_SOURCES`: `(actor, cooperation, today) -> Iterable[Awaited]`. Each
function leaves out what the actor may not do or see, so a line is never about anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from yhdyspinta.attention.queries.comments import mentions_open, visible_targets
from yhdyspinta.attention.queries.naming import page_of
from yhdyspinta.cooperation.queries.changes import statements_awaited
from yhdyspinta.cooperation.queries.cycle import due
from yhdyspinta.needs.models import Need
from yhdyspinta.needs.queries.needs import not_weighed
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import Cooperation, Party, Responsibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.agreements import awaiting as agreements_awaiting
from yhdyspinta.organisations.queries.cooperations import assessment_due
from yhdyspinta.rendering.numbers import day as day_words

MOST_PRESSING = 3
_MENTION_DAYS, _NEED_DAYS = 7, 30  # in which an answer is hoped for, where nothing sets a day


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing in the reader's language: what, by when (None: no day is set), and what follows if nothing is done.

    `pressing` orders: the day by which it is best done.
    """

    kind: str
    what: str
    otherwise: str
    url: str
    by: date | None
    pressing: date


Source = Callable[[Actor, Cooperation, date], Iterable[Awaited]]


def awaiting(actor: Actor, cooperation: Cooperation, today: date | None = None) -> list[Awaited]:
    """Everything that awaits the actor in the cooperation, the most pressing first."""
    if actor.cooperation_id != cooperation.pk:
        return []
    day = today or timezone.localdate()
    return sorted(chain.from_iterable(source(actor, cooperation, day) for source in _SOURCES), key=lambda one: (one.pressing, one.what))


def _joining(actor: Actor, cooperation: Cooperation, today: date) -> Iterator[Awaited]:
    if not actor.joined and policy.allowed(actor, "party.join", "own"):
        yield Awaited(
            kind="joining",
            what=gettext("Your party has been invited and has not joined."),
            otherwise=gettext("Until it joins, it sees only what is public, and nothing awaits its answer."),
            url=reverse("cooperation", args=[cooperation.area]),  # its button joins
            by=None,
            pressing=today,
        )


def _agreements(actor: Actor, cooperation: Cooperation, _today: date) -> Iterator[Awaited]:
    for standing in agreements_awaiting(actor, cooperation.pk):
        deadline = timezone.localtime(standing.agreement.deadline).date()
        yield Awaited(
            kind="agreement",
            what=gettext("Answer for your party: %(title)s") % {"title": _said(standing.agreement)},
            otherwise=gettext("Without an answer your party is shown as “no answer”: neither consent nor a veto."),
            url=page_of(cooperation.area, standing.agreement),
            by=deadline,
            pressing=deadline,
        )


def _weights(actor: Actor, cooperation: Cooperation, _today: date) -> Iterator[Awaited]:
    """Needs that the actor's party has not weighed, as one thing."""
    waiting = not_weighed(actor, cooperation) if actor.joined and policy.allowed(actor, "weight.give", "own") else []
    if not waiting:
        return
    number = len(waiting)
    oldest = Need.objects.get(pk=min(waiting))
    yield Awaited(
        kind="need",
        what=ngettext("%(count)d need awaits the weight of your party.", "%(count)d needs await the weight of your party.", number)
        % {"count": number},
        otherwise=gettext("Your party does not see what the others think of a need before it has given its own weight."),
        url=page_of(cooperation.area, oldest) if number == 1 else reverse("needs_board", args=[cooperation.area]),
        by=None,
        pressing=timezone.localtime(oldest.created_at).date() + timedelta(days=_NEED_DAYS),
    )


def _assessment(actor: Actor, cooperation: Cooperation, today: date) -> Iterator[Awaited]:
    if not (actor.joined and policy.allowed(actor, "assessment.give", "own")):
        return
    if assessment_due(Party.objects.get(pk=actor.party_id)):
        end = date(today.year, 12, 31)
        yield Awaited(
            kind="assessment",
            what=gettext("The self-assessment of readiness of your party for %(year)d (ten minutes).") % {"year": today.year},
            otherwise=gettext("The place of your party stays empty when the sides look at their readiness together."),
            url=reverse("assessment", args=[cooperation.area]),
            by=end,
            pressing=end,
        )


def _responsibility(actor: Actor, cooperation: Cooperation, today: date) -> Iterator[Awaited]:
    if not (actor.joined and policy.allowed(actor, "responsibility.change", "own")):
        return
    if not Responsibility.objects.filter(party=actor.party_id).exists():
        yield Awaited(
            kind="responsibility",
            what=gettext("Say who answers for the procedure in your party."),
            otherwise=gettext("The others do not know whom to turn to."),
            url=reverse("responsibility", args=[cooperation.area]),
            by=None,
            pressing=today + timedelta(days=_NEED_DAYS),
        )


def _mentions(actor: Actor, cooperation: Cooperation, _today: date) -> Iterator[Awaited]:
    if actor.post_id is None:
        return
    mentions = mentions_open(actor)
    targets = visible_targets(actor, [(one.comment.target_kind, one.comment.target_id) for one in mentions])
    for mention in mentions:
        comment = mention.comment
        target = targets[(comment.target_kind, comment.target_id)]
        asked = timezone.localtime(comment.created_at).date()
        yield Awaited(
            kind="mention",
            what=gettext("%(post)s (%(party)s) asks you to look: %(title)s")
            % {"post": comment.post.title, "party": comment.post.party.title().in_(_language()), "title": _said(target)},
            otherwise=gettext("The question stays without an answer. It was asked on %(day)s.") % {"day": day_words(asked, _language())},
            url=f"{page_of(cooperation.area, target)}#kommentti-{comment.pk}",
            by=None,
            pressing=asked + timedelta(days=_MENTION_DAYS),
        )


def _cycle(actor: Actor, cooperation: Cooperation, today: date) -> Iterator[Awaited]:
    """Events of the annual cycle of which the post is reminded now."""
    for one in due(actor, cooperation, today):
        yield Awaited(
            kind="cycle",
            what=gettext("Annual cycle: %(title)s") % {"title": _said(one.event)},
            otherwise=gettext("The time passes without the part of your side."),
            url=page_of(cooperation.area, one.event),
            by=one.last,
            pressing=one.last,
        )


def _statements(actor: Actor, cooperation: Cooperation, _today: date) -> Iterator[Awaited]:
    """Statements on changes that were asked of the actor's party."""
    for one in statements_awaited(actor, cooperation):
        yield Awaited(
            kind="statement",
            what=gettext("A statement is asked of your party: %(title)s") % {"title": _said(one.change)},
            otherwise=gettext("The change is decided without the view of your party."),
            url=page_of(cooperation.area, one.change),
            by=one.due,
            pressing=one.due,
        )


def _said(target: object) -> str:
    return target.heading().in_(_language())  # type: ignore[attr-defined,no-any-return]


def _language() -> str:
    return (get_language() or "fi")[:2]


_SOURCES: tuple[Source, ...] = (_joining, _agreements, _mentions, _weights, _statements, _cycle, _assessment, _responsibility)
