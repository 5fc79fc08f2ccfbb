"""The smaller services through the whole way in: a release, nothing new, a broken service that changes nothing, evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import pytest

from tests.servers import ckan, kela_hva, kuntatalous, ptv, thl_cube, vipunen
from tests.servers.faults import serve
from tests.servers.way import way_to
from tests.sources.connectors import test_ckan, test_kuntatalous
from tests.sources.connectors import test_small_services as small
from yhdyspinta import environment
from yhdyspinta.domain.live import Target
from yhdyspinta.intake.live import refresh_target
from yhdyspinta.intake.replay import READERS
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive
from yhdyspinta.sources.exchange import Reply, Request
from yhdyspinta.sources.http import Way


def _ckan(base: str) -> Target:
    return replace(test_ckan.TARGET, address=base + "/data/api/3/action/package_search?q=made")


@dataclass(frozen=True)
class Later:
    """The same way, some time later."""

    way: Way
    day: str

    def fetch(self, request: Request) -> Reply:
        return replace(self.way.fetch(request), retrieved_at=self.day)

    def keep_pace(self, url: str, calls: int, window_seconds: float) -> None:
        self.way.keep_pace(url, calls, window_seconds)


CASES: dict[str, tuple[ModuleType, Callable[[str], Target]]] = {
    "ckan": (ckan, _ckan),
    "kuntatalous": (kuntatalous, test_kuntatalous.target),
    "kela_hva": (kela_hva, lambda base: small.at(small.KELA, base)),
    "vipunen": (vipunen, lambda base: small.at(small.VIPUNEN, base)),
    "ptv": (ptv, lambda base: small.at(small.PTV, base)),
    "thl_cube": (thl_cube, lambda base: small.at(small.CUBE, base)),
}


@pytest.mark.parametrize("name", CASES)
def test_release_then_nothing_new_then_a_broken_service(tmp_path: Path, name: str) -> None:
    server_of, target_at = CASES[name]
    settings = environment.read({"YHDYSPINTA_HOME": str(tmp_path)})
    with serve(server_of.service) as server:
        target = target_at(server.address)

        def run(deadline: float = 2.0) -> str:
            way = way_to(server.address, deadline)
            return refresh_target(settings, target, way, lambda step, share: None, readable=False).kind

        assert run() == "new"
        version, rows = VersionedTable(tmp_path).version, VersionedTable(tmp_path).read()
        assert run() == "unchanged"
        for fault in ("half", "html", "busy_503", "empty"):
            server.fault = fault
            assert run(0.3) == "failed"
    assert VersionedTable(tmp_path).version == version
    (release,) = VersionedTable(tmp_path).releases()
    found, data = Archive(tmp_path).get(release)
    again = READERS[found.format](data)
    assert again.num_rows == rows.num_rows > 0
    assert sorted(again["value"].to_pylist(), key=repr) == sorted(rows["value"].to_pylist(), key=repr)


def test_a_catalogue_without_history_gets_one_from_its_releases(tmp_path: Path) -> None:
    settings = environment.read({"YHDYSPINTA_HOME": str(tmp_path)})
    with serve(ptv.service) as server:
        target, way = small.at(small.PTV, server.address), way_to(server.address)
        kinds = [
            refresh_target(settings, target, Later(way, f"{day}T06:00:00+00:00"), lambda step, share: None, readable=False).kind
            for day in ("2026-11-02", "2026-11-30", "2026-12-01")
        ]
    assert kinds == ["new", "unchanged", "new"]
    rows = VersionedTable(tmp_path).read().to_pylist()
    assert {row["period"]: row["value"] for row in rows if row["area"] == "KU179"} == {"2026-11": 80.0, "2026-12": 80.0}
