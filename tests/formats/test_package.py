"""The product's own package: what goes in comes out, and what breaks its promise is refused."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats import package

ROW: dict[str, Any] = {
    "indicator": "made.table.people",
    "area": "KU179",
    "boundaries": 2023,
    "period": "2022",
    "sex": "total",
    "age": "total",
    "value": 5.0,
    "status": "final",
}


def table(*changes: dict[str, Any]) -> pa.Table:
    rows = [ROW | change for change in changes]
    plain = pa.schema([(field.name, pa.string() if pa.types.is_dictionary(field.type) else field.type) for field in package.SCHEMA])
    return pa.Table.from_pylist(rows, schema=plain)


def test_zero_missing_and_suppressed_stay_three_things() -> None:
    rows = package.parse(
        package.serialise(
            table(
                {"value": 0.0},
                {"value": None, "status": "suppressed", "period": "2022-05"},
                {"value": None, "status": "not_available", "period": "2022-Q1"},
            )
        )
    ).to_pylist()
    assert [(row["value"], row["status"]) for row in rows] == [(0.0, "final"), (None, "suppressed"), (None, "not_available")]
    assert [(row["period_start"], row["period_end"]) for row in rows] == [
        (date(2022, 1, 1), date(2022, 12, 31)),
        (date(2022, 5, 1), date(2022, 5, 31)),
        (date(2022, 1, 1), date(2022, 3, 31)),
    ]


def test_same_rows_make_same_bytes() -> None:
    rows = table({}, {"area": "KU091"}, {"period": "2021", "value": 1.25})
    assert package.serialise(rows) == package.serialise(pa.concat_tables([rows.slice(0, 2), rows.slice(2)]))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"value": None}, "value None with status final"),
        ({"status": "suppressed"}, "value 5.0 with status suppressed"),
        ({"status": "guessed"}, "guessed"),
        ({"sex": "both"}, "both"),
        ({"age": "old"}, "old"),
        ({"period": "2022-13"}, "2022-13"),
        ({"period": "22"}, "22"),
        ({"value": float("inf")}, "finite"),
        ({"value": float("nan")}, "finite"),
    ],
)
def test_a_row_that_is_no_figure_is_refused(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ParseError, match=told):
        package.parse(package.serialise(table({"area": "KU091"}, change)))


def test_a_key_that_is_there_twice_is_named() -> None:
    twice = package.serialise(table({"area": "KU091"}, {}, {"value": 6.0}))
    with pytest.raises(ParseError, match=r"made\.table\.people/KU179/2023/2022/total/total is there twice"):
        package.parse(twice)


def test_other_columns_are_refused() -> None:
    for other in (table({}).drop_columns(["sex"]), table({}).append_column("note", pa.array(["x"]))):
        sink = pa.BufferOutputStream()
        pq.write_table(other, sink)
        with pytest.raises(ParseError, match="has the columns"):
            package.parse(sink.getvalue().to_pybytes())


def test_a_column_of_another_type_is_refused() -> None:
    sink = pa.BufferOutputStream()
    wrong = table({})
    pq.write_table(wrong.set_column(2, "boundaries", pa.array(["a year"])), sink)
    with pytest.raises(ParseError, match="another type"):
        package.parse(sink.getvalue().to_pybytes())


def test_an_empty_key_is_refused() -> None:
    sink = pa.BufferOutputStream()
    pq.write_table(table({}, {"age": None}), sink)
    with pytest.raises(ParseError, match="empty"):
        package.parse(sink.getvalue().to_pybytes())


def test_cut_at_any_byte_is_refused() -> None:
    whole = package.serialise(table(*({"area": f"KU{number:03}"} for number in range(40))))
    for length in range(len(whole)):
        with pytest.raises(ParseError):
            package.parse(whole[:length])


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_changed_byte_never_does_worse_than_a_parse_error(place: int, byte: int) -> None:
    whole = bytearray(package.serialise(table({}, {"area": "KU091"})))
    whole[place % len(whole)] = byte
    with contextlib.suppress(ParseError):
        assert package.parse(bytes(whole)).num_rows <= 2
