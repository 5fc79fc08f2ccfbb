"""A source that revises its history: pages show the new figure, an old version gives the old one, an edition keeps its proof."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.compute as pc

from tests.servers.faults import serve
from tests.servers.sotkanet import Sotkanet
from tests.sources.connectors import sotkanet_world as world
from tests.sources.ways import way_to
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.environment import Environment, read
from yhdyspinta.intake import review
from yhdyspinta.intake.live import Outcome, refresh_target
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.pictures import editions
from yhdyspinta.pictures.queries import picture_of
from yhdyspinta.pictures.trace import trace
from yhdyspinta.pictures.verify import verify

INDICATOR, COUNTY = "thl.sotkanet.493", "HVA15"
DAY = date(2026, 11, 24)


def refresh(home: Environment, address: str, service: object) -> Outcome:
    target = Target(INDICATOR, "thl.sotkanet", "sotkanet", f"{address}/rest/1.1", {"indicator": world.NUMBER}, (Wanted(INDICATOR),))
    return refresh_target(home, target, way_to(service, deadline_seconds=5.0), lambda text, share: None)  # type: ignore[arg-type]


def revised(service: Sotkanet) -> Sotkanet:
    """One county's figure of every year one greater."""
    number = world.numbers()[COUNTY]
    old = service.figures[world.NUMBER]
    service.figures[world.NUMBER] = [(*row[:3], row[3] + 1 if row[0] == number and row[3] is not None else row[3], row[4]) for row in old]
    return service


def figure_of(home: Environment) -> tuple[str, float | None]:
    picture = picture_of(home, COUNTY, (2,), DAY)
    found = next(figure for name, figure in picture.figures.items() if name.startswith(f"{INDICATOR}@{COUNTY}/"))
    return found.id, found.value


def test_pages_change_and_the_past_stays(tmp_path: Path) -> None:
    home = read({"YHDYSPINTA_HOME": str(tmp_path)})
    service = world.service()
    with serve(service) as server:
        assert refresh(home, server.address, server).kind == "new"
        before = VersionedTable(home.home).version
        figure, old = figure_of(home)
        assert old is not None
        edition = editions.publish(home.home, picture_of(home, COUNTY, (2,), DAY))
        revised(service)
        assert refresh(home, server.address, server).kind == "new"
    assert figure_of(home) == (figure, old + 1)
    then = VersionedTable(home.home).read(before, [INDICATOR])
    cells = then.filter(pc.and_(pc.equal(then["area"], COUNTY), pc.equal(then["period"], "2024"))).to_pylist()
    assert [cell["value"] for cell in cells] == [old]
    kept = editions.read(editions.find(home.home, edition.id))
    assert kept.picture.figures[figure].value == old
    proof = verify(home, edition.id)
    assert (proof.ok, proof.recomputed, proof.problems) == (True, True, [])
    chain = trace(home, edition, figure)
    assert chain["releases"][0]["archived"]
    assert chain["releases"][0]["id"].startswith(f"{INDICATOR}-")


def test_a_csv_with_fewer_rows_waits_for_a_person(tmp_path: Path) -> None:
    home = read({"YHDYSPINTA_HOME": str(tmp_path)})
    service = world.service()
    with serve(service) as server:
        assert refresh(home, server.address, server).kind == "new"
        service.figures[world.NUMBER] = service.figures[world.NUMBER][:-1]  # the source itself lost a row, so its witness agrees
        held = refresh(home, server.address, server)
    assert held.kind == "held"
    assert "fewer" in {reason["kind"] for reason in review.get(home.home, held.release).reasons}
