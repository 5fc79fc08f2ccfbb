"""Status arrays, whole and broken, read as a plain JSON reader reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.formats.writer import marks
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.marks import read_status
from yhdyspinta.formats.scan import Piece


def plainly(text: bytes) -> Any:
    """What a plain reader makes of it; None when it is no JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return None


@settings(deadline=None, max_examples=400)
@given(st.lists(marks, min_size=2, max_size=12), st.sampled_from([",", ", "]), st.data())
def test_an_array_reads_as_a_plain_reader_reads_it_or_not_at_all(items: list[str | None], comma: str, data: st.DataObject) -> None:
    text = bytearray(json.dumps(items, ensure_ascii=False, separators=(comma, ":")).encode())
    for _ in range(data.draw(st.integers(0, 2))):
        text[data.draw(st.integers(1, len(text) - 2))] = data.draw(st.sampled_from(b'nul",e \\x'))
    expected = plainly(bytes(text))
    piece = Piece(bytes(text), 0, len(text))
    if expected is None:
        with pytest.raises(ParseError):
            read_status(piece, len(items))
    else:
        assume(len(expected) == len(items) and all(item is None or isinstance(item, str) for item in expected))
        assert read_status(piece, len(items)).to_pylist() == expected


@pytest.mark.parametrize(
    "text",
    [
        '[null,"e",nulx]',
        '[null,"e" null]',
        '[nullnull,,"e"]',
        '["e",,nullnull]',
        '[null,"e","e"null]',
        '["e""e",null]',
        '[null,nul",",",null]',
    ],
)
def test_bytes_that_only_look_like_nulls_are_refused(text: str) -> None:
    with pytest.raises(ParseError):
        read_status(Piece(text.encode(), 0, len(text)), 3)


def test_few_marks_among_many_nulls() -> None:
    items: list[str | None] = [None] * 1000
    items[0], items[7], items[998] = "..", "ä", ".."
    for last in (None, "e"):
        items[999] = last
        text = json.dumps(items, ensure_ascii=False, separators=(",", ":")).encode()
        assert read_status(Piece(text, 0, len(text)), 1000).to_pylist() == items
