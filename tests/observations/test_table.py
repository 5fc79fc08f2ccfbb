"""The versioned table: what is committed is read back, at every version, and a changed byte is seen."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from deltalake import DeltaTable

from tests.observations.examples import plain, row, table, town
from yhdyspinta.domain.errors import Damaged, ParseError, StateError, Unknown
from yhdyspinta.observations.table import VersionedTable


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "a home å #1"


def test_nothing_yet(home: Path) -> None:
    empty = VersionedTable(home)
    assert empty.version is None
    assert empty.read().num_rows == 0
    assert empty.file_uris() == []
    empty.verify_files()
    with pytest.raises(Unknown):
        empty.read(0)


def test_a_folder_that_delta_would_misread(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="percent sign"):
        VersionedTable(tmp_path / "50%20").commit("town", town("r1", 1))


def test_what_is_committed_is_read(home: Path) -> None:
    first, second = town("r1", 1), town("r2", 2, source="other")
    stored = VersionedTable(home)
    one = stored.commit("town", first)
    two = stored.commit("other", second)
    assert plain(stored.read(one)) == plain(first)
    assert (
        plain(stored.read(two)) == plain(stored.read()) == sorted(plain(first) + plain(second), key=lambda r: [str(v) for v in r.values()])
    )
    assert {r["indicator"] for r in stored.read(indicators=["t.i1"]).to_pylist()} == {"t.i1"}
    assert [Path(uri).parent.name for uri in stored.file_uris()] == ["source=other", "source=town"]


def test_the_same_again_makes_no_version(home: Path) -> None:
    stored = VersionedTable(home)
    version = stored.commit("town", town("r1", 1))
    assert stored.commit("town", town("r1", 1).slice(0).sort_by("value")) == version
    assert VersionedTable(home).commit("town", town("r1", 1)) == version


def test_a_release_is_replaced_as_a_whole(home: Path) -> None:
    stored = VersionedTable(home)
    stored.commit("town", town("r1", 1))
    stored.commit("town", town("r2", 2, indicators=1))
    stored.commit("town", table([row(value=1.0, release="r1")]))
    assert {r["value"] for r in stored.read().to_pylist() if r["release"] == "r1"} == {1.0}
    assert plain(town("r2", 2, indicators=1)) == [r for r in plain(stored.read()) if r["release"] == "r2"]


def test_a_revision_supersedes_and_the_past_stays(home: Path) -> None:
    stored = VersionedTable(home)
    before = stored.commit("town", table([row(value=1.0, release="r1")]))
    after = stored.commit("town", table([row(value=2.0, release="r2")]), replaces=["r1"])
    assert stored.read().to_pylist()[0]["value"] == 2.0
    assert stored.read(before).to_pylist()[0]["value"] == 1.0
    assert stored.releases().keys() == {"r2"}
    assert stored.commit("town", table([row(value=2.0, release="r2")]), replaces=["r1"]) == after


@pytest.mark.parametrize("source", ["other", "Town", "../town", "to wn", "town'; --", ""])
def test_rows_go_to_their_own_source(home: Path, source: str) -> None:
    with pytest.raises(ParseError):
        VersionedTable(home).commit(source, town("r1", 1))
    assert VersionedTable(home).version is None


def test_a_release_of_another_source_is_not_replaced(home: Path) -> None:
    stored = VersionedTable(home)
    stored.commit("town", town("r1", 1))
    with pytest.raises(ParseError, match="belongs to town"):
        stored.commit("other", town("r9", 1, source="other"), replaces=["r1"])


@pytest.mark.parametrize("name", ["r'1", "r\u2028\u00851", 'r"\\1', "r 1; --"])
def test_a_release_is_only_text(home: Path, name: str) -> None:
    stored = VersionedTable(home)
    stored.commit("town", town(name, 1))
    stored.commit("town", table([row(value=5.0, release=name)]))
    assert [r["value"] for r in stored.read().to_pylist()] == [5.0]
    assert stored.releases().keys() == {name}
    stored.verify_files()


def test_compacting_keeps_the_rows_and_the_past(home: Path) -> None:
    stored = VersionedTable(home)
    for number in range(4):
        stored.commit("town", town(f"r{number}", number, years=range(2000 + number, 2001 + number)))
    before, version = stored.read(), stored.version
    stored.compact()
    assert len(stored.file_uris()) == 1
    assert plain(stored.read()) == plain(before) == plain(stored.read(version))
    found = stored.read().select(["indicator", "area", "period"]).to_pylist()
    assert found == sorted(found, key=lambda one: list(one.values()))
    assert stored.compact() == stored.version == version + 1


def test_the_past_outlives_the_usual_thirty_days(home: Path) -> None:
    stored = VersionedTable(home)
    for number in range(3):
        stored.commit("town", table([row(value=float(number), release="r")]))
    old = time.time() - 400 * 86_400
    for path in home.rglob("*"):
        os.utime(path, (old, old))
    delta = DeltaTable(str(stored.folder))
    delta.create_checkpoint()
    delta.cleanup_metadata()
    delta.vacuum(dry_run=False)
    assert delta.metadata().configuration["delta.logRetentionDuration"] == "interval 36500 days"
    for back in range(3):
        assert stored.read(stored.version - back).to_pylist()[0]["value"] == 2.0 - back


def test_readers_do_not_see_what_is_not_published(home: Path) -> None:
    stored = VersionedTable(home)
    stored.commit("town", table([row(value=1.0, release="r1")]))
    pointer = stored.pointer_path.read_bytes()
    stored.commit("town", table([row(value=2.0, release="r1")]))
    stored.pointer_path.write_bytes(pointer)  # as if the writer had ended just before
    assert [r["value"] for r in VersionedTable(home).read().to_pylist()] == [1.0]


@pytest.mark.parametrize("torn", ["data", "entry"])
def test_a_power_cut_before_the_pointer(home: Path, torn: str) -> None:
    stored = VersionedTable(home)
    version = stored.commit("town", table([row(value=1.0, release="r1")]))
    pointer, files = stored.pointer_path.read_bytes(), set(stored.file_uris())
    stored.commit("town", table([row(value=2.0, release="r2")]))
    stored.pointer_path.write_bytes(pointer)
    path = Path((set(stored.folder.rglob("*.parquet")) - set(map(Path, files))).pop() if torn == "data" else entry(stored, version + 1))
    path.write_bytes(path.read_bytes()[:40])
    again = VersionedTable(home)
    assert [r["value"] for r in again.read().to_pylist()] == [1.0]
    again.commit("town", table([row(value=3.0, release="r3")]))
    assert {r["value"] for r in again.read().to_pylist()} == {1.0, 3.0}
    again.verify_files()


def entry(stored: VersionedTable, version: int) -> Path:
    return stored.folder / "_delta_log" / f"{version:020d}.json"


@pytest.mark.parametrize("what", ["data", "entry", "pointer", "list", "old entry"])
def test_one_changed_byte_is_seen(home: Path, what: str) -> None:
    stored = VersionedTable(home)
    stored.commit("town", town("r1", 1))
    version = stored.commit("other", town("r2", 2, source="other"))
    path = {
        "data": Path(stored.file_uris()[1]),
        "entry": entry(stored, version),
        "old entry": entry(stored, version - 1),
        "pointer": stored.pointer_path,
        "list": stored.folder / "_published" / f"{version:020d}.json",
    }[what]
    stored.verify_files()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(Damaged, match=path.name):
        VersionedTable(home).verify_files()


def test_a_log_that_cannot_be_read_is_said(home: Path) -> None:
    stored = VersionedTable(home)
    version = stored.commit("town", town("r1", 1))
    entry(stored, version).write_text("{")
    with pytest.raises(Damaged, match=entry(stored, version).name):
        VersionedTable(home).read()


@pytest.mark.parametrize("place", [0, 0.5, 0.999])
def test_a_damaged_file_is_named_by_reading_too(home: Path, place: float) -> None:
    stored = VersionedTable(home)
    stored.commit("town", town("r1", 1))
    (path,) = map(Path, stored.file_uris())
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * place)])
    with pytest.raises(Damaged, match=path.name):
        stored.read()
