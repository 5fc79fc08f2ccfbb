"""Sotkanet from its replies to the table: a broken, cut or strange reply never becomes a figure, and the last good one stands."""

from __future__ import annotations

import time
from pathlib import Path

import pyarrow as pa
import pytest

from tests.servers.faults import FAULTS, UNFRAMED, Running, serve
from tests.servers.sotkanet import Sotkanet, indicator
from tests.sources.connectors import sotkanet_world as world
from tests.sources.ways import DEADLINE, way_to
from yhdyspinta import environment
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.environment import Environment
from yhdyspinta.intake.bundles import parse
from yhdyspinta.intake.live import Outcome, refresh_target
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

NUMBER, OURS = 127, "thl.sotkanet.127"


def made(**changes: object) -> Sotkanet:
    """A Sotkanet that has an indicator of the catalogue; its figures are made."""
    about = indicator(NUMBER, ("total",), 2023, 2024)
    return Sotkanet(world.regions(), {NUMBER: about}, {NUMBER: world.figures()}, **changes)  # type: ignore[arg-type]


@pytest.fixture
def home(tmp_path: Path) -> Environment:
    return environment.read({"YHDYSPINTA_HOME": str(tmp_path)})


def refresh(home: Environment, server: Running) -> Outcome:
    target = Target(OURS, "thl.sotkanet", "sotkanet", f"{server.address}/rest/1.1", {"indicator": NUMBER}, (Wanted(OURS),))
    return refresh_target(home, target, way_to(server), lambda text, share: None, False)


def standing(home: Environment) -> pa.Table:
    return VersionedTable(home.home).read(indicators=[OURS])


def test_a_release_names_its_producer_its_time_and_its_address(home: Environment) -> None:
    with serve(made()) as server:
        outcome = refresh(home, server)
        assert (outcome.kind, refresh(home, server).kind) == ("new", "unchanged")
    release, data = Archive(home.home).get(outcome.release)
    assert (release.producer, release.source_updated_at) == ("Terveyden ja hyvinvoinnin laitos (THL)", "2026-05-04")
    assert release.licence == "CC BY 4.0"
    assert parse(data).num_rows == standing(home).num_rows == 2 * len(world.numbers())


@pytest.mark.parametrize("fault", [*FAULTS, UNFRAMED])
def test_the_last_good_release_stands_whatever_breaks(home: Environment, fault: str) -> None:
    with serve(made()) as server:
        refresh(home, server)
        before = standing(home)
        server.fault, server.sound, begun = fault, len(server.asked) + 2, time.monotonic()
        assert refresh(home, server).kind == "failed"
        assert time.monotonic() - begun < 3 * DEADLINE + 1
        assert standing(home).equals(before)
        server.fault = ""
    assert len(Archive(home.home).releases()) == 1


def test_a_csv_that_the_service_itself_cut_waits_for_a_person(home: Environment) -> None:
    service = made()
    with serve(service) as server:
        refresh(home, server)
        before = standing(home)
        service.cut = 5
        assert refresh(home, server).kind == "held"
        assert standing(home).equals(before)


def test_a_merger_that_the_register_does_not_know_gives_no_release(home: Environment) -> None:
    service = made()
    with serve(service) as server:
        refresh(home, server)
        before = standing(home)
        service.regions.remove(next(entry for entry in service.regions if entry["category"] == "KUNTA"))
        outcome = refresh(home, server)
    assert outcome.kind == "failed"
    assert "curated/areas" in outcome.sentence
    assert standing(home).equals(before)
