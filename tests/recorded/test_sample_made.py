"""The shipped sample against the references that it was made from, by other code than the tool's."""

from __future__ import annotations

import importlib.util
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pandas as pd
import pyarrow as pa
import pytest

from yhdyspinta.catalogue.datasets import SAMPLE, datasets
from yhdyspinta.environment import read
from yhdyspinta.formats import package

pytestmark = pytest.mark.recorded
TOOLS = Path(__file__).resolve().parents[2] / "tools"
CELLS = 400


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
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_the_references_give_the_shipped_bytes(references: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))
    tool("make_sample").build(references, tmp_path)
    shipped = {path.name: path.read_bytes() for path in SAMPLE.iterdir() if path.suffix in (".parquet", ".toml")}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == shipped


Key = tuple[str, str, str, str, str]
Expected = dict[Key, float | None]


def unemployment(folder: Path) -> Expected:
    frame = pd.read_parquet(folder / "data/indicators/unemployment_monthly_2006_2023.parquet")
    names = {
        "unemployed_jobseekers": "tyottomat",
        "labour_force": "tyovoima",
        "vacancies": "avoimet_paikat",
        "unemployed_share_pct": "tyottomien_osuus",
    }
    found: Expected = {}
    for row in frame.to_dict("records"):
        for column, name in names.items():
            value = row[column]
            key = (f"stat.tyonv.12r5.{name}", row["region_code"], f"{row['month']:%Y-%m}", "total", "total")
            found[key] = None if pd.isna(value) else float(value)
    return found


def population(folder: Path) -> Expected:
    frame = pd.read_csv(folder / "data/population/population_kunta_total_2000_2022.csv", dtype=str)
    rows = zip(frame["municipality_code"], frame["year"], frame["population"], strict=True)
    return {("thl.sotkanet.127", f"KU{code}", year, "total", "total"): float(value) for code, year, value in rows}


def ages(file: str, code: str, indicator: str) -> Callable[[Path], Expected]:
    def read_ages(folder: Path) -> Expected:
        frame = pd.read_parquet(folder / "data/population" / file)
        sexes = frame["sex"] if "sex" in frame else ["total"] * len(frame)
        found: Expected = {}
        for area, year, sex, age, value in zip(frame[code], frame["year"], sexes, frame["age"], frame["population"], strict=True):
            area_id = area if area[0].isalpha() else f"KU{area}"
            found[indicator, area_id, str(year), sex, "100-" if age == 100 else str(age)] = float(value)
        return found

    return read_ages


def finance(folder: Path) -> Expected:
    frame = pd.read_csv(folder / "data/indicators/municipal_finance_keyfigures_2020.csv", dtype=str)
    rows = zip(frame["indicator"], frame["municipality_code"], frame["year"], frame["value"], strict=True)
    return {(f"stat.kuntatalous.{name}", f"KU{code}", year, "total", "total"): float(value) for name, code, year, value in rows}


REFERENCES: dict[str, Callable[[Path], Expected]] = {
    "tyonv-12r5-kunnat": unemployment,
    "sotkanet-127-kunnat": population,
    "vaerak-11re-kunnat": ages("population_kunta_age_sex_2018_2019.parquet", "municipality_code", "stat.vaerak.11re.vaesto"),
    "vaerak-11re-maakunnat": ages("population_maakunta_age_sex_1972_2025.parquet", "region_code", "stat.vaerak.11re.vaesto"),
    "vaenn-139f-kunnat": ages("projection2019_kunta_age_2019_2040.parquet", "municipality_code", "stat.vaenn.139f.vaesto_e19"),
    "vaenn-14wx-kunnat": ages("projection2024_kunta_age_2024_2035_2040.parquet", "municipality_code", "stat.vaenn.14wx.vaesto_e24"),
    "kuntatalous-kunnat": finance,
}


@pytest.mark.parametrize("name", REFERENCES)
def test_shipped_values_are_the_received_ones(references: Path, name: str) -> None:
    expected = REFERENCES[name](references)
    dataset = next(dataset for dataset in datasets() if dataset.id == name)
    table = package.parse(dataset.path.read_bytes())
    columns = [table[column].cast(pa.string()).to_pylist() for column in ("indicator", "area", "period", "sex", "age", "status")]
    shipped = dict(zip(zip(*columns[:5], strict=True), zip(columns[5], table["value"].to_pylist(), strict=True), strict=True))
    kept = {key: value for key, value in expected.items() if name != "vaerak-11re-kunnat" or key[1] != "SSS"}
    assert len(shipped) == len(kept)
    wrong = [key for key, value in kept.items() if shipped[key][1] != value and shipped[key][0] != "not_applicable"]
    assert wrong == []


def test_what_was_marked_has_a_loan_of_its_own(references: Path) -> None:
    received = finance(references)
    table = package.parse((SAMPLE / "kuntatalous-kunnat.parquet").read_bytes())
    marked = [row for row in table.select(["indicator", "area", "status"]).to_pylist() if row["status"] == "not_applicable"]
    assert marked
    for row in marked:
        own = row["indicator"].replace(".k_", ".")
        assert received[row["indicator"], row["area"], "2020", "total", "total"] == 0
        assert (received[own, row["area"], "2020", "total", "total"] or 0) > 0


def test_sotkanet_series_match_one_title_of_an_open_producer(references: Path) -> None:
    listed = pd.read_json(references / "fixtures/sotkanet/SotkaIndicators.json")
    titles = listed["title"].map(lambda title: title["fi"].strip())
    frame = pd.read_parquet(references / "data/indicators/sotkanet_extract_2013.parquet")
    frame["plain"] = frame["indicator"].astype(str).str.replace(r"^\[[^\]]*\] ", "", regex=True)
    dataset = next(dataset for dataset in datasets() if dataset.id == "sotkanet-2013-kunnat")
    table = package.parse(dataset.path.read_bytes()).to_pandas().astype({"indicator": str, "area": str, "period": str, "status": str})
    chance = random.Random(2013)
    for indicator in dataset.indicators:
        entry = listed[listed["id"] == int(indicator.rpartition(".")[2])].iloc[0]
        assert (titles == entry["title"]["fi"].strip()).sum() == 1
        assert entry["organization"]["title"]["fi"].strip() in ("Tilastokeskus", "Terveyden ja hyvinvoinnin laitos (THL)")
        received = frame[(frame["plain"] == entry["title"]["fi"].strip()) & (frame["region_level"] == "kunta")]
        values = {
            (code, str(year)): value for code, year, value in zip(received["region_code"], received["year"], received["value"], strict=True)
        }
        rows = table[(table["indicator"] == indicator) & (table["status"] == "final")]
        for row in rows.iloc[chance.sample(range(len(rows)), min(len(rows), CELLS))].itertuples():
            code = row.area.removeprefix("KU")
            if code == "284":  # given by its name only
                continue
            assert values[code, row.period] == row.value
