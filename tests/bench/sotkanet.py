"""A made Sotkanet: the first load of all of it, then a day on which one hundredth changed; bytes to read model.

python -m tests.bench sotkanet [--indicators N]     (3,700 of them, 60 million rows, take a quarter of an hour)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench import home, made_sotkanet
from tests.bench.lines import Line
from yhdyspinta import environment
from yhdyspinta.intake.tick import run_all
from yhdyspinta.observations.queries import ReadModel

SMALL = 111  # indicators of `make bench`
_MINUTES, _DAILY, _MEGABYTES = 15.0, 60.0, 2048.0


def child(home_folder: Path, count: int, revised: list[int]) -> None:
    """What the measured process does: refresh every target (or those that were revised), and tell what it took."""
    made_sotkanet.define(count)
    way = made_sotkanet.Made(revised)
    wanted = [one for one in made_sotkanet.targets(count) if not revised or one.facts["indicator"] in set(revised)]
    marks: list[tuple[str, float]] = []
    begun = time.perf_counter()

    def report(step: str, _done: float) -> None:
        if not step.startswith(made_sotkanet.SOURCE) and not step.startswith("Computed"):
            marks.append((step, time.perf_counter() - begun))
            print(step, round(marks[-1][1], 1), file=sys.stderr, flush=True)

    outcomes = run_all(environment.read(home.variables(home_folder)), wanted, way, report)
    whole = time.perf_counter() - begun
    wrong = [outcome.sentence for outcome in outcomes if outcome.kind != "new"]
    told = {"seconds": whole, "making": way.seconds, "bytes": way.bytes, "marks": marks, "wrong": wrong[:3], "cpu": time.process_time()}
    print(json.dumps(told))


def run(folder: Path, count: int, revised: list[int]) -> dict[str, Any]:
    """The child's answer, with `megabytes`: the peak of the resident memory of it and all that it started."""
    command = [sys.executable, "-m", "tests.bench.sotkanet", str(folder), str(count), json.dumps(revised)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        peak = [0.0]
        watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
        watcher.start()
        out = process.stdout.read() if process.stdout else ""
    assert process.returncode == 0, out
    return {**json.loads(out.splitlines()[-1]), "megabytes": peak[0]}


def _watch(process: subprocess.Popen[str], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], _tree_megabytes(process.pid))
        time.sleep(0.1)


def _tree_megabytes(root: int) -> float:
    """Resident memory of a process and its descendants."""
    parents, sizes = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                sizes[int(entry.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 2**20
                parents[int(entry.name)] = int(fields[1])
            except (OSError, IndexError):
                continue
    tree, found = {root}, True
    while found:
        more = {pid for pid, parent in parents.items() if parent in tree} - tree
        tree, found = tree | more, bool(more)
    return sum(sizes.get(pid, 0.0) for pid in tree)


def measure(count: int) -> Iterator[Line]:
    """Load, then refresh what changed; AssertionError when a target brought nothing or a figure is not the one that was made."""
    folder = home.fresh()
    loaded = run(folder, count, [])
    assert not loaded["wrong"], loaded["wrong"]
    rows = _rows(folder)
    seconds = loaded["seconds"] - loaded["making"]
    what = f"first load of a made Sotkanet: {count:,} indicators, {rows / 1e6:.1f} million rows, bytes to read model"
    limit = _MINUTES * 60 * rows / 60e6
    yield Line(what, f"{seconds:.0f} s", f"processor {loaded['cpu'] - loaded['making']:.0f} s", None, f"{limit:.0f} s", seconds <= limit)
    yield Line(
        "· its peak memory, children counted",
        f"{loaded['megabytes']:,.0f} MB",
        "",
        None,
        f"{_MEGABYTES:,.0f} MB",
        loaded["megabytes"] <= _MEGABYTES,
    )
    yield Line("· observations a second", f"{rows / seconds:,.0f}", f"{loaded['bytes'] / 1e6 / seconds:.1f} MB of replies a second")
    revised = made_sotkanet.spread(count, 0.01)
    yield from _day(folder, count, revised, "a new release of a hundredth of the indicators, a tenth of its figures revised", seconds)
    yield from _day(folder, count, [number + 1 for number in revised], "the next day: another hundredth", seconds)


def _day(folder: Path, count: int, revised: list[int], words: str, first: float) -> Iterator[Line]:
    """Every row of a new release is another row, since it names its release; so a hundredth of all rows is put in anew."""
    day = run(folder, count, revised)
    assert not day["wrong"], day["wrong"]
    seconds = day["seconds"] - day["making"]
    yield Line(f"a day's refresh: {words}", f"{seconds:.1f} s", "the first load", seconds / first, f"{_DAILY:.0f} s", seconds <= _DAILY)
    updating = day["marks"][-1][1] - next(at for step, at in day["marks"] if step.startswith("Computing"))
    yield Line("· of it the read model", f"{updating:.1f} s", f"peak {day['megabytes']:,.0f} MB", updating / seconds)


def _rows(folder: Path) -> int:
    model = ReadModel.open(folder)
    rows = model.observations()
    model.close()
    return rows


if __name__ == "__main__":
    child(Path(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3]))
