"""The same Ibis expressions on Spark and on DuckDB over the same files, cell by cell, and beside the product's figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.spark import expressions
from tests.spark.conftest import LABOUR_FORCE, UNEMPLOYED, Tables
from yhdyspinta.observations.queries import ReadModel

QUESTIONS: dict[str, Callable[[Tables], Any]] = {
    "one indicator": lambda tables: expressions.series(tables.observations, UNEMPLOYED),
    "newest of each indicator and area": lambda tables: expressions.newest(tables.observations),
    "unemployed summed to counties": lambda tables: expressions.sums(tables.observations, tables.parents, UNEMPLOYED),
    "labour force summed to counties": lambda tables: expressions.sums(tables.observations, tables.parents, LABOUR_FORCE),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_engines_give_every_cell_alike(question: str, duck: Tables, spark: Tables) -> None:
    ask = QUESTIONS[question]
    here, there = duck.rows(ask(duck)), spark.rows(ask(spark))
    assert len(here) > 300
    assert here == there


def test_both_engines_see_the_same_columns(duck: Tables, spark: Tables) -> None:
    assert set(duck.observations.columns) == set(spark.observations.columns)
    assert duck.run(duck.observations.count().as_table()).to_pylist() == spark.run(spark.observations.count().as_table()).to_pylist()


def test_sums_on_spark_are_the_read_model_s(spark: Tables, model: ReadModel) -> None:
    rows = spark.rows(expressions.sums(spark.observations, spark.parents, UNEMPLOYED))
    whole = {(row["area_to"], row["period"]): row["value"] for row in rows if row["known"] == row["parts"]}
    counties = sorted({area for area, _ in whole})
    computed = model.series(UNEMPLOYED, counties).to_pylist()
    found = {(row["area"], row["period"]): row["value"] for row in computed if row["origin"] == "computed" and not row["parts_missing"]}
    assert len(counties) == 22
    assert found == whole


def test_newest_on_spark_is_the_read_model_s(spark: Tables, model: ReadModel) -> None:
    rows = spark.rows(expressions.newest(spark.observations))
    newest = {row["area"]: (row["period"], row["value"], row["status"]) for row in rows if row["indicator"] == UNEMPLOYED}
    latest = model.latest_of_indicator(UNEMPLOYED, "KU").to_pylist()
    published = {row["area"]: (row["period"], row["value"], row["status"]) for row in latest if row["origin"] == "published"}
    assert len(published) > 250
    assert {area: newest[area] for area in published} == published
