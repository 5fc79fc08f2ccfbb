"""A tick fetches what is due and nothing else; a second one at the same time does nothing."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.intake.live_world import INDICATOR, TOWNS, Source, World, environment, target
from tests.servers.faults import Running, serve
from tests.servers.way import way_to
from yhdyspinta.domain.calendar import Announced
from yhdyspinta.environment import Environment
from yhdyspinta.intake.tick import Ticked, run_all, tick
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.pictures.running import releases, running
from yhdyspinta.sources.archive import Archive

MOMENT = timedelta(minutes=1)


@pytest.fixture
def home(tmp_path: Path) -> Environment:
    return environment(tmp_path / "home")


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def served(source: Source) -> Iterator[Running]:
    with serve(source) as running:
        yield running


def run(home: Environment, served: Running, at: datetime, announced: tuple[Announced, ...] = ()) -> Ticked:
    known = [target(served.address), target(served.address, "made.others")]
    return tick(home, known, way_to(served.address), announced, at, lambda text, share: None)


def test_what_is_due_is_fetched_once_and_can_be_read(home: Environment, source: Source, served: Running) -> None:
    first = run(home, served, datetime.now(UTC))
    assert ([outcome.kind for outcome in first.outcomes], first.waiting) == (["new", "new"], 0)
    model = ReadModel.open(home.home)
    cells = model.series(INDICATOR, areas=["KU" + TOWNS[0]]).to_pylist()
    model.close()
    assert {cell["period"]: cell["value"] for cell in cells} == {
        year: value for (name, town, year), value in source.world.values.items() if (name, town) == (INDICATOR, TOWNS[0])
    }
    asked = len(served.asked)
    again = run(home, served, datetime.now(UTC) + MOMENT)
    assert (again.outcomes, again.waiting, len(served.asked)) == ((), 2, asked)


def test_an_announced_release_is_fetched_when_its_moment_has_come(home: Environment, source: Source, served: Running) -> None:
    run(home, served, datetime.now(UTC))
    moment = datetime.now(UTC) + 10 * MOMENT
    announced = (Announced("kela.avoin", "made.others", moment, 0, "https://example.org/"),)
    assert run(home, served, moment - MOMENT, announced).outcomes == ()
    source.world = World.usual().change(lambda cell, value: value + 1 if cell == (INDICATOR, TOWNS[0], "2019") else value)
    (outcome,) = run(home, served, moment, announced).outcomes
    assert (outcome.target, outcome.kind) == ("made.others", "new")


def test_one_failing_target_does_not_stop_the_others(home: Environment, served: Running) -> None:
    broken = replace(target(served.address, "made.broken"), address=served.address + "/nowhere")
    outcomes = run_all(home, [broken, target(served.address)], way_to(served.address), lambda text, share: None)
    assert [outcome.kind for outcome in outcomes] == ["failed", "new"]
    known = {broken.id: broken, "made.towns": target(served.address)}
    told = running(replace(home, live=True), datetime.now(UTC), known)["kela.avoin"]
    assert (told.targets, told.tried, [failure.target for failure in told.failures]) == (2, 2, ["made.broken"])
    assert told.failures[0].kind == "gone"
    assert told.failures[0].sentence
    assert told.last_success is not None
    assert told.next_due is not None
    assert datetime.now(UTC) < datetime.fromisoformat(told.next_due) <= datetime.now(UTC) + timedelta(hours=1)


def test_nothing_is_due_where_nothing_is_fetched_by_itself(home: Environment, served: Running) -> None:
    assert running(home, datetime.now(UTC), {"made.towns": target(served.address)})["kela.avoin"].next_due is None


def test_a_read_model_that_a_killed_run_left_behind_is_made(home: Environment, served: Running) -> None:
    run(home, served, datetime.now(UTC))
    (home.home / "readmodel.pointer.json").unlink()
    (outcome,) = run_all(home, [target(served.address)], way_to(served.address), lambda text, share: None)
    assert outcome.kind == "unchanged"
    ReadModel.open(home.home).close()


def test_a_second_tick_at_once_does_nothing(home: Environment, served: Running) -> None:
    lock = home.home / "locks" / "tick.lock"
    lock.parent.mkdir(parents=True)
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert run(home, served, datetime.now(UTC)).busy
    assert served.asked == []
    assert VersionedTable(home.home).version is None


def test_a_held_release_is_no_release_of_its_source(home: Environment, source: Source, served: Running) -> None:
    run(home, served, datetime.now(UTC))
    source.world = World.usual().change(lambda cell, value: value * 1000)
    held, _ = run_all(
        home, [target(served.address), target(served.address, "made.others")], way_to(served.address), lambda text, share: None
    )
    assert held.release in Archive(home.home).releases().keys() - releases(home).keys()
    assert held.release in running(home, datetime.now(UTC), {})["kela.avoin"].held
