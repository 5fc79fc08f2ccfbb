"""The read model brought up to date equals the one built anew, row by row, whatever releases came, went or changed."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.intake.decoded import everything
from tests.observations.examples import row, table
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.indicator import Additivity
from yhdyspinta.domain.release import Release
from yhdyspinta.environment import Environment, read
from yhdyspinta.intake import refresh
from yhdyspinta.intake.computing import populations
from yhdyspinta.intake.refresh import Rebuilt, rebuild
from yhdyspinta.observations import pointer
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.readmodel import POINTER
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

CURRENT = areas().current
PLACES = [area.id for kind, most in (("KU", 6), ("HVA", 2)) for area in areas().areas(kind, CURRENT)[:most]]
STAND = {
    area: [year for year in (CURRENT, CURRENT - 2) if area in {one.id for one in areas().areas(areas().get(area).kind, year)}]
    for area in PLACES
}
RATIO = next(one for one in indicators().values() if one.additivity is Additivity.RATIO_OF_SUMS and one.numerator)
MEAN = next(one for one in indicators().values() if one.additivity is Additivity.POPULATION_WEIGHTED)
PLAIN = [one.id for one in indicators().values() if one.additivity is Additivity.MUST_NOT][:3]
KNOWN = [
    *dict.fromkeys([*sorted(populations(indicators())), RATIO.numerator, RATIO.denominator, RATIO.id, MEAN.id, *PLAIN, "made.undefined"])
]
SOURCES = ("thl.sotkanet", "made.elsewhere")
DEFINED = {name: one for name, one in indicators().items() if name in KNOWN}
ROUNDS = 5


@pytest.fixture(autouse=True)
def few_definitions(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that hang on one population are computed with it: with a few of them, a round takes a moment."""
    monkeypatch.setattr(refresh, "indicators", lambda: DEFINED)


def quietly(_: str, share: float) -> None:
    assert 0.0 <= share <= 1.0


class World:
    """A home whose table is changed at random, as releases of two sources come, are revised and go."""

    def __init__(self, home: Path, seed: int) -> None:
        self.environment = read({"YHDYSPINTA_HOME": str(home)})
        self.dice = random.Random(seed)
        self.number = 0

    @property
    def home(self) -> Path:
        return self.environment.home

    def step(self) -> str:
        """One random change; what was done."""
        standing = VersionedTable(self.home).releases()
        kind = self.dice.choice(["new", "revised", "revised", "vanished"]) if standing else "new"
        if kind == "new":
            self.put(self.dice.choice(SOURCES), self.dice.sample(KNOWN, self.dice.randint(1, 3)))
            return kind
        release = self.dice.choice(sorted(standing))
        source = SOURCES[int(release.rpartition("-")[2])]
        held = sorted(self.held(release))
        wanted = held if kind == "revised" else held[1:]
        self.put(source, wanted, replaces=(release,))
        return kind

    def held(self, release: str) -> set[str]:
        rows = VersionedTable(self.home).read()
        return {one["indicator"] for one in rows.select(["release", "indicator"]).to_pylist() if one["release"] == release}

    def put(self, source: str, names: list[str], replaces: tuple[str, ...] = ()) -> None:
        """A release with figures of some indicators, in place of others; without figures the others only go."""
        self.number += 1
        name = f"r{self.number:03d}-{SOURCES.index(source)}"
        at = f"2026-01-01T00:{self.dice.randint(0, 59):02d}:{self.number:02d}.000+00:00"
        Archive(self.home).put(name.encode(), Release(name, source, name, "https://example.org", "", at, "unknown", "", "", "", "", "made"))
        rows = [one for indicator in names for one in self.figures(indicator, name, source)]
        VersionedTable(self.home).commit(source, table(rows), replaces=replaces)

    def figures(self, indicator: str, release: str, source: str) -> list[dict[str, Any]]:
        dice, found = self.dice, []
        years = [str(year) for year in range(2012 + dice.randint(0, 3), 2022 + dice.randint(0, 3))]
        for area in PLACES:
            for year in years:
                for boundaries in STAND[area]:
                    if dice.random() < (0.9 if boundaries == CURRENT else 0.2):
                        value = float(dice.randint(1_000, 90_000)) if dice.random() < 0.95 else None
                        given = {"indicator": indicator, "area": area, "period": year, "boundaries": boundaries, "value": value}
                        found.append(row(**given, release=release, source=source))
        return found

    def bring_up_to_date(self) -> Rebuilt:
        return rebuild(self.environment, quietly)


