"""Our own master, made in code from the library's empty file: theme, two layouts, their places. 13.33 × 7.5 inches."""

from __future__ import annotations

import re
from typing import Any

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

WIDTH, HEIGHT = 13.333, 7.5
COVER, CONTENT = "Yhdyspinta cover", "Yhdyspinta content"
# Arial is on every machine that shows slides, and LibreOffice has a font of the same widths.
FACE = "Arial"
COLOURS = {
    "dk1": "1E2B3C",
    "lt1": "FFFFFF",
    "dk2": "003479",
    "lt2": "F1F5FA",
    "accent1": "003479",
    "accent2": "00786C",
    "accent3": "B8500F",
    "accent4": "7A3E9D",
    "accent5": "5F6B7A",
    "accent6": "8A6D00",
    "hlink": "003479",
    "folHlink": "7A3E9D",
}
TITLE = (0.6, 0.38, 12.13, 0.95)
BODY = (0.6, 1.62, 12.13, 5.05)
FOOTER = (0.6, 6.98, 11.0, 0.34)
NUMBER = (11.93, 6.98, 0.8, 0.34)
# The cover's ornament, column and row of each tile, after the county map.
_CELLS = tuple((int(column), row) for row, columns in enumerate(("2", "23", "134", "01234", "0123", "012", "123")) for column in columns)
_TILES = ("3D6CA8", "7FA6D3", "1D4F91", "2A5C9D", "BCD3EC", "16457F", "5C8AC0")


def empty_presentation() -> Any:
    """A presentation without slides on our master."""
    shown = Presentation()
    shown.slide_width, shown.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _theme(shown)
    kept = {"Title Slide": COVER, "Title Only": CONTENT}
    for layout in list(shown.slide_layouts):
        if layout.name in kept:
            layout.name = kept[layout.name]
        else:
            shown.slide_layouts.remove(layout)
    master = shown.slide_master
    master.name = "Yhdyspinta"
    _places(master)
    _styles(master)
    cover, content = shown.slide_layouts[0], shown.slide_layouts[1]
    _cover(cover)
    _content(content)
    return shown


def _theme(shown: Any) -> None:
    part = shown.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    xml = part.blob.decode("utf-8")
    for name, colour in COLOURS.items():
        xml = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>', xml, flags=re.S)
    xml = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*"', rf'\g<1>{FACE}"', xml)
    xml = re.sub(r'(<a:theme [^>]*name=")[^"]*"', r'\g<1>Yhdyspinta"', xml)
    part._blob = xml.encode("utf-8")  # the library offers no other way to a theme


def place(shape: Any, box: tuple[float, float, float, float]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(v) for v in box)


def _places(master: Any) -> None:
    names = {"TITLE": "title", "BODY": "body", "DATE": "date", "FOOTER": "footer", "SLIDE_NUMBER": "slide-number"}
    boxes = {"title": TITLE, "body": BODY, "footer": FOOTER, "slide-number": NUMBER}
    for shape in list(master.placeholders):
        kind = str(shape.placeholder_format.type).split(" ", maxsplit=1)[0]
        shape.name = names.get(kind, shape.name)
        if shape.name == "date":
            shape._element.getparent().remove(shape._element)
        elif shape.name in boxes:
            place(shape, boxes[shape.name])


def _styles(master: Any) -> None:
    """Title 28 pt bold in the accent colour, left, at the foot of its box; text 18 pt; footers 10 pt grey."""
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    run = title.find(qn("a:defRPr"))
    run.set("sz", "2800")
    run.set("b", "1")
    _scheme(run, "tx2")
    for level, size in zip(range(1, 10), (1800, 1600, 1400, 1400, 1400, 1400, 1400, 1400, 1400), strict=True):
        found = styles.find(qn("p:bodyStyle")).find(qn(f"a:lvl{level}pPr"))
        found.find(qn("a:defRPr")).set("sz", str(size))
    for shape in master.placeholders:
        if shape.name == "title":
            shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
            shape.text_frame.margin_left = shape.text_frame.margin_right = 0
        if shape.name in ("footer", "slide-number"):
            _footer_style(shape, PP_ALIGN.LEFT if shape.name == "footer" else PP_ALIGN.RIGHT)


