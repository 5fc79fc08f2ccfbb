"""From plain values to the JSON that a template reads. Charts are drawn here; a template draws nothing but rules and lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from yhdyspinta.rendering import charts, pages
from yhdyspinta.rendering.blocks import Card, Table, Verdict, text_of
from yhdyspinta.rendering.papers import typesetting
from yhdyspinta.rendering.papers.model import Annex, Front, Outlook, Paper, Parts, Row, Section, Sheet

Values = dict[str, Any]
_WIDE, _NARROW = 620, 330  # pixels of a chart over the whole width, and of one of two side by side
_LEAST, _SHORT, _NUMBER, _LONG = 24, 16, 20, 60  # letters of columns that are as wide as their text, and beyond which none gets wider


def paper(shown: Paper) -> bytes:
    """A whole paper as PDF."""
    values = {
        "front": front(shown.front),
        "lead": shown.lead,
        "notice": shown.notice,
        "sections": [_section(section) for section in shown.sections],
        "data": [{"name": one.name, "table": table(one.table)} for one in shown.data],
        "sources": shown.sources,
        "labels": dict(shown.labels),
    }
    return typesetting.pdf("paper", values, shown.front.date)


def card(shown: Sheet) -> bytes:
    """A card of two pages as PDF."""
    values = {
        "front": front(shown.front),
        "lead": shown.lead,
        "top": shown.top,
        "columns": shown.figures.columns,
        "rows": [_row(row) for row in shown.figures.rows],
        "outlook": _outlook(shown.outlook) if shown.outlook else None,
        "sentences": shown.sentences,
        "blanks": shown.blanks,
        "sources": shown.sources,
        "labels": dict(shown.labels),
    }
    return typesetting.pdf("card", values, shown.front.date)


def annex(shown: Annex) -> bytes:
    """The annex of an agenda paragraph as PDF."""
    values = {
        "front": front(shown.front),
        "lead": shown.lead,
        "table": table(shown.table),
        "notes": shown.notes,
        "sources": shown.sources,
        "labels": dict(shown.labels),
    }
    return typesetting.pdf("annex", values, shown.front.date)


def front(shown: Front) -> Values:
    return {**asdict(shown), "date": shown.date.isoformat(), "facts": [list(pair) for pair in shown.facts]}


def table(shown: Table) -> Values:
    return {
        "caption": shown.caption,
        "columns": [{"title": column.title, "numeric": column.numeric} for column in shown.columns],
        "rows": [[_cell(cell) for cell in row] for row in shown.rows],
        "widths": widths(shown),
        "emphasised": sorted(shown.emphasised),
        "note": shown.note,
    }


def widths(shown: Table) -> list[int]:
    """A share of the width for each column of words, by its longest text; 0 for one of numbers or short words, as wide as they are."""
    longest = [max((len(text_of(row[place])) for row in shown.rows), default=0) for place in range(len(shown.columns))]
    shares = [
        0 if length <= (_NUMBER if column.numeric else _SHORT) else max(_LEAST, min(length, _LONG))
        for column, length in zip(shown.columns, longest, strict=True)
    ]
    return shares if any(shares) else [1, *shares[1:]]


def _cell(cell: str | Verdict) -> Values:
    return _verdict(cell) if isinstance(cell, Verdict) else {"text": cell}


def _verdict(one: Verdict) -> Values:
    return {"text": one.text, "tone": one.tone.value, "sign": one.sign}


def _section(section: Section) -> Values:
    return {"title": section.title, "blocks": [_block(block) for block in section.blocks]}


def _block(block: pages.Block | Parts, width: int = _WIDE) -> Values:
    kind = block.template
    return {"kind": kind, **_BLOCKS[kind](block, width)}


def _chart(block: pages.ChartBlock, width: int) -> Values:
    shown = block.chart
    return {
        "name": shown.name,
        "title": block.heading or shown.title,
        "svg": charts.svg(shown, width),
        "alt": f"{shown.title}. {shown.description}",
        "source": shown.source,
    }


def _map(block: pages.MapBlock, width: int) -> Values:
    alt = f"{block.title}. {block.table.caption}"
    return {"title": block.title, "svg": block.svg, "alt": alt, "source": block.source, "table": table(block.table)}


def _folded(block: pages.Folded, width: int) -> Values:
    return {"summary": block.summary, "blocks": [_block(one, _NARROW) for one in block.blocks]}


def _card(one: Card) -> Values:
    return {
        "label": one.label,
        "value": one.value,
        "period": one.period,
        "lines": one.lines,
        "verdicts": [_verdict(verdict) for verdict in one.verdicts],
        "note": one.note,
    }


def _parts(block: Parts, width: int) -> Values:
    return {"place": block.place, "parts": [asdict(part) for part in block.parts]}


_BLOCKS: dict[str, Callable[[Any, int], Values]] = {
    "paragraphs": lambda block, width: {"texts": block.texts},
    "bullets": lambda block, width: {"texts": block.texts},
    "notice": lambda block, width: {"text": block.text},
    "cards": lambda block, width: {"cards": [_card(one) for one in block.cards]},
    "table_block": lambda block, width: {"table": table(block.table)},
    "chart": _chart,
    "map": _map,
    "folded": _folded,
    "parts": _parts,
}


def _row(row: Row) -> Values:
    return {
        "title": row.title,
        "value": row.value,
        "unit": row.unit,
        "period": row.period,
        "why": row.why,
        "change": row.change,
        "verdict": _verdict(row.verdict) if row.verdict else None,
        "beside": [[value, _verdict(verdict) if verdict else None] for value, verdict in row.beside],
        "line": asdict(row.line) if row.line else None,
        "source": row.source,
        "note": row.note,
        "missing": row.missing,
        "lines": row.lines,
    }


def _outlook(outlook: Outlook) -> Values:
    return {"title": outlook.title, "table": table(outlook.table), "source": outlook.source, "lacking": outlook.lacking}
