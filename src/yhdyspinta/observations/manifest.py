"""What was published of the table: a hash for every file and log entry, and which releases stand.

The manifest of a version lies beside the Delta log, where Delta does not look; the pointer holds its hash.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq

from yhdyspinta import durable
from yhdyspinta.domain.errors import Damaged
from yhdyspinta.observations import pointer

METADATA_KEY = "yhdyspinta"  # under which a commit's note stands in its log entry
_KEPT = 2  # manifests: a reader may hold the pointer from before


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files`: path inside the table -> sha256 and size, of all versions. `log`: version -> sha256 of its entry.
    `releases`: release id -> source, content hash, number of rows, and of each indicator, of this version."""

    version: int = -1
    files: dict[str, list[Any]] = field(default_factory=dict)
    log: dict[str, str] = field(default_factory=dict)
    releases: dict[str, dict[str, Any]] = field(default_factory=dict)

    def sources(self) -> tuple[str, ...]:
        return tuple(sorted({str(entry["source"]) for entry in self.releases.values()}))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One log entry: the data files that it adds (path -> size) and the note of the commit."""

    added: dict[str, int]
    note: dict[str, Any]


@lru_cache(maxsize=4)
def _parsed(path: Path, _sha256: str) -> Manifest:
    """A manifest whose bytes were checked. Nobody changes what it holds."""
    return Manifest(**json.loads(path.read_bytes()))


class Publisher:
    """Publishes what Delta has committed: sync, manifest, pointer, in this order."""

    def __init__(self, folder: Path, pointer_path: Path, lock: Path) -> None:
        self.folder = folder
        self.log = folder / "_delta_log"
        self.pointer_path = pointer_path
        self.lock = lock

    def manifest(self) -> Manifest:
        """The published manifest; Damaged when it is not the one that the pointer means."""
        held = pointer.read(self.pointer_path)
        if held is None:
            return Manifest()
        path = self._manifest_path(held["version"])
        if not path.exists() or pointer.sha256(path) != held["manifest"]:
            raise Damaged(f"{path} is not the list of files that was published.", "Restore it from a backup.")
        return _parsed(path, str(held["manifest"]))

    def publish(self) -> int:
        """Publish every commit that Delta holds; returns the version that is now published."""
        with durable.locked(self.lock):
            return self._publish()

    def recover(self) -> None:
        """Take up what a writer left behind that ended between its commit and the pointer.

        Commits that are whole are published. From the first that is not (a power cut before the sync) they are set
        aside: no reader has ever seen them, and their writer will commit again.
        """
        with durable.locked(self.lock):
            held = pointer.read(self.pointer_path)
            published = -1 if held is None else int(held["version"])
            for version in self._tail(published):
                if not self._whole(version):
                    self._set_aside(version)
                    break
            if self._tail(published):
                self._publish()

    def verify(self) -> None:
        """Damaged unless pointer, log entry and manifest belong together."""
        held = pointer.read(self.pointer_path)
        if held is None:
            return
        entry = self._entry_path(int(held["version"]))
        if not entry.exists() or pointer.sha256(entry) != held["sha256"]:
            raise Damaged(f"{entry} is not the log entry that {self.pointer_path.name} names.", "Restore the table from a backup.")
        self.manifest()

    def damaged(self, files: Iterable[Path]) -> tuple[Path, ...]:
        """Those of `files`, and of the log, whose bytes are not the published ones."""
        manifest = self.manifest()
        expected = {self._entry_path(int(version)): sha256 for version, sha256 in manifest.log.items()}
        for path in files:
            expected[path] = str(manifest.files.get(str(path.relative_to(self.folder)), ["not published"])[0])
        return tuple(path for path, sha256 in sorted(expected.items()) if not path.exists() or pointer.sha256(path) != sha256)

    def _publish(self) -> int:
        old = self.manifest()
        tail = self._tail(old.version)
        if not tail:
            return old.version
        files, log, releases = dict(old.files), dict(old.log), dict(old.releases)
        for version in tail:
            entry = self._entry(version)
            for path, size in entry.added.items():
                files[path] = [self._synced(path, size), size]
            log[str(version)] = pointer.sha256(self._entry_path(version))
            for release, note in entry.note.items():
                releases.pop(release, None)
                if note is not None:
                    releases[release] = note
        self._sync_folders(tail, files.keys() - old.files.keys())
        new = Manifest(tail[-1], files, log, releases)
        listing = self._manifest_path(new.version)
        content = {"version": new.version, "files": new.files, "log": new.log, "releases": new.releases}
        durable.write(listing, json.dumps(content, sort_keys=True).encode())
        pointer.write(self.pointer_path, {"version": new.version, "sha256": log[str(new.version)], "manifest": pointer.sha256(listing)})
        for outdated in sorted(listing.parent.glob("*.json"))[:-_KEPT]:
            outdated.unlink()
        return new.version

    def _synced(self, path: str, size: int) -> str:
        """Sync one data file; its sha256."""
        file = self.folder / path
        durable.sync(file)
        if file.stat().st_size != size:
            raise Damaged(f"{file} is not as long as its log entry says.", "Commit again.")
        return pointer.sha256(file)

    def _sync_folders(self, tail: list[int], paths: Iterable[str]) -> None:
        """Sync the log's new files (checkpoints too) and every folder that got a file."""
        for file in self.log.iterdir():
            if file.is_file() and (not file.name[:20].isdigit() or int(file.name[:20]) >= tail[0] - 1):
                durable.sync(file)
        for folder in sorted({(self.folder / path).parent for path in paths} | {self.log, self.folder, self.folder.parent}):
            durable.sync(folder)

    def _tail(self, published: int) -> list[int]:
        """The versions that Delta holds beyond the published one."""
        if not self.log.is_dir():
            return []
        found = {int(file.name[:20]) for file in self.log.glob("*.json") if file.name[:20].isdigit()}
        return sorted(version for version in found if version > published)

    def _whole(self, version: int) -> bool:
        try:
            for path, size in self._entry(version).added.items():
                file = self.folder / path
                if file.stat().st_size != size:
                    return False
                pq.read_table(file, partitioning=None)
        except (OSError, ValueError, KeyError, pa.ArrowException):
            return False
        return True

    def _set_aside(self, first: int) -> None:
        aside = self.folder / "_set_aside"
        aside.mkdir(exist_ok=True)
        for file in sorted(self.log.iterdir()):
            if file.name == "_last_checkpoint" or (file.name[:20].isdigit() and int(file.name[:20]) >= first):
                durable.move(file, aside / file.name)
        durable.sync(self.log)

    def _entry(self, version: int) -> _Entry:
        added: dict[str, int] = {}
        note: dict[str, Any] = {}
        for line in self._entry_path(version).read_text().split("\n"):  # splitlines would cut texts too
            if not line:
                continue
            action = json.loads(line)
            if "add" in action:
                added[unquote(action["add"]["path"])] = int(action["add"]["size"])
            text = action.get("commitInfo", {}).get(METADATA_KEY)
            note |= json.loads(text) if text else {}
        return _Entry(added, note)

    def _entry_path(self, version: int) -> Path:
        return self.log / f"{version:020d}.json"

    def _manifest_path(self, version: int) -> Path:
        return self.folder / "_published" / f"{version:020d}.json"
