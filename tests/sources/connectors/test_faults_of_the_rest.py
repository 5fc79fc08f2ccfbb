"""Every connector of the smaller services under every fault of a server: never a reading, and an end in time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from types import ModuleType

import pytest

from tests.servers import ckan, kela_hva, kuntatalous, ptv, thl_cube, vipunen
from tests.servers.faults import FAULTS, UNFRAMED, serve
from tests.servers.way import way_to
from tests.sources.connectors import test_ckan, test_kuntatalous
from tests.sources.connectors import test_small_services as small
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.live import Target
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.errors import SourceError
from yhdyspinta.sources.source import Reading

DEADLINE = 0.3
MEANT = 1 << 20  # bytes: a bomb of 300 MB must be stopped long before


def _ckan(base: str) -> Target:
    return replace(test_ckan.TARGET, address=base + "/data/api/3/action/package_search?q=made")


CASES: dict[str, tuple[ModuleType, Callable[[str], Target], int]] = {
    # name -> its server, its target there, and how many replies a whole release has
    "ckan": (ckan, _ckan, 4),
    "kuntatalous": (kuntatalous, lambda base: test_kuntatalous.target(base, directory=base + kuntatalous.DIRECTORY), 4),
    "kela_hva": (kela_hva, partial(small.at, small.KELA), 1),
    "vipunen": (vipunen, partial(small.at, small.VIPUNEN), 4),
    "ptv": (ptv, partial(small.at, small.PTV), 4),
    "thl_cube": (thl_cube, partial(small.at, small.CUBE), 2),
}


def _read(name: str, base: str) -> Reading:
    target, connector = CASES[name][1](base), CONNECTORS[name]
    connector.check(target)
    parts = list(connector.collect(target, way_to(base, DEADLINE, MEANT), {}))
    return connector.read(target, parts, areas())


@pytest.mark.parametrize("name", CASES)
def test_a_sound_server_gives_a_reading(name: str) -> None:
    with serve(CASES[name][0].service) as server:
        assert _read(name, server.address).rows.num_rows > 0
        assert len(server.asked) == CASES[name][2]


@pytest.mark.parametrize("fault", [*FAULTS, UNFRAMED])
@pytest.mark.parametrize("name", CASES)
def test_no_reading_from_a_broken_server_at_any_reply(name: str, fault: str) -> None:
    service, _, replies = CASES[name]
    slow = fault in ("drip", "drip_headers", "hang", "bomb")  # each costs its deadline: only the last reply of a release
    for sound in (replies - 1,) if slow else {0, replies - 1}:
        with serve(service.service, fault, sound) as server:
            began = time.monotonic()
            with pytest.raises((SourceError, ParseError)):
                _read(name, server.address)
            assert time.monotonic() - began < DEADLINE + 1 + 0.5 * sound
