"""What stands of a target: of most all their releases, of a snapshot only the one of the same period."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from tests.intake.live_world import INDICATOR, target
from tests.observations.examples import row, table
from yhdyspinta.domain.live import Target
from yhdyspinta.domain.release import Release
from yhdyspinta.intake import bundles
from yhdyspinta.intake.received import standing_of
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

NAMES = {"2024": "made.towns-000000000001", "2025": "made.towns-000000000002"}


def rows(year: str, release: str = "coming") -> pa.Table:
    return table([row(indicator=INDICATOR, period=year, value=1.0, release=release, source="kela.avoin")])


def kept(home: Path, asked: Target) -> None:
    """Two releases of one target, of a year each; another target whose id begins the same stands beside them."""
    for year, name in NAMES.items():
        data = bundles.packed(asked, [])
        record = Release(name, asked.source, asked.id, asked.address, year, "unknown", "unknown", "", "", "", "", "bundle")
        Archive(home).put(data, record)
        VersionedTable(home).commit(asked.source, rows(year, name))
    VersionedTable(home).commit(asked.source, rows("2023", "made.towns-more-000000000003"))


def test_all_releases_of_a_target_stand(tmp_path: Path) -> None:
    asked = target("http://127.0.0.1")
    kept(tmp_path, asked)
    standing = standing_of(tmp_path, asked, rows("2025"))
    assert (standing.releases, standing.rows.num_rows) == (tuple(NAMES.values()), 2)


def test_of_a_snapshot_only_the_same_period_is_replaced(tmp_path: Path) -> None:
    asked = target("http://127.0.0.1")
    asked = replace(asked, facts={**asked.facts, "snapshot": True})
    kept(tmp_path, asked)
    assert standing_of(tmp_path, asked, rows("2025")).releases == (NAMES["2025"],)
    assert standing_of(tmp_path, asked, rows("2026")).releases == ()
    assert standing_of(tmp_path, asked, rows("2026")).rows.num_rows == 0
