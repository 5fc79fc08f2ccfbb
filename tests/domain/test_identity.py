"""Personal identity codes: found in every form that is in use, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yhdyspinta.domain.identity import identity_codes

SIGNS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def code(day: str, sign: str, number: str) -> str:
    """A code of a made person: its check character by the official rule."""
    return day + sign + number + SIGNS[int(day + number) % 31]


@pytest.mark.parametrize("sign", list("+-YXWVUABCDEF"))
def test_every_sign_of_a_century_is_known(sign: str) -> None:
    found = code("010203", sign, "902")
    assert list(identity_codes(f"nimi;{found};5")) == [5]
    assert list(identity_codes(found.lower())) == [0]


@pytest.mark.parametrize("dash", list("‐‑‒–—−"))
def test_a_dash_of_a_word_processor_hides_nothing(dash: str) -> None:
    assert list(identity_codes(code("311299", "-", "002").replace("-", dash))) == [0]


def test_published_example_of_the_population_register() -> None:
    assert list(identity_codes("131052-308T")) == [0]


@pytest.mark.parametrize(
    "text",
    [
        code("320203", "-", "902"),  # no such day
        code("290201", "-", "902"),  # no leap year
        code("010203", "-", "001"),  # numbers begin at 002
        code("010203", "-", "902")[:-1] + "O",  # O is no check character
        "0174666-4",  # a business id
        "KU179 2023-05 12.5",
        "x" + code("010203", "-", "902"),  # a part of a longer code
        code("010203", "-", "902") + "7",
    ],
)
def test_other_codes_are_left_alone(text: str) -> None:
    assert list(identity_codes(text)) == []


@given(st.integers(2, 999), st.sampled_from("+-YXWVUABCDEF"), st.sampled_from(SIGNS))
def test_only_the_right_check_character_makes_a_code(number: int, sign: str, check: str) -> None:
    right = code("240571", sign, f"{number:03d}")
    assert (list(identity_codes(right[:-1] + check)) == [0]) == (check == right[-1])
