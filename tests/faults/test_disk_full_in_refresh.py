"""No room while a source is fetched: a sentence, the old figures served, and the next run completes (quality.md, test 3)."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.intake import live_world as world
from tests.servers.faults import serve
from yhdyspinta.domain.errors import StateError
from yhdyspinta.intake import runs
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.table import VersionedTable

# What fills the disk -> the path at whose first use it is full.
STAGES = {"a reply": "/partial/", "the archive": "/archive/objects/", "the log": "/changes/", "the table": "/locks/source-"}
STAGES["the read model"] = "/locks/readmodel.lock"
LEFT = 1_500  # bytes: a short record may still be kept, a figure may not


def cramped(home: Path, address: str, path: str, told: Path) -> None:
    """Refresh, with a disk that is full from the first use of `path` on."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def hook(event: str, arguments: Any) -> None:
        if event == "open" and path in str(arguments[0]):
            resource.setrlimit(resource.RLIMIT_FSIZE, (LEFT, LEFT))

    sys.addaudithook(hook)
    try:
        world.refresh(world.environment(home), address, readable=True)
    except StateError as error:
        told.write_text(str(error))


@pytest.mark.parametrize("stage", STAGES)
def test_a_refresh_without_room_says_so_and_the_next_one_completes(tmp_path: Path, stage: str) -> None:
    home, source, told = tmp_path / "home", world.Source(), tmp_path / "told"
    with serve(source) as served:
        world.refresh(world.environment(home), served.address, readable=True)
        before, version = VersionedTable(home).read(), VersionedTable(home).version
        source.world = world.World.usual([*world.YEARS, "2025"])
        arguments = (home, served.address, STAGES[stage], told)
        worker = multiprocessing.get_context("spawn").Process(target=cramped, args=arguments)
        worker.start()
        worker.join(60)
        assert worker.exitcode == 0, "it ended with a sentence, not with a traceback"
        assert "cannot be written" in told.read_text()
        assert "Free disk space" in told.read_text()
        record, table = runs.read(home, "made.towns", "kela.avoin"), VersionedTable(home)
        table.verify_files()
        if stage != "the read model":
            assert table.read().equals(before)
            assert table.version == version
            assert (record.failure_kind, record.failures) == ("unwritten", 1)
            assert "cannot be written" in record.failure
        model = ReadModel.open(home)
        assert "2025" not in model.series(world.INDICATOR)["period"].to_pylist(), "the old figures are served"
        model.close()
        assert world.refresh(world.environment(home), served.address, readable=True).kind in ("new", "unchanged")
    assert runs.read(home, "made.towns", "kela.avoin").failures == 0
    assert "2025" in VersionedTable(home).read()["period"].to_pylist()
