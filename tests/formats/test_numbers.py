"""Numbers written as text, as a table of meanings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.numbers import MARKERS, read_number


@pytest.mark.parametrize(
    ("text", "value", "mark"),
    [
        ("0", 0.0, None),
        ("56.0", 56.0, None),
        ("12,5", 12.5, None),
        ("-12,5", -12.5, None),
        ("\u221212", -12.0, None),
        ("+3", 3.0, None),
        ("1 234", 1234.0, None),
        ("1\u00a0234\u00a0567,8", 1234567.8, None),
        ("12\u202f345", 12345.0, None),
        ("1e3", 1000.0, None),
        ("  7 ", 7.0, None),
        ("\u00a07", 7.0, None),
        ("1234*", 1234.0, "*"),
        ("12,5 *", 12.5, "*"),
        ("", None, None),
        (" ", None, None),
    ],
)
def test_meanings(text: str, value: float | None, mark: str | None) -> None:
    assert read_number(text) == (value, mark)


@pytest.mark.parametrize("marker", MARKERS)
def test_a_marker_is_a_missing_value_and_stays_as_it_is(marker: str) -> None:
    assert read_number(marker) == (None, marker)


@pytest.mark.parametrize(
    "text", ["1.234,5", "1 23", "1234 567", "nan", "inf", "Infinity", "0x10", "12a", "1,2,3", "--1", "*", "1_000", "\u0661"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ParseError, match="neither a number nor a known missing marker"):
        read_number(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_as_itself(number: float) -> None:
    assert read_number(repr(number)) == (number, None)
    assert read_number(repr(number).replace(".", ",")) == (number, None)


@given(st.integers(0, 10**15))
def test_spaced_thousands_read_as_the_number(number: int) -> None:
    assert read_number(f"{number:,}".replace(",", "\u00a0")) == (float(number), None)
