"""Files that people give: read as text, refused with reasons, and never able to end the process that asks."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path

import pytest

from tests.formats.made import EVERY, PX
from yhdyspinta.domain.errors import ParseError, PersonalData
from yhdyspinta.formats import untrusted
from yhdyspinta.formats.sandbox import MOST_BYTES, Limits, format_of, read_grid

CSV = {"format": "csv"}
PERSON = "131052-308T"  # the example of the population register
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(*sheets: tuple[str, str]) -> bytes:
    """A workbook of sheets (name, the XML of its rows), written by hand so that it may also be hostile."""
    sink, main = io.BytesIO(), 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, (name, _) in enumerate(sheets, 1))
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1)
    )
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        top = f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        file.writestr("_rels/.rels", f'<Relationships xmlns="{package}">{top}</Relationships>')
        file.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}">{links}</Relationships>')
        file.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="{_RELATIONS}"><sheets>{names}</sheets></workbook>')
        for number, (_, rows) in enumerate(sheets, 1):
            file.writestr(f"xl/worksheets/sheet{number}.xml", f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>")
    return sink.getvalue()


def row(number: int, *cells: str | float) -> str:
    def cell(place: int, value: str | float) -> str:
        name = f"{chr(65 + place)}{number}"
        if isinstance(value, str):
            return f'<c r="{name}" t="inlineStr"><is><t>{value}</t></is></c>'
        return f'<c r="{name}"><v>{value}</v></c>'

    return f'<row r="{number}">{"".join(cell(place, value) for place, value in enumerate(cells))}</row>'


def test_reads_a_csv_with_any_delimiter_and_a_workbook_alike() -> None:
    expected = (("Kunta", "Vuosi", "Arvo"), (("Jyväskylä", "2025", "12.5"), ("Äänekoski", "2025", "0")))
    lines = [expected[0], *expected[1]]
    for delimiter in (";", ",", "\t"):
        grid = read_grid("".join(delimiter.join(line) + "\n" for line in lines).encode(), CSV)
        assert (grid.columns, grid.rows) == expected
    sheet = row(1, *expected[0]) + row(2, "Jyväskylä", 2025.0, 12.5) + row(3, "Äänekoski", 2025, 0)
    grid = read_grid(workbook(("Taulu", sheet)), {"format": "xlsx"})
    assert (grid.columns, grid.rows) == expected


def test_reads_json_stat_by_the_reader_of_the_product() -> None:
    axis = {"area": {"category": {"index": ["KU091"]}}, "year": {"category": {"index": ["2024", "2025"]}}}
    cube = {"version": "2.0", "class": "dataset", "id": ["area", "year"], "size": [1, 2], "dimension": axis, "value": [1, None]}
    grid = read_grid(json.dumps(cube).encode(), {"format": "json-stat"})
    assert grid.columns == ("area", "year", "value", "status")
    assert grid.rows == (("KU091", "2024", "1", ""), ("KU091", "2025", "", ""))


def test_reads_px_by_the_reader_of_the_product() -> None:
    px = 'CHARSET="ANSI";\nSTUB="Alue";\nHEADING="Vuosi";\nVALUES("Alue")="A","B";\nVALUES("Vuosi")="2024","2025";\n'
    px += 'CODES("Alue")="KU091","KU092";\nDATA=\n1 2.5\n".." 0;\n'
    grid = read_grid(px.encode(), {"format": "px"})
    assert grid.columns == ("Alue", "Vuosi", "value", "status")
    assert grid.rows == (("KU091", "2024", "1", ""), ("KU091", "2025", "2.5", ""), ("KU092", "2024", "", ".."), ("KU092", "2025", "0", ""))
    with pytest.raises(PersonalData):
        read_grid(f'NOTE="{PERSON}";\n{px}'.encode(), {"format": "px"})


@pytest.mark.parametrize(
    ("data", "options"),
    [
        (f"Kunta;Huom\nJyväskylä;asiakas {PERSON}\n".encode(), CSV),
        (f"{PERSON};Vuosi\n1;2\n".encode(), CSV),
        (workbook(("Taulu", row(1, "a") + row(2, "b")), ("Piilo", row(1, "x", PERSON))), {"format": "xlsx", "sheet": "Taulu"}),
        (json.dumps({"note": PERSON}).encode(), {"format": "json-stat"}),
    ],
)
def test_a_personal_identity_code_anywhere_is_refused_and_not_repeated(data: bytes, options: dict[str, str]) -> None:
    with pytest.raises(PersonalData) as caught:
        read_grid(data, options)
    assert PERSON not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "options", "says"),
    [
        (b"a;b\n1;2;3\n", CSV, "Row 2 has 3 fields, and the first has 2"),
        ("a;b\nä;2\n".encode("cp1252"), CSV, "not text in utf-8-sig"),
        (b"a;b\n", CSV, "no rows under its heading"),
        (b"a;b\n1;20", CSV, "may have been cut"),
        (b"a;a\n1;2\n", CSV, "Two columns are called 'a'"),
        (b"no workbook", {"format": "xlsx"}, "not a workbook"),
        (workbook(("T", row(1, "a") + row(2, "b"))), {"format": "xlsx", "sheet": "U"}, "no sheet 'U'"),
        (b"{}", {"format": "docx"}, "not a format"),
        (b"[1]", {"format": "json-stat"}, "none that can be read"),
    ],
)
def test_says_what_is_wrong(data: bytes, options: dict[str, str], says: str) -> None:
    with pytest.raises(ParseError, match=says):
        read_grid(data, options)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json-stat", "px"])
def test_a_file_cut_at_any_byte_is_refused_or_lacks_whole_rows(kind: str) -> None:
    """Only a CSV can be cut between two rows unseen; then it has fewer rows than before, and waits for a person."""
    whole = {
        "csv": b"Kunta;Arvo\r\nJoutsa;2000\r\nMultia;30\r\n",
        "xlsx": workbook(("T", row(1, "Kunta", "Arvo") + row(2, "Joutsa", 2000))),
        "json-stat": EVERY["json-stat 2"],
        "px": PX.encode("cp1252"),
    }[kind]
    expected = untrusted.read(whole, {"format": kind})
    for length in range(len(whole)):
        try:
            grid = untrusted.read(whole[:length], {"format": kind})
        except ParseError as error:
            assert error.message  # noqa: PT017 - refused in words
        else:
            assert (kind == "csv" and grid == expected[: len(grid)] and len(grid) > 1) or not whole[length:].strip()


def test_encoding_and_rows_above_the_heading_are_told_by_options() -> None:
    data = "Otsikko;\nKunta;Arvo\nJyväskylä;1\n".encode("cp1252")
    grid = read_grid(data, {"format": "csv", "encoding": "cp1252", "skip": 1})
    assert (grid.columns, grid.rows) == (("Kunta", "Arvo"), (("Jyväskylä", "1"),))


def test_a_far_cell_and_a_bomb_end_in_a_refusal_in_time() -> None:
    far = row(1, "a") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
        with zipfile.ZipFile(io.BytesIO(workbook(("T", row(1, "a"))))) as sound:
            for name in sound.namelist():
                if name != "xl/worksheets/sheet1.xml":
                    file.writestr(name, sound.read(name))
        file.writestr("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + b"<row/>" * 15_000_000)
    for hostile in (workbook(("T", far)), sink.getvalue()):
        assert len(hostile) < 1_000_000
        began = time.monotonic()
        with pytest.raises(ParseError):
            read_grid(hostile, {"format": "xlsx"}, Limits(memory=400_000_000, processor=3, seconds=5.0))
        assert time.monotonic() - began < 6


def test_limits_of_size_and_names_of_files(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="at most"):
        read_grid(b" " * (MOST_BYTES + 1), CSV)
    assert [format_of(name) for name in ("a.CSV", "b.xlsx", "c.json", "d.px")] == ["csv", "xlsx", "json-stat", "px"]
    with pytest.raises(ParseError, match=r"a\.docx is in no format"):
        format_of(str(tmp_path / "a.docx"))
