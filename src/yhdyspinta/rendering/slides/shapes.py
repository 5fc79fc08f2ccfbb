"""What stands on a slide: words in boxes, cards, tables, pictures. All places are in inches of 13.33 × 7.5."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from yhdyspinta.rendering.blocks import Card, Table, Tone, Verdict, clean, text_of
from yhdyspinta.rendering.slides.fit import lines, size_for
from yhdyspinta.rendering.slides.master import HEIGHT, WIDTH

Box = tuple[float, float, float, float]
# Words on white and on the card's ground: each at least 4.5:1.
TONES = {Tone.BETTER: "00664F", Tone.WORSE: "A3222C", Tone.SAME: "44505E", Tone.NEUTRAL: "003479", Tone.CANNOT_TELL: "5A4A00"}
_INK, _MUTED, _ACCENT = "1E2B3C", "4F5B6B", "003479"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A slide with the size of its presentation, so that places hold on an organisation's own master too."""

    slide: Any
    width: int
    height: int

    def emu(self, box: Box) -> tuple[Any, Any, Any, Any]:
        across, down = self.width / WIDTH, self.height / HEIGHT
        left, top, width, height = box
        return Emu(round(left * across)), Emu(round(top * down)), Emu(round(width * across)), Emu(round(height * down))

    @property
    def room(self) -> float:
        """How much smaller than ours the slide is: text shrinks by as much."""
        return min(1.0, self.width / WIDTH / 914_400, self.height / HEIGHT / 914_400)


def described(shape: Any, name: str, words: str) -> None:
    """Name a shape and give it its text alternative."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", clean(words))


def run(paragraph: Any, text: str, size: float, colour: str = _INK, bold: bool = False) -> None:
    added = paragraph.add_run()
    added.text = clean(text)
    added.font.size, added.font.bold = Pt(size), bold
    added.font.color.rgb = RGBColor.from_string(colour)


def words(
    sheet: Sheet,
    name: str,
    box: Box,
    paragraphs: Sequence[str],
    sizes: Sequence[int] = (20, 18, 16, 14),
    *,
    bullets: bool = True,
    gap: int = 8,
) -> None:
    """A box of paragraphs `gap` points apart, in the greatest size that fits."""
    shape = sheet.slide.shapes.add_textbox(*sheet.emu(box))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    size = size_for(paragraphs, box[2] - (0.4 if bullets else 0.0), box[3] - 0.1, sizes, gap=gap)
    for i, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(gap)
        if bullets:
            _bullet(paragraph, size)
        run(paragraph, text, size * sheet.room)


def _bullet(paragraph: Any, size: int) -> None:
    indent = int(size * 12_700 * 1.05)
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    for xml in ('<a:buClr {}><a:srgbClr val="003479"/></a:buClr>', '<a:buFont {} typeface="Arial"/>', '<a:buChar {} char="•"/>'):
        properties.append(parse_xml(xml.format(nsdecls("a"))))


def _card_sizes(shown: Card, width: float) -> tuple[int, int]:
    """Points of a card's label and of its figure."""
    label = size_for([shown.label], width, 0.62, (15, 14, 13, 12), bold=True)
    return label, size_for([shown.value], width, 0.55, (30, 26, 22, 18), bold=True)


def _card_lines(shown: Card) -> list[str]:
    return [text for text in (" · ".join(filter(None, (shown.period, shown.note))), *shown.lines) if text]


def small_size(shown: Card, width: float, height: float) -> int:
    """Points of the lines under a card's figure, so that all fit in `width` × `height` inches."""
    label, value = _card_sizes(shown, width - 0.42)
    taken = (lines(shown.label, label, width - 0.42, bold=True) * label + value) * 1.2 / 72 + 0.26
    texts = _card_lines(shown) + [text_of(verdict) for verdict in shown.verdicts]
    return size_for(texts, width - 0.42, height - taken, (15, 14, 13, 12, 11, 10), gap=2)


def card(sheet: Sheet, name: str, box: Box, shown: Card, size: int) -> None:
    """One headline figure in one shape, read in the order of its words; `size` in points for its small lines."""
    shape = _ground(sheet, name, box)
    shape.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_2
    frame = shape.text_frame
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_top = Emu(int(0.12 * 914_400))
    label, value = _card_sizes(shown, box[2] - 0.42)
    run(frame.paragraphs[0], shown.label, label * sheet.room, bold=True)
    run(frame.add_paragraph(), shown.value, value * sheet.room, _ACCENT, bold=True)
    for i, text in enumerate(_card_lines(shown)):
        run(_close(frame.add_paragraph()), text, size * sheet.room, _MUTED if i == 0 else _INK)
    for verdict in shown.verdicts:
        run(_close(frame.add_paragraph()), text_of(verdict), size * sheet.room, TONES[verdict.tone], bold=True)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT


