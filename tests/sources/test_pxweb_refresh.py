"""A table of the shipped entries through the whole way in: a release, nothing new, revised, odd, broken, killed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.servers.pxweb import PxWeb
from tests.sources.pxweb_tables import number, population, running
from yhdyspinta import environment
from yhdyspinta.catalogue.live import targets
from yhdyspinta.environment import Environment
from yhdyspinta.intake import bundles
from yhdyspinta.intake.live import refresh_target
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

ENTRY = targets()["stat.vaerak.11re"]


class Installation:
    """A state folder of its own, a service of ours, and the entry with the service's address."""

    def __init__(self, home: Path, service: PxWeb, address: str, way: object) -> None:
        self.settings: Environment = environment.read({"YHDYSPINTA_HOME": str(home)})
        self.service, self.way = service, way
        self.target = replace(ENTRY, address=ENTRY.address.replace("https://pxdata.stat.fi", address))

    def refresh(self):
        return refresh_target(self.settings, self.target, self.way, lambda text, share: None, readable=False)

    def figures(self) -> dict:
        rows = VersionedTable(self.settings.home).read().to_pylist()
        return {(row["area"], row["period"], row["sex"], row["age"]): (row["value"], row["status"]) for row in rows}


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    service = PxWeb([population()], config={"maxCells": 60})
    with running(service) as (served, way):
        yield Installation(tmp_path / "home", service, served.address, way)


def test_once_and_the_same_again(installation):
    first = installation.refresh()
    assert (first.kind, first.changes["new"]) == ("new", len(installation.figures()))
    release, data = Archive(installation.settings.home).get(first.release)
    assert release.source_updated_at == "2026-03-27T05:00:00Z"
    assert bundles.parse(data).num_rows == len(installation.figures())
    again = installation.refresh()
    assert (again.kind, again.release) == ("unchanged", first.release)


def test_a_revision_and_a_new_year(installation):
    installation.refresh()
    before = installation.figures()
    table = population(("2022", "2023", "2024", "2025*"))
    table.updated = "2027-03-27T05:00:00Z"
    changed = ("KU091", "2022", "SSS", "001")

    def cell(key):
        usual = number(key)
        return usual if isinstance(usual, str) else usual + (tuple(key[code] for code in _AXES) == changed)

    table.cell = cell
    installation.service.tables[:] = [table]
    outcome = installation.refresh()
    assert outcome.kind == "new"
    after = installation.figures()
    assert after["KU091", "2022", "total", "1"][0] == before["KU091", "2022", "total", "1"][0] + 1
    assert {key[1] for key in after.keys() - before.keys()} == {"2025"}
    assert after["KU179", "2024", "total", "total"][1] == "final"


_AXES = ("alue_23_20260101", "timeperiod_y", "sukupuoli_9_20180101", "ikaryhma_10_20180101")


def test_a_thousandfold_waits_for_a_person(installation):
    installation.refresh()
    before = installation.figures()
    installation.service.tables[0].cell = lambda key: cell * 1000 if not isinstance(cell := number(key), str) else cell
    outcome = installation.refresh()
    assert outcome.kind == "held"
    assert installation.figures() == before


def test_a_renamed_table_and_a_failing_service_leave_the_figures(installation):
    installation.refresh()
    before = installation.figures()
    installation.service.tables[0].path = "vaerak/99zz.px"
    outcome = installation.refresh()
    assert outcome.kind == "failed"
    assert "renamed or discontinued" in outcome.sentence
    assert installation.figures() == before


def test_a_killed_run_asks_only_for_the_rest(installation):
    calls = []

    def stop(service: PxWeb) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt

    class Killed:
        def fetch(self, request):
            if request.method == "POST":
                stop(installation.service)
            return way.fetch(request)

        keep_pace = installation.way.keep_pace

    way, installation.way = installation.way, Killed()
    with pytest.raises(KeyboardInterrupt):
        installation.refresh()
    asked = len(installation.service.queries)
    assert asked == 2
    installation.way = way
    assert installation.refresh().kind == "new"
    split = installation.service.queries
    assert len({str(query) for query in split}) == len(split)
