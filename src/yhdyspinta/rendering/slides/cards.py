"""A figure as a card: its label, the number large, when and whose it is, how it changed, and how it stands beside others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from yhdyspinta.rendering.blocks import Card, text_of
from yhdyspinta.rendering.slides import shapes
from yhdyspinta.rendering.slides.fit import BOLD, LINE, lines, size_for
from yhdyspinta.rendering.slides.shapes import TONES, Box, Sheet
from yhdyspinta.rendering.slides.theme import ACCENT, GROUND, INK, MUTED, paint

_SMALL = (16, 15, 14, 13, 12, 11, 10)
_LABELS, _VALUES = (18, 16, 15, 14, 13), (40, 36, 32, 28, 24, 20)
_SIDES, _ABOVE, _BETWEEN = 0.42, 0.16, 3  # inches, inches, points
_UNIT = 0.5  # of the number's size
_NUMBER = re.compile(r"(?P<number>[+\N{MINUS SIGN}]?[\d\s.,]*\d(?:\s?%)?)(?P<unit>\s.*)?", re.DOTALL)
Run = tuple[str, str, bool]  # words, colour, bold


def need(shown: Card, width: float, size: int) -> float:
    """Inches of height that a card needs when its small lines are of `size` points."""
    inside = width - _SIDES
    label, value = _sizes(shown, inside, size)
    texts = ["".join(words for words, _, _ in runs) for runs in _paragraphs(shown)]
    small = sum(lines(text, size, inside) * size * LINE + _BETWEEN for text in texts)
    return 2 * _ABOVE + (lines(shown.label, label, inside, bold=True) * label * LINE + value * LINE + small) / 72


def size_in(shown: Card, width: float, height: float) -> int:
    """Points of the small lines, so that the card fits `width` × `height` inches."""
    return next((size for size in _SMALL if need(shown, width, size) <= height), _SMALL[-1])


def card(sheet: Sheet, subject: str, box: Box, shown: Card, size: int) -> None:
    """One figure in one shape, read in the order of its words; `size` in points for its small lines."""
    shape = shapes.ground(sheet, "card", subject, box)
    paint(shape.fill.fore_color, GROUND)
    frame = shape.text_frame
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_top = Emu(int(_ABOVE * 914_400))
    label, value = _sizes(shown, box[2] - _SIDES, size)
    shapes.run(frame.paragraphs[0], shown.label, label * sheet.room, INK, bold=True)
    number, unit = _split(shown.value)
    paragraph = frame.add_paragraph()
    shapes.run(paragraph, number, value * sheet.room, ACCENT, bold=True)
    if unit:
        shapes.run(paragraph, unit, round(value * _UNIT) * sheet.room, ACCENT, bold=True)
    for runs in _paragraphs(shown):
        paragraph = frame.add_paragraph()
        paragraph.space_before = Pt(_BETWEEN)
        for words, colour, bold in runs:
            shapes.run(paragraph, words, size * sheet.room, colour, bold=bold)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT


def _sizes(shown: Card, width: float, size: int) -> tuple[int, int]:
    """Points of the label and of the number: larger where the small lines are."""
    label = size_for([shown.label], width, 0.8, tuple(points for points in _LABELS if points <= size + 3), bold=True)
    number, unit = _split(shown.value)
    fits = (points for points in _VALUES if points <= 2.5 * size and (len(number) + len(unit) * _UNIT) * points * BOLD / 72 <= width)
    return label, next(fits, _VALUES[-1])


def _split(value: str) -> tuple[str, str]:
    """A number and its unit, which is written smaller; a share keeps its sign, and words stay whole."""
    found = _NUMBER.fullmatch(value)
    return (found["number"], found["unit"] or "") if found else (value, "")


def _paragraphs(shown: Card) -> list[list[Run]]:
    """The change with its verdict first, then the comparators, last when and whose the figure is."""
    judged: list[Run] = [(text_of(verdict), TONES[verdict.tone], True) for verdict in shown.verdicts]
    told = [[(line, INK, False)] for line in shown.lines]
    if judged and told:
        told[0] = [*judged, ("  ", INK, False), *told[0]]
    elif judged:
        told = [judged]
    stands = [text for text in (shown.period, shown.note) if text]
    return [*told, [(" · ".join(stands), MUTED, False)]] if stands else told


@dataclass(frozen=True, slots=True)
class _Laid:
    """Rows of a slide's cards: how many in each, how wide they are, how high each row is, and the size of small lines."""

    counts: tuple[int, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: int


def grid(sheet: Sheet, cards: Sequence[Card], names: Sequence[str], room: Box, gap: float = 0.25) -> None:
    """Cards over a room: each row filled and as high as its words need, all their small lines in one size."""
    left, top, wide, high = room
    laid = max((_laid(cards, counts, wide, high, gap) for counts in _across(len(cards))), key=lambda one: one.size)
    more = min((high - gap * (len(laid.counts) - 1) - sum(laid.heights)) / len(laid.counts), 0.5)
    start = 0
    for count, width, height in zip(laid.counts, laid.widths, laid.heights, strict=True):
        for place in range(count):
            box = (left + place * (width + gap), top, width, height + more)
            card(sheet, names[start + place], box, cards[start + place], laid.size)
        start, top = start + count, top + height + more + gap


def _across(cards: int) -> list[tuple[int, ...]]:
    """How many cards each row may have: five are three and two, or two and three, so that every row is full."""
    most = 2 if cards == 4 else 3
    rows = max(1, -(-cards // most))
    counts = tuple(cards // rows + (row < cards % rows) for row in range(rows))
    return [counts, counts[::-1]]


def _laid(cards: Sequence[Card], counts: tuple[int, ...], wide: float, high: float, gap: float) -> _Laid:
    free = high - gap * (len(counts) - 1)
    widths = tuple((wide - gap * (count - 1)) / max(count, 1) for count in counts)
    starts = [sum(counts[:row]) for row in range(len(counts))]
    rows = [cards[start : start + count] for start, count in zip(starts, counts, strict=True)]
    for size in _SMALL:
        needs = tuple(max((need(one, width, size) for one in row), default=0.0) for row, width in zip(rows, widths, strict=True))
        if sum(needs) <= free:
            return _Laid(counts, widths, needs, size)
    return _Laid(counts, widths, tuple(free / len(counts) for _ in counts), _SMALL[-1])


def subject(shown: Card, otherwise: str) -> str:
    """What a card's shape is named for: the indicator of its figure, whose period is another at the next refresh."""
    return shown.figure.partition("@")[0] or otherwise
