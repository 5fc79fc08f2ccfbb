"""Releases of one source that enter the table together: thousands of commits of their own would each make the next slower.

Each release is in the archive and has its change log before it joins; its replies are kept under `partial/` until the
commit. So a run that is killed before it has lost nothing: the next one reads what was kept and asks for the rest.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from yhdyspinta.domain.live import Target
from yhdyspinta.intake import bundles, review, runs
from yhdyspinta.intake.partial import Partial
from yhdyspinta.observations.table import VersionedTable

ROWS, SECONDS = 1_000_000, 120.0  # of one batch: about 1 GB of memory while it is committed; and how long a source is held


@dataclass(frozen=True, slots=True)
class Entering:
    """A release that is to stand, its rows, and the releases of its target that stood before."""

    target: Target
    release: str
    rows: pa.Table
    standing: Sequence[str]


class Batch:
    """Gathers releases of one source, whose lock the caller holds."""

    def __init__(self, home: Path, source: str) -> None:
        self._home = home
        self._source = source
        self._entering: list[Entering] = []
        self._begun = time.monotonic()

    @property
    def targets(self) -> tuple[Target, ...]:
        return tuple(entering.target for entering in self._entering)

    @property
    def full(self) -> bool:
        """Whether it is time to commit what there is."""
        many = sum(entering.rows.num_rows for entering in self._entering) >= ROWS
        return bool(self._entering) and (many or time.monotonic() - self._begun >= SECONDS)

    def touches(self, target: Target) -> bool:
        """Whether a release that waits here is of the same target or the same indicators: `target` is to be compared with it."""
        wanted = {series.indicator for series in target.series}
        return any(one.id == target.id or not wanted.isdisjoint(series.indicator for series in one.series) for one in self.targets)

    def add(self, entering: Entering) -> None:
        self._entering.append(entering)

    def commit(self) -> None:
        """Make what was gathered visible, all or nothing; then write the records of the runs."""
        if not self._entering:
            return
        names = {entering.release for entering in self._entering}
        replaced = [name for entering in self._entering for name in entering.standing if name not in names]
        VersionedTable(self._home).commit(self._source, pa.concat_tables([entering.rows for entering in self._entering]), replaced)
        for entering in self._entering:
            target, at = entering.target, runs.stamp(datetime.now(UTC))
            review.supersede(self._home, target.id, entering.release, at)
            record = runs.read(self._home, target.id, target.source).succeeded(at)
            runs.write(self._home, record.released(at, entering.release, bundles.newest_period(entering.rows)))
            Partial(self._home, target).clear()
        self._entering = []
