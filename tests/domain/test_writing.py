"""What people write: cleaned to one form, and the reason told why a text is not kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yhdyspinta.domain.writing import Fault, clean, fault_of


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Jämsän ääni; שלום; 👩‍👩‍👧\n\tkohta", None),
        ("x" * 100, None),
        ("x" * 101, Fault.LONG),
        *((f"a{mark}b", Fault.HIDDEN) for mark in "\x00\x07\x1b\x7f\x85\u202a\u202e\u2066\u2069\ud800"),
        ("Nimi 131052-308T", Fault.PERSON),
        ("131052-308T", Fault.PERSON),
        ("Nimi 131052\u2011308T", Fault.PERSON),
        ("Nimi 131052\u200b-308T", Fault.PERSON),
    ],
)
def test_the_reason_is_told(text: str, fault: Fault | None) -> None:
    assert fault_of(text, 100) is fault


def test_lines_are_taken_where_they_are_allowed() -> None:
    assert (fault_of("a\nb", 9), fault_of("a\nb", 9, lines=False)) == (None, Fault.LINES)
    assert clean(" Ja\u0308msa\u0308 \r\n\rx ") == "Jämsä \n\nx"


@given(st.text(max_size=80))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
