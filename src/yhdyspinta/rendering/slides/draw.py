"""How each kind of slide fills the room under its title."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from yhdyspinta.rendering.blocks import Table, Verdict
from yhdyspinta.rendering.slides import native, shapes
from yhdyspinta.rendering.slides.master import BODY
from yhdyspinta.rendering.slides.model import ChartSlide, Headlines, MapSlide, Part, Slide, StatementsSlide, TableSlide, TextSlide
from yhdyspinta.rendering.slides.shapes import Sheet

TABLE_SIZE, TEXT_SIZE = 14, 16
_LEFT, _TOP, _WIDE, _HIGH = BODY


def draw(sheet: Sheet, slide: Slide) -> None:
    """Draw what `slide` holds, below its title."""
    _DRAW[type(slide)](sheet, slide)


def _headlines(sheet: Sheet, slide: Headlines) -> None:
    count = len(slide.cards)
    columns = count if count <= 3 else 2 if count == 4 else 3
    rows, gap = -(-count // max(columns, 1)), 0.25
    width = (_WIDE - gap * (columns - 1)) / max(columns, 1)
    height = min((_HIGH - gap * (rows - 1)) / max(rows, 1), 3.0)
    size = min((shapes.small_size(card, width, height) for card in slide.cards), default=14)
    for i, card in enumerate(slide.cards):
        left, top = _LEFT + (i % columns) * (width + gap), _TOP + (i // columns) * (height + gap)
        shapes.card(sheet, f"card-{slide.name}-{i + 1}", (left, top, width, height), card, size)


def _chart(sheet: Sheet, slide: ChartSlide) -> None:
    chart, side = slide.chart, 3.4 if slide.messages else 0.0
    unit = f"{chart.title} ({chart.unit})" if chart.unit else chart.title
    shapes.words(sheet, f"unit-{chart.name}", (_LEFT, _TOP - 0.12, _WIDE - side, 0.36), [unit], (14, 12, 11), bullets=False, gap=0)
    box = (_LEFT - 0.1, _TOP + 0.25, _WIDE - side - (0.2 if side else 0.0), _HIGH - 0.25)
    frame = native.add(sheet.slide, chart, sheet.emu(box))
    shapes.described(frame, f"chart-{chart.name}", chart.description)
    if side:
        shapes.words(sheet, f"messages-{slide.name}", (_LEFT + _WIDE - side + 0.2, _TOP + 0.3, side - 0.2, _HIGH - 0.4), slide.messages)


def _table(sheet: Sheet, slide: TableSlide) -> None:
    shapes.table(sheet, f"table-{slide.name}", BODY, slide.table, TABLE_SIZE)


def _map(sheet: Sheet, slide: MapSlide) -> None:
    width = 7.4 if slide.table else _WIDE
    left, top, wide, _ = shapes.picture(sheet, f"map-{slide.name}", (_LEFT, _TOP, width, _HIGH), slide.png, slide.alt)
    if slide.table:
        start = left + wide + 0.5
        room = _LEFT + _WIDE - start
        shapes.table(sheet, f"table-{slide.name}", (start, top, room, _HIGH), _shortened(slide.table, room), 12)


def _shortened(table: Table, room: float) -> Table:
    """The first rows that fit beside a map; the own area's row stays though it be further down, after a row of dots."""
    rows, space = [], _HIGH - shapes.row_height(table, [c.title for c in table.columns], room, 12)
    needs = [shapes.row_height(table, row, room, 12) for row in table.rows]
    if sum(needs) <= space:
        return table
    own = [i for i in sorted(table.emphasised) if i < len(table.rows)][:1]
    space -= needs[0] + sum(needs[i] for i in own)
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
    shapes.words(sheet, f"text-{slide.name}", BODY, slide.paragraphs)


def _statements(sheet: Sheet, slide: StatementsSlide) -> None:
    """A box a part with what belongs in it: people write over the prompt."""
    count = max(len(slide.parts), 1)
    gap = 0.14
    height = min((_HIGH - gap * (count - 1)) / count, 1.4)
    for i, part in enumerate(slide.parts):
        _part(sheet, f"part-{slide.name}-{i + 1}", (_LEFT, _TOP + i * (height + gap), _WIDE, height), part)


def _part(sheet: Sheet, name: str, box: shapes.Box, part: Part) -> None:
    left, top, width, height = box
    shapes.plate(sheet, f"{name}-title", (left, top, 3.2, height), part.title, "FFFFFF", "003479", bold=True)
    shapes.plate(sheet, name, (left + 3.2, top, width - 3.2, height), part.prompt, "4F5B6B", "F1F5FA")


_DRAW: dict[type[Slide], Any] = {
    Headlines: _headlines,
    ChartSlide: _chart,
    TableSlide: _table,
    MapSlide: _map,
    TextSlide: _text,
    StatementsSlide: _statements,
}
