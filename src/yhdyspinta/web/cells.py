"""The body of a table of text, written at once: a page has a thousand cells, and a template asks and escapes each by itself."""

from __future__ import annotations

from markupsafe import Markup, escape

from yhdyspinta.rendering.blocks import Table

# Neither can stand in ready text: both are control characters, which `rendering.blocks.clean` and the sources' readers drop.
_CELL, _ROW = "\x1f", "\x1e"
_BETWEEN_ROWS = '</td></tr>\n<tr><th scope="row">'
_FIRST_CELL, _NEXT_CELL = '</th><td class="numeric">', '</td><td class="numeric">'


def is_plain(table: Table) -> bool:
    """Whether every row is a heading and then numbers as text, none of them marked: so are the tables of lines over time."""
    numeric = len(table.columns) > 1 and all(column.numeric for column in table.columns[1:])
    return numeric and bool(table.rows) and not table.emphasised


def plain_rows(table: Table) -> Markup:
    """The rows of a plain table, as the template would write them one by one."""
    text = str(escape(_ROW.join(_CELL.join(str(cell) for cell in row) for row in table.rows)))
    rows = (_FIRST_CELL.join(row.split(_CELL, 1)).replace(_CELL, _NEXT_CELL) for row in text.split(_ROW))
    return Markup(f'<tr><th scope="row">{_BETWEEN_ROWS.join(rows)}</td></tr>')  # noqa: S704  # escaped above
