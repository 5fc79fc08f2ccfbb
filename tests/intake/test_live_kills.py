"""kill -9 anywhere in a refresh: a reader sees the whole old or the whole new, and the next run completes, once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.intake.live_world import YEARS, Source, World, environment, refresh
from tests.servers.faults import serve
from yhdyspinta.intake import changelog, runs
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

POINTS = 15
NEXT = [*YEARS, "2025"]


def values(home: Path) -> dict[tuple[str, str, str], float]:
    table = VersionedTable(home)
    table.verify_files()
    return {(row["indicator"], row["area"].removeprefix("KU"), row["period"]): row["value"] for row in table.read().to_pylist()}


def test_killed_anywhere(tmp_path: Path) -> None:
    old, new = World.usual().values, World.usual(NEXT).values
    source = Source()
    command = [sys.executable, "-m", "tests.intake.live_killing"]
    with serve(source) as server, subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None

        def run(home: Path, number: int) -> str:
            killer.stdin.write(f"{home} {server.address} {number}\n")  # type: ignore[union-attr]
            killer.stdin.flush()  # type: ignore[union-attr]
            return killer.stdout.readline().strip()  # type: ignore[union-attr]

        before = tmp_path / "before"
        first = refresh(environment(before), server.address)
        source.world = World.usual(NEXT)
        whole = tmp_path / "whole"
        shutil.copytree(before, whole)
        events = int(run(whole, 10**9).removeprefix("done "))
        assert values(whole) == new
        for point in range(POINTS):
            home = tmp_path / f"home{point}"
            shutil.copytree(before, home)
            assert run(home, 1 + events * point // POINTS) == "killed"
            assert values(home) in (old, new)
            for release in VersionedTable(home).releases():
                Archive(home).get(release)
            completed = refresh(environment(home), server.address)
            assert values(home) == new
            assert VersionedTable(home).releases().keys() == {completed.release}
            assert Archive(home).releases().keys() == {first.release, completed.release}
            assert len(changelog.read(home, completed.release)) == 1
            assert runs.read(home, "made.towns", "kela.avoin").release == completed.release
            assert not (home / "partial" / "made.towns").exists()
            shutil.rmtree(home)
        killer.stdin.close()
        assert killer.wait(60) == 0
