"""The change log: `home/changes/<release>.json`, what each release changed and when it was first seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from yhdyspinta import durable
from yhdyspinta.domain.errors import Damaged, Unknown

DIVISION = "division"  # what an entry is `of` when it tells of areas and not of figures


def is_of_division(home: Path, release: str) -> bool:
    """Whether a release that waits, or waited, changes areas and not figures."""
    try:
        return bool(read(home, release)[-1].get("of") == DIVISION)
    except Unknown:
        return False


def write(home: Path, release: str, entry: dict[str, Any]) -> None:
    """Keep what a release changed. The same run again changes nothing; a release that stood before and comes back after
    another (`entry["replaces"]` differs) gets a second entry."""
    path = _path(home, release)
    entries = read(home, release) if path.exists() else []
    if entries and entries[-1]["replaces"] == entry["replaces"]:
        return
    durable.write(path, json.dumps({"release": release, "entries": [*entries, entry]}, ensure_ascii=False, separators=(",", ":")).encode())


def read(home: Path, release: str) -> list[dict[str, Any]]:
    """The entries of a release, oldest first; Unknown where there are none."""
    path = _path(home, release)
    if not path.exists():
        raise Unknown(f"There is no change log of release {release}.")
    try:
        entries: list[dict[str, Any]] = json.loads(path.read_bytes())["entries"]
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{path} is not a change log.", "Restore it from a backup.") from error
    return entries


def _path(home: Path, release: str) -> Path:
    if not release or "/" in release or release.startswith("."):
        raise Unknown(f"{release!r} is not the id of a release.")
    return home / "changes" / f"{release}.json"
