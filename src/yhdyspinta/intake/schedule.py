"""When a target is to be asked again: by what its publisher announced, by the rhythm of its figures, or after a failure.

Asking costs the source something, and a figure that was published an hour ago is worth little more than one of
yesterday: calm intervals, close attention only when a release is awaited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from yhdyspinta.domain.calendar import Announced
from yhdyspinta.domain.period import Period, Rhythm, due_date
from yhdyspinta.domain.source import Source
from yhdyspinta.intake.runs import Record

HELSINKI = ZoneInfo("Europe/Helsinki")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AWAITED = 3 * DAY  # so long after an announced moment it is asked for every hour
TIRED = 90 * DAY  # overdue for longer: perhaps it has ended; asked once a week
_CALM = MappingProxyType(
    {
        Rhythm.MONTH: 3 * DAY,
        Rhythm.QUARTER: 7 * DAY,
        Rhythm.YEAR: 14 * DAY,
        Rhythm.TWO_YEARS: 30 * DAY,
        Rhythm.THREE_YEARS: 30 * DAY,
        Rhythm.IRREGULAR: 7 * DAY,
    }
)
_MORNING = time(8, 0)


@dataclass(frozen=True, slots=True)
class Due:
    """When a target is asked next, and why: never | failed | announced | awaited | rhythm."""

    at: datetime
    why: str


def due(source: Source, record: Record, announced: Iterable[Announced], now: datetime) -> Due:
    """When the target of `record` is to be asked next; at `now` or before it when it is due."""
    if not record.tried_at:
        return Due(now, "never")
    if record.failures:
        return Due(_moment(record.tried_at) + min(HOUR * 2 ** min(record.failures - 1, 10), DAY), "failed")
    last = _moment(record.succeeded_at)
    own = [one for one in announced if one.concerns(source.id, record.target)]
    return min([*_announced(own, record, last), _by_rhythm(source, record, last), *_in_month(own, record, last)], key=lambda one: one.at)


def lag_days(record: Record) -> int | None:
    """Days from the end of the newest period to the release that brought it; None before the first release."""
    if not record.released_at or not record.newest_period:
        return None
    return (_moment(record.released_at).date() - Period.parse(record.newest_period).end).days


def _announced(own: Iterable[Announced], record: Record, last: datetime) -> Iterator[Due]:
    moments = sorted(one.at for one in own if one.at is not None)
    coming = next((moment for moment in moments if moment > last), None)
    if coming:
        yield Due(coming, "announced")
    passed = next((moment for moment in reversed(moments) if moment <= last), None)
    if passed and last < passed + AWAITED and not _released_since(record, passed):
        yield Due(last + HOUR, "awaited")


def _in_month(own: Iterable[Announced], record: Record, last: datetime) -> Iterator[Due]:
    """Every day of an announced month until the release has come."""
    tomorrow = last + DAY
    begun = tomorrow.astimezone(HELSINKI).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if any(one.month == begun.month for one in own) and not _released_since(record, begun):
        yield Due(tomorrow, "announced")


def _by_rhythm(source: Source, record: Record, last: datetime) -> Due:
    """Calmly until the next period should be out, then daily until it is."""
    calm = last + _CALM[source.rhythm]
    stale = due_date(Period.parse(record.newest_period).end, source.lag_days, source.rhythm) if record.newest_period else None
    if stale is None:
        return Due(calm, "rhythm")
    expected = datetime.combine(stale, _MORNING, HELSINKI)
    if expected > last:
        return Due(min(calm, expected), "rhythm")
    return Due(last + (7 * DAY if last - expected > TIRED else DAY), "awaited")


def _released_since(record: Record, moment: datetime) -> bool:
    return bool(record.released_at) and _moment(record.released_at) >= moment


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