def anew(environment: Environment, folder: Path) -> Environment:
    """The same table and archive in another home, where no read model stands: the whole is built."""
    shutil.copytree(environment.home, folder, ignore=shutil.ignore_patterns("readmodel*"))
    fresh = dataclasses.replace(environment, home=folder)
    assert rebuild(fresh, quietly).changed is None
    return fresh


def compare(world: World, folder: Path) -> None:
    fresh = anew(world.environment, folder)
    one, other = everything(world.home), everything(fresh.home)
    for name in one:
        if name == "periods":
            assert set(other[name]) <= set(one[name])  # a period that nothing uses any more keeps its code
        else:
            assert one[name] == other[name], name
    assert ReadModel.open(world.home).data_version == ReadModel.open(fresh.home).data_version
    shutil.rmtree(folder)


@pytest.mark.parametrize("seed", range(3))
def test_up_to_date_is_as_built_anew(tmp_path: Path, seed: int) -> None:
    world, ways = World(tmp_path / "home", seed), []
    for _ in range(3):
        world.put(SOURCES[0], world.dice.sample(KNOWN, 4))
    world.bring_up_to_date()
    for number in range(ROUNDS):
        done = [world.step() for _ in range(world.dice.randint(1, 2))]
        made = world.bring_up_to_date()
        ways.append(made.changed)
        compare(world, tmp_path / f"anew{number}")
        assert made.built, done
    assert None not in ways


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path / "home", 0)
    world.put(SOURCES[0], [PLAIN[0], RATIO.id])
    world.put(SOURCES[0], PLAIN[1:2])
    world.bring_up_to_date()
    return world


def test_only_what_changed_and_what_is_made_with_it(world: World) -> None:
    world.put(SOURCES[0], [PLAIN[2]])
    assert world.bring_up_to_date().changed == 1
    world.put(SOURCES[0], [str(RATIO.denominator)])
    assert world.bring_up_to_date().changed == 2  # the ratio with it


def test_another_table_version_with_the_same_rows(world: World, tmp_path: Path) -> None:
    VersionedTable(world.home).compact()
    assert world.bring_up_to_date().changed == 0
    compare(world, tmp_path / "anew")


def test_size_classes_that_change_are_said_of_every_indicator(world: World, tmp_path: Path) -> None:
    """The population decides with whom an area is compared, also in indicators that have not changed."""
    people = sorted(populations(indicators()))[0]
    for residents in (3_000.0, 60_000.0):
        rows = [row(indicator=people, area=area, period="2024", boundaries=CURRENT, value=residents) for area in PLACES]
        name = f"people-{residents:.0f}"
        Archive(world.home).put(b"", Release(name, SOURCES[0], "", "", "", "2026-02-01", "unknown", "", "", "", "", "made"))
        VersionedTable(world.home).commit(SOURCES[0], table([{**one, "release": name, "source": SOURCES[0]} for one in rows]))
        assert world.bring_up_to_date().changed is not None
        compare(world, tmp_path / f"anew{residents:.0f}")


def test_what_makes_the_whole_be_built(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def built() -> int | None:
        world.put(SOURCES[0], [PLAIN[2]])
        return world.bring_up_to_date().changed

    assert built() is not None
    with monkeypatch.context() as changed:  # code, curated tables and definitions
        changed.setattr(refresh, "deciding", lambda: "of another day")
        assert built() is None
    assert built() is None
    with monkeypatch.context() as changed:  # too much lies behind the sorted rows
        changed.setattr(refresh, "_BEHIND_AT_LEAST", 10)
        assert built() is None
    model = world.home / "readmodel" / str((pointer.read(world.home / POINTER) or {})["file"])
    model.unlink()
    assert built() is None
    os.truncate(world.home / "readmodel" / str((pointer.read(world.home / POINTER) or {})["file"]), 5000)
    assert built() is None


def test_releases_that_are_re_dated_rank_otherwise(world: World) -> None:
    """What lost its key may win it: nothing is carried over."""
    one, other = sorted((world.home / "archive" / "releases").glob("*.json"))
    dates = [json.loads(path.read_bytes())["retrieved_at"] for path in (one, other)]
    for path, old, new in zip((one, other), dates, reversed(dates), strict=True):
        path.write_text(path.read_text().replace(old, new))
    world.put(SOURCES[0], [PLAIN[2]])
    assert world.bring_up_to_date().changed is None
