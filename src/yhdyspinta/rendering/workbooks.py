"""Workbooks (.xlsx) as the Government Analysis Function's checklist has them: a cover, one marked-up named table a sheet
with one header row and no merged cells, and notes. Text is never a formula nor a link; numbers are numbers, codes text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from yhdyspinta.rendering.blocks import clean
from yhdyspinta.rendering.delimited import Cell

OPTIONS = MappingProxyType({"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
MOST_ROWS = 1_048_575  # under a heading, by the format
WORD_WIDTH, COVER_WIDTH = 34, 96  # the two columns of a cover, in letters
_NARROW, _WIDE, _LOOKED_AT = 9, 46, 400
_FACE, _ACCENT, _MUTED = "Arial", "#003479", "#4f5b6b"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is one table. `name`: its ASCII table name; `title`: the tab; `decimals`: of each row's numbers."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    decimals: Sequence[int] = ()
    description: str = ""
    wrapped: bool = False  # long words on several lines, as in notes
    printed: int = 0  # how many columns go on paper, from the first; 0 = all
    shown: frozenset[int] = field(default_factory=frozenset)  # columns whose numbers take the row's decimals


@dataclass(frozen=True, slots=True)
class Cover:
    """The first sheet: what this is. `lines` are (word, text) pairs; `address` opens as a link if it is one."""

    tab: str
    title: str
    lines: Sequence[tuple[str, str]]
    contents: str  # the word above the list of sheets
    address: tuple[str, str] | None = None


def workbook(cover: Cover, sheets: Sequence[Sheet], properties: Mapping[str, str], day: date) -> bytes:
    """The bytes of a workbook; the same for the same content. `properties`: title, author, subject, comments."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, dict(OPTIONS))
    book.set_properties({**properties, "created": datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)})
    writer = _Writer(book)
    named = tabs([cover.tab, *(sheet.title for sheet in sheets)])
    writer.cover(cover, named[0], [(tab, sheet) for tab, sheet in zip(named[1:], sheets, strict=True)])
    for tab, sheet in zip(named[1:], sheets, strict=True):
        writer.table(sheet, tab)
    book.close()
    return file.getvalue()


def tabs(titles: Sequence[str]) -> list[str]:
    """Names of tabs: at most 31 letters, none of the forbidden ones, each once."""
    found: list[str] = []
    for title in titles:
        name = re.sub(r"[\[\]:*?/\\']", " ", clean(title)).strip()[:31].strip() or "?"
        number = 2
        while name.lower() in (one.lower() for one in found):
            name, number = f"{name[:27]} ({number})", number + 1
        found.append(name)
    return found


