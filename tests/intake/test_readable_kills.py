"""kill -9 while the read model is brought up to date: readers see the whole old or the whole new, and the next run completes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.intake.decoded import everything
from tests.intake.live_world import YEARS, Source, World, environment, refresh
from tests.servers.faults import serve
from yhdyspinta.intake.refresh import rebuild

POINTS = 4


def test_killed_while_the_read_model_is_made(tmp_path: Path) -> None:
    source = Source()
    command = [sys.executable, "-m", "tests.intake.readable_killing"]
    with serve(source) as server, subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None

        def run(home: Path, number: int) -> str:
            killer.stdin.write(f"{home} {server.address} {number}\n")  # type: ignore[union-attr]
            killer.stdin.flush()  # type: ignore[union-attr]
            return killer.stdout.readline().strip()  # type: ignore[union-attr]

        before, whole = tmp_path / "before", tmp_path / "whole"
        refresh(environment(before), server.address, readable=True)
        old = everything(before)
        shutil.copytree(before, whole)
        source.world = World.usual([*YEARS, "2025"])
        events = int(run(whole, 10**9).removeprefix("done "))
        new = everything(whole)
        assert old["count"] < new["count"]
        for point in range(POINTS):
            home = tmp_path / f"home{point}"
            shutil.copytree(before, home)
            assert run(home, 1 + events // 2 + (events // 2) * point // POINTS) == "killed"
            assert same(everything(home), old) or same(everything(home), new)
            rebuild(environment(home), lambda text, share: None)
            refresh(environment(home), server.address, readable=True)
            assert same(everything(home), new)
            assert len(list((home / "readmodel").iterdir())) == 1
            shutil.rmtree(home)
        killer.stdin.close()
        assert killer.wait(60) == 0


def same(one: dict[str, list[tuple[object, ...]]], other: dict[str, list[tuple[object, ...]]]) -> bool:
    """Periods that nothing uses keep their codes, so they are not compared."""
    return {name: rows for name, rows in one.items() if name != "periods"} == {
        name: rows for name, rows in other.items() if name != "periods"
    }
