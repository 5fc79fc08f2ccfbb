"""One tick: whatever is due is fetched, once. Run it as often as you like; a second one at the same time does nothing."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.calendar import Announced
from yhdyspinta.domain.live import Target
from yhdyspinta.environment import Environment
from yhdyspinta.intake import runs
from yhdyspinta.intake.live import NEW, Outcome, Report, refresh_source
from yhdyspinta.intake.refresh import rebuild
from yhdyspinta.intake.schedule import Due, due
from yhdyspinta.intake.state import open_state
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.exchange import Fetches


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick did. `busy`: another one was under way, so this did nothing. `waiting`: targets that were not due."""

    outcomes: tuple[Outcome, ...]
    waiting: int
    busy: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {"busy": self.busy, "waiting": self.waiting, "outcomes": [asdict(outcome) for outcome in self.outcomes]}


def tick(
    environment: Environment, known: Iterable[Target], way: Fetches, announced: Sequence[Announced], now: datetime, report: Report
) -> Ticked:
    """Fetch every target that is due at `now`, then build the read model once. A failing one does not stop the others."""
    known = tuple(known)
    open_state(environment.home)
    with _alone(environment.home / "locks" / "tick.lock") as alone:
        if not alone:
            return Ticked((), len(known), busy=True)
        wanted = [target for target in known if _due(environment.home, target, announced, now).at <= now]
        return Ticked(run_all(environment, wanted, way, report), len(known) - len(wanted))


def run_all(environment: Environment, wanted: Sequence[Target], way: Fetches, report: Report) -> tuple[Outcome, ...]:
    """Refresh the targets, source by source, then bring the read model up to date once if something is new (or a killed run
    left it behind)."""
    by_source: dict[str, list[int]] = {}
    for number, target in enumerate(wanted):
        by_source.setdefault(target.source, []).append(number)
    outcomes: dict[int, Outcome] = {}
    for numbers in by_source.values():
        parts = _parts(report, len(outcomes), len(wanted))
        found = refresh_source(environment, [wanted[number] for number in numbers], way, parts)
        outcomes |= dict(zip(numbers, found, strict=True))
    new = {wanted[number].source for number, outcome in outcomes.items() if outcome.kind == NEW}
    table = VersionedTable(environment.home)
    version = table.version
    if wanted and version is not None:
        rebuild(environment, lambda text, share: report(text, 0.8 + 0.2 * share))
        if table.compact(new) != version:  # after the figures can be read, for it may take minutes
            rebuild(environment, lambda text, share: None)
    report("Done", 1.0)
    return tuple(outcomes[number] for number in sorted(outcomes))


def next_due(home: Path, known: Mapping[str, Target], announced: Sequence[Announced], now: datetime) -> dict[str, Due]:
    """When each target is asked next."""
    return {target.id: _due(home, target, announced, now) for target in known.values()}


def _due(home: Path, target: Target, announced: Sequence[Announced], now: datetime) -> Due:
    return due(sources()[target.source], runs.read(home, target.id, target.source), announced, now)


def _parts(report: Report, before: int, of: int) -> Callable[[int], Report]:
    """The progress of each target of a source; `before`: targets of other sources that are done."""
    return lambda number: lambda text, share: report(text, 0.8 * (before + number + share) / of)


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Whether nobody else holds the lock; it is held until the end when so, and freed by the system if we are killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
