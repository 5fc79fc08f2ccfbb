"""The curated areas against the classification that they were made from."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.environment import read

pytestmark = pytest.mark.recorded
TOOLS = Path(__file__).resolve().parents[2] / "tools"
COLUMNS = {
    "MK": "maakunta",
    "SK": "seutukunta",
    "TA": "tyollisyysalue",
    "EVK": "evk",
    "ELY": "ely",
    "KR": "kuntaryhmitys",
    "KS": "kielisuhde",
}


@pytest.fixture(scope="module")
def references() -> Path:
    found = read().references
    assert found is not None, "Set YHDYSPINTA_REFERENCES to run the recorded suite."
    return found


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_what_the_tool_makes(references: Path, tmp_path: Path) -> None:
    tool("make_areas").make(references, tmp_path)
    made = sorted(tmp_path.iterdir())
    assert [file.name for file in made] == ["areas.csv", "changes.csv", "memberships.csv"]
    for file in made:
        assert file.read_bytes() == (CURATED / "areas" / file.name).read_bytes(), file.name


def test_the_maps_are_what_the_tool_makes(references: Path, tmp_path: Path) -> None:
    tool("make_geometry").make(references, tmp_path)
    made = sorted(tmp_path.iterdir())
    assert [file.name for file in made] == [
        "counties.topojson",
        "municipalities.topojson",
        "neighbours.csv",
        "regions.topojson",
        "tiles.csv",
    ]
    for file in made:
        assert file.read_bytes() == (CURATED / "areas" / file.name).read_bytes(), file.name


def test_every_year_of_the_key_reads_back(references: Path) -> None:
    with (references / "data" / "classification" / "municipality_key_2013_2026.csv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    for row in rows:
        year, child = int(row["year"]), f"KU{row['municipality_code']}"
        for kind, column in COLUMNS.items():
            code = row[f"{column}_code"]
            assert areas().parent(child, kind, year) == (f"{kind}{code}" if code else None), f"{child} {kind} {year}"
        county = f"HVA{row['hyvinvointialue_code']}" if year >= 2023 and row["hyvinvointialue_code"] != "91" else None
        assert areas().parent(child, "HVA", year) == county, f"{child} {year}"
    assert len(rows) == sum(len(areas().areas("KU", year)) for year in areas().years)
