"""The tools that make the example: the shipped figures and map are what they make, and the figures hang together."""

from __future__ import annotations

import importlib
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from yhdyspinta.catalogue.areas import EXAMPLE, example_areas
from yhdyspinta.catalogue.example import example_datasets
from yhdyspinta.formats import package

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture(scope="module")
def tools() -> Iterator[tuple[ModuleType, ModuleType]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TOOLS))
        yield importlib.import_module("make_example"), importlib.import_module("make_example_map")


def test_the_shipped_figures_are_what_the_recipe_gives(tools: tuple[ModuleType, ModuleType]) -> None:
    recipe = tomllib.loads((TOOLS / "example.toml").read_text("utf-8"))
    made = {tuple(row[:5]): (row[5], row[6]) for row in tools[0].rows(recipe)}
    shipped = package.parse(example_datasets()[0].path.read_bytes()).to_pylist()
    kept = {(row["indicator"], row["area"], row["period"], row["sex"], row["age"]): (row["value"], row["status"]) for row in shipped}
    assert kept == made


def test_people_by_age_are_the_population_and_births_and_moves_its_change(tools: tuple[ModuleType, ModuleType]) -> None:
    shipped = package.parse(example_datasets()[0].path.read_bytes()).to_pylist()
    by_age: Counter[tuple[str, str]] = Counter()
    totals, change = {}, {}
    for row in shipped:
        place = (row["area"], row["period"])
        if row["indicator"] == "stat.vaerak.11re.vaesto":
            by_age[place] += row["value"]
        elif row["indicator"] == "thl.sotkanet.127":
            totals[place] = row["value"]
        elif row["indicator"] in (
            "stat.avainluvut.syntyneiden_enemmyys_henkiloa",
            "stat.avainluvut.kuntien_valinen_muuttovoitto_tappio_henkiloa",
        ):
            change[place] = change.get(place, 0) + row["value"]
    assert dict(by_age) == totals
    for (area, year), moved in change.items():
        assert totals[area, year] - totals[area, str(int(year) - 1)] == moved


def test_the_shipped_map_is_what_the_plan_gives(tools: tuple[ModuleType, ModuleType]) -> None:
    topology, neighbours = tools[1].drawn()
    assert (EXAMPLE / "municipalities.topojson").read_text("utf-8") == topology
    assert {(f"KU900{one}", f"KU900{other}") for one, other in neighbours} == {
        (one.id, other)
        for one in example_areas().areas("KU", example_areas().current)
        for other in example_areas().neighbours(one.id)
        if one.id < other
    }
