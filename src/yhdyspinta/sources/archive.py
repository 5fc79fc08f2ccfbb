"""Replies as received: content-addressed, never changed. From here everything else can be rebuilt."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

from yhdyspinta import durable
from yhdyspinta.domain.errors import Damaged, Unknown, YhdyspintaError
from yhdyspinta.domain.release import Release

# A release id becomes a file name, so it holds nothing that a file system reads in its own way.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")


class Archive:
    """The raw replies and their releases under `home/archive`."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "archive"

    def put(self, data: bytes, release: Release) -> Release:
        """Keep `data` and its release; returns the release with the sha256 filled in.

        Putting the same again changes nothing and returns what stands. An id that already names other bytes
        raises YhdyspintaError: a release is never changed, a new reply gets a new id.
        """
        digest = hashlib.sha256(data).hexdigest()
        if release.sha256 not in ("", digest):
            raise Damaged(
                f"Release {release.id} should have sha256 {release.sha256}, but the bytes have {digest}.", "Fetch the reply again."
            )
        record = self._record_path(release.id)
        with durable.locked(self.folder / "archive.lock"):
            return self._put(data, replace(release, sha256=digest), record)

    def _put(self, data: bytes, kept: Release, record: Path) -> Release:
        digest = kept.sha256
        if record.exists():
            standing = self._read_record(record)
            if standing.sha256 != digest:
                raise YhdyspintaError(f"Release {kept.id} already names other bytes.", "Give the new reply an id of its own.")
            kept = standing
        path = self.object_path(digest)
        if not path.exists() or _digest(path) != digest:
            durable.write(path, data)
        if not record.exists():
            durable.write(record, json.dumps(kept.as_dict(), ensure_ascii=False, indent=1, sort_keys=True).encode())
        return kept

    def get(self, release_id: str) -> tuple[Release, bytes]:
        """The release and its bytes; Unknown when there is none, Damaged when a stored byte has changed."""
        record = self._record_path(release_id)
        if not record.exists():
            raise Unknown(f"There is no release {release_id} in the archive.")
        release = self._read_record(record)
        path = self.object_path(release.sha256)
        if not path.exists():
            raise Damaged(f"{path} is missing, the reply of release {release_id}.", "Restore it from a backup.")
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != release.sha256:
            raise Damaged(f"{path} has changed since it was archived as release {release_id}.", "Restore it from a backup.")
        return release, data

    def releases(self) -> dict[str, Release]:
        """Every release by id, sorted."""
        return {path.stem: self._read_record(path) for path in sorted((self.folder / "releases").glob("*.json"))}

    def object_path(self, sha256: str) -> Path:
        """Where bytes with this hash lie."""
        return self.folder / "objects" / sha256[:2] / sha256

    def _record_path(self, release_id: str) -> Path:
        if not _ID.fullmatch(release_id):
            raise Unknown(f"{release_id!r} is not a release id.", "Ids hold letters, digits, dots, dashes and underscores.")
        return self.folder / "releases" / f"{release_id}.json"

    @staticmethod
    def _read_record(path: Path) -> Release:
        try:
            release = Release(**json.loads(path.read_bytes()))
        except (ValueError, TypeError) as error:
            raise Damaged(f"{path} is not a release record.", "Restore it from a backup.") from error
        if release.id != path.name.removesuffix(".json"):
            raise Damaged(f"{path} speaks of release {release.id}.", "Restore it from a backup.")
        return release


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
