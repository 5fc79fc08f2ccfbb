"""Workbooks as OpenDocument (.ods, ISO/IEC 26300-3): the same sheets as the .xlsx, for LibreOffice and archives.

Text is text: a cell holds a formula only in an attribute of its own, which is never written here. Numbers are numbers
with the decimals of the statistics, days are days, codes are text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from yhdyspinta.rendering.blocks import clean
from yhdyspinta.rendering.delimited import Cell, plain_number
from yhdyspinta.rendering.opendocument_looks import BASE, MOST_DECIMALS, column, looks, pages
from yhdyspinta.rendering.workbooks import COVER_WIDTH, WORD_WIDTH, Cover, Sheet, tabs, widths

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES: Mapping[str, str] = MappingProxyType(
    {
        "office": f"{_OASIS}:office:1.0",
        "table": f"{_OASIS}:table:1.0",
        "text": f"{_OASIS}:text:1.0",
        "style": f"{_OASIS}:style:1.0",
        "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
        "number": f"{_OASIS}:datastyle:1.0",
        "meta": f"{_OASIS}:meta:1.0",
        "config": f"{_OASIS}:config:1.0",
        "manifest": f"{_OASIS}:manifest:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }
)
_COVER_WIDTHS = (float(WORD_WIDTH), float(COVER_WIDTH))


def opendocument(cover: Cover, sheets: Sequence[Sheet], properties: Mapping[str, str], day: date) -> bytes:
    """The bytes of an .ods; the same for the same content. `properties`: title, author, subject, comments."""
    names = tabs([cover.tab, *(sheet.title for sheet in sheets)])
    parts = {
        "content.xml": "".join(_content(cover, names, sheets)),
        "styles.xml": _document("styles", "<office:styles>" + BASE + "</office:styles>" + pages()),
        "meta.xml": _document("meta", _meta(properties, day)),
        "settings.xml": _document("settings", _frozen(names[1:], sheets)),
        "META-INF/manifest.xml": _MANIFEST,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(_entry("mimetype", day, zipfile.ZIP_STORED), _MIME)  # first and not compressed, by the standard
        for name, text in parts.items():
            archive.writestr(_entry(name, day, zipfile.ZIP_DEFLATED), text)
    return packed.getvalue()


def _entry(name: str, day: date, way: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = way
    return entry


def _document(kind: str, inside: str) -> str:
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in _SPACES.items() if name != "manifest")
    return f'<?xml version="1.0" encoding="UTF-8"?><office:document-{kind} {spaces} office:version="1.3">{inside}</office:document-{kind}>'


_FILES = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{_SPACES["manifest"]}" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    + "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in _FILES)
    + "</manifest:manifest>"
)


def _meta(properties: Mapping[str, str], day: date) -> str:
    named = {"dc:title": "title", "dc:subject": "subject", "dc:description": "comments", "meta:initial-creator": "author"}
    found = "".join(f"<{tag}>{_said(properties[name])}</{tag}>" for tag, name in named.items() if properties.get(name))
    return f"<office:meta>{found}<meta:creation-date>{day.isoformat()}T00:00:00</meta:creation-date></office:meta>"


def _frozen(names: Sequence[str], sheets: Sequence[Sheet]) -> str:
    """The heading row stays in sight in each table, and the first two columns of the wide ones."""
    item = '<config:config-item config:name="{}" config:type="{}">{}</config:config-item>'.format
    entries = []
    for name, sheet in zip(names, sheets, strict=True):
        across = 0 if sheet.wrapped else min(2, len(sheet.columns) - 1)
        kept = item("HorizontalSplitMode", "short", 2 if across else 0) + item("VerticalSplitMode", "short", 2)
        kept += item("HorizontalSplitPosition", "int", across) + item("VerticalSplitPosition", "int", 1)
        kept += (
            item("ActiveSplitRange", "short", 3 if across else 2) + item("PositionRight", "int", across) + item("PositionBottom", "int", 1)
        )
        entries.append(f"<config:config-item-map-entry config:name={quoteattr(name)}>{kept}</config:config-item-map-entry>")
    tables = f'<config:config-item-map-named config:name="Tables">{"".join(entries)}</config:config-item-map-named>'
    views = f"<config:config-item-map-entry>{tables}</config:config-item-map-entry>"
    views = f'<config:config-item-map-indexed config:name="Views">{views}</config:config-item-map-indexed>'
    return f'<office:settings><config:config-item-set config:name="ooo:view-settings">{views}</config:config-item-set></office:settings>'


def _content(cover: Cover, names: Sequence[str], sheets: Sequence[Sheet]) -> Iterator[str]:
    opening, closing = _document("content", "\n").split("\n")
    every = [list(_COVER_WIDTHS), *(widths(sheet) for sheet in sheets)]
    yield opening + "<office:automatic-styles>" + looks(sorted({width for one in every for width in one})) + "</office:automatic-styles>"
    yield "<office:body><office:spreadsheet>"
    yield from _cover(cover, names, sheets)
    for name, sheet, sizes in zip(names[1:], sheets, every[1:], strict=True):
        yield from _table(name, sheet, sizes)
    yield "<table:database-ranges>"
    for name, sheet in zip(names[1:], sheets, strict=True):
        if not sheet.wrapped:
            where = f'table:name="{sheet.name}" table:target-range-address={quoteattr(_range(name, len(sheet.columns), sheet))}'
            yield f'<table:database-range {where} table:display-filter-buttons="true"/>'
    yield "</table:database-ranges></office:spreadsheet></office:body>" + closing


def _cover(cover: Cover, names: Sequence[str], sheets: Sequence[Sheet]) -> Iterator[str]:
    yield _opened(names[0], _COVER_WIDTHS)
    yield _row(_text(cover.title, "title")) + _row(_text(""))
    for word, said in cover.lines:
        yield _row(_text(word, "word") + _text(said, "wrapped"))
    if cover.address:
        word, address = cover.address
        opens = address.startswith(("https://", "http://"))
        yield _row(_text(word, "word") + (_link(address, address) if opens else _text(address)))
    yield _row(_text("")) + _row(_text(cover.contents, "word"))
    for name, sheet in zip(names[1:], sheets, strict=True):
        yield _row(_link(f"#{_quoted(name)}.A1", name) + _text(sheet.description, "wrapped"))
    yield "</table:table>"


def _table(name: str, sheet: Sheet, sizes: Sequence[float]) -> Iterator[str]:
    printed = _range(name, min(sheet.printed, len(sheet.columns)), sheet) if sheet.printed else ""
    yield _opened(name, sizes, lying=not sheet.wrapped, printed=printed)
    heads = _row("".join(_text(title, "head") for title in sheet.columns))
    yield f"<table:table-header-rows>{heads}</table:table-header-rows>"
    for number, row in enumerate(sheet.rows):
        places = min(sheet.decimals[number], MOST_DECIMALS) if sheet.decimals else 0
        cells = (_cell(value, places if column in sheet.shown else None, wrapped=sheet.wrapped) for column, value in enumerate(row))
        yield _row("".join(cells))
    yield "</table:table>"


def _cell(value: Cell, places: int | None, *, wrapped: bool) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _text(str(value), "wrapped" if wrapped else "")
    look = f' table:style-name="n{places}"' if places is not None else ""
    return f'<table:table-cell{look} office:value-type="float" office:value="{plain_number(value)}"/>'


def _text(said: str, look: str = "") -> str:
    style = f' table:style-name="{look}"' if look else ""
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in clean(said).split("\n"))
    return f'<table:table-cell{style} office:value-type="string">{paragraphs}</table:table-cell>' if said else "<table:table-cell/>"


def _link(address: str, said: str) -> str:
    inside = f'<text:a xlink:type="simple" xlink:href={quoteattr(clean(address))}>{_said(said)}</text:a>'
    return f'<table:table-cell table:style-name="link" office:value-type="string"><text:p>{inside}</text:p></table:table-cell>'


def _said(text: str) -> str:
    return escape(clean(text))


def _spaced(line: str) -> str:
    """Spaces that XML would take together are kept: all but the first of a row of them, and those that begin a line."""
    return escape(line).replace("  ", " <text:s/>")


def _row(cells: str) -> str:
    return f"<table:table-row>{cells}</table:table-row>"


def _opened(name: str, sizes: Sequence[float], *, lying: bool = False, printed: str = "") -> str:
    columns = "".join(f'<table:table-column table:style-name="{column(size)}"/>' for size in sizes)
    style, ranges = "lying-sheet" if lying else "upright-sheet", f" table:print-ranges={quoteattr(printed)}" if printed else ""
    return f'<table:table table:name={quoteattr(name)} table:style-name="{style}"{ranges}>{columns}'


def _range(name: str, columns: int, sheet: Sheet) -> str:
    """The heading and the rows of a sheet, as far as the column of that number."""
    return f"{_quoted(name)}.A1:{_quoted(name)}.{_letters(columns)}{max(len(sheet.rows), 1) + 1}"


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _letters(count: int) -> str:
    """The name of a column by its number: 1 → A, 27 → AA."""
    found = ""
    while count:
        count, left = divmod(count - 1, 26)
        found = chr(65 + left) + found
    return found
