"""Replies stay as received, and a changed byte is seen."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from yhdyspinta.domain.errors import Damaged, Unknown, YhdyspintaError
from yhdyspinta.domain.release import Release
from yhdyspinta.sources.archive import Archive

DATA = "Kunta;Väestö\nJyväskylä;149269\n".encode()
RELEASE = Release(
    id="stat.vaesto-2024",
    source="stat",
    dataset="vaesto",
    address="https://example.org/vaesto",
    query="{}",
    retrieved_at="2024-05-01T08:00:00Z",
    source_updated_at="unknown",
    licence="CC BY 4.0",
    producer="Tilastokeskus",
    through="",
    sha256="",
    format="csv",
)


def test_what_is_put_is_got(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.put(DATA, RELEASE)
    assert kept.sha256 == hashlib.sha256(DATA).hexdigest()
    assert archive.get(RELEASE.id) == (kept, DATA)
    assert archive.releases() == {RELEASE.id: kept}
    assert archive.object_path(kept.sha256).read_bytes() == DATA


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.put(DATA, RELEASE)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert archive.put(DATA, replace(RELEASE, retrieved_at="2025-01-01T00:00:00Z")) == kept
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before


def test_two_releases_of_the_same_bytes_share_them(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.put(DATA, RELEASE)
    archive.put(DATA, replace(RELEASE, id="stat.vaesto-2025"))
    assert len(list((tmp_path / "archive" / "objects").rglob("*/*"))) == 1
    assert len(archive.releases()) == 2


def test_a_release_is_never_changed(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.put(DATA, RELEASE)
    with pytest.raises(YhdyspintaError, match="already names other bytes"):
        archive.put(DATA + b"x", RELEASE)
    assert archive.get(RELEASE.id)[1] == DATA


def test_bytes_that_are_not_the_announced_ones(tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        Archive(tmp_path).put(DATA, replace(RELEASE, sha256="0" * 64))
    assert Archive(tmp_path).releases() == {}


def test_an_unknown_release(tmp_path: Path) -> None:
    with pytest.raises(Unknown, match=r"stat\.none"):
        Archive(tmp_path).get("stat.none")


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "x\0y", "ä", "a" * 300])
def test_an_id_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unknown, match="is not a release id"):
        Archive(tmp_path).put(DATA, replace(RELEASE, id=name))


@pytest.mark.parametrize("place", [0, 7, len(DATA) - 1])
def test_one_changed_byte_is_seen(tmp_path: Path, place: int) -> None:
    archive = Archive(tmp_path)
    path = archive.object_path(archive.put(DATA, RELEASE).sha256)
    changed = bytearray(DATA)
    changed[place] ^= 1
    path.write_bytes(changed)
    with pytest.raises(Damaged, match=path.name):
        archive.get(RELEASE.id)
    archive.put(DATA, RELEASE)  # received again, the bytes are whole again
    assert archive.get(RELEASE.id)[1] == DATA


def test_a_damaged_record_is_named(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.put(DATA, RELEASE)
    path = tmp_path / "archive" / "releases" / f"{RELEASE.id}.json"
    for wrong in (b"{", b"[]", json.dumps({**RELEASE.as_dict(), "id": "other"}).encode()):
        path.write_bytes(wrong)
        with pytest.raises(Damaged, match=path.name):
            archive.get(RELEASE.id)


def _put(home: Path, number: int) -> None:
    Archive(home).put(DATA, replace(RELEASE, retrieved_at=f"2024-05-01T08:00:0{number}Z"))


def test_two_at_once_make_one_release(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_put, args=(tmp_path, number)) for number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert len(Archive(tmp_path).releases()) == 1
    assert Archive(tmp_path).get(RELEASE.id)[1] == DATA
