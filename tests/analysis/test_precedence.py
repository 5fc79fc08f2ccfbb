"""Which release wins a key, against the slow way."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest

from tests.spec.meaning_world import observations
from yhdyspinta.analysis.precedence import UNRANKED, one_a_key
from yhdyspinta.domain.observation import KEY

PRECEDENCE = {"first": 1, "second": 2}
ORDER = ["r3", "r1", "r2"]


def rows(seed: int) -> pa.Table:
    chance = random.Random(seed)
    found = {}
    for number in range(60):
        area, release, source = f"KU{chance.randint(1, 9):03d}", f"r{chance.randint(0, 4)}", chance.choice(["first", "second", "third"])
        found[area, release, source] = {
            "indicator": "count", "area": area, "boundaries": 2023, "period": "2022", "value": float(number), "status": "final",
            "release": release, "source": source,
        }  # fmt: skip
    return observations(list(found.values()))


@pytest.mark.parametrize("seed", range(10))
def test_the_best_row_of_each_key_is_kept(seed: int) -> None:
    table = rows(seed)
    best: dict[tuple[object, ...], dict[str, object]] = {}
    for row in table.to_pylist():
        key = tuple(row[name] for name in KEY)
        if key not in best or worth(row) > worth(best[key]):
            best[key] = row
    kept = one_a_key(table, PRECEDENCE, ORDER).to_pylist()
    assert sorted(kept, key=str) == sorted(best.values(), key=str)
    assert kept == [row for row in table.to_pylist() if row in kept]


def worth(row: dict[str, object]) -> tuple[object, ...]:
    release = row["release"]
    return -PRECEDENCE.get(str(row["source"]), UNRANKED), ORDER.index(str(release)) if release in ORDER else -1, release


def test_a_table_with_one_row_a_key_is_handed_back() -> None:
    table = observations([{"indicator": "count", "area": "KU001", "boundaries": 2023, "period": "2022", "value": 1.0, "status": "final"}])
    assert one_a_key(table, {}, []) is table
