"""What happened to figures: those that a release changed in an area, and those that got old meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.errors import StateError, Unknown, YhdyspintaError
from yhdyspinta.domain.period import Period, due_date
from yhdyspinta.intake import changelog, review
from yhdyspinta.needs.models import NeedIndicator
from yhdyspinta.needs.queries.needs import ids_of
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.organisations.models import Cooperation
from yhdyspinta.organisations.policy import Actor

_TOLD = ("new", "revised")


@dataclass(frozen=True, slots=True)
class Release:
    """A release that brought figures: its id, the moment it entered them, and its change log."""

    id: str
    at: datetime
    log: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Aged:
    """An indicator whose newest figure got old: the figure's period, and the day on which the next one was due."""

    indicator: str
    period: str
    due: date


def releases_since(home: Path, moment: datetime) -> list[Release]:
    """The releases that changed figures after a moment, the oldest first. What waits for a person, or was rejected, has changed none."""
    found = []
    for path in sorted((home / "changes").glob("*.json")):
        if datetime.fromtimestamp(path.stat().st_mtime).astimezone() <= moment and review.find(home, path.stem) is None:
            continue  # a year of releases is not read for a week's letter
        release = _release(home, path.stem)
        if release is not None and release.at > moment:
            found.append(release)
    return sorted(found, key=lambda one: (one.at, one.id))


def _release(home: Path, name: str) -> Release | None:
    try:
        log = changelog.read(home, name)[-1]
    except YhdyspintaError:
        return None
    decided = review.find(home, name)
    if log.get("of") == changelog.DIVISION or (decided is not None and decided.state != review.ACCEPTED):
        return None
    at = decided.decided_at if decided is not None else log.get("at", "")
    try:
        return Release(name, datetime.fromisoformat(at), log)
    except ValueError:  # the moment of a reply may be unknown
        return None


def changed_in(area: str, release: Release, model: ReadModel | None) -> list[str]:
    """The indicators of which a release changed figures of an area, or of a county's municipalities; those shown here alone.

    The log lists changes one by one up to a limit. Beyond it an indicator is told only when the area's newest figure is of a
    period that the release brought: nothing is said to have changed that did not.
    """
    own = {area, *(areas().members(area, areas().current) if area[:3] == "HVA" else ())}
    found = {one["indicator"] for one in release.log["listed"] if one["area"] in own and one["change"] in _TOLD}
    found |= set(_by_period(area, release, model)) if model is not None else set()
    return sorted(name for name in found if name in indicators())


def _by_period(area: str, release: Release, model: ReadModel) -> Iterator[str]:
    periods = set(release.log["first_seen"].get("period", ()))
    brought = [name for name, counts in release.log["indicators"].items() if counts.get("new") and name in indicators()]
    if not periods or not brought:
        return
    for row in model.latest_of_areas([area], brought).to_pylist():
        if row["period"] in periods and row["release"] == release.id:
            yield row["indicator"]


def aged(actor: Actor, cooperation: Cooperation, since: date, today: date, newest: Mapping[str, str]) -> list[Aged]:
    """The indicators that answer needs which the actor sees, whose next figure fell overdue after `since`. `newest`: the newest
    period of each indicator (`ReadModel.newest_periods`)."""
    names = NeedIndicator.objects.filter(need__in=ids_of(actor, cooperation)).values_list("indicator", flat=True).distinct()
    found = (_aged(name, newest[name]) for name in sorted(names) if name in newest and name in indicators())
    return [one for one in found if one is not None and since < one.due < today]


def _aged(name: str, period: str) -> Aged | None:
    source = sources()[indicators()[name].source]
    due = due_date(Period.parse(period).end, source.lag_days, source.rhythm)
    return None if due is None else Aged(name, period, due)


def read_model(home: Path, **limits: Any) -> ReadModel | None:
    """The figures of the installation; None before the first load."""
    try:
        return ReadModel.open(home, **limits)
    except (StateError, Unknown):
        return None
