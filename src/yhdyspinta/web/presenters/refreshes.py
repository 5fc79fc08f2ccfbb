"""How the live sources are doing, as the page of refreshes shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.pictures.running import Failure, Running
from yhdyspinta.rendering import numbers
from yhdyspinta.web.presenters.traces import moment


@dataclass(frozen=True, slots=True)
class FailureShown:
    target: str
    words: str
    since: str


@dataclass(frozen=True, slots=True)
class RefreshShown:
    title: str
    publisher: str
    tried: str
    last_success: str
    last_release: str
    lag: str
    next_due: str
    failures: tuple[FailureShown, ...]
    held: tuple[str, ...]


def listed(found: dict[str, Running], language: str, now: datetime) -> tuple[RefreshShown, ...]:
    """Sources with live targets: those that fail or wait first, then by title."""
    known = [(sources()[source], one) for source, one in found.items() if source in sources()]
    ordered = sorted(known, key=lambda pair: (not (pair[1].failures or pair[1].held), pair[0].title.in_(language)))
    return tuple(
        _shown(source.title.in_(language), publisher_name(source.publisher, language), one, language, now) for source, one in ordered
    )


def _shown(title: str, publisher: str, one: Running, language: str, now: datetime) -> RefreshShown:
    return RefreshShown(
        title=title,
        publisher=publisher,
        tried=f"{one.tried}/{one.targets}",
        last_success=moment(one.last_success, language) if one.last_success else _("never"),
        last_release=moment(one.last_real_release, language) if one.last_real_release else _("never"),
        lag=_days(one.lag_days, language),
        next_due=due_words(one.next_due, language, now),
        failures=tuple(_failure(failure, language) for failure in one.failures),
        held=one.held,
    )


def _days(days: int | None, language: str) -> str:
    if days is None:
        return "–"
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": numbers.number(days, language)}


def due_words(due: str | None, language: str, now: datetime) -> str:
    """When something is fetched or looked at next, in words."""
    if due is None:
        return _("only by hand")
    return _("now") if datetime.fromisoformat(due) <= now else moment(due, language)


def _failure(failure: Failure, language: str) -> FailureShown:
    times = ngettext("%(n)s try has failed", "%(n)s tries in a row have failed", failure.times) % {"n": failure.times}
    last = {"moment": moment(failure.last_success, language)} if failure.last_success else None
    success = _("last success %(moment)s") % last if last else _("never fetched")
    return FailureShown(failure.target, kind_words(failure.kind), f"{times}, {success}")


def kind_words(kind: str) -> str:
    """What kind of failure it was, for a reader; the command `status` has the whole sentence."""
    return {
        "not_allowed": _("The address is outside the list of allowed services."),
        "deadline": _("The reply was not whole when its time was up."),
        "too_large": _("The reply was larger than is accepted."),
        "cut": _("The reply broke off in the middle."),
        "refused": _("The service refused the question."),
        "busy": _("The service asked to wait."),
        "broken": _("The service does not answer properly."),
        "gone": _("The table has been renamed or discontinued."),
        "unwritten": _("The figures could not be stored; the disk may be full."),
    }.get(kind, _("The reply is not what it should be."))
