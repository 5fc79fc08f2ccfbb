"""The tool that makes the sample: rules that take values away, names, and what it refuses to write."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest

from yhdyspinta.catalogue.datasets import load_datasets

TOOLS = Path(__file__).resolve().parents[2] / "tools"
DIVISION = 2020


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TOOLS))
        spec = importlib.util.spec_from_file_location("make_sample", TOOLS / "make_sample.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        patch.setitem(sys.modules, "make_sample", module)
        spec.loader.exec_module(module)
        yield module


def frame(*rows: tuple[str, str, float]) -> pl.DataFrame:
    columns = {"indicator": pl.String, "area": pl.String, "value": pl.Float64}
    return pl.DataFrame(rows, schema=columns, orient="row").select(
        "indicator", "area", pl.lit(DIVISION, pl.Int16).alias("boundaries"), pl.lit("2020").alias("period"),
        pl.lit("total").alias("sex"), pl.lit("total").alias("age"), "value", pl.lit("final").alias("status"),
    )  # fmt: skip


def test_a_zero_is_taken_away_only_beside_what_contradicts_it(tool: ModuleType) -> None:
    received = frame(("group", "KU005", 0), ("own", "KU005", 7), ("group", "KU009", 0), ("own", "KU009", 0), ("group", "KU010", 3))
    rule = {"indicator": "group", "when": "zero", "beside": "own", "status": "not_applicable", "reason": "no_group"}
    marked, told = tool.mark(received, [rule])
    rows = {(row["indicator"], row["area"]): (row["value"], row["status"]) for row in marked.to_dicts()}
    assert rows == {
        ("group", "KU005"): (None, "not_applicable"),
        ("own", "KU005"): (7.0, "final"),
        ("group", "KU009"): (0.0, "final"),
        ("own", "KU009"): (0.0, "final"),
        ("group", "KU010"): (3.0, "final"),
    }
    assert [(one.indicator, one.rows, one.reason) for one in told] == [("group", 1, "no_group")]


def test_a_later_rule_looks_at_what_was_received(tool: ModuleType) -> None:
    received = frame(("euros", "KU005", 2), ("people", "KU005", 0), ("euros", "KU009", 0), ("people", "KU009", 0), ("loans", "KU005", -1))
    rules: list[dict[str, Any]] = [
        {"indicator": "euros", "when": "zero", "status": "not_available", "reason": "a"},
        {"indicator": "people", "when": "zero", "beside": "euros", "status": "not_available", "reason": "a"},
        {"indicator": "loans", "when": "negative", "status": "not_available", "reason": "b"},
    ]
    marked, told = tool.mark(received, rules)
    assert [one.rows for one in told] == [1, 1, 1]
    known = marked.filter(pl.col("value").is_not_null()).select("indicator", "area").rows()
    assert sorted(known) == [("euros", "KU005"), ("people", "KU009")]


def test_areas_and_indicators_must_be_known(tool: ModuleType) -> None:
    known = "stat.kuntatalous.lainakanta_eur"
    tool.check("made", "stat.kuntatalous", frame((known, "KU005", 1)))
    with pytest.raises(SystemExit, match="made: HVA15 is not in the division of 2020"):
        tool.check("made", "stat.kuntatalous", frame((known, "HVA15", 1)))
    with pytest.raises(SystemExit, match="nobody knows is not defined"):
        tool.check("made", "stat.kuntatalous", frame(("nobody knows", "KU005", 1)))
    with pytest.raises(SystemExit, match="is defined as of stat"):
        tool.check("made", "diak", frame((known, "KU005", 1)))


def test_titles_match_one_id_of_an_open_producer(tool: ModuleType) -> None:
    def listed(number: int, title: str, producer: str) -> dict[str, Any]:
        return {"id": number, "title": {"fi": title}, "organization": {"title": {"fi": producer}}}

    entries = [
        listed(1, "Äidit", "Avoin"), listed(2, "Isät", "Avoin"), listed(3, "Isät", "Avoin"),
        listed(4, "Lapset", "Suljettu"), listed(5, "Väestöennuste 2040", "Avoin"),
    ]  # fmt: skip
    recipe = {"prefix": "made.", "producers": ["Avoin"], "projections": "väestöennuste"}
    titles = ["[PERHE] Äidit", "[PERHE] Isät", "[PERHE] Lapset", "[PERHE] Lapset, %", "[PERHE] Väestöennuste 2040"]
    ids, left_out = sys.modules["sample_series"]._matched(titles, entries, recipe)
    assert ids == {"[PERHE] Äidit": "made.1"}
    assert [(left.what, left.reason) for left in left_out] == [
        ("[PERHE] Isät", "no_single_title"),
        ("[PERHE] Lapset (made.4, Suljettu)", "producer_terms"),
        ("[PERHE] Lapset, %", "no_single_title"),
        ("[PERHE] Väestöennuste 2040 (made.5)", "older_projection"),
    ]


def test_what_is_told_can_be_read_again(tool: ModuleType, tmp_path: Path) -> None:
    recipe = {
        "id": "made", "reader": "figures", "source": "stat.kuntatalous", "publisher": 'A "quoted" one', "producer": "A", "through": "a\\b",
        "licence": "CC BY 4.0", "licence_address": "https://a", "address": "https://b", "retrieved_at": "unknown",
        "source_updated_at": "unknown", "title": {"fi": "a", "sv": "b", "en": "c"}, "limits": {"fi": "a", "sv": "b", "en": "c"},
    }  # fmt: skip
    series = sys.modules["sample_series"]
    made = tool.Made(
        recipe, b"bytes", frame(("x", "KU005", 1)), [series.LeftOut("what", "why")], [series.Marked("x", "suppressed", 2, "why")]
    )
    text = tool.describe([made], {"why": {"fi": "siksi", "sv": "därför", "en": "because"}}, [{"what": "all", "reason": "why"}])
    (tmp_path / "datasets.toml").write_text(text, "utf-8")
    assert tomllib.loads(text)["left_out"] == [{"what": "all", "reason": "why"}]
    (dataset,) = load_datasets(tmp_path)
    assert (dataset.publisher, dataset.through, dataset.rows, dataset.boundaries) == ('A "quoted" one', "a\\b", 1, (DIVISION,))
    assert (dataset.left_out[0].reason.sv, dataset.marked[0].rows) == ("därför", 2)
