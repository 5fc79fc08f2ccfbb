"""What runs beside the pages: again and again, and no longer than they."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from yhdyspinta.cli.background import TICK, repeated, tick_of
from yhdyspinta.domain.errors import Unknown

WRITES = "import sys; open(sys.argv[1], 'a').write('x')"
HANGS = "import sys, time; open(sys.argv[1], 'a').write('x'); time.sleep(60)"


def test_the_command_runs_again_and_again(tmp_path: Path) -> None:
    told = tmp_path / "told"
    with repeated([sys.executable, "-c", WRITES, str(told)], 0.05):
        deadline = time.monotonic() + 20
        while (not told.exists() or len(told.read_text()) < 3) and time.monotonic() < deadline:
            time.sleep(0.05)
    assert len(told.read_text()) >= 3


def test_it_ends_with_the_pages(tmp_path: Path) -> None:
    told = tmp_path / "told"
    with repeated([sys.executable, "-c", HANGS, str(told)]):
        while not told.exists():
            time.sleep(0.05)
        begun = time.monotonic()
    assert time.monotonic() - begun < 5


def test_it_is_the_tick_and_the_chosen_area_comes_first() -> None:
    assert TICK[-2:] == ("tick", "--json")
    assert tick_of("") == TICK
    assert tick_of("Keski-Suomen hyvinvointialue") == (*TICK, "--area", "HVA15")
    with pytest.raises(Unknown):
        tick_of("Atlantis")
