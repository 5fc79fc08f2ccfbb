"""Numbers and periods as each language writes them; missing, withheld and zero never look alike."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yhdyspinta.domain.status import WITHOUT_VALUE, Status
from yhdyspinta.rendering.numbers import amount, day, mark, mark_words, number, period_name, period_short, signed, status_words

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fi", f"1{SPACE}234{SPACE}567,3"), ("sv", f"1{SPACE}234{SPACE}567,3"), ("en", "1,234,567.3")],
)
def test_thousands_and_decimals_follow_the_language(language: str, expected: str) -> None:
    assert number(1234567.25, language, 1) == expected


@pytest.mark.parametrize(("value", "expected"), [(-3.44, "−3,4"), (-0.04, "0,0"), (0.25, "0,3"), (-0.25, "−0,3"), (0.0, "0,0")])
def test_minus_is_a_minus_and_halves_go_away_from_zero(value: float, expected: str) -> None:
    assert number(value, "fi", 1) == expected


def test_missing_withheld_inapplicable_and_zero_are_four_texts() -> None:
    shown = {number(None, "fi", 0, status) for status in WITHOUT_VALUE} | {number(0.0, "fi")}
    assert shown == {"–", "..", ".", "0"}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_marks_have_words_of_their_own(language: str) -> None:
    assert len({mark_words(status, language) for status in WITHOUT_VALUE}) == 3
    assert status_words(Status.FINAL, language) == ""
    assert status_words(Status.PARTIAL, language) != status_words(Status.PRELIMINARY, language)


def test_a_withheld_value_is_never_written_though_it_is_there() -> None:
    assert number(3.0, "fi", 0, Status.SUPPRESSED) == ".."
    assert amount(3.0, "fi", 0, "%", Status.SUPPRESSED) == ".."


def test_no_value_without_a_reason_is_no_data() -> None:
    assert number(None, "fi") == mark(Status.NOT_AVAILABLE)


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "language", "expected"),
    [
        (1.24, 1, "%", "fi", f"+1,2{SPACE}%"),
        (-0.4, 1, "prosenttiyksikköä", "fi", f"−0,4{SPACE}prosenttiyksikköä"),
        (0.04, 1, "", "sv", "0,0"),
        (1.24, 1, "%", "en", "+1.2%"),
        (1500.0, 0, "", "fi", f"+1{SPACE}500"),
    ],
)
def test_changes_carry_their_sign(value: float, decimals: int, unit: str, language: str, expected: str) -> None:
    assert signed(value, language, decimals, unit) == expected


@pytest.mark.parametrize(
    ("period", "fi", "sv", "en"),
    [
        ("2023-05", "toukokuu 2023", "maj 2023", "May 2023"),
        ("2023-Q1", "1. neljännes 2023", "1:a kvartalet 2023", "1st quarter 2023"),
        ("2023", "2023", "2023", "2023"),
    ],
)
def test_periods_have_names(period: str, fi: str, sv: str, en: str) -> None:
    assert (period_name(period, "fi"), period_name(period, "sv"), period_name(period, "en")) == (fi, sv, en)


def test_short_periods_and_days() -> None:
    assert [period_short(p, "fi") for p in ("2023-05", "2023-Q1", "2023")] == ["5/2023", "Q1/2023", "2023"]
    assert period_short("2023-05", "en") == "May 2023"
    assert (day(date(2026, 11, 4), "fi"), day(date(2026, 11, 4), "en")) == ("4.11.2026", "4 November 2026")


_VALUES = st.floats(-1e9, 1e9) | st.decimals(-10_000, 10_000, places=4).map(float) | st.integers(-20_000, 20_000).map(lambda n: n / 8)


@given(_VALUES, st.integers(0, 3))
def test_a_written_number_reads_back_as_the_rounded_value(value: float, decimals: int) -> None:
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    for written in (number(value, "fi", decimals), signed(value, "fi", decimals)):
        assert Decimal(written.replace(SPACE, "").replace(",", ".").replace("−", "-")) == rounded
    assert (signed(value, "fi", decimals)[0] == "+") is (rounded > 0)
