"""The national document itself: every address in it is one of a source that the register describes."""

from __future__ import annotations

import re

import pytest

from yhdyspinta import environment
from yhdyspinta.catalogue.items import content_items

HOSTS = {
    "stat.fi": "stat.alyr",
    "tem.fi": "tem.tilannekuvat",
    "tietotarjotin.fi": "kela.avoin",
    "migri.fi": "migri",
    "www.keha-keskus.fi": "keha.katsaukset",
    "www.tyonvalitystilasto.fi": "stat.tyonv",
    "www.tyollisyyskatsaus.fi": "keha.katsaukset",
    "www.oph.fi": "oph.tilastot",
    "stm.fi": "stm.tilannekuvat",
}


@pytest.mark.recorded
def test_every_address_of_the_document_is_reached_from_a_content_item() -> None:
    references = environment.read().references
    assert references is not None
    text = (references / "seed.md").read_text("utf-8")
    hosts = set(re.findall(r"https?://([^/>\s)]+)", text))
    assert len(hosts) >= 9
    assert sorted(hosts - set(HOSTS)) == []
    reached = {source for item in content_items().values() for source in item.sources}
    assert {HOSTS[host] for host in hosts} <= reached
