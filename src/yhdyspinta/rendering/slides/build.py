"""A deck into a .pptx: one message a slide, sources in the footer and the notes, no empty placeholder."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from yhdyspinta.rendering.blocks import clean
from yhdyspinta.rendering.numbers import day
from yhdyspinta.rendering.slides import shapes
from yhdyspinta.rendering.slides.draw import TABLE_SIZE, TEXT_SIZE, draw
from yhdyspinta.rendering.slides.fit import pages, size_for
from yhdyspinta.rendering.slides.master import BODY, CONTENT, COVER, FOOTER, TITLE, empty_presentation
from yhdyspinta.rendering.slides.model import Deck, Headlines, Slide, TableSlide, TextSlide
from yhdyspinta.rendering.slides.package import stable
from yhdyspinta.rendering.slides.shapes import Sheet

LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
_CARDS = 6
_, _, _WIDE, _HIGH = BODY


def build(deck: Deck, template: bytes | None = None) -> bytes:
    """The bytes of the deck. With `template`, on the master of that .pptx, whose own slides are dropped."""
    shown = Presentation(io.BytesIO(template)) if template else empty_presentation()
    _drop_slides(shown)
    builder = _Builder(deck, shown)
    if deck.cover:
        builder.cover()
    for slide in deck.slides:
        for part in _split(slide, deck):
            builder.content(part)
    properties = shown.core_properties
    properties.title, properties.author, properties.language = clean(deck.title), clean(deck.author), LANGUAGES[deck.language]
    properties.subject, properties.keywords, properties.last_modified_by, properties.comments = (
        clean(deck.subtitle),
        "",
        clean(deck.author),
        "",
    )
    out = io.BytesIO()
    shown.save(out)
    return stable(out.getvalue(), deck.date)


def _drop_slides(shown: Any) -> None:
    ids = shown.slides._sldIdLst
    for entry in list(ids):
        shown.part.drop_rel(entry.rId)
        ids.remove(entry)


def _split(slide: Slide, deck: Deck) -> Iterator[Slide]:
    """What does not fit on one slide goes on to the next, under a title that says so."""
    parts: list[Slide] = [slide]
    if isinstance(slide, Headlines):
        size = _even(len(slide.cards), _CARDS)
        parts = [replace(slide, cards=slide.cards[i : i + size]) for i in range(0, len(slide.cards), size)]
    elif isinstance(slide, TextSlide):
        parts = [replace(slide, paragraphs=tuple(page)) for page in pages(slide.paragraphs, _WIDE - 0.4, _HIGH - 0.2, TEXT_SIZE, gap=8)]
    elif isinstance(slide, TableSlide):
        parts = list(_table_pages(slide))
    for number, part in enumerate(parts):
        more = f" ({deck.labels['continues']} {number + 1}/{len(parts)})" if number else ""
        name = f"{part.name}-{number + 1}" if number else part.name
        yield replace(part, name=name, title=part.title + more)


def _even(count: int, most: int) -> int:
    """How many on each slide when they are shared evenly over as few slides as hold them."""
    return -(-count // max(1, -(-count // most))) or 1


def _table_pages(slide: TableSlide) -> Iterator[Slide]:
    table, start, used = slide.table, 0, 0.0
    heads = [column.title for column in table.columns]
    first = shapes.row_height(table, heads, _WIDE, TABLE_SIZE)
    for i, row in enumerate(table.rows):
        need = shapes.row_height(table, row, _WIDE, TABLE_SIZE)
        if i > start and first + used + need > _HIGH:
            yield _table_part(slide, start, i)
            start, used = i, 0.0
        used += need
    yield _table_part(slide, start, len(table.rows))


def _table_part(slide: TableSlide, start: int, end: int) -> Slide:
    own = frozenset(i - start for i in slide.table.emphasised if start <= i < end)
    return replace(slide, table=replace(slide.table, rows=slide.table.rows[start:end], emphasised=own))


@dataclass(slots=True)
class _Builder:
    deck: Deck
    shown: Any

    def cover(self) -> None:
        layout = self._layout(COVER, 0)
        slide = self.shown.slides.add_slide(layout)
        slide.name = "cover"
        self._title(slide, self.deck.title, 8.0, 2.0, (40, 36, 32, 28, 24))
        under = [self.deck.subtitle, *self.deck.lines, day(self.deck.date, self.deck.language)]
        for shape in list(slide.placeholders):
            if shape.placeholder_format.idx == 1 and any(under):
                shape.name = "subtitle"
                shape.text_frame.text = "\n".join(clean(text) for text in under if text)
            elif shape.placeholder_format.idx != 0:
                shape._element.getparent().remove(shape._element)
        self._finish(slide, self._footer(self.deck.source), "")

    def content(self, part: Slide) -> None:
        slide = self.shown.slides.add_slide(self._layout(CONTENT, 5))
        slide.name = part.name
        self._title(slide, part.title, TITLE[2], TITLE[3], (28, 26, 24, 22, 20, 18))
        for shape in list(slide.placeholders):
            if shape.placeholder_format.idx != 0:
                shape._element.getparent().remove(shape._element)
        sheet = Sheet(slide, self.shown.slide_width, self.shown.slide_height)
        draw(sheet, part)
        source = part.source or self.deck.source
        self._placeholders(slide, sheet, self._footer(source))
        self._finish(slide, self._footer(source), part.notes)

    def _layout(self, name: str, fallback: int) -> Any:
        """Ours by name; on another's master the usual place of such a layout, else the first with a title."""
        layouts = list(self.shown.slide_layouts)
        named = [layout for layout in layouts if layout.name == name]
        titled = [layout for layout in layouts if any(p.placeholder_format.idx == 0 for p in layout.placeholders)]
        return named[0] if named else layouts[fallback] if len(layouts) > fallback and layouts[fallback] in titled else titled[0]

    def _title(self, slide: Any, text: str, width: float, height: float, sizes: tuple[int, ...]) -> None:
        shape = slide.shapes.title
        shape.name = "title"
        shape.text_frame.text = clean(text)
        size = size_for([text], width, height, sizes, bold=True)
        if size != sizes[0]:
            shape.text_frame.paragraphs[0].runs[0].font.size = Pt(size)

    def _footer(self, source: str) -> str:
        date = day(self.deck.date, self.deck.language)
        return " · ".join(filter(None, (source, date, self.deck.permalink)))

    def _placeholders(self, slide: Any, sheet: Sheet, footer: str) -> None:
        """The footer and the number come from the layout; the library leaves them out of new slides."""
        kinds = {"ftr": "footer", "sldNum": "slide-number"}
        done = set()
        for shape in slide.slide_layout.placeholders:
            kind = shape._element.xpath(".//p:ph/@type")
            if kind and kind[0] in kinds:
                added = copy.deepcopy(shape._element)
                added.xpath(".//p:cNvPr")[0].set("id", str(max(int(i) for i in slide.shapes._spTree.xpath(".//p:cNvPr/@id")) + 1))
                added.xpath(".//p:cNvPr")[0].set("name", kinds[kind[0]])
                slide.shapes._spTree.append(added)
                done.add(kind[0])
                _fill(added, footer if kind[0] == "ftr" else None, size_for([footer], FOOTER[2], FOOTER[3], (10, 9, 8, 7)))
        if "ftr" not in done:
            shapes.words(sheet, "footer", FOOTER, [footer], (10, 9, 8, 7), bullets=False, gap=0)

    def _finish(self, slide: Any, footer: str, notes: str) -> None:
        link = f"{self.deck.labels['link']}: {self.deck.permalink}" if self.deck.permalink else ""
        texts = [notes, footer.removesuffix(f" · {self.deck.permalink}"), link]
        page = slide.notes_slide
        page.notes_text_frame.text = "\n".join(clean(text) for text in texts if text)
        for shape in list(page.placeholders):
            if shape.has_text_frame and not shape.text_frame.text.strip() and "SLIDE_IMAGE" not in str(shape.placeholder_format.type):
                shape._element.getparent().remove(shape._element)
        for element in (slide._element, page._element):
            _speak(element, LANGUAGES[self.deck.language])