class _Writer:
    """Writes the sheets of one workbook; formats are made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def _look(self, **wanted: object) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": _FACE, "font_size": 10, "valign": "vcenter", **wanted})
        return self._formats[key]

    def cover(self, cover: Cover, tab: str, listed: Sequence[tuple[str, Sheet]]) -> None:
        sheet = self._book.add_worksheet(tab)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, WORD_WIDTH)
        sheet.set_column(1, 1, COVER_WIDTH)
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, clean(cover.title), self._look(bold=True, font_size=18, font_color=_ACCENT))
        row = 2
        word, text = self._look(bold=True, font_color=_MUTED, valign="top"), self._look(text_wrap=True, valign="top")
        for name, said in cover.lines:
            sheet.write_string(row, 0, clean(name), word)
            sheet.write_string(row, 1, clean(said), text)
            sheet.set_row(row, _height(said, COVER_WIDTH))
            row += 1
        if cover.address:
            self._address(sheet, row, cover.address, word)
            row += 1
        sheet.write_string(row + 1, 0, clean(cover.contents), self._look(bold=True, font_size=13, font_color=_ACCENT))
        for place, (name, one) in enumerate(listed, row + 2):
            link = self._look(font_color=_ACCENT, underline=1)
            sheet.write_url(place, 0, f"internal:'{name}'!A1", link, clean(name))
            sheet.write_string(place, 1, clean(one.description), text)
        self._printed(sheet, landscape=False)

    def _address(self, sheet: Any, row: int, address: tuple[str, str], word: Any) -> None:
        sheet.write_string(row, 0, clean(address[0]), word)
        if address[1].startswith(("https://", "http://")):
            sheet.write_url(row, 1, address[1], self._look(font_color=_ACCENT, underline=1), clean(address[1]))
        else:
            sheet.write_string(row, 1, clean(address[1]), self._look())

    def table(self, shown: Sheet, tab: str) -> None:
        sheet = self._book.add_worksheet(tab)
        for number, row in enumerate(shown.rows, 1):
            places = shown.decimals[number - 1] if shown.decimals else 0
            for column, value in enumerate(row):
                self._cell(sheet, number, column, value, places if column in shown.shown else None, wrapped=shown.wrapped)
        heads = [{"header": clean(title), "header_format": self._heading(shown, place)} for place, title in enumerate(shown.columns)]
        options: dict[str, Any] = {"name": shown.name, "columns": heads, "style": "Table Style Light 1", "title": clean(shown.title)}
        options |= {"description": clean(shown.description), "autofilter": not shown.wrapped}
        sheet.add_table(0, 0, max(len(shown.rows), 1), len(shown.columns) - 1, options)
        sizes = widths(shown)
        for place, width in enumerate(sizes):
            sheet.set_column(place, place, width)
        for number, row in enumerate(shown.rows if shown.wrapped else (), 1):
            sheet.set_row(number, max(_height(str(value), width) for value, width in zip(row, sizes, strict=True)))
        if shown.printed:
            sheet.print_area(0, 0, len(shown.rows), min(shown.printed, len(shown.columns)) - 1)
        sheet.set_row(0, 32)
        sheet.freeze_panes(1, 0 if shown.wrapped else min(2, len(shown.columns) - 1))
        sheet.repeat_rows(0)
        self._printed(sheet, landscape=not shown.wrapped)

    def _heading(self, shown: Sheet, place: int) -> Any:
        numeric = any(isinstance(row[place], int | float) for row in shown.rows[:_LOOKED_AT])
        return self._look(
            bold=True, text_wrap=True, bottom=2, bottom_color=_ACCENT, font_color=_ACCENT, align="right" if numeric else "left"
        )

    def _cell(self, sheet: Any, row: int, column: int, value: Cell, places: int | None, *, wrapped: bool) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool) or not isinstance(value, int | float | date):
            sheet.write_string(
                row,
                column,
                clean(str(value)),
                self._look(text_wrap=wrapped, num_format="@", indent=1, valign="top" if wrapped else "vcenter"),
            )
        elif isinstance(value, date):
            day = datetime(value.year, value.month, value.day, tzinfo=UTC).replace(tzinfo=None)
            sheet.write_datetime(row, column, day, self._look(num_format="yyyy-mm-dd", align="left", indent=1))
        else:
            number = "0" if places is None else "#,##0" + ("." + "0" * places if places else "")
            sheet.write_number(row, column, value, self._look(num_format=number))

    def _printed(self, sheet: Any, *, landscape: bool) -> None:
        sheet.set_paper(9)  # A4
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&8&A&R&8&P / &N")


def widths(shown: Sheet) -> list[float]:
    """In letters: wide enough for what stands in each column, within bounds."""
    found = []
    for place, title in enumerate(shown.columns):
        longest = max((len(_text(row[place])) for row in shown.rows[:_LOOKED_AT]), default=0)
        word = max(len(part) for part in title.split(" ") or [""]) + 3  # the arrow of the filter needs room
        found.append(float(min(max(longest * 1.05 + 1, word, _NARROW), 72 if shown.wrapped else _WIDE)))
    return found


def _height(text: str, width: float) -> float:
    """Points of a row whose text wraps in a column `width` letters wide: programs do not all grow a row by themselves."""
    return 14.0 * max(1, -(-len(text) * 1.05 // width))


def _text(value: Cell) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}"
    return "" if value is None else str(value)
