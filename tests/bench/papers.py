"""The cards of every municipality by the command, as a whole and beside one process; and the ZIP of the largest county."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator

from tests.bench import home
from tests.bench.lines import Line, timed
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.areas import COUNTRY

LIMIT = 60.0  # seconds for all municipalities on two cores
COMPARED = 5  # cards that must be the same, byte for byte, however many processes made them


def measure() -> Iterator[Line]:
    """AssertionError when a card is missing, or differs by the number of processes."""
    register = areas()
    wanted = register.members(COUNTRY, register.current)
    together, alone = home.fresh(), home.fresh()
    taken = timed(lambda: _cards(together, COUNTRY, threads=2))
    files = sorted(together.glob("*.pdf"))
    assert len(files) == len(wanted), f"{len(files)} cards of {len(wanted)}"
    county = max(register.areas("HVA", register.current), key=lambda area: len(register.members(area.id, register.current)))
    members = register.members(county.id, register.current)
    one = timed(lambda: _cards(alone, county.id, threads=1))
    same = [path for path in sorted(alone.glob("*.pdf")) if (together / path.name).exists()][:COMPARED]
    assert len(same) == COMPARED
    assert all(path.read_bytes() == (together / path.name).read_bytes() for path in same)
    per_card = taken / len(wanted), one / (len(members) + 1)
    yield Line(
        f"`yhdyspinta cards` of {len(wanted)} municipalities, two processes",
        f"{taken:.1f} s",
        f"{len(members) + 1} cards of {county.id} by one process, {one:.1f} s; ratio by card",
        per_card[0] / per_card[1],
        f"{LIMIT:.0f} s",
        taken <= LIMIT,
    )
    for folder in (together, alone):
        shutil.rmtree(folder)


def _cards(out: home.Path, area: str, threads: int) -> None:
    settings = {**home.variables(home.loaded().home), "YHDYSPINTA_THREADS": str(threads)}
    done = subprocess.run(
        [home.COMMAND, "cards", area, "--out", str(out), "--json"], check=True, capture_output=True, text=True, env=settings
    )
    assert json.loads(done.stdout)["area"] == area
