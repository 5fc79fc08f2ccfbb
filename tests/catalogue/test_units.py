"""Units bend by number, from a table."""

from __future__ import annotations

import pytest

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.units import units
from yhdyspinta.domain.indicator import MeasureKind
from yhdyspinta.domain.text import LANGUAGES
from yhdyspinta.rendering.numbers import amount, signed


@pytest.mark.parametrize(
    ("language", "unit", "one", "gained", "lost", "two"),
    [
        ("fi", "henkilöä", "1 henkilö", "+1 henkilö", "\u22121 henkilö", "2 henkilöä"),
        ("sv", "personer", "1 person", "+1 person", "\u22121 person", "2 personer"),
        ("en", "persons", "1 person", "+1 person", "\u22121 person", "2 persons"),
    ],
)
def test_one_bends_and_others_do_not(language: str, unit: str, one: str, gained: str, lost: str, two: str) -> None:
    found = [amount(1, language, 0, unit), signed(1, language, 0, unit), signed(-1, language, 0, unit), amount(2, language, 0, unit)]
    assert [text.replace("\u00a0", " ") for text in found] == [one, gained, lost, two]
    assert amount(1, language, 1, unit).endswith(unit), "one with a decimal is no single thing"
    assert amount(21, language, 0, unit).endswith(unit)


def test_every_counted_thing_has_its_form_after_one() -> None:
    counted = [one.unit for one in indicators().values() if one.kind is MeasureKind.COUNT]
    assert counted
    lacking = {unit.in_(language) for unit in counted for language in LANGUAGES if (language, unit.in_(language)) not in units()}
    assert not {unit for unit in lacking if not unit.startswith("€") and "euro" not in unit and unit != "EUR"}
