"""kill -9 anywhere while a new year's areas are fetched or accepted: the old areas or the new, and the next run completes, once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.intake import division_world as world
from tests.intake.division_world import environment, fetch, shipped
from tests.servers.faults import serve
from yhdyspinta.catalogue import installed
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.intake import changelog, review
from yhdyspinta.intake.area_refresh import accept_division
from yhdyspinta.sources.archive import Archive

FETCHES, ACCEPTS = 4, 6


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    installed.follow(None)


def current(home: Path) -> int:
    installed.follow(None)
    installed.follow(home)
    return areas().current


def test_killed_anywhere(tmp_path: Path) -> None:
    year, whole = shipped().current + 1, tmp_path / "whole"
    command = [sys.executable, "-m", "tests.intake.division_killing"]
    service = world.service(world.changed())
    with serve(service) as server, subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None

        def run(home: Path, address: str, number: int) -> str:
            killer.stdin.write(f"{home} {address} {number}\n")  # type: ignore[union-attr]
            killer.stdin.flush()  # type: ignore[union-attr]
            return killer.stdout.readline().strip()  # type: ignore[union-attr]

        whole.mkdir()
        events = int(run(whole, server.address, 10**9).removeprefix("done "))
        (release,) = (one.release for one in review.reviews(whole))
        for point in range(FETCHES):
            home = tmp_path / f"fetch{point}"
            home.mkdir()
            # The last third is what is written; before it, replies come one by one.
            assert run(home, server.address, 1 + events - events * (FETCHES - point) // (3 * FETCHES)) == "killed"
            assert current(home) == year - 1
            assert fetch(environment(home), server.address).release == release
            assert [one.state for one in review.reviews(home)] == [review.HELD]
            assert list(Archive(home).releases()) == [release]
            assert len(changelog.read(home, release)) == 1
            shutil.rmtree(home)

        accepted = tmp_path / "accepted"
        shutil.copytree(whole, accepted)
        events = int(run(accepted, "accept", 10**9).removeprefix("done "))
        for point in range(ACCEPTS):
            home = tmp_path / f"accept{point}"
            shutil.copytree(whole, home)
            assert run(home, "accept", 1 + events * point // ACCEPTS) == "killed"
            assert current(home) in (year - 1, year)
            if current(home) != year:
                accept_division(environment(home), release, "Tarkastaja", lambda text, share: None, date(year, 1, 1))
            assert (current(home), review.get(home, release).state) == (year, review.ACCEPTED)
            shutil.rmtree(home)
        killer.stdin.close()
        assert killer.wait(60) == 0
