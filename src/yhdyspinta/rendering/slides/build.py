"""A deck into a .pptx: one message a slide, sources in the footer and the notes, no empty placeholder."""

from __future__ import annotations

import copy
import io
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from yhdyspinta.rendering.blocks import clean
from yhdyspinta.rendering.numbers import day
from yhdyspinta.rendering.slides import frame, names, shapes
from yhdyspinta.rendering.slides.draw import draw
from yhdyspinta.rendering.slides.fit import size_for
from yhdyspinta.rendering.slides.master import COVER, empty_presentation
from yhdyspinta.rendering.slides.model import Deck, Slide
from yhdyspinta.rendering.slides.package import stable
from yhdyspinta.rendering.slides.received import opened
from yhdyspinta.rendering.slides.shapes import Sheet
from yhdyspinta.rendering.slides.split import split
from yhdyspinta.rendering.slides.theme import MUTED

LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
_EMU, _LEAST_TITLE, _MOST_TITLE = 914_400, 16, 32  # points of a title: it is a sentence, not a word
_FOOTERS = (11, 10, 9, 8)


def build(deck: Deck, template: bytes | None = None) -> bytes:
    """The bytes of the deck. With `template`, on the master of that .pptx or .potx, whose own slides are dropped.

    A template that people gave is opened in a child process only: apart.build.
    """
    shown = opened(template) if template else empty_presentation()
    _drop_slides(shown)
    builder = _Builder(deck, shown)
    if deck.cover:
        builder.cover()
    for slide in deck.slides:
        for part in split(slide, deck):
            builder.content(part)
    properties = shown.core_properties
    properties.title = clean(f"{deck.title}: {deck.subtitle}" if deck.subtitle else deck.title)
    properties.author, properties.language = clean(deck.author), LANGUAGES[deck.language]
    properties.subject, properties.last_modified_by = clean(deck.subtitle), clean(deck.author)
    properties.keywords = properties.comments = ""
    out = io.BytesIO()
    shown.save(out)
    return stable(out.getvalue(), deck.date)


def _drop_slides(shown: Any) -> None:
    """The template's own slides, and what would refer to them: sections and custom shows."""
    ids = shown.slides._sldIdLst
    for entry in list(ids):
        shown.part.drop_rel(entry.rId)
        ids.remove(entry)
    root = shown.part._element
    for gone in root.xpath("./p:custShowLst") + root.xpath("./p:extLst/p:ext[.//*[local-name()='sectionLst']]"):
        gone.getparent().remove(gone)


