"""What is known of the runs of each target: `home/runs/<target>.json`, written whole after every run."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from yhdyspinta import durable
from yhdyspinta.domain.errors import Damaged, Unknown


@dataclass(frozen=True, slots=True)
class Record:
    """The runs of one target. Moments are ISO text in UTC, empty where there was none.

    `succeeded_at`: the source last answered whole, with something new or not. `released_at` and `release`: its last real
    release, whose figures differed from those before. `newest_period`: of what stands. `failures`: in a row, up to now;
    `failure_kind` and `failure` tell of the last of them. `held`: the release that waits for a person.
    """

    target: str
    source: str
    tried_at: str = ""
    succeeded_at: str = ""
    released_at: str = ""
    release: str = ""
    newest_period: str = ""
    failures: int = 0
    failure_kind: str = ""
    failure: str = ""
    held: str = ""

    def failed(self, at: str, kind: str, sentence: str) -> Record:
        return replace(self, tried_at=at, failures=self.failures + 1, failure_kind=kind, failure=sentence)

    def succeeded(self, at: str) -> Record:
        return replace(self, tried_at=at, succeeded_at=at, failures=0, failure_kind="", failure="")

    def released(self, at: str, release: str, newest_period: str) -> Record:
        return replace(self, released_at=at, release=release, newest_period=newest_period, held="")


def read(home: Path, target: str, source: str) -> Record:
    """What is known of a target, an empty record when it was never tried."""
    path = _path(home, target)
    if not path.exists():
        return Record(target, source)
    return _record(path)


def write(home: Path, record: Record) -> None:
    """Keep what is known now."""
    durable.write(_path(home, record.target), json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True).encode())


def records(home: Path) -> dict[str, Record]:
    """Every record by its target, sorted."""
    return {record.target: record for record in map(_record, sorted((home / "runs").glob("*.json")))}


def stamp(moment: datetime) -> str:
    """A moment as it is kept: `2027-01-25T06:00:00.000+00:00`."""
    return moment.isoformat(timespec="milliseconds")


def _record(path: Path) -> Record:
    try:
        values: dict[str, Any] = json.loads(path.read_bytes())
        return Record(**values)
    except (ValueError, TypeError) as error:
        raise Damaged(f"{path} is not a record of runs.", "Remove it; the next run makes it anew.") from error


def _path(home: Path, target: str) -> Path:
    if not target or "/" in target or target.startswith("."):
        raise Unknown(f"{target!r} is not the id of a target.")
    return home / "runs" / f"{target}.json"
