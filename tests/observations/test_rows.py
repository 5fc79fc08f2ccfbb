"""One order and one hash for the same rows, however they came."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.observations.examples import plain, row, table, town
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.observations.rows import ORDER, content_hash, ordered


@settings(max_examples=30, deadline=None)
@given(some.integers(0, 10**6), some.integers(1, 4), some.integers(1, 6))
def test_order_is_that_of_the_columns(seed: int, indicators: int, areas: int) -> None:
    rows = town("r1", seed, indicators, areas)
    found = ordered(rows)
    assert found.to_pylist() == sorted(rows.to_pylist(), key=lambda one: [one[name] for name in ORDER])


def test_the_hash_sees_rows_not_their_packing() -> None:
    rows = ordered(town("r1", 1))
    chunked = pa.concat_tables([rows.slice(0, 7), rows.slice(7, 50), rows.slice(57)])
    assert content_hash(chunked) == content_hash(rows) == content_hash(ordered(town("r1", 1).slice(0)))
    assert content_hash(rows.slice(3, 9)) == content_hash(pa.Table.from_pylist(rows.slice(3, 9).to_pylist(), schema=rows.schema))


@pytest.mark.parametrize(
    "changed",
    [
        {"value": 2.0},
        {"value": None},
        {"status": "preliminary"},
        {"area": "KU002"},
        {"period": "2018"},
        {"numerator": 0.0},
        {"release": "r2"},
    ],
)
def test_the_hash_sees_every_change(changed: dict) -> None:
    assert content_hash(table([row(value=1.0)])) != content_hash(table([row(**{"value": 1.0, **changed})]))


def test_texts_do_not_run_into_each_other() -> None:
    one, other = ([row(value=1.0, area=a), row(value=1.0, area=b)] for a, b in (("KU1", "KU23"), ("KU12", "KU3")))
    assert content_hash(table(one)) != content_hash(table(other))


def test_one_key_has_one_value_in_a_release() -> None:
    with pytest.raises(ParseError, match=r"Release r1 gives t\.one KU001 2020 2019 total total"):
        ordered(table([row(value=1.0), row(value=2.0), row(value=2.0, area="KU002")]))


def test_nothing_is_lost() -> None:
    rows = town("r1", 4)
    assert plain(ordered(rows)) == plain(rows)
