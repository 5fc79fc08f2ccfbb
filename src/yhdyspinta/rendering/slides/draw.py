"""How each kind of slide fills the room under its title."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from yhdyspinta.rendering.blocks import Table, Verdict
from yhdyspinta.rendering.slides import cards, native, shapes, tables
from yhdyspinta.rendering.slides.fit import size_for
from yhdyspinta.rendering.slides.master import BODY
from yhdyspinta.rendering.slides.model import ChartSlide, Headlines, MapSlide, Slide, StatementsSlide, TableSlide, TextSlide
from yhdyspinta.rendering.slides.shapes import Sheet
from yhdyspinta.rendering.slides.theme import ACCENT, GROUND, MUTED, PAPER

TABLE_SIZE, TEXT_SIZE, SMALL_SIZE, BESIDE_SIZE = 14, 16, 14, 13
_SIDE, _GAP = 3.6, 0.3
_LEFT, _TOP, _WIDE, _HIGH = BODY
_TEXTS, _SMALL_TEXTS = (20, 18, 16, 14), (14, 13, 12)
_PLATE = 4.7  # inches of a part's name


def draw(sheet: Sheet, slide: Slide) -> None:
    """Draw what `slide` holds, below its title."""
    _DRAW[type(slide)](sheet, slide)


def _headlines(sheet: Sheet, slide: Headlines) -> None:
    names = [cards.subject(card, f"{slide.name}-{i}") for i, card in enumerate(slide.cards, 1)]
    cards.grid(sheet, slide.cards, names, BODY)


def _chart(sheet: Sheet, slide: ChartSlide) -> None:
    chart, subject = slide.chart, slide.subject or slide.chart.name
    side = _SIDE if slide.messages or slide.card else 0.0
    unit = f"{chart.title} ({chart.unit})" if chart.unit else chart.title
    shapes.words(sheet, ("unit", subject), (_LEFT, _TOP - 0.12, _WIDE - side, 0.36), [unit], (14, 12, 11), bullets=False, gap=0)
    box = (_LEFT - 0.1, _TOP + 0.25, _WIDE - side - (_GAP if side else 0.0), _HIGH - 0.25)
    frame = native.add(sheet.slide, chart, sheet.emu(box))
    shapes.described(frame, "chart", subject, chart.description)
    place = (_LEFT + _WIDE - _SIDE, _TOP, _SIDE, _HIGH)
    if slide.card:
        size = cards.size_in(slide.card, _SIDE, _HIGH)
        height = min(_HIGH, cards.need(slide.card, _SIDE, size) + 0.1)
        cards.card(sheet, cards.subject(slide.card, subject), (*place[:3], height), slide.card, size)
    elif side:
        shapes.words(sheet, ("messages", slide.name), (place[0], _TOP + 0.3, _SIDE, _HIGH - 0.4), slide.messages)


def _table(sheet: Sheet, slide: TableSlide) -> None:
    tables.table(sheet, slide.name, BODY, slide.table, TABLE_SIZE)


def _map(sheet: Sheet, slide: MapSlide) -> None:
    subject = slide.subject or slide.name
    width = 6.6 if slide.table else _WIDE
    left, _, wide, _ = shapes.picture(sheet, subject, (_LEFT, _TOP, width, _HIGH), slide.png, slide.alt)
    if slide.table:
        start = left + wide + 0.45
        _beside(sheet, subject, slide.table, start, _LEFT + _WIDE - start)


def _beside(sheet: Sheet, subject: str, table: Table, start: float, room: float) -> None:
    """A map's numbers beside it, in one table or in two side by side when they are many."""
    half = (room - _GAP) / 2
    parts = list(tables.pages(table, room, _HIGH, BESIDE_SIZE))
    if len(parts) > 1:
        parts = list(tables.pages(table, half, _HIGH, BESIDE_SIZE))
        if len(parts) > 2:
            parts = list(tables.pages(_shortened(table, half), half, _HIGH, BESIDE_SIZE))[:2]
        room = half
    for place, part in enumerate(parts):
        name = f"{subject}-{place + 1}" if place else subject
        tables.table(sheet, name, (start + place * (half + _GAP), _TOP, room, _HIGH), part, BESIDE_SIZE)


def _shortened(table: Table, room: float) -> Table:
    """The first rows that fit in two columns; the own area's row stays though it be further down, after a row of dots."""
    heads = tables.row_height(table, [c.title for c in table.columns], room, BESIDE_SIZE)
    needs = [tables.row_height(table, row, room, BESIDE_SIZE) for row in table.rows]
    own = [i for i in sorted(table.emphasised) if i < len(table.rows)][:1]
    space = 2 * (_HIGH - heads) - 2 * max(needs) - needs[0] - sum(needs[i] for i in own)
    rows: list[tuple[int, tuple[str | Verdict, ...]]] = []
    for i, (row, need) in enumerate(zip(table.rows, needs, strict=True)):
        if need > space:
            break
        space -= need
        rows.append((i, row))
    dots: tuple[str | Verdict, ...] = ("…",) + ("",) * (len(table.columns) - 1)
    rest = [(i, table.rows[i]) for i in own if i >= len(rows)]
    kept = [*rows, (-1, dots), *rest]
    return replace(
        table, rows=tuple(row for _, row in kept), emphasised=frozenset(n for n, (i, _) in enumerate(kept) if i in table.emphasised)
    )


def _text(sheet: Sheet, slide: TextSlide) -> None:
    shapes.words(sheet, ("text", slide.name), BODY, slide.paragraphs, _SMALL_TEXTS if slide.small else _TEXTS)


def _statements(sheet: Sheet, slide: StatementsSlide) -> None:
    """A box a part with what belongs in it: people write over the prompt. All names are in one size, all prompts in another."""
    count = max(len(slide.parts), 1)
    gap = 0.14
    height = min((_HIGH - gap * (count - 1)) / count, 1.4)
    names = [size_for([part.title], _PLATE - 0.4, height - 0.1, (16, 15, 14, 13, 12, 11), bold=True) for part in slide.parts]
    prompts = [size_for([part.prompt], _WIDE - _PLATE - 0.4, height - 0.1, (16, 15, 14, 13, 12, 11)) for part in slide.parts]
    for i, part in enumerate(slide.parts):
        top, subject = _TOP + i * (height + gap), f"{slide.name}-{i + 1}"
        shapes.plate(sheet, ("name", subject), (_LEFT, top, _PLATE, height), part.title, (PAPER, ACCENT, True), min(names))
        box = (_LEFT + _PLATE, top, _WIDE - _PLATE, height)
        shapes.plate(sheet, ("part", subject), box, part.prompt, (MUTED, GROUND, False), min(prompts))


_DRAW: dict[type[Slide], Any] = {
    Headlines: _headlines,
    ChartSlide: _chart,
    TableSlide: _table,
    MapSlide: _map,
    TextSlide: _text,
    StatementsSlide: _statements,
}
