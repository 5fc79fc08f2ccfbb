"""What stands on a slide: words in boxes, cards, tables, pictures. All places are in inches of 13.33 × 7.5."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from yhdyspinta.rendering.blocks import Tone, clean
from yhdyspinta.rendering.slides.fit import size_for
from yhdyspinta.rendering.slides.master import BODY
from yhdyspinta.rendering.slides.theme import INK, paint

Box = tuple[float, float, float, float]
# Words on white and on the card's ground: each at least 4.5:1.
TONES = {Tone.BETTER: "00664F", Tone.WORSE: "A3222C", Tone.SAME: "44505E", Tone.NEUTRAL: "003479", Tone.CANNOT_TELL: "5A4A00"}
_EMU, _AS_OURS = 914_400, 0.99


@dataclass(frozen=True, slots=True)
class Sheet:
    """A slide and where on it our room for content (master.BODY) lies, so that places hold on every master. `region` in EMU."""

    slide: Any
    region: tuple[int, int, int, int]

    def emu(self, box: Box) -> tuple[Any, Any, Any, Any]:
        """A box in inches of our own master as left, top, width, height on this slide."""
        left, top, width, height = box
        across, down = self._scale
        start, above = self.region[0] + (left - BODY[0]) * across, self.region[1] + (top - BODY[1]) * down
        return Emu(round(start)), Emu(round(above)), Emu(round(width * across)), Emu(round(height * down))

    @property
    def _scale(self) -> tuple[float, float]:
        return self.region[2] / BODY[2], self.region[3] / BODY[3]

    @property
    def room(self) -> float:
        """How much smaller than ours the room is: text shrinks by as much."""
        smallest = min(scale / _EMU for scale in self._scale)
        return smallest if smallest < _AS_OURS else 1.0


def called(shape: Any, kind: str, subject: str) -> None:
    """Name a shape for what it shows; names.mark completes the name when the slide is ready."""
    shape._element.xpath(".//p:cNvPr")[0].set("name", f"{kind}:{subject}")


def described(shape: Any, kind: str, subject: str, words: str) -> None:
    """Name a shape and give it its text alternative."""
    called(shape, kind, subject)
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(words))


def run(paragraph: Any, text: str, size: float, colour: str = INK, bold: bool = False) -> None:
    added = paragraph.add_run()
    added.text = clean(text)
    added.font.size, added.font.bold = Pt(size), bold
    paint(added.font.color, colour)


def words(
    sheet: Sheet,
    name: tuple[str, str],
    box: Box,
    paragraphs: Sequence[str],
    sizes: Sequence[int] = (20, 18, 16, 14),
    *,
    bullets: bool = True,
    gap: int = 8,
) -> None:
    """A box of paragraphs `gap` points apart, in the greatest size that fits. `name`: kind and subject."""
    shape = sheet.slide.shapes.add_textbox(*sheet.emu(box))
    called(shape, *name)
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
    for xml in ('<a:buClr {}><a:schemeClr val="tx2"/></a:buClr>', '<a:buFont {} typeface="Arial"/>', '<a:buChar {} char="•"/>'):
        properties.append(parse_xml(xml.format(nsdecls("a"))))


def ground(sheet: Sheet, kind: str, subject: str, box: Box) -> Any:
    """A rectangle for words, without the line and the shadow of the old theme."""
    shape = sheet.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *sheet.emu(box))
    called(shape, kind, subject)
    shape._element.remove(shape._element.find(qn("p:style")))
    shape.fill.solid()
    shape.line.fill.background()
    shape.text_frame.word_wrap = True
    shape.text_frame.margin_left = shape.text_frame.margin_right = Emu(int(0.18 * 914_400))
    return shape


def picture(sheet: Sheet, subject: str, box: Box, png: bytes, alt: str) -> Box:
    """A PNG as large as the box allows, in its own proportions; returns where it stands."""
    shape = sheet.slide.shapes.add_picture(io.BytesIO(png), 0, 0)
    left, top, width, height = box
    ratio = shape.width / shape.height
    wide, high = (width, width / ratio) if ratio > width / height else (height * ratio, height)
    shape.left, shape.top, shape.width, shape.height = sheet.emu((left, top, wide, high))
    described(shape, "map", subject, alt)
    return left, top, wide, high


def plate(sheet: Sheet, name: tuple[str, str], box: Box, text: str, look: tuple[str, str, bool], size: int) -> None:
    """Words on a coloured ground. `look`: ink, ground, bold."""
    ink, shade, bold = look
    shape = ground(sheet, *name, box)
    paint(shape.fill.fore_color, shade)
    frame = shape.text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    run(frame.paragraphs[0], text, size * sheet.room, ink, bold)
