"""The same ingest twice and twice at once, and writers of different sources at once: nothing doubled, nothing lost."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.scenario import OLD, ingest, rows
from tests.observations.examples import plain, town
from yhdyspinta.observations.rows import content_hash, ordered
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

COMMITS = 4


def test_twice(tmp_path: Path) -> None:
    ingest(tmp_path, OLD)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    ingest(tmp_path, OLD)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_two_at_once(tmp_path: Path) -> None:
    together(ingest, [(tmp_path, OLD)] * 2)
    table = VersionedTable(tmp_path)
    table.verify_files()
    assert table.version == 1  # 0 made the table, 1 is the one commit
    assert table.releases() == {OLD: content_hash(ordered(rows(OLD)))}
    assert plain(table.read()) == plain(rows(OLD))
    assert Archive(tmp_path).releases().keys() == {OLD}
    assert len(list((tmp_path / "readmodel").glob("*.duckdb"))) == 1


def commits_of(home: Path, source: str) -> None:
    """A release in each of several commits, each superseding the one before."""
    for number in range(COMMITS):
        VersionedTable(home).commit(source, release(source, number), [f"{source}-{number - 1}"])


def release(source: str, number: int) -> Any:
    return town(f"{source}-{number}", number, source=source)


def test_sources_at_once(tmp_path: Path) -> None:
    sources = ("one", "two", "three")
    together(commits_of, [(tmp_path, source) for source in sources])
    table = VersionedTable(tmp_path)
    table.verify_files()
    last = COMMITS - 1
    assert table.releases().keys() == {f"{source}-{last}" for source in sources}
    for source in sources:
        found = [one for one in plain(table.read()) if one["source"] == source]
        assert found == plain(release(source, last))
    assert table.version == len(sources) * COMMITS


def together(work: Callable[..., None], arguments: list[tuple[Any, ...]]) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=work, args=each) for each in arguments]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
        assert worker.exitcode == 0
