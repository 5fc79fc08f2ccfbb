"""Pieces of a Word document that templates of ours are made of: styles, tables with header rows, fields, language."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.table import _Row as Row
from docx.text.paragraph import Paragraph

ACCENT, MUTED = RGBColor(0x00, 0x34, 0x79), RGBColor(0x4A, 0x55, 0x63)
_LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
_FONT = "Calibri"
_LINE = "8A97A6"
_AFTER_BORDERS = tuple(
    qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription")
)  # by the schema


def blank(language: str, title: str) -> DocumentType:
    """An empty A4 document with our styles, its language and title."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    document.core_properties.title = title
    document.core_properties.author = "Yhdyspinta"
    document.core_properties.language = _LANGUAGES[language]
    document.core_properties.comments = ""
    _undate(document)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name, size, before in (("Title", 26, 0), ("Heading 1", 17, 18), ("Heading 2", 13, 14), ("Heading 3", 11, 10)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = _FONT, Pt(size), True, ACCENT
        _fonts(style.element.get_or_add_rPr())
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
        style.paragraph_format.keep_with_next = True
    _speak(document, _LANGUAGES[language])
    _hyphenate(document)
    return document


def _undate(document: DocumentType) -> None:
    """Without the day and the small picture of the library's own template, which are not this document's."""
    for name in ("dcterms:created", "dcterms:modified"):
        for found in document.core_properties._element.findall(qn(name)):
            document.core_properties._element.remove(found)
    package = document.part.package
    held = package.rels if package else {}
    for key in [key for key, one in held.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del held[key]


def _fonts(properties: Any) -> None:
    """The font in place of the theme's: a style's own name is overruled by the names of the theme."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), _FONT)


def _speak(document: DocumentType, language: str) -> None:
    """The language of all text, for spelling and for those who listen."""
    themed = document.settings.element.find(qn("w:themeFontLang"))
    if themed is not None:
        themed.set(qn("w:val"), language)
    found = document.styles.element.find(".//" + qn("w:rPrDefault") + "//" + qn("w:lang"))
    if found is not None:
        for name in ("w:val", "w:eastAsia"):
            found.set(qn(name), language)


def _hyphenate(document: DocumentType) -> None:
    """Long words are parted by the rules of the language, and not anywhere, in the narrow columns of tables."""
    parted = OxmlElement("w:autoHyphenation")
    parted.set(qn("w:val"), "true")
    document.settings.element.find(qn("w:defaultTabStop")).addnext(parted)  # where the schema has it


def paragraph(document: DocumentType, text: str, *, quiet: bool = False, style: str = "Normal") -> Paragraph:
    added = document.add_paragraph(style=style)
    run = added.add_run(text)
    if quiet:
        run.font.color.rgb, run.font.size = MUTED, Pt(9)
    return added


def place(document: DocumentType, text: str, lines: int = 3) -> None:
    """An empty box for people, its guidance in small print."""
    box = document.add_table(rows=1, cols=1, style="Table Grid")
    _rule(box)
    _whole(box.rows[0])
    cell = box.cell(0, 0)
    run = cell.paragraphs[0].add_run(text)
    run.font.color.rgb, run.font.size, run.italic = MUTED, Pt(9), True
    cell.paragraphs[0].paragraph_format.space_before = Pt(3)
    for _line in range(lines):
        cell.add_paragraph()
    document.add_paragraph()


def table(document: DocumentType, heads: tuple[str, ...], widths: tuple[int, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    """A table with a repeated header row; `widths` in millimetres. A row of one text spans it: a tag of the template."""
    made = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    made.autofit = False
    _rule(made)
    for cell, head in zip(made.rows[0].cells, heads, strict=True):
        _write(cell.paragraphs[0], head, bold=True)
        _shade(cell._tc)
    _header(made)
    for row in rows:
        cells = made.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            _write(cell.paragraphs[0], text)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row_made in made.rows:
        _whole(row_made)
        for cell, width in zip(row_made.cells, widths, strict=True):
            cell.width = Mm(width)
    document.add_paragraph()
    return made


def _write(added: Paragraph, text: str, *, bold: bool = False) -> None:
    run = added.add_run(text)
    run.font.size, run.bold = Pt(9), bold
    added.paragraph_format.space_before, added.paragraph_format.space_after = Pt(1), Pt(2)


def _rule(made: Table) -> None:
    """Lines that part without being heavier than what they part."""
    lines = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", _LINE)):
            line.set(qn(name), value)
        lines.append(line)
    properties = made._tbl.tblPr
    after = next((one for one in properties if one.tag in _AFTER_BORDERS), None)
    properties.append(lines) if after is None else after.addprevious(lines)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "EEF3F9")):
        shade.set(qn(name), value)
    cell.get_or_add_tcPr().append(shade)


def _whole(row: Row) -> None:
    """A row is not cut by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _header(made: Table) -> None:
    """The first row is a header: told to those who listen, and repeated on the next page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(mark)


def edges(document: DocumentType, head: str, foot: str) -> None:
    """Header, and footer with the number of the page."""
    section = document.sections[0]
    for style in ("Header", "Footer"):
        document.styles[style].font.size = Pt(8)
    for added, text in ((section.header.paragraphs[0], head), (section.footer.paragraphs[0], foot + "  ")):
        run = added.add_run(text)
        run.font.size, run.font.color.rgb = Pt(8), MUTED
    numbered = section.footer.paragraphs[0].add_run()
    numbered.font.size, numbered.font.color.rgb = Pt(8), MUTED
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        numbered._r.append(part)
