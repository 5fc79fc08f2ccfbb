"""The sandbox: whatever reaches SQL, it reads and writes nothing but its own database, and it ends."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
import pytest

from yhdyspinta.observations.engine import Engine, QueryStoppedError, parameter
from yhdyspinta.observations.watchdog import Watchdog

ESCAPES = [
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM '{secret}'",
    "SELECT * FROM glob('{folder}/*')",
    "COPY (SELECT 1) TO '{folder}/out.csv'",
    "ATTACH '{folder}/other.duckdb'",
    "EXPORT DATABASE '{folder}/dump'",
    "INSTALL httpfs",
    "LOAD '{folder}/x.duckdb_extension'",
    "SET enable_external_access = true",
    "SET allowed_directories = ['/']",
    "RESET lock_configuration",
    "SET memory_limit = '64GB'",
    "SELECT * FROM read_parquet('https://127.0.0.1:9/x.parquet')",
    "SELECT getenv('HOME')",
    "CREATE PERSISTENT SECRET s (TYPE s3)",
    "SELECT * FROM python_variable",
]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "inside.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE figures AS SELECT range::INTEGER AS n FROM range(10)")
    return path


@pytest.mark.parametrize("sql", ESCAPES)
@pytest.mark.parametrize("read_only", [True, False])
def test_an_escape_is_refused(tmp_path: Path, database: Path, sql: str, read_only: bool) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    secret = outside / "secret.csv"
    secret.write_text("word\nhush\n")
    python_variable = pa.table({"a": [1]})
    engine = Engine(database, read_only=read_only)
    with pytest.raises(duckdb.Error):
        engine.query(sql.format(secret=secret, folder=outside))
    assert engine.query("SELECT sum(n)::INTEGER AS s FROM figures").to_pylist() == [{"s": 45}]
    assert list(outside.iterdir()) == [secret]
    assert python_variable.num_rows == 1
    engine.close()


def test_an_allowed_folder_is_not_its_neighbour(tmp_path: Path) -> None:
    for name in ("in", "inner"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.csv").write_text("a\n1\n")
    engine = Engine(allowed=[tmp_path / "in"])
    assert engine.query("SELECT a FROM read_csv($1)", [str(tmp_path / "in" / "x.csv")]).to_pylist() == [{"a": 1}]
    for path in (tmp_path / "inner" / "x.csv", tmp_path / "in" / ".." / "inner" / "x.csv"):
        with pytest.raises(duckdb.Error):
            engine.query("SELECT a FROM read_csv($1)", [str(path)])


def test_a_parameter_is_never_sql(database: Path) -> None:
    engine = Engine(database, read_only=True)
    hostile = "0 OR 1=1; DROP TABLE figures; --"
    assert engine.query("SELECT $1 AS said", [hostile]).to_pylist() == [{"said": hostile}]
    with pytest.raises(duckdb.ConversionException):
        engine.query("SELECT * FROM figures WHERE n = $1", [hostile])


ENDLESS = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range + b.range = -1"


def test_the_watchdog_ends_a_query() -> None:
    engine = Engine(seconds=0.3)
    start = time.monotonic()
    with pytest.raises(QueryStoppedError, match=r"longer than 0\.3 s"):
        engine.query(ENDLESS)
    assert time.monotonic() - start < 10
    assert engine.query("SELECT 1 AS a").to_pylist() == [{"a": 1}]


def test_the_watchdog_ends_only_its_own_query() -> None:
    engine = Engine(seconds=2, threads=1)
    stopped: list[Exception] = []

    def slow() -> None:
        try:
            engine.query(ENDLESS)
        except QueryStoppedError as error:
            stopped.append(error)

    thread = threading.Thread(target=slow)
    thread.start()
    while thread.is_alive():
        assert engine.query("SELECT 1 AS a").to_pylist() == [{"a": 1}]
    thread.join()
    assert len(stopped) == 1


def test_one_watchdog_watches_all_queries_of_an_engine() -> None:
    engine = Engine(seconds=2, threads=1)
    engine.query("SELECT 1 AS a")
    before = threading.active_count()
    for number in range(200):
        assert engine.query("SELECT $1 AS a", [number]).to_pylist() == [{"a": number}]
        assert threading.active_count() <= before


def test_a_block_that_is_done_is_stopped_no_more() -> None:
    called: list[float] = []
    watchdog = Watchdog(0.05)
    with watchdog.watching(lambda: called.append(time.monotonic())):
        time.sleep(0.3)
    done = len(called)
    time.sleep(0.2)
    assert len(called) == done > 0


def test_memory_has_a_limit(tmp_path: Path) -> None:
    engine = Engine(memory="100MB", seconds=20)
    with pytest.raises(QueryStoppedError, match="more memory"):
        engine.query("SELECT list(range || 'a long text that fills memory') FROM range(20000000)")


def test_an_ibis_expression_becomes_sql_with_parameters(database: Path) -> None:
    engine = Engine(database, read_only=True)
    figures = engine.backend.table("figures")
    sql = engine.compile(figures.filter(figures.n >= parameter(1), figures.n < parameter(2)).select("n"))
    assert "$1" in sql
    assert [engine.query(sql, [low, low + 2]).num_rows for low in (0, 9)] == [2, 1]
    assert isinstance(figures, ibis.Table)
