"""The areas of a new year on pages: told while they wait, in use everywhere when accepted, without a restart."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tests.intake import division_world as world
from tests.intake.division_world import JOINED, MERGED, NEW, shipped
from tests.servers.faults import serve
from yhdyspinta.analysis.stored import stored_values
from yhdyspinta.catalogue import installed
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.environment import Environment
from yhdyspinta.intake import decisions
from yhdyspinta.pictures import queries

RESIDENTS = "stat.avainluvut.vakiluku"


@pytest.fixture
def own(sample: Environment, tmp_path: Path) -> Iterator[Environment]:
    """An installation of our own with the sample, which the pages read."""
    home = tmp_path / "home"
    shutil.copytree(sample.home, home)
    before = settings.ENVIRONMENT
    settings.ENVIRONMENT = replace(before, home=home)
    yield settings.ENVIRONMENT
    settings.ENVIRONMENT = before
    installed.follow(None)


def value(environment: Environment, area: str, period: str) -> float:
    """A figure on the newest division, computed from the municipalities of then where it must be."""
    asked = {"areas": [area], "periods": [period], "boundaries": areas().current}
    table = stored_values(environment.home, indicators()[RESIDENTS], areas(), "KU", definitions=indicators(), **asked).table
    return float(table.to_pylist()[0]["value"])


def test_from_a_waiting_year_to_pages_of_its_areas(own: Environment) -> None:
    client, year = Client(raise_request_exception=False), shipped().current + 1
    parts = [f"KU{code}" for code in MERGED]
    with serve(world.service(world.changed())) as server:
        release = world.fetch(own, server.address).release
    period = max(
        row["period"]
        for row in stored_values(
            own.home, indicators()[RESIDENTS], areas(), "KU", definitions=indicators(), areas=parts[:1]
        ).table.to_pylist()
    )
    before = sum(value(own, part, period) for part in parts)
    for language, words in (
        ("fi", ("odottaa päätöstä", "kuntaliitos", "Kinnula ja Viitasaari")),
        ("sv", ("väntar på", "kommunsammanslagning")),
    ):
        response = client.get(f"/{language}/tarkistus/{release}/")
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
        for word in (*words, "Tekola", "Uusi-Laukaa" if language == "fi" else "Laukas"):
            assert word in response.content.decode(), word
    assert client.get(f"/fi/alue/KU{NEW}/").status_code == 404
    tag = client.get("/fi/").headers["ETag"]

    new_year = datetime(year, 1, 2, 9, tzinfo=UTC)
    with time_machine.travel(new_year, tick=False):
        decisions.accept(own, release, "Tarkastaja", lambda text, share: None)
        _shown(client, own, tag, year)
        assert value(own, f"KU{NEW}", period) == before
    assert "Tarkastaja" in client.get(f"/fi/tarkistus/{release}/").content.decode()


def _shown(client: Client, own: Environment, tag: str, year: int) -> None:
    """The new areas stand on every page."""
    assert client.get("/fi/", headers={"If-None-Match": tag}).status_code == 200
    page = client.get(f"/fi/alue/KU{NEW}/")
    assert (page.status_code, "Tekola" in page.content.decode()) == (200, True)
    assert client.get("/fi/alue/MK22/").status_code == 200
    former = client.get(f"/fi/alue/KU{JOINED[0]}/")
    assert f"/fi/alue/KU{JOINED[1]}/" in former.content.decode()
    assert "kunnassa Tekola" in client.get(f"/fi/alue/KU{NEW}/tilannekuva/").content.decode()
    picture = queries.picture_of(own, f"KU{NEW}")
    assert picture.boundaries == year
    for area in ("HVA15", "MK22", "SSS", f"KU{JOINED[1]}"):
        assert client.get(f"/fi/alue/{area}/tilannekuva/").status_code == 200, area