@dataclass(slots=True)
class _Builder:
    deck: Deck
    shown: Any

    def cover(self) -> None:
        layout = frame.cover_layout(self.shown)
        slide = self.shown.slides.add_slide(layout)
        slide.name = "cover"
        self._title(slide, self.deck.title, frame.title_size(self.shown, layout))
        under = [clean(text) for text in (self.deck.subtitle, *self.deck.lines, day(self.deck.date, self.deck.language)) if text]
        place = frame.placed_on(slide, "subtitle") or next((p for p in slide.placeholders if p.placeholder_format.idx == 1), None)
        for shape in list(slide.placeholders):
            if place is not None and shape.placeholder_format.idx == place.placeholder_format.idx and under:
                shapes.called(shape, "subtitle", "cover")
                shape.text_frame.text = "\n".join(under)
                self._under(shape, layout)
            elif shape.placeholder_format.idx != 0:
                shape._element.getparent().remove(shape._element)
        if place is None and under:
            box = slide.shapes.add_textbox(*frame.room_of(self.shown, layout))
            shapes.called(box, "subtitle", "cover")
            box.text_frame.word_wrap, box.text_frame.text = True, "\n".join(under)
            self._under(box, layout)
        self._finish(slide, self._footer(self.deck.source), "")

    def _under(self, shape: Any, layout: Any) -> None:
        """Whose picture it is, large; the rest smaller. Another's master decides itself, unless the words do not fit."""
        first, *rest = shape.text_frame.paragraphs
        if layout.name == COVER:
            first.runs[0].font.size, first.runs[0].font.bold = Pt(26), True
            first.space_after = Pt(8)
        size = size_for([p.text for p in rest], shape.width / _EMU, max(shape.height / _EMU - 0.6, 0.5), (16, 14, 12, 11), gap=4)
        for paragraph in rest:
            paragraph.runs[0].font.size, paragraph.space_after = Pt(size), Pt(4)

    def content(self, part: Slide) -> None:
        where = frame.content_frame(self.shown)
        slide = self.shown.slides.add_slide(where.layout)
        slide.name = part.name
        self._title(slide, part.title, min(where.title, _MOST_TITLE))
        source = frame.placed_on(slide, "source")
        for shape in list(slide.placeholders):
            if shape.placeholder_format.idx != 0 and (source is None or shape._element is not source._element):
                shape._element.getparent().remove(shape._element)
        draw(Sheet(slide, where.region), part)
        footer = self._footer(part.source or self.deck.source)
        if source is not None:
            shapes.called(source, "footer", part.name)
            source.text_frame.text = clean(footer)
            slide.shapes._spTree.append(source._element)
        self._feet(slide, "" if source is not None or where.source else footer)
        if where.source:
            self._line(slide, where.source, part.name, footer)
        self._finish(slide, footer, part.notes)

    def _title(self, slide: Any, text: str, largest: int) -> None:
        """The title in the size of the layout, or smaller when it would not fit its place."""
        shape = slide.shapes.title
        shapes.called(shape, "title", slide.name)
        shape.text_frame.text = clean(text)
        sizes = tuple(dict.fromkeys([largest, *(size for size in range(largest - 2, _LEAST_TITLE, -2))])) or (largest,)
        size = size_for([text], shape.width / _EMU - 0.1, shape.height / _EMU, sizes, bold=True)
        if size != frame.title_size(self.shown, slide.slide_layout):
            shape.text_frame.paragraphs[0].runs[0].font.size = Pt(size)

    def _footer(self, source: str) -> str:
        date = day(self.deck.date, self.deck.language)
        return " · ".join(filter(None, (source, date, self.deck.permalink)))

    def _feet(self, slide: Any, footer: str) -> None:
        """The footer and the number come from the layout; the library leaves them out of new slides. No footer without words."""
        for shape in slide.slide_layout.placeholders:
            kind = shape.placeholder_format.type
            if kind not in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER) or (kind == PP_PLACEHOLDER.FOOTER and not footer):
                continue
            added = copy.deepcopy(shape._element)
            properties = added.xpath(".//p:cNvPr")[0]
            properties.set("id", str(max(int(i) for i in slide.shapes._spTree.xpath(".//p:cNvPr/@id")) + 1))
            properties.set("name", f"footer:{slide.name}" if kind == PP_PLACEHOLDER.FOOTER else "slide-number")
            slide.shapes._spTree.append(added)
            size = size_for([footer], shape.width / _EMU, shape.height / _EMU, _FOOTERS)
            _fill(added, footer if kind == PP_PLACEHOLDER.FOOTER else None, size)

    def _line(self, slide: Any, place: tuple[int, int, int, int], name: str, footer: str) -> None:
        box = slide.shapes.add_textbox(*(Emu(value) for value in place))
        shapes.called(box, "footer", name)
        box.text_frame.word_wrap = True
        box.text_frame.margin_left = box.text_frame.margin_right = 0
        size = size_for([footer], place[2] / _EMU, place[3] / _EMU, _FOOTERS)
        shapes.run(box.text_frame.paragraphs[0], footer, size, MUTED)

    def _finish(self, slide: Any, footer: str, notes: str) -> None:
        link = f"{self.deck.labels['link']}: {self.deck.permalink}" if self.deck.permalink else ""
        texts = [notes, footer.removesuffix(f" · {self.deck.permalink}"), link]
        page = slide.notes_slide
        page.notes_text_frame.text = "\n".join(clean(text) for text in texts if text)
        shapes.called(page.notes_placeholder, "notes", slide.name)
        for shape in list(page.placeholders):
            if shape.has_text_frame and not shape.text_frame.text.strip() and "SLIDE_IMAGE" not in str(shape.placeholder_format.type):
                shape._element.getparent().remove(shape._element)
        for element in (slide._element, page._element):
            _speak(element, LANGUAGES[self.deck.language])
        for shape in (*slide.shapes, *page.shapes):
            self._sign(shape)

    def _sign(self, shape: Any) -> None:
        """A whole name for a shape of ours: what it shows, of which area, and what we wrote; without an area only the first."""
        kind, colon, subject = shape.name.partition(":")
        if colon:
            shape.name = str(names.mark(shape, kind, subject, self.deck.area)) if self.deck.area else f"{kind}-{subject}"


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
