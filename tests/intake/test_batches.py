"""Releases of one source enter the table together, and a run that ends between them loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.intake.live_world import INDICATOR, OTHER, Source, World, environment, target
from tests.servers.faults import Running, serve
from tests.servers.way import way_to
from yhdyspinta.domain.live import Target
from yhdyspinta.environment import Environment
from yhdyspinta.intake import batches, runs
from yhdyspinta.intake.live import Outcome, refresh_source
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive
from yhdyspinta.sources.exchange import Fetches, Reply, Request


@dataclass
class Counted:
    """A way that counts what is asked, and ends the process (as Ctrl-C would) at a request."""

    way: Fetches
    ends_at: int = 10**9
    asked: int = 0

    def fetch(self, request: Request) -> Reply:
        self.asked += 1
        if self.asked == self.ends_at:
            raise KeyboardInterrupt
        return self.way.fetch(request)


@pytest.fixture
def home(tmp_path: Path) -> Environment:
    return environment(tmp_path / "home")


@pytest.fixture
def served() -> Iterator[Running]:
    with serve(Source()) as running:
        yield running


def two(address: str) -> list[Target]:
    """Two targets of one source, an indicator each."""
    whole = target(address)
    return [replace(whole, id=f"made.{number}", series=(series,)) for number, series in enumerate(whole.series)]


def refresh(home: Environment, targets: list[Target], way: Fetches) -> tuple[Outcome, ...]:
    return refresh_source(home, targets, way, lambda number: lambda text, share: None)


def held(home: Environment) -> set[str]:
    return set(VersionedTable(home.home).read()["indicator"].to_pylist())


def test_one_commit_for_several_targets(home: Environment, served: Running) -> None:
    outcomes = refresh(home, two(served.address), way_to(served.address))
    assert [outcome.kind for outcome in outcomes] == ["new", "new"]
    table = VersionedTable(home.home)
    assert table.version == 1, "0 is the empty table"
    assert held(home) == {INDICATOR, OTHER}
    assert set(table.releases()) == {outcome.release for outcome in outcomes}
    assert not list((home.home / "partial").iterdir())
    assert [runs.read(home.home, outcome.target, "kela.avoin").release for outcome in outcomes] == [one.release for one in outcomes]


def test_a_full_batch_is_committed_before_the_next_target(home: Environment, served: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "ROWS", 1)
    refresh(home, two(served.address), way_to(served.address))
    table = VersionedTable(home.home)
    assert table.version is not None
    assert set(table.read(table.version - 1)["indicator"].to_pylist()) == {INDICATOR}
    assert held(home) == {INDICATOR, OTHER}


def test_a_target_of_the_same_figures_is_compared_with_what_waits(home: Environment, served: Running) -> None:
    """The second one gives the same figures under another id: it is compared with the first, so that must stand."""
    same = [target(served.address), target(served.address, "made.others")]
    assert [outcome.kind for outcome in refresh(home, same, way_to(served.address))] == ["new", "new"]
    table = VersionedTable(home.home)
    assert table.version is not None
    assert len(set(table.read(table.version - 1)["release"].to_pylist())) == 1


def test_a_run_that_ends_within_a_batch_goes_on_where_it_was(home: Environment, served: Running) -> None:
    targets, whole = two(served.address), Counted(way_to(served.address))
    refresh(environment(home.home.parent / "other"), targets, whole)
    cut = Counted(way_to(served.address), ends_at=whole.asked)  # the last request of the second target
    with pytest.raises(KeyboardInterrupt):
        refresh(home, targets, cut)
    table = VersionedTable(home.home)
    assert table.version is None, "a release that waited for its batch is not seen"
    assert len(Archive(home.home).releases()) == 1, "but it is archived"
    again = Counted(way_to(served.address))
    assert [outcome.kind for outcome in refresh(home, targets, again)] == ["new", "new"]
    assert again.asked < whole.asked, "what came before is not asked again"
    assert held(home) == {INDICATOR, OTHER}
    assert Archive(home.home).releases().keys() == table.releases().keys()
    assert not list((home.home / "partial").iterdir())


def test_a_failing_target_does_not_hold_back_its_batch(home: Environment, served: Running) -> None:
    one, other = two(served.address)
    broken = replace(one, address=served.address + "/nowhere")
    assert [outcome.kind for outcome in refresh(home, [broken, other], way_to(served.address))] == ["failed", "new"]
    assert held(home) == {OTHER}


def test_what_waits_is_revised_as_a_whole(home: Environment) -> None:
    source = Source()
    with serve(source) as served:
        refresh(home, two(served.address), way_to(served.address))
        source.world = World.usual().change(lambda cell, value: value + 1 if cell[0] == OTHER and cell[2] == "2024" else value)
        outcomes = refresh(home, two(served.address), way_to(served.address))
    assert [outcome.kind for outcome in outcomes] == ["unchanged", "new"]
    assert len(VersionedTable(home.home).releases()) == 2
