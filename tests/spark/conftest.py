"""One home with two sources of the sample, read by DuckDB and by Spark over the same files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from yhdyspinta import environment
from yhdyspinta.analysis.areas import parents
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.datasets import datasets
from yhdyspinta.intake.sample import load_sample
from yhdyspinta.observations.engine import Engine
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.table import VersionedTable

SOURCES = ("stat.tyonv", "thl.sotkanet")
UNEMPLOYED, LABOUR_FORCE = "stat.tyonv.12r5.tyottomat", "stat.tyonv.12r5.tyovoima"
COUNTY = "HVA"
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # the id of a source is text
    "spark.sql.session.timeZone": "UTC",
}


@dataclass(frozen=True)
class Tables:
    """The observations of the published version and the municipalities of each county, in one engine."""

    observations: Any
    parents: Any
    run: Any  # an expression -> pa.Table

    def rows(self, expression: Any) -> list[dict[str, Any]]:
        """The rows of an expression in an order that does not depend on the engine; every cell as it is."""
        found: pa.Table = self.run(expression)
        keys = [name for name in ("indicator", "area", "area_to", "boundaries", "period", "release") if name in found.column_names]
        return found.sort_by([(name, "ascending") for name in keys]).to_pylist()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with those sources of the sample that are summed and ranked here."""
    settings = environment.read({"YHDYSPINTA_HOME": str(tmp_path_factory.mktemp("spark") / "home")})
    load_sample(settings, lambda step, done: None, [dataset for dataset in datasets() if dataset.source in SOURCES])
    return settings.home


@pytest.fixture(scope="session")
def county_file(home: Path) -> Path:
    """Municipality -> county on the division of the figures of unemployment, as Parquet beside the table."""
    path = home / "counties" / "counties.parquet"
    path.parent.mkdir()
    (year,) = VersionedTable(home).read(indicators=[UNEMPLOYED])["boundaries"].unique().to_pylist()
    pq.write_table(parents(areas(), COUNTY, year), path)
    return path


@pytest.fixture(scope="session")
def duck(home: Path, county_file: Path) -> Iterator[Tables]:
    """The product's own engine, allowed to read the files of the table."""
    engine = Engine(allowed=[home / "table", county_file.parent], seconds=None)
    files = VersionedTable(home).file_uris()
    observations = engine.backend.read_parquet(files, table_name="observations", hive_partitioning=True)
    yield Tables(observations, engine.backend.read_parquet(county_file), engine.backend.to_pyarrow)
    engine.close()


@pytest.fixture(scope="session")
def monkeypatch_session() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="session")
def spark(
    home: Path, county_file: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch_session: pytest.MonkeyPatch
) -> Iterator[Tables]:
    """Spark over the same files."""
    assert shutil.which("java"), "Spark needs Java 17: install openjdk-17-jre-headless."
    monkeypatch_session.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[2]").appName("yhdyspinta")
    for name, value in {**SETTINGS, "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse"))}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    backend = ibis.pyspark.connect(session)
    table = session.read.option("basePath", str(home / "table")).parquet(*VersionedTable(home).file_uris())
    table.createOrReplaceTempView("observations")
    session.read.parquet(str(county_file)).createOrReplaceTempView("counties")
    yield Tables(backend.table("observations"), backend.table("counties"), backend.to_pyarrow)
    session.stop()


@pytest.fixture(scope="session")
def model(home: Path) -> Iterator[ReadModel]:
    """What the product itself made of the same table."""
    opened = ReadModel.open(home)
    yield opened
    opened.close()
