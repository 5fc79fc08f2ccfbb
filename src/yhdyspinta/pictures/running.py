"""How the live sources are doing: last success, last real release, next due, lag, failures in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from yhdyspinta.catalogue.calendar import calendar
from yhdyspinta.catalogue.live import division, targets
from yhdyspinta.domain.live import Target
from yhdyspinta.domain.release import Release
from yhdyspinta.environment import Environment
from yhdyspinta.intake import review, runs
from yhdyspinta.intake.runs import Record
from yhdyspinta.intake.schedule import lag_days
from yhdyspinta.intake.tick import next_due
from yhdyspinta.sources.archive import Archive


@dataclass(frozen=True, slots=True)
class Failure:
    """A target whose last run failed: `times` in a row; `kind` of sources/errors.py, or "unreadable"."""

    target: str
    kind: str
    times: int
    sentence: str
    last_success: str


@dataclass(frozen=True, slots=True)
class Running:
    """The live targets of one source. Moments are ISO text in UTC, None where there was none; `next_due` is None as well
    where nothing is fetched by itself. `lag_days` of the newest release; `held` are releases that wait for a person."""

    targets: int
    tried: int
    last_success: str | None
    last_real_release: str | None
    next_due: str | None
    lag_days: int | None
    failures: tuple[Failure, ...]
    held: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"failures": [asdict(one) for one in self.failures], "held": list(self.held)}


def running(environment: Environment, now: datetime, known: Mapping[str, Target] | None = None) -> dict[str, Running]:
    """Source id -> how its targets are doing, for every source that has live targets."""
    found = {**targets(), division().id: division()} if known is None else known
    records = runs.records(environment.home)
    waits = {one.release: one.source for one in review.reviews(environment.home) if one.state == review.HELD}
    dues = next_due(environment.home, found, calendar(), now) if environment.live else {}
    by_source: dict[str, list[str]] = {target.source: [] for target in found.values()}
    for target in found.values():
        by_source[target.source].append(target.id)
    for source in waits.values():  # a release may wait longer than its target is asked for
        by_source.setdefault(source, [])
    return {
        source: _running(
            [records[name] for name in names if name in records],
            len(names),
            min((dues[name].at for name in names if name in dues), default=None),
            tuple(sorted(release for release, of in waits.items() if of == source)),
        )
        for source, names in by_source.items()
    }


def releases(environment: Environment) -> dict[str, Release]:
    """The archived releases but for those that never became figures: they wait, or were rejected or superseded meanwhile."""
    outside = {one.release for one in review.reviews(environment.home) if one.state != review.ACCEPTED}
    return {name: release for name, release in Archive(environment.home).releases().items() if name not in outside}


def _running(records: list[Record], number: int, due: datetime | None, held: tuple[str, ...]) -> Running:
    newest = max(records, key=lambda one: one.released_at, default=None)
    return Running(
        targets=number,
        tried=len(records),
        last_success=_last(one.succeeded_at for one in records),
        last_real_release=_last(one.released_at for one in records),
        next_due=runs.stamp(due) if due else None,
        lag_days=lag_days(newest) if newest else None,
        failures=tuple(
            Failure(one.target, one.failure_kind, one.failures, one.failure, one.succeeded_at) for one in records if one.failures
        ),
        held=held,
    )


def _last(moments: Iterable[str]) -> str | None:
    return max(moments, default="") or None
