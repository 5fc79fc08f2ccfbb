"""No room at each stage: an error, the old data served and whole, and the retry works.

The limit is the largest file that a process may write, which fails a write as a full disk does.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
from pathlib import Path

import pytest

from tests.faults.scenario import NEW, OLD, ingest, rows
from tests.observations.examples import plain
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive


def cramped(home: Path, most: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    ingest(home, NEW, (OLD,))


@pytest.mark.parametrize(("stage", "most"), [("archive", 900), ("table", 3_000), ("read model", 100_000)])
def test_no_room(tmp_path: Path, stage: str, most: int) -> None:
    home = tmp_path / "home"
    ingest(home, OLD)
    worker = multiprocessing.get_context("spawn").Process(target=cramped, args=(home, most))
    worker.start()
    worker.join(60)
    assert worker.exitcode == 1, f"{stage}: the run said that it failed"
    table = VersionedTable(home)
    table.verify_files()
    assert plain(table.read()) in (plain(rows(OLD)), plain(rows(NEW)))
    assert (plain(table.read()) == plain(rows(NEW))) is (stage == "read model")
    assert (NEW in Archive(home).releases()) is (stage != "archive")
    model = ReadModel.open(home)
    assert model.series("t.i1")["release"].unique().to_pylist() == [OLD]
    model.close()
    ingest(home, NEW, (OLD,))
    assert ReadModel.open(home).series("t.i1")["release"].unique().to_pylist() == [NEW]
