"""The figures that `values` prints: a table that was changed behind our back is told, never printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake import live_world as world
from tests.servers.faults import serve
from yhdyspinta.analysis.stored import stored_values
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import Damaged


def test_one_changed_byte_of_the_table_is_told(tmp_path: Path) -> None:
    known = indicators()
    with serve(world.Source()) as served:
        world.refresh(world.environment(tmp_path), served.address)

    def printed() -> int:
        return stored_values(tmp_path, known[world.INDICATOR], areas(), "KU", definitions=known).table.num_rows

    assert printed() == len(world.TOWNS) * len(world.YEARS)
    (file,) = (tmp_path / "table").rglob("*.parquet")
    whole = file.read_bytes()
    for place in range(0, len(whole), len(whole) // 12):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Damaged, match="parquet"):
            printed()
    file.write_bytes(whole)
    assert printed()
