"""A paper of words and tables as DOCX, to be edited further: the same values of which `paper` sets a PDF."""

from __future__ import annotations

import io

from docx.document import Document

from yhdyspinta.rendering.blocks import Table, text_of
from yhdyspinta.rendering.pages import Bullets, Notice, Paragraphs, TableBlock
from yhdyspinta.rendering.papers import document as word
from yhdyspinta.rendering.papers.model import Front, Paper, Section
from yhdyspinta.rendering.papers.pdf import widths

_WIDTH = 170  # millimetres between the margins
_NARROW = 14  # the share of a column that is as wide as its text
_LETTERS = 2.4  # of a share that a letter takes: a column is not narrower than its longest word


def written(shown: Paper) -> bytes:
    """The document. TypeError for a block that is neither words nor a table: a drawing does not come along."""
    front = shown.front
    document = word.blank(front.language, f"{front.title}: {front.place}")
    word.edges(document, " · ".join(filter(None, (front.place, front.title, front.example))), front.permalink or "Yhdyspinta")
    _top(document, front)
    for text in filter(None, (shown.notice, shown.lead)):
        word.paragraph(document, text, quiet=text == shown.lead)
    for section in shown.sections:
        _section(document, section)
    document.add_heading(shown.labels["sources"], 1)
    for line in shown.sources:
        word.paragraph(document, line, quiet=True)
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def _top(document: Document, front: Front) -> None:
    document.add_heading(f"{front.title}: {front.place}", 0)
    if front.example:
        word.paragraph(document, front.example).runs[0].bold = True
    for name, value in front.facts:
        line = word.paragraph(document, f"{name}: ")
        line.runs[0].bold = True
        line.add_run(value)


def _section(document: Document, section: Section) -> None:
    document.add_heading(section.title, 1)
    for block in section.blocks:
        if isinstance(block, Paragraphs):
            for text in block.texts:
                word.paragraph(document, text)
        elif isinstance(block, Bullets):
            for text in block.texts:
                word.paragraph(document, text, style="List Bullet")
        elif isinstance(block, Notice):
            word.paragraph(document, block.text).runs[0].bold = True
        elif isinstance(block, TableBlock):
            _table(document, block.table)
        else:
            raise TypeError(f"{type(block).__name__} is not written as words.")


def _table(document: Document, shown: Table) -> None:
    if shown.caption:
        document.add_heading(shown.caption, 2)
    shares = [max(share or _NARROW, _LETTERS * _longest_word(shown, place)) for place, share in enumerate(widths(shown))]
    millimetres = tuple(round(_WIDTH * share / sum(shares)) for share in shares)
    rows = tuple(tuple(text_of(cell) for cell in row) for row in shown.rows)
    word.table(document, tuple(column.title for column in shown.columns), millimetres, rows)


def _longest_word(shown: Table, place: int) -> int:
    texts = [shown.columns[place].title, *(text_of(row[place]) for row in shown.rows)]
    return max(len(word) for text in texts for word in ("", *text.split()))