def _fill(element: Any, text: str | None, size: int) -> None:
    """The text of a footer, or the field of a slide number."""
    body = element.find(qn("p:txBody"))
    for paragraph in body.findall(qn("a:p")):
        body.remove(paragraph)
    if text is None:
        look = '<a:rPr lang="en-GB" sz="1000"><a:latin typeface="+mn-lt"/></a:rPr>'
        field = f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">{look}<a:t>‹#›</a:t></a:fld>'
        body.append(parse_xml(f'<a:p {nsdecls("a")}><a:pPr algn="r"/>{field}</a:p>'))
        return
    look = f'<a:rPr sz="{size * 100}"><a:latin typeface="+mn-lt"/></a:rPr>'
    paragraph = parse_xml(f'<a:p {nsdecls("a")}><a:pPr algn="l"/><a:r>{look}<a:t/></a:r></a:p>')
    paragraph.find(qn("a:r")).find(qn("a:t")).text = clean(text)
    body.append(paragraph)


def _speak(element: Any, language: str) -> None:
    """Every run says its language, for screen readers and spelling."""
    for run in element.iter(qn("a:r"), qn("a:fld")):
        properties = run.find(qn("a:rPr"))
        if properties is None:
            properties = run.makeelement(qn("a:rPr"), {})
            run.insert(0, properties)
        properties.set("lang", language)
    for end in element.iter(qn("a:endParaRPr")):
        end.set("lang", language)
