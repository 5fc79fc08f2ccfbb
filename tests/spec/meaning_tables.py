"""Reads the tables of meaning: Markdown whose tables are examples, each with the line before it as its caption."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent
Row = dict[str, str]


@dataclass
class Table:
    """`captions`: the lines since the table before, last one first. An empty cell is an empty text."""

    captions: list[str]
    rows: list[Row]

    @property
    def caption(self) -> str:
        return self.captions[0] if self.captions else ""


@dataclass
class Example:
    """One `##` section (or the part of a file before the first): its tables in order."""

    file: str
    title: str
    tables: list[Table] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.md"))


def examples(path: Path) -> list[Example]:
    """The sections of a file that hold tables."""
    found = [Example(path.name, "")]
    waiting: list[str] = []
    header: list[str] | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found.append(Example(path.name, line[3:].strip()))
            waiting, header = [], None
        elif line.startswith("|"):
            header = _row(found[-1], line, header, waiting)
        else:
            header = None
            if line.strip():
                waiting.insert(0, line.strip())
                found[-1].lines.append(line.strip())
    return [example for example in found if example.tables]


def _row(example: Example, line: str, header: list[str] | None, waiting: list[str]) -> list[str]:
    cells = [cell.strip() for cell in line.strip()[1:-1].split("|")]
    if header is None:
        example.tables.append(Table(list(waiting), []))
        waiting.clear()
        return cells
    if set("".join(cells)) <= {"-", ":"} and "".join(cells):
        return header
    example.tables[-1].rows.append(dict(zip(header, cells, strict=True)))
    return header


def number(cell: str) -> float | None:
    return float(cell) if cell else None


def numbers(cell: str) -> list[float | None]:
    """Numbers separated by spaces; an en dash is a period without a value."""
    return [None if part == "–" else float(part) for part in cell.split()]
