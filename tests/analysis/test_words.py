"""What analysis says to people: methods and reasons, in three languages."""

from __future__ import annotations

import pytest

from tests.analysis.worlds import country
from tests.spec.meaning_world import indicator
from yhdyspinta.analysis import reasons
from yhdyspinta.analysis.method import code, describe
from yhdyspinta.domain.text import LANGUAGES, Text

METHODS = [
    "",
    "carried:2021",
    "sum:KU@2022",
    "sum:KU@2022>2023",
    "known_municipalities:KU@2022",
    "ratio_of_sums:KU@2022>2026",
    "ages",
    "sexes",
]
REASONS = [
    reasons.MUST_NOT,
    reasons.NOTHING,
    reasons.no_parts(indicator("share", numerator="count", denominator="base")),
    reasons.no_such_area("HVA01", 2020),
    reasons.no_such_kind("HVA", 2020, 2023, 2026),
    reasons.not_carried(2020),
    reasons.unknown_division(1999, country(0).years),
]


@pytest.mark.parametrize("text", [*map(describe, METHODS), describe("population_weighted:KU@2022"), *REASONS])
def test_everything_is_said_in_three_languages(text: Text) -> None:
    said = [text.as_dict()[language] for language in LANGUAGES]
    assert all(said)
    assert len(set(said)) == len(LANGUAGES)


def test_a_method_names_both_divisions() -> None:
    text = describe(code("sum", 2022, 2023)).en
    assert "2022" in text
    assert "2023" in text
    assert "2023" not in describe(code("sum", 2022, 2022)).en


def test_a_reason_names_the_figures_that_lack() -> None:
    assert "count / base" in REASONS[2].en
