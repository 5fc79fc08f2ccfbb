"""When a target is asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from yhdyspinta.catalogue.calendar import calendar, check_calendar, load_calendar
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.calendar import Announced
from yhdyspinta.domain.errors import CuratedError, Damaged, Unknown
from yhdyspinta.domain.period import Rhythm
from yhdyspinta.intake import runs
from yhdyspinta.intake.schedule import DAY, HOUR, due, lag_days

NOW = datetime(2027, 3, 10, 6, 0, tzinfo=UTC)
MONTHLY = replace(next(iter(sources().values())), id="town", rhythm=Rhythm.MONTH, lag_days=30)
YEARLY = replace(MONTHLY, rhythm=Rhythm.YEAR, lag_days=90)


def known(succeeded: datetime = NOW, newest: str = "2027-02", released: datetime = NOW - 5 * DAY, **other: object) -> runs.Record:
    made = runs.Record("town.table", "town", newest_period=newest, released_at=runs.stamp(released), release="r1")
    return replace(made.succeeded(runs.stamp(succeeded)), **other)  # type: ignore[arg-type]


def announced(at: datetime | None = None, month: int = 0, target: str = "") -> Announced:
    return Announced("town", target, at, month, "https://example.org/calendar")


def test_what_was_never_tried_is_due_now() -> None:
    assert due(MONTHLY, runs.Record("town.table", "town"), (), NOW).at == NOW


def test_failures_are_tried_again_ever_more_seldom_but_daily() -> None:
    record, waits = known(), []
    for _ in range(8):
        record = record.failed(runs.stamp(NOW), "busy", "The source is busy.")
        waits.append((due(MONTHLY, record, (), NOW).at - NOW) // HOUR)
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]
    assert record.succeeded(runs.stamp(NOW)).failures == 0


def test_calm_before_the_next_figure_and_daily_when_it_is_overdue() -> None:
    assert due(MONTHLY, known(), (), NOW).at == NOW + 3 * DAY
    assert due(YEARLY, known(newest="2026"), (), NOW).at == NOW + 14 * DAY
    late = due(MONTHLY, known(newest="2026-12"), (), NOW)  # February's should have come by the second of March
    assert (late.at, late.why) == (NOW + DAY, "awaited")
    assert due(MONTHLY, known(newest="2025-12"), (), NOW).at == NOW + 7 * DAY


def test_the_day_after_which_a_figure_is_stale_is_not_slept_over() -> None:
    record = known(newest="2025", succeeded=datetime(2027, 3, 25, 6, tzinfo=UTC))
    assert due(YEARLY, record, (), NOW).at == datetime(2027, 3, 31, 5, tzinfo=UTC)  # eight by the summer clock of Helsinki


def test_an_announced_moment_is_met_and_awaited_by_the_hour() -> None:
    moment = NOW + timedelta(hours=2)
    assert due(MONTHLY, known(), [announced(moment)], NOW).at == moment
    tried = known(succeeded=moment + timedelta(minutes=1))
    again = due(MONTHLY, tried, [announced(moment)], NOW)
    assert (again.at, again.why) == (moment + timedelta(minutes=61), "awaited")
    came = known(succeeded=moment + HOUR, released=moment + HOUR)
    assert due(MONTHLY, came, [announced(moment)], NOW).why == "rhythm"
    given_up = known(succeeded=moment + 4 * DAY)
    assert due(MONTHLY, given_up, [announced(moment)], NOW).why == "rhythm"


def test_an_announced_month_is_looked_at_daily_until_the_release() -> None:
    assert due(YEARLY, known(newest="2026"), [announced(month=3)], NOW).why == "rhythm"  # released on the fifth of March
    waiting = known(newest="2026", released=NOW - 60 * DAY)
    assert due(YEARLY, waiting, [announced(month=3)], NOW).at == NOW + DAY
    assert due(YEARLY, waiting, [announced(month=4)], NOW).at == NOW + 14 * DAY


def test_an_announcement_of_another_target_does_not_concern() -> None:
    assert due(MONTHLY, known(), [announced(NOW + HOUR, target="town.other")], NOW).at == NOW + 3 * DAY


def test_lag_is_from_the_end_of_the_period_to_its_release() -> None:
    assert lag_days(known()) == 5
    assert lag_days(runs.Record("town.table", "town")) is None


def test_records_are_kept_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    assert runs.read(tmp_path, "town.table", "town") == runs.Record("town.table", "town")
    runs.write(tmp_path, known())
    assert runs.records(tmp_path) == {"town.table": known()}
    (tmp_path / "runs" / "town.table.json").write_text("{")
    with pytest.raises(Damaged, match=r"town\.table\.json"):
        runs.read(tmp_path, "town.table", "town")
    with pytest.raises(Unknown):
        runs.read(tmp_path, "../state", "town")


def test_the_shipped_calendar_speaks_of_known_sources() -> None:
    assert calendar()
    assert {one.source for one in calendar()} <= sources().keys()


def test_a_wrong_line_of_the_calendar_is_named(tmp_path: Path) -> None:
    (tmp_path / "calendar.csv").write_text(
        "source,target,when,address\ntown,,2027-01-25,https://example.org/\ntown,town.table,2027-07-01T09:30,https://example.org/\n"
    )
    winter, summer = load_calendar(tmp_path)
    assert (winter.at, summer.at) == (datetime(2027, 1, 25, 6, tzinfo=UTC), datetime(2027, 7, 1, 6, 30, tzinfo=UTC))
    assert [str(fault) for fault in check_calendar(tmp_path, {"town"}, {"town.table"})] == []
    assert len(list(check_calendar(tmp_path, {"village"}, set()))) == 3
    for when in ("2027-13-01", "--13", "tomorrow", "2027-01-25T09:00+02:00"):
        (tmp_path / "calendar.csv").write_text(f"source,target,when,address\ntown,,{when},https://example.org/\n")
        with pytest.raises(CuratedError, match="line 2, field when"):
            load_calendar(tmp_path)
