"""Delimited text read back: numbers stay numbers, text never becomes a formula, nothing is lost."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yhdyspinta.rendering.delimited import Cell, finnish_excel, harmless, machine

_CELLS = st.one_of(st.none(), st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20))


def _read(data: bytes, encoding: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter, strict=True))


@given(st.lists(st.tuples(_CELLS, _CELLS), max_size=8))
def test_everything_is_read_back(rows: list[tuple[object, object]]) -> None:
    both = _read(machine(["a", "b"], rows), "utf-8", ","), _read(finnish_excel(["a", "b"], rows), "utf-8-sig", ";")  # type: ignore[arg-type]
    for read, decimal in zip(both, (".", ","), strict=True):
        assert read[0] == ["a", "b"]
        for got, wanted in zip(read[1:], rows, strict=True):
            for text, value in zip(got, wanted, strict=True):
                if isinstance(value, int | float):
                    assert float(text.replace(decimal, ".")) == value
                    assert "e" not in text.lower()
                else:
                    assert text in {value or "", f"'{value}"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1", "=\nHYPERLINK()"])
def test_text_is_never_a_formula(text: str) -> None:
    for data, encoding, delimiter in ((machine([text], [[text]]), "utf-8", ","), (finnish_excel([text], [[text]]), "utf-8-sig", ";")):
        assert _read(data, encoding, delimiter) == [[f"'{text}"], [f"'{text}"]]


def test_the_two_kinds() -> None:
    columns = ["area", "value", "day", "known"]
    rows: list[list[Cell]] = [["Äänekoski; kaupunki", -1234.5, date(2026, 1, 2), True], ["a,b", 0, None, False]]
    assert machine(columns, rows).decode() == ('area,value,day,known\r\nÄänekoski; kaupunki,-1234.5,2026-01-02,true\r\n"a,b",0,,false\r\n')
    excel = finnish_excel(columns, rows)
    assert excel.startswith(b"\xef\xbb\xbf")
    assert excel.decode("utf-8-sig") == 'area;value;day;known\r\n"Äänekoski; kaupunki";-1234,5;2026-01-02;true\r\na,b;0;;false\r\n'
    assert harmless("– ei tietoa") == "– ei tietoa"


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        machine(["a"], [[float("nan")]])
    with pytest.raises(ValueError, match="cells under"):
        machine(["a"], [["b", "c"]])
