"""What may be stored: each row of the table of faults is refused with a sentence."""

from __future__ import annotations

import pyarrow as pa
import pytest

from tests.observations.examples import row, table, town
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.observations.schema import OBSERVATIONS, conform

FAULTS = [
    ({"value": 1.0, "status": "suppressed"}, "value 1.0 with status suppressed"),
    ({"value": 0.0, "status": "not_available"}, "value 0.0 with status not_available"),
    ({"value": None, "status": "final"}, "value None with status final"),
    ({"value": float("nan"), "status": "final"}, "value holds a number that is not finite"),
    ({"value": float("inf")}, "value holds a number that is not finite"),
    ({"value": 1.0, "low": float("-inf")}, "low holds a number that is not finite"),
    ({"value": 1.0, "status": "good"}, "status holds good"),
    ({"value": 1.0, "sex": "women"}, "sex holds women"),
    ({"value": 1.0, "age": "old"}, "'old' is not an age"),
]


@pytest.mark.parametrize(("given", "said"), FAULTS)
def test_a_fault_is_refused(given: dict, said: str) -> None:
    with pytest.raises(ParseError, match=said):
        conform(table([row(value=3.0), row(**given)]))


def test_missing_suppressed_and_zero_are_three_things() -> None:
    rows = table([row(value=0.0), row(status="suppressed"), row(status="not_available")])
    assert conform(rows).select(["value", "status"]).to_pylist() == [
        {"value": 0.0, "status": "final"},
        {"value": None, "status": "suppressed"},
        {"value": None, "status": "not_available"},
    ]


def test_columns_are_put_in_shape() -> None:
    rows = town("r1", 1).drop_columns(["low", "high", "n"])
    loose = rows.set_column(2, "boundaries", rows["boundaries"].cast(pa.int64()))
    loose = loose.set_column(0, "indicator", loose["indicator"].dictionary_encode()).append_column("note", pa.nulls(len(rows), pa.string()))
    assert conform(loose).schema == OBSERVATIONS
    assert conform(loose)["indicator"].to_pylist() == rows["indicator"].to_pylist()


def test_a_column_that_must_be_there() -> None:
    with pytest.raises(ParseError, match="Column area is missing"):
        conform(town("r1", 1).drop_columns(["area"]))


def test_text_is_not_a_number() -> None:
    rows = town("r1", 1)
    with pytest.raises(ParseError, match="Column value does not fit double"):
        conform(rows.set_column(8, "value", pa.array(["many"] * len(rows))))


def test_a_period_has_its_own_days() -> None:
    rows = table([row(value=1.0, period="2019-02")])
    wrong = rows.set_column(5, "period_end", table([row(value=1.0, period="2019")])["period_end"])
    with pytest.raises(ParseError, match="It lasts from 2019-02-01 to 2019-02-28"):
        conform(wrong)
