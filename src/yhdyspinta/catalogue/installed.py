"""Which tables of areas are read: those that the product ships, or the edition that an installation has accepted.

An edition is a folder `home/areas/<id>`, whose id is the hash of its files; `home/areas/current` names the one in use and is
written last. Whoever reads areas looks at that file each time (2 µs), so that a running server takes a new edition as it
takes a new read model, without a restart.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, read_toml
from yhdyspinta.domain.errors import Damaged

SHIPPED = CURATED / "areas"
POINTER = "current"
ABOUT = "edition.toml"  # year and release of an edition; not among the shipped tables


@dataclass(slots=True)
class _Reading:
    """What this process reads: of which installation, what its pointer named when it was last looked at, and what is tried."""

    home: Path | None = None
    seen: tuple[tuple[int, int] | None, Path] = (None, SHIPPED)
    tried: Path | None = None


_reading = _Reading()


def follow(home: Path | None) -> None:
    """Read the areas of the installation in `home` from now on in this process; of None, those that are shipped."""
    if _reading.home != home:
        _reading.home, _reading.seen = home, (None, SHIPPED)


def folder() -> Path:
    """The folder of the tables in use; Damaged when the edition that is named is not whole."""
    home = _reading.home
    if _reading.tried is not None or home is None:
        return _reading.tried or SHIPPED
    stamp, found = _reading.seen
    now = _stamp(home)
    if now != stamp:
        found = named(home) if now else SHIPPED
        _reading.seen = (now, found)
    return found


def edition() -> str:
    """The id of the edition in use, empty for the shipped tables."""
    found = folder()
    return "" if found == SHIPPED else found.name


@contextmanager
def trying(proposed: Path) -> Iterator[None]:
    """Read the tables of a folder that is not in use yet, so that figures can be computed on them beforehand."""
    _reading.tried = proposed
    try:
        yield
    finally:
        _reading.tried = None


def named(home: Path) -> Path:
    """The folder of the edition that `home` has accepted, checked against its id; the shipped one where that is as new."""
    found = home / "areas" / (home / "areas" / POINTER).read_text("ascii").strip()
    if not found.is_dir() or identity({path.name: path.read_bytes() for path in found.iterdir()}) != found.name:
        raise Damaged(f"{found} is not the edition of the areas that was accepted.", "Restore the folder areas from a backup.")
    return found if int(read_toml(found / ABOUT)["year"]) > shipped_year() else SHIPPED


def shipped_year() -> int:
    """The year of the division that the product ships: a version that ships the year of an edition takes its place."""
    return max(map(int, re.findall(rb",(\d{4})-\d\d-\d\d", (SHIPPED / "memberships.csv").read_bytes())))


def identity(files: dict[str, bytes]) -> str:
    """The id of an edition made of these files: the same bytes have the same id."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return digest.hexdigest()[:32]


def _stamp(home: Path) -> tuple[int, int] | None:
    try:
        seen = os.stat(home / "areas" / POINTER)  # noqa: PTH116 - half the time of Path.stat, and asked at every look
    except FileNotFoundError:
        return None
    return seen.st_mtime_ns, seen.st_ino
