"""Native tables: every column wide enough for its longest word, the area's own row marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu

from yhdyspinta.rendering.blocks import Table, Verdict, text_of
from yhdyspinta.rendering.slides import shapes
from yhdyspinta.rendering.slides.fit import lines
from yhdyspinta.rendering.slides.shapes import TONES, Box, Sheet
from yhdyspinta.rendering.slides.theme import ACCENT, INK


def _needs(table: Table) -> list[float]:
    """Letters that each column wants: its longest cell, a long one wrapped."""
    longest = [max((len(text_of(row[i])) for row in table.rows), default=0) for i in range(len(table.columns))]
    return [float(min(max(n, len(c.title), 7), 48)) + 2 for n, c in zip(longest, table.columns, strict=True)]


def column_widths(table: Table, width: float, size: int) -> list[float]:
    """Inches of each column: its longest word always fits, and what is left goes by what the cells want."""
    letter = size * 0.6 / 72
    words = [[column.title, *(text_of(row[i]) for row in table.rows)] for i, column in enumerate(table.columns)]
    least = [max(len(word) for text in texts for word in text.split(" ") or [""]) * letter * 1.08 + 0.24 for texts in words]
    wanted = [max(0.0, need * letter - floor) for need, floor in zip(_needs(table), least, strict=True)]
    left = width - sum(least)
    if left <= 0:  # one word is longer than the slide is wide: share by need, the words break
        return [width * need / sum(_needs(table)) for need in _needs(table)]
    return [floor + left * (want / sum(wanted) if sum(wanted) else 1 / len(least)) for floor, want in zip(least, wanted, strict=True)]


def natural_width(table: Table, room: float, size: int) -> float:
    """Inches: no wider than its words ask for, so that a number stays near its name."""
    return min(room, max(2.6, sum(_needs(table)) * size * 0.6 / 72 + 0.5 * len(table.columns)))


def row_height(table: Table, row: Sequence[str | Verdict], width: float, size: int) -> float:
    """Inches that a row needs in a table that may be `width` inches wide."""
    width = natural_width(table, width, size)
    taken = [lines(text_of(cell), size, inches - 0.22) for cell, inches in zip(row, column_widths(table, width, size), strict=True)]
    return max(taken, default=1) * size * 1.2 / 72 + 0.12


def table(sheet: Sheet, subject: str, box: Box, shown: Table, size: int = 14) -> None:
    """A native table with its header row; `size` in points. The caption is its text alternative."""
    left, top, room, _ = box
    width = natural_width(shown, room, size)
    heads = [column.title for column in shown.columns]
    heights = [row_height(shown, row, width, size) for row in (heads, *shown.rows)]
    count = len(shown.rows) + 1
    frame = sheet.slide.shapes.add_table(count, len(heads), *sheet.emu((left, top, width, sum(heights))))
    shapes.described(frame, "table", subject, shown.caption)
    native = frame.table
    native.horz_banding = False
    _plain(frame)
    for column, inches in zip(native.columns, column_widths(shown, width, size), strict=True):
        column.width = sheet.emu((0, 0, inches, 0))[2]
    for place, (row, height) in enumerate(zip((tuple(heads), *shown.rows), heights, strict=True)):
        native.rows[place].height = sheet.emu((0, 0, 0, height))[3]
        own = place - 1 in shown.emphasised and place > 0
        for column, cell in enumerate(row):
            numeric = shown.columns[column].numeric
            _cell(native.cell(place, column), cell, size * sheet.room, head=place == 0, own=own, numeric=numeric)


def _plain(frame: Any) -> None:
    """No table style: rules under rows are drawn by us, so that every master shows the same."""
    found = frame._element.xpath(".//a:tableStyleId")
    for style in found:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"


def _cell(cell: Any, shown: str | Verdict, size: float, *, head: bool, own: bool, numeric: bool) -> None:
    cell.margin_left = cell.margin_right = Emu(int(0.1 * 914_400))
    cell.margin_top = cell.margin_bottom = Emu(int(0.05 * 914_400))
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_2 if own else MSO_THEME_COLOR.BACKGROUND_1
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if numeric else PP_ALIGN.LEFT
    verdict = isinstance(shown, Verdict)
    colour = TONES[shown.tone] if isinstance(shown, Verdict) else ACCENT if head else INK
    shapes.run(paragraph, text_of(shown), size, colour, bold=head or own or verdict)
    width, shade = (19_050, '<a:schemeClr val="tx2"/>') if head else (6_350, '<a:srgbClr val="C5CDD8"/>')
    line = parse_xml(f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill>{shade}</a:solidFill></a:lnB>')
    properties = cell._tc.get_or_add_tcPr()
    properties.insert(0, line)


def pages(table: Table, width: float, height: float, size: int) -> Iterator[Table]:
    """The table in as few parts as fit `width` × `height` inches, each about as long as the others."""
    heads = row_height(table, [column.title for column in table.columns], width, size)
    needs = [row_height(table, row, width, size) for row in table.rows]
    count = max(1, -(-sum(needs) // (height - heads)))
    while True:
        cuts = _cuts(needs, height - heads, sum(needs) / count)
        if len(cuts) <= count or count > len(needs):
            break
        count += 1
    for start, end in zip([0, *cuts], [*cuts, len(table.rows)], strict=True):
        own = frozenset(i - start for i in table.emphasised if start <= i < end)
        yield replace(table, rows=table.rows[start:end], emphasised=own)


def _cuts(needs: Sequence[float], room: float, aim: float) -> list[int]:
    """Where parts begin, but for the first, when none is higher than `room` and each is about `aim` high."""
    cuts, used = [], 0.0
    for place, need in enumerate(needs):
        if used and (used + need > room or used + need / 2 > aim):
            cuts.append(place)
            used = 0.0
        used += need
    return cuts
