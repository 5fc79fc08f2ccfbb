"""docs/reference/sources-other.md against the code: every fact of these connectors is explained, every target is sound."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from yhdyspinta.catalogue.live import targets
from yhdyspinta.sources.connectors import CONNECTORS

TEXT = (Path(__file__).parents[3] / "docs/reference/sources-other.md").read_text(encoding="utf-8")
NAMES = ("ckan", "kuntatalous", "kela_hva", "vipunen", "ptv", "thl_cube")


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_is_explained(name: str) -> None:
    section = TEXT.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    facts = import_module(f"yhdyspinta.sources.connectors.{name}").FACTS
    unexplained = {fact for fact in facts if f"`{fact}`" not in section}
    assert unexplained == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_target_is_told_and_sound(name: str) -> None:
    mine = [target for target in targets().values() if target.connector == name]
    assert mine
    for target in mine:
        CONNECTORS[name].check(target)
        assert f"`{target.id}`" in TEXT
