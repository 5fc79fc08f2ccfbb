"""Both PxWeb connectors when their service breaks: no release, and an end in time (quality.md, tests 4, 5 and 6)."""

from __future__ import annotations

import time

import pytest

from tests.servers.faults import FAULTS, UNFRAMED
from tests.servers.pxweb import PxWeb
from tests.sources.pxweb_tables import population, running, target
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import ParseError, YhdyspintaError
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.formats.bundle import Part
from yhdyspinta.sources.connectors import CONNECTORS

DEADLINE = 0.4


def entry(name: str, served) -> Target:
    if name == "pxweb_v1":
        return target(served)
    return Target("made", "made", name, f"{served.address}/api/v2/tables/11re", {}, (Wanted("made.one", {"contents": "vaesto"}),))


@pytest.mark.parametrize("sound", [0, 2], ids=["description", "figures"])
@pytest.mark.parametrize("fault", [*FAULTS, UNFRAMED])
@pytest.mark.parametrize("name", ["pxweb_v1", "pxweb_v2"])
def test_no_release_comes_of_a_broken_service(name, fault, sound):
    connector = CONNECTORS[name]
    with running(PxWeb([population()]), fault, sound, DEADLINE) as (served, way):
        wanted, begun = entry(name, served), time.monotonic()
        with pytest.raises(YhdyspintaError):
            connector.read(wanted, list(connector.collect(wanted, way, {})), areas())
        assert time.monotonic() - begun < DEADLINE + 1
        assert len(served.asked) <= sound + (6 if fault == "loop" else 1)  # redirects are followed a few times


@pytest.mark.parametrize("name", ["pxweb_v1", "pxweb_v2"])
def test_a_reply_cut_anywhere_is_never_read(name):
    connector = CONNECTORS[name]
    with running(PxWeb([population(("2023",))])) as (served, way):
        wanted = entry(name, served)
        whole = list(connector.collect(wanted, way, {}))
    assert connector.read(wanted, whole, areas()).rows.num_rows == 7
    for number, part in enumerate(whole):
        for end in range(0, len(part.data), 7):
            cut = Part(part.name, part.url, part.query, part.content_type, part.data[:end])
            with pytest.raises(ParseError):
                connector.read(wanted, [*whole[:number], cut, *whole[number + 1 :]], areas())
