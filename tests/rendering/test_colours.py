"""Colours that carry meaning can be seen: 3:1 for lines and areas, 4.5:1 for words."""

from __future__ import annotations

import pytest

from tests.rendering.test_maps import contrast
from yhdyspinta.rendering import palette
from yhdyspinta.rendering.slides.shapes import TONES

WHITE, CARD = "#ffffff", "#f1f5fa"


@pytest.mark.parametrize("colour", [palette.ACCENT, palette.COUNTRY, palette.OTHERS, *palette.COMPARATORS])
def test_lines_and_bars_stand_out_from_white(colour: str) -> None:
    assert contrast(colour, WHITE) >= 3


@pytest.mark.parametrize("ground", [WHITE, CARD])
@pytest.mark.parametrize("tone", list(TONES))
def test_verdicts_can_be_read_on_slides(tone: str, ground: str) -> None:
    assert contrast(f"#{TONES[tone].lower()}", ground) >= 4.5  # type: ignore[index]


def test_names_in_the_colour_of_their_lines_can_be_read() -> None:
    assert all(contrast(colour, WHITE) >= 4.5 for colour in (palette.ACCENT, palette.COUNTRY, palette.INK, palette.MUTED))


def test_lines_beside_one_another_differ() -> None:
    used = [palette.ACCENT, palette.COUNTRY, *palette.COMPARATORS]
    assert len(set(used)) == len(used)
