"""The nightly set: kill -9 at 150 points of ingest and publishing."""

from __future__ import annotations

from pathlib import Path

from tests.faults.test_kills import Killer, kill_everywhere


def test_a_hundred_and_fifty_kills(tmp_path: Path) -> None:
    killer = Killer()
    kill_everywhere(killer, tmp_path, by_event=100, by_time=50)
    killer.close()
