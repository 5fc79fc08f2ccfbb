"""A reply cut at any byte never gives a result with fewer cells; broken bytes give only ParseError."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.made import EVERY, PX
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import to_table
from yhdyspinta.formats.detect import FORMATS, parse_any


def tables(data: bytes, format_: str = "") -> list[list[dict[str, object]]]:
    return [to_table(cube).to_pylist() for cube in parse_any(data, format=format_)]


def outcome(data: bytes, format_: str = "") -> list[list[dict[str, object]]] | ParseError:
    """What reading gives: tables, or the refusal. Any other error fails the test."""
    try:
        return tables(data, format_)
    except ParseError as refusal:
        return refusal


@pytest.mark.parametrize("name", [name for name in EVERY if name != "sotkanet csv"])
def test_cut_at_every_byte(name: str) -> None:
    whole = EVERY[name]
    expected = tables(whole)
    for length in range(len(whole)):
        read = outcome(whole[:length])
        if isinstance(read, ParseError):
            assert read.message
            assert read.hint
        else:  # only white space after the end was cut off
            assert not whole[length:].strip()
            assert read == expected


def test_cut_csv_is_refused_unless_cut_between_rows() -> None:
    """Sotkanet's CSV declares no size: the transport's framing and the number of rows last time tell the rest."""
    whole = EVERY["sotkanet csv"]
    (expected,) = tables(whole)
    for length in range(len(whole)):
        if length and whole[:length].endswith(b"\n"):
            (read,) = tables(whole[:length])
            assert read == expected[: whole[:length].count(b"\n") - 1]
        else:
            with pytest.raises(ParseError):
                tables(whole[:length])


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(sorted(EVERY)), st.integers(0, 10_000), st.binary(min_size=1, max_size=3), st.sampled_from(["", *FORMATS]))
def test_broken_bytes_give_a_result_or_a_parse_error(name: str, place: int, junk: bytes, format_: str) -> None:
    whole = EVERY[name]
    place %= len(whole)
    broken = whole[:place] + junk + whole[place + len(junk) :]
    read = outcome(broken, format_)
    assert read.message if isinstance(read, ParseError) else read


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200), st.sampled_from(["", *FORMATS]))
def test_any_bytes_give_a_result_or_a_parse_error(data: bytes, format_: str) -> None:
    read = outcome(data, format_)
    assert read.message if isinstance(read, ParseError) else read


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(["DATA=", 'STUB="', '"', ";", "(", ")", "[", "]", "=", "\n", "KEYS", ","]), st.integers(0, 2000))
def test_broken_px_syntax_gives_a_result_or_a_parse_error(sign: str, place: int) -> None:
    place %= len(PX)
    read = outcome((PX[:place] + sign + PX[place:]).encode("cp1252"), "px")
    assert read.message if isinstance(read, ParseError) else read