def _scheme(run: Any, colour: str) -> None:
    for fill in run.findall(qn("a:solidFill")):
        run.remove(fill)
    fill = run.makeelement(qn("a:solidFill"), {})
    fill.append(run.makeelement(qn("a:schemeClr"), {"val": colour}))
    run.insert(0, fill)


def _footer_style(shape: Any, align: Any) -> None:
    shape.text_frame.margin_left = shape.text_frame.margin_right = 0
    level = shape._element.find(qn("p:txBody")).find(qn("a:lstStyle")).find(qn("a:lvl1pPr"))
    level.set("algn", "l" if align == PP_ALIGN.LEFT else "r")
    run = level.find(qn("a:defRPr"))
    run.set("sz", "1000")
    _scheme(run, "accent5")


def _unplaced(layout: Any) -> None:
    """A layout's places follow the master's; the date goes."""
    names = {"TITLE": "title", "CENTER_TITLE": "title", "SUBTITLE": "subtitle", "FOOTER": "footer", "SLIDE_NUMBER": "slide-number"}
    for shape in list(layout.placeholders):
        kind = str(shape.placeholder_format.type).split(" ", maxsplit=1)[0]
        if kind == "DATE":
            shape._element.getparent().remove(shape._element)
            continue
        shape.name = names.get(kind, shape.name)
        frame = shape._element.spPr.find(qn("a:xfrm"))
        if frame is not None:
            shape._element.spPr.remove(frame)


def _content(layout: Any) -> None:
    _unplaced(layout)
    _decorate(layout, "accent-line", (0.6, 1.4, 0.9, 0.05), '<a:schemeClr val="accent1"/>')
    _decorate(layout, "footer-line", (0.6, 6.9, 12.13, 0.01), '<a:schemeClr val="accent5"/>')


def _cover(layout: Any) -> None:
    """White words on the accent colour; tiles like those of the county map rise on the right."""
    _unplaced(layout)
    background = layout.background.fill
    background.solid()
    background.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    for shape in list(layout.placeholders):
        if shape.name in ("footer", "slide-number"):
            shape._element.getparent().remove(shape._element)
    for shape, box, size, bold in (("title", (0.8, 1.9, 8.1, 2.1), 4000, True), ("subtitle", (0.8, 4.2, 8.1, 1.9), 2000, False)):
        found = next(s for s in layout.placeholders if s.name == shape)
        place(found, box)
        _cover_style(found, size, bold)
        found.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if shape == "title" else MSO_ANCHOR.TOP
    _decorate(layout, "cover-line", (0.8, 4.06, 1.2, 0.06), '<a:schemeClr val="bg1"/>')
    for i, (column, row) in enumerate(_CELLS):
        box = (9.35 + column * 0.72, 1.22 + row * 0.72, 0.66, 0.66)
        _decorate(layout, f"tile-{i + 1}", box, f'<a:srgbClr val="{_TILES[i % len(_TILES)]}"/>', "roundRect")


def _cover_style(shape: Any, size: int, bold: bool) -> None:
    body = shape._element.find(qn("p:txBody"))
    for old in body.findall(qn("a:lstStyle")):
        body.remove(old)
    style = body.makeelement(qn("a:lstStyle"), {})
    level = style.makeelement(qn("a:lvl1pPr"), {"marL": "0", "indent": "0", "algn": "l"})
    level.append(level.makeelement(qn("a:buNone"), {}))
    run = level.makeelement(qn("a:defRPr"), {"sz": str(size), "b": str(int(bold))})
    level.append(run)
    style.append(level)
    _scheme(run, "bg1")
    body.insert(1, style)
    shape.text_frame.margin_left = 0


def _decorate(layout: Any, name: str, box: tuple[float, float, float, float], colour: str, form: str = "rect") -> None:
    """A shape without words behind the placeholders. The library adds none to layouts, so it is written as XML."""
    left, top, width, height = (Inches(v) for v in box)
    tree = layout.shapes._spTree
    number = max(int(n) for n in tree.xpath("//@id") if n.isdigit()) + 1
    corner = '<a:gd name="adj" fmla="val 8000"/>' if form == "roundRect" else ""
    shape = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="{form}"><a:avLst>{corner}</a:avLst></a:prstGeom><a:solidFill>{colour}</a:solidFill>'
        f"<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    tree.insert(2, shape)
