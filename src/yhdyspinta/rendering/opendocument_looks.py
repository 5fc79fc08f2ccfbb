"""How the sheets of an OpenDocument workbook look: widths of columns, numbers by their decimals, days, headings, links."""

from __future__ import annotations

from collections.abc import Sequence

MOST_DECIMALS = 6
_LETTER = 0.19  # centimetres of a letter of ten points
_ACCENT, _MUTED = "#003479", "#4f5b6b"
_FACE = '<style:text-properties fo:font-family="Arial" fo:font-size="10pt"/>'
_DEFAULT = f'<style:default-style style:family="table-cell">{_FACE}</style:default-style>'
BASE = _DEFAULT + '<style:style style:name="Default" style:family="table-cell"/>'
# name, what its letters are like, what its box is like
_CELLS = (
    ("head", f'fo:font-weight="bold" fo:color="{_ACCENT}"', f'fo:border-bottom="1pt solid {_ACCENT}" fo:wrap-option="wrap"'),
    ("title", f'fo:font-weight="bold" fo:font-size="18pt" fo:color="{_ACCENT}"', ""),
    ("word", f'fo:font-weight="bold" fo:color="{_MUTED}"', 'style:vertical-align="top"'),
    ("wrapped", "", 'style:vertical-align="top" fo:wrap-option="wrap"'),
    ("link", f'fo:color="{_ACCENT}" style:text-underline-style="solid"', ""),
)
_DASH = "<number:text>-</number:text>"
_DAY = (
    f'<number:date-style style:name="D"><number:year number:style="long"/>{_DASH}<number:month number:style="long"/>{_DASH}'
    '<number:day number:style="long"/></number:date-style>'
)


def looks(sizes: Sequence[float]) -> str:
    """The styles of a workbook whose columns have these widths, in letters."""
    columns = "".join(
        _style(column(size), "table-column", f'<style:table-column-properties style:column-width="{size * _LETTER:.2f}cm"/>')
        for size in sizes
    )
    numbers = "".join(_decimals(places) + _style(f"n{places}", "table-cell", "", f"N{places}") for places in range(MOST_DECIMALS + 1))
    cells = "".join(
        _style(name, "table-cell", f"<style:table-cell-properties {box}/><style:text-properties {letters}/>")
        for name, letters, box in _CELLS
    )
    papers = "".join(
        f'<style:style style:name="{name}-sheet" style:family="table" style:master-page-name="{name}"/>' for name in ("upright", "lying")
    )
    return columns + papers + numbers + _DAY + _style("day", "table-cell", "", "D") + cells


def pages() -> str:
    """Sheets of paper: notes upright, tables lying, each as wide as the paper; the name of the sheet and the page below."""
    paper = (("upright", 21.0, 29.7, "portrait"), ("lying", 29.7, 21.0, "landscape"))
    layouts = "".join(
        f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="{width}cm" fo:page-height="{height}cm"'
        f' style:print-orientation="{way}" fo:margin="1.5cm" style:scale-to-X="1" style:scale-to-Y="0"/>'
        "<style:header-style/><style:footer-style/></style:page-layout>"
        for name, width, height, way in paper
    )
    below = "<style:footer><text:p><text:sheet-name>-</text:sheet-name> · <text:page-number>1</text:page-number></text:p></style:footer>"
    inside = f'<style:header style:display="false"/>{below}'
    masters = "".join(
        f'<style:master-page style:name="{name}" style:page-layout-name="{name}">{inside}</style:master-page>' for name, *_size in paper
    )
    return f"<office:automatic-styles>{layouts}</office:automatic-styles><office:master-styles>{masters}</office:master-styles>"


def column(size: float) -> str:
    """The name of the style of a column of this width."""
    return f"c{size * 100:.0f}"


def _style(name: str, family: str, inside: str, data: str = "") -> str:
    parent = ' style:parent-style-name="Default"' if family == "table-cell" else ""
    shown = f' style:data-style-name="{data}"' if data else ""
    return f'<style:style style:name="{name}" style:family="{family}"{parent}{shown}>{inside}</style:style>'


def _decimals(places: int) -> str:
    digits = f'number:decimal-places="{places}" number:min-decimal-places="{places}" number:min-integer-digits="1" number:grouping="true"'
    return f'<number:number-style style:name="N{places}"><number:number {digits}/></number:number-style>'
