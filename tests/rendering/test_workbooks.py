"""Workbooks read back, .xlsx and .ods: a cover, one named table a sheet, nothing merged, nothing executed, codes as text."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from lxml.etree import fromstring
from python_calamine import CalamineWorkbook

from tests.rendering.samples import HOSTILE
from yhdyspinta.rendering.opendocument import opendocument
from yhdyspinta.rendering.workbooks import Cover, Sheet, workbook

ROWS = (("=1+1", "049", -12.5, None, date(2026, 1, 2)), (HOSTILE, "@x", 0, 3, None), ("https://example.test", "-5", 0.123456789, 1, None))
SHEETS = (
    Sheet("luvut", "Luvut", ("Nimi", "Koodi", "Arvo", "Sija", "Päivä"), ROWS, (1, 0, 2), "Kolme riviä", shown=frozenset({2})),
    Sheet("merkit", "Luvut", ("Merkki", "Selitys"), ((".", "ei sovellu"),), wrapped=True),
    Sheet("tyhja", "a/b:c" * 9, ("Vain otsikko",), ()),
)
COVER = Cover("Kansi", "=Luvut", [("Alue", HOSTILE)], "Taulukot", ("Osoite", "https://example.fi/"))


@pytest.fixture(scope="module")
def made() -> bytes:
    return workbook(COVER, SHEETS, {"title": "Luvut"}, date(2026, 11, 24))


def test_the_same_content_gives_the_same_bytes(made: bytes) -> None:
    assert workbook(COVER, SHEETS, {"title": "Luvut"}, date(2026, 11, 24)) == made


def test_values_come_back_as_they_were(made: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert book.sheet_names[:3] == ["Kansi", "Luvut", "Luvut (2)"]
    assert len(book.sheet_names[3]) <= 31
    heads, *rows = book.get_sheet_by_name("Luvut").to_python()
    assert heads == ["Nimi", "Koodi", "Arvo", "Sija", "Päivä"]
    assert rows[0] == ["=1+1", "049", -12.5, "", date(2026, 1, 2)]
    assert rows[1][1:4] == ["@x", 0, 3]
    assert rows[1][0].startswith("=HYPERLINK(")
    assert rows[2][1:3] == ["-5", 0.123456789]


def test_nothing_is_a_formula_and_nothing_is_merged(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        names = package.namelist()
        sheets = [package.read(name).decode() for name in names if name.startswith("xl/worksheets/sheet")]
        tables = [package.read(name).decode() for name in names if name.startswith("xl/tables/")]
        links = [package.read(name).decode() for name in names if name.endswith(".rels") and "worksheets" in name]
    assert len(sheets) == 4
    assert all("<f>" not in sheet and "mergeCell" not in sheet for sheet in sheets)
    assert [name for table in tables for name in ("luvut", "merkit", "tyhja") if f'name="{name}"' in table] == ["luvut", "merkit", "tyhja"]
    assert sum(link.count('TargetMode="External"') for link in links) == 1  # the address on the cover, which is ours


@pytest.fixture(scope="module")
def opened() -> bytes:
    return opendocument(COVER, SHEETS, {"title": "Luvut & muut", "comments": HOSTILE}, date(2026, 11, 24))


def test_an_open_document_holds_the_same_as_the_workbook(made: bytes, opened: bytes) -> None:
    assert opendocument(COVER, SHEETS, {"title": "Luvut & muut", "comments": HOSTILE}, date(2026, 11, 24)) == opened
    excel, free = (CalamineWorkbook.from_filelike(io.BytesIO(data)) for data in (made, opened))
    assert free.sheet_names == excel.sheet_names
    for name in excel.sheet_names[1:]:
        assert free.get_sheet_by_name(name).to_python() == excel.get_sheet_by_name(name).to_python()
    cover = [cell for row in free.get_sheet_by_name("Kansi").to_python() for cell in row]
    assert cover[0] == "=Luvut"
    assert {"https://example.fi/", "Luvut (2)"} <= set(cover)


def test_an_open_document_has_no_formula_and_says_what_it_is(opened: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(opened)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        parts = {name: fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}
    content = parts["content.xml"]
    space = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    assert not [cell for cell in content.iter() if f"{space}formula" in cell.attrib or f"{space}number-columns-spanned" in cell.attrib]
    assert [one.get(f"{space}name") for one in content.iter(f"{space}database-range")] == ["luvut", "tyhja"]
    assert len(list(content.iter(f"{space}table-header-rows"))) == len(SHEETS)
    links = [cell.get("{http://www.w3.org/1999/xlink}href") or "" for cell in content.iter() if cell.tag.endswith("}a")]
    assert [link for link in links if not link.startswith("#")] == ["https://example.fi/"]  # the address on the cover, which is ours
