"""Two loads at once are one load; a killed one leaves the whole old or the whole new, and the next completes."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from yhdyspinta.environment import Environment, read
from yhdyspinta.observations import pointer
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

LOAD = """
import sys
from yhdyspinta.catalogue.datasets import datasets
from yhdyspinta.environment import read
from yhdyspinta.intake.sample import load_sample
print("ready", flush=True)
wanted = [dataset for dataset in datasets() if dataset.id in sys.argv[2:]]
print(load_sample(read({"YHDYSPINTA_HOME": sys.argv[1]}), lambda text, share: None, wanted))
"""
SMALL = ("kuntatalous-kunnat",)
KILLS = 3


def start(home: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", LOAD, str(home), *SMALL], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def whole(environment: Environment) -> int | None:
    """The published version, after a look at everything that a reader would see."""
    table = VersionedTable(environment.home)
    if table.version is not None:
        table.verify_files()
        archived = Archive(environment.home)
        for release in table.releases():
            archived.get(release)
    if pointer.read(environment.home / "readmodel.pointer.json") is not None:
        model = ReadModel.open(environment.home)
        model.latest_of_area("HVA15")
        model.close()
    return table.version


def test_two_loads_at_once_make_one_release_each(tmp_path: Path) -> None:
    answers = [process.communicate(timeout=120)[0] for process in [start(tmp_path), start(tmp_path)]]
    assert sorted(answer.split(":")[0] for answer in answers) == ["Already loaded", "Loaded 1 new release"]
    environment = read({"YHDYSPINTA_HOME": str(tmp_path)})
    assert len(VersionedTable(environment.home).releases()) == len(Archive(environment.home).releases()) == len(SMALL)
    assert len(list((tmp_path / "readmodel").glob("*.duckdb"))) == 1


def test_a_killed_load_is_completed_by_the_next(tmp_path: Path) -> None:
    environment, chance = read({"YHDYSPINTA_HOME": str(tmp_path)}), random.Random(2026)
    for _ in range(KILLS):
        process = start(tmp_path)
        time.sleep(chance.uniform(0.0, 1.2))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        whole(environment)
    answer = start(tmp_path).communicate(timeout=120)[0]
    assert "figures of 1 dataset" in answer
    assert whole(environment) is not None
    assert set(VersionedTable(environment.home).releases()) == set(Archive(environment.home).releases())
