"""kill -9 at 30 points of ingest and publishing: a reader sees the whole old or the whole new, and the next run completes."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.scenario import NEW, OLD, ingest, reply, rows
from tests.observations.examples import plain
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

BY_EVENT, BY_TIME = 20, 10
COLUMNS = ("area", "period", "value", "status", "release")


class Killer:
    """A parent that forks the scenario and kills it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.scenario"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, home: Path, how: str, amount: float) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{home} {how} {amount}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(60) == 0


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    killer = Killer()
    yield killer
    killer.close()


def test_whole_old_or_whole_new(killer: Killer, tmp_path: Path) -> None:
    kill_everywhere(killer, tmp_path, BY_EVENT, BY_TIME)


def kill_everywhere(killer: Killer, folder: Path, by_event: int, by_time: int) -> None:
    """Kill the ingest at so many of its system calls and so many moments; check what stands, run again, check again."""
    before, whole = folder / "before", folder / "whole"
    ingest(before, OLD)
    expected = {release: plain(rows(release)) for release in (OLD, NEW)}
    shutil.copytree(before, whole)
    start = time.monotonic()
    events = int(killer.run(whole, "event", 1e9).removeprefix("done "))
    seconds = time.monotonic() - start
    points = [("event", 1 + events * step // by_event) for step in range(by_event)]
    points += [("time", seconds * (step + 0.5) / by_time) for step in range(by_time)]
    killed = 0
    for number, (how, amount) in enumerate(points):
        home = folder / f"home{number}"
        shutil.copytree(before, home)
        killed += killer.run(home, how, amount) == "killed"
        check_whole(home, expected)
        ingest(home, NEW, (OLD,))
        check_new(home, expected)
        shutil.rmtree(home)
    assert killed >= by_event  # a fast run may end before the last of the moments


def check_whole(home: Path, expected: dict[str, list[dict[str, object]]]) -> None:
    """Archive, table and read model each show one state, whole."""
    archive = Archive(home)
    for release in archive.releases():
        assert archive.get(release)[1] == reply(release)
    table = VersionedTable(home)
    table.verify_files()
    assert plain(table.read()) in expected.values()
    model = ReadModel.open(home)
    found = plain(model.series("t.i1", columns=COLUMNS))
    wanted = [sorted_cells(expected[release]) for release in (OLD, NEW)]
    assert found in wanted
    model.close()


def check_new(home: Path, expected: dict[str, list[dict[str, object]]]) -> None:
    """The next run completed: the new state everywhere, once, and nothing of the old run left over."""
    table = VersionedTable(home)
    table.verify_files()
    assert plain(table.read()) == expected[NEW]
    assert table.releases().keys() == {NEW}
    assert Archive(home).releases().keys() == {OLD, NEW}
    model = ReadModel.open(home)
    assert plain(model.series("t.i1", columns=COLUMNS)) == sorted_cells(expected[NEW])
    model.close()
    assert not list((home / "readmodel").glob("aside-*"))


def sorted_cells(found: list[dict[str, object]]) -> list[dict[str, object]]:
    cells = [{name: one[name] for name in COLUMNS} for one in found if one["indicator"] == "t.i1"]
    return sorted(cells, key=lambda one: [str(value) for value in one.values()])
