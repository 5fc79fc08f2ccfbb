"""Releases that a person looks at first: `home/review/<release>.json` says why, and what was decided.

The bytes of such a release are in the archive, its difference in `home/changes`; nothing of it is in the table until
it is accepted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from yhdyspinta import durable
from yhdyspinta.domain.errors import Damaged, StateError, Unknown, YhdyspintaError
from yhdyspinta.intake.oddities import Reason

HELD, ACCEPTED, REJECTED, SUPERSEDED = "held", "accepted", "rejected", "superseded"
_LONGEST_NAME = 100
_LONGEST_ID = 200  # a file bears it as its name


@dataclass(frozen=True, slots=True)
class Review:
    """One release before a person. `reasons` as Reason.as_dict; moments are ISO text in UTC, empty before a decision.
    `decided_by` is the name or post of who decided; nobody's where a newer release came instead."""

    release: str
    target: str
    source: str
    state: str
    held_at: str
    reasons: tuple[dict[str, Any], ...]
    decided_at: str = ""
    decided_by: str = ""


def hold(home: Path, release: str, target: str, source: str, reasons: Sequence[Reason], at: str) -> Review:
    """Keep why a release waits. An earlier one of the same target that still waits is superseded."""
    supersede(home, target, release, at)
    made = Review(release, target, source, HELD, at, tuple(reason.as_dict() for reason in reasons))
    _write(home, made)
    return made


def supersede(home: Path, target: str, release: str, at: str) -> None:
    """`release` came: others of the target wait no more."""
    for other in reviews(home):
        if other.target == target and other.state == HELD and other.release != release:
            _write(home, replace(other, state=SUPERSEDED, decided_at=at))


def decide(home: Path, review: Review, state: str, at: str, by: str) -> Review:
    """Keep the decision on a release that waits, and whose it was; StateError when it waits no more."""
    if review.state != HELD:
        whose = f" by {review.decided_by}" if review.decided_by else ""
        raise StateError(f"Release {review.release} was {review.state}{whose} already ({review.decided_at}).", "See `yhdyspinta review`.")
    made = replace(review, state=state, decided_at=at, decided_by=named(by))
    _write(home, made)
    return made


def named(by: str) -> str:
    """The name or post of who decides; YhdyspintaError when it is no name that a reader could see."""
    if not by.strip() or len(by) > _LONGEST_NAME or not by.isprintable():
        raise YhdyspintaError("Who decides?", f"Give a name or a post with --by, at most {_LONGEST_NAME} signs.")
    return by.strip()


def find(home: Path, release: str) -> Review | None:
    """What is known of a release, None when it never had to wait."""
    path = _path(home, release)
    return _read(path) if path.exists() else None


def get(home: Path, release: str) -> Review:
    """The same; Unknown, naming those that wait, when it never had to."""
    found = find(home, release)
    if found is None:
        waiting = ", ".join(one.release for one in reviews(home) if one.state == HELD)
        raise Unknown(f"Release {release} waits for nobody.", f"Waiting: {waiting}." if waiting else "No release waits.")
    return found


def reviews(home: Path) -> tuple[Review, ...]:
    """Every release that had to wait, those that still do first, then the newest."""
    found = [_read(path) for path in (home / "review").glob("*.json")]
    newest = sorted(found, key=lambda one: (one.held_at, one.release), reverse=True)
    return tuple(sorted(newest, key=lambda one: one.state != HELD))


def _read(path: Path) -> Review:
    try:
        values = json.loads(path.read_bytes())
        return Review(**{**values, "reasons": tuple(values["reasons"])})
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged(f"{path} is not a record of a review.", "Restore it from a backup.") from error


def _write(home: Path, review: Review) -> None:
    durable.write(_path(home, review.release), json.dumps(asdict(review), ensure_ascii=False, indent=1, sort_keys=True).encode())


def _path(home: Path, release: str) -> Path:
    if not release or len(release) > _LONGEST_ID or "/" in release or release.startswith(".") or not release.isprintable():
        raise Unknown(f"{release[:_LONGEST_ID]!r} is not the id of a release.")
    return home / "review" / f"{release}.json"