def _ground(sheet: Sheet, name: str, box: Box) -> Any:
    """A rectangle for words, without the line and the shadow of the old theme."""
    shape = sheet.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *sheet.emu(box))
    shape.name = name
    shape._element.remove(shape._element.find(qn("p:style")))
    shape.fill.solid()
    shape.line.fill.background()
    shape.text_frame.word_wrap = True
    shape.text_frame.margin_left = shape.text_frame.margin_right = Emu(int(0.18 * 914_400))
    return shape


def _close(paragraph: Any) -> Any:
    paragraph.space_before = Pt(2)
    return paragraph


def _needs(table: Table) -> list[float]:
    """Letters that each column wants: its longest cell, a long one wrapped."""
    longest = [max((len(text_of(row[i])) for row in table.rows), default=0) for i in range(len(table.columns))]
    return [float(min(max(n, len(c.title), 7), 48)) + 2 for n, c in zip(longest, table.columns, strict=True)]


def column_widths(table: Table, width: float, size: int) -> list[float]:
    """Inches of each column: its longest word always fits, and what is left goes by what the cells want."""
    letter = size * 0.6 / 72
    words = [[column.title, *(text_of(row[i]) for row in table.rows)] for i, column in enumerate(table.columns)]
    least = [max(len(word) for text in texts for word in text.split(" ") or [""]) * letter + 0.24 for texts in words]
    wanted = [max(0.0, need * letter - floor) for need, floor in zip(_needs(table), least, strict=True)]
    left = width - sum(least)
    if left <= 0:  # one word is longer than the slide is wide: share by need, the words break
        return [width * need / sum(_needs(table)) for need in _needs(table)]
    return [floor + left * (want / sum(wanted) if sum(wanted) else 1 / len(least)) for floor, want in zip(least, wanted, strict=True)]


def natural_width(table: Table, room: float, size: int) -> float:
    """Inches: no wider than its words ask for, so that a number stays near its name."""
    return min(room, max(4.0, sum(_needs(table)) * size * 0.6 / 72 + 0.5 * len(table.columns)))


def row_height(table: Table, row: Sequence[str | Verdict], width: float, size: int) -> float:
    """Inches that a row needs in a table that may be `width` inches wide."""
    width = natural_width(table, width, size)
    taken = [lines(text_of(cell), size, inches - 0.22) for cell, inches in zip(row, column_widths(table, width, size), strict=True)]
    return max(taken, default=1) * size * 1.2 / 72 + 0.12


def table(sheet: Sheet, name: str, box: Box, shown: Table, size: int = 14) -> None:
    """A native table with its header row; `size` in points. The caption is its text alternative."""
    left, top, room, _ = box
    width = natural_width(shown, room, size)
    heads = [column.title for column in shown.columns]
    heights = [row_height(shown, row, width, size) for row in (heads, *shown.rows)]
    count = len(shown.rows) + 1
    frame = sheet.slide.shapes.add_table(count, len(heads), *sheet.emu((left, top, width, sum(heights))))
    described(frame, name, shown.caption)
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
    colour = TONES[shown.tone] if isinstance(shown, Verdict) else _ACCENT if head else _INK
    run(paragraph, text_of(shown), size, colour, bold=head or own or verdict)
    width, shade = (19_050, "003479") if head else (6_350, "C5CDD8")
    line = parse_xml(f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:srgbClr val="{shade}"/></a:solidFill></a:lnB>')
    properties = cell._tc.get_or_add_tcPr()
    properties.insert(0, line)


def picture(sheet: Sheet, name: str, box: Box, png: bytes, alt: str) -> Box:
    """A PNG as large as the box allows, in its own proportions; returns where it stands."""
    shape = sheet.slide.shapes.add_picture(io.BytesIO(png), 0, 0)
    left, top, width, height = box
    ratio = shape.width / shape.height
    wide, high = (width, width / ratio) if ratio > width / height else (height * ratio, height)
    shape.left, shape.top, shape.width, shape.height = sheet.emu((left, top, wide, high))
    described(shape, name, alt)
    return left, top, wide, high


def plate(sheet: Sheet, name: str, box: Box, text: str, ink: str, ground: str, bold: bool = False) -> None:
    """Words on a coloured ground."""
    shape = _ground(sheet, name, box)
    shape.fill.fore_color.rgb = RGBColor.from_string(ground)
    frame = shape.text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    size = size_for([text], box[2] - 0.4, box[3] - 0.1, (16, 15, 14, 13, 12, 11, 10), bold)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    run(frame.paragraphs[0], text, size * sheet.room, ink, bold)
