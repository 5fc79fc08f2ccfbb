"""Papers: tagged PDF set by Typst, and DOCX filled from a template. Plain values come in, bytes go out."""

from __future__ import annotations

from yhdyspinta.rendering.papers.model import Annex, DataTable, Figures, Front, Outlook, Paper, Part, Parts, Row, Section, Sheet, Sparkline
from yhdyspinta.rendering.papers.pdf import annex, card, paper
from yhdyspinta.rendering.papers.written import written

__all__ = [
    "Annex",
    "DataTable",
    "Figures",
    "Front",
    "Outlook",
    "Paper",
    "Part",
    "Parts",
    "Row",
    "Section",
    "Sheet",
    "Sparkline",
    "annex",
    "card",
    "paper",
    "written",
]
