"""A pointer names what readers may use. It is written last, so what it names is whole."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from yhdyspinta import durable
from yhdyspinta.domain.canonical import content_hash
from yhdyspinta.domain.errors import Damaged


def read(path: Path) -> dict[str, Any] | None:
    """What the pointer holds; None when nothing was ever published; Damaged when it cannot be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    return _held(path, data).copy()


@lru_cache(maxsize=64)  # every request asks whether the pointer still names the same, and it nearly always does
def _held(path: Path, data: bytes) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(data)
        check = content.pop("check")
    except (ValueError, AttributeError, KeyError) as error:
        raise Damaged(f"{path} is not a pointer.", "Restore it from a backup.") from error
    if check != content_hash(content):
        raise Damaged(f"{path} has changed since it was written.", "Restore it from a backup.")
    return content


def write(path: Path, content: dict[str, Any]) -> None:
    """Publish `content` with a check of itself; all that it names must already be synced."""
    durable.write(path, json.dumps({**content, "check": content_hash(content)}, indent=1, sort_keys=True).encode())


def sha256(path: Path) -> str:
    """The hash (hex) of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
