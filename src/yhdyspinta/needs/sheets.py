"""Needs and weights of one party as a workbook that can be filled in and taken back: the columns, and reading what came.

A file that people give is opened in a child process (formats/sandbox.py); here are only its cells as text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from yhdyspinta.catalogue.items import codes
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.sandbox import Limits, read_grid
from yhdyspinta.needs.models import PURPOSES, Importance, Level, Need, NeedKind, Weight
from yhdyspinta.organisations.models import CooperationTheme
from yhdyspinta.organisations.sheet_words import codes_of, titles_of

MOST_ROWS = 300
_LIMITS = Limits(memory=800_000_000, processor=8, seconds=12.0)
# A column by its name, and its title; a sheet is read whichever language its titles are in.
COLUMNS: dict[str, Promise] = {
    "number": gettext_lazy("Number (leave empty for a new need)"),
    "version": gettext_lazy("Version (do not change)"),
    "question_fi": gettext_lazy("Question in Finnish"),
    "question_sv": gettext_lazy("Question in Swedish"),
    "question_en": gettext_lazy("Question in English"),
    "theme": gettext_lazy("Theme (number)"),
    "level": gettext_lazy("Level: P political, J management team, T sector"),
    "body": gettext_lazy("Body that asks"),
    "purpose": gettext_lazy("Purpose"),
    "kind": gettext_lazy("What is needed"),
    "decision": gettext_lazy("Decision that it serves"),
    "decision_when": gettext_lazy("When the decision is made"),
    "changing_answer": gettext_lazy("Which answer would change the decision"),
    "wanted": gettext_lazy("Kinds of information: S R X O"),
    "weight": gettext_lazy("Weight of our party"),
    "weight_version": gettext_lazy("Version of the weight (do not change)"),
    "reason": gettext_lazy("Reason for the weight"),
}
TEXTS = ("question_fi", "question_sv", "question_en", "body", "decision", "decision_when", "changing_answer")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet: `line` as the program of sheets numbers it, the cells by column. `number` 0 is a new need."""

    line: int
    number: int
    version: int
    weight_version: int
    cells: Mapping[str, str]

    def as_list(self) -> list[Any]:
        return [self.line, self.number, self.version, self.weight_version, dict(self.cells)]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where: the line and the column (empty for a whole line)."""

    line: int
    column: str
    text: str

    @property
    def column_words(self) -> str:
        return str(COLUMNS.get(self.column, "")) if self.column else ""


def cells_of(need: Need, weight: Weight | None, own: bool, earlier: Weight | None = None) -> list[str | int]:
    """A row of the workbook: of another party's need only its question and one's own weight are told.

    Of the weight of an `earlier` round only its version: it is not given again by taking the sheet back.
    """
    told = {name: getattr(need, name) for name in TEXTS if own or name.startswith("question")}
    told |= {"number": need.pk, "theme": need.theme.number, "level": need.level}
    if own:
        told |= {"version": need.version, "purpose": said(PURPOSE, need.purpose), "kind": said(KIND, need.kind), "wanted": need.wanted}
    if weight is not None:
        told |= {"weight": said(WEIGHT, weight.importance), "weight_version": weight.version, "reason": weight.reason}
    elif earlier is not None:
        told["weight_version"] = earlier.version
    return [told.get(name, "") for name in COLUMNS]


PURPOSE, KIND, WEIGHT = "purpose", "kind", "weight"


def choices(column: str) -> dict[str, str]:
    """Code -> words in the language in use, of a column that takes one of them."""
    if column == PURPOSE:
        language = (get_language() or "fi")[:2]
        return {code: codes()["purpose"][code].in_(language) for some in PURPOSES.values() for code in some}
    return {str(code): str(label) for code, label in (NeedKind if column == KIND else Importance).choices}


def said(column: str, code: str) -> str:
    """The words of a code; empty for none."""
    return choices(column).get(code, "")


@cache
def _codes_of(column: str) -> dict[str, str]:
    """What may stand in a column, in any language or as the code itself, to the code."""
    return codes_of(lambda: choices(column).items())


def read(data: bytes) -> tuple[list[Row], list[Fault]]:
    """The rows of a workbook that was filled in, and what cannot be read in it. ParseError for a file that is no such workbook,
    PersonalData when it holds a personal identity code."""
    titles = titles_of(COLUMNS)
    grid = read_grid(data, {"format": "xlsx", "holding": list(titles), "keep_empty": True}, _LIMITS)
    names = [titles.get(title.strip(), "") for title in grid.columns]
    if not {"question_fi", "question_sv", "question_en"} & set(names):
        raise ParseError("The sheet has no column for the question.", "Use the template.")
    filled = [(line, dict(zip(names, row, strict=True))) for line, row in enumerate(grid.rows, 2) if any(row)]
    if len(filled) > MOST_ROWS:
        raise ParseError(f"The sheet has more than {MOST_ROWS} rows.", "Give it in parts.")
    faults: list[Fault] = []
    rows = [_row(line, cells, faults) for line, cells in filled]
    return rows, faults


def _row(line: int, cells: Mapping[str, str], faults: list[Fault]) -> Row:
    whole = {name: _whole(cells.get(name, "")) for name in ("number", "version", "weight_version")}
    faults += [Fault(line, name, _("This is not a whole number.")) for name, value in whole.items() if value is None]
    taken = {name: cells.get(name, "") for name in COLUMNS}
    for name in (PURPOSE, KIND, WEIGHT):
        taken[name] = _code(line, name, taken[name], faults)
    taken["level"] = taken["level"].upper()[:1]
    if taken["level"] and taken["level"] not in Level.values:
        faults.append(Fault(line, "level", _one_of(cells["level"], Level.values)))
    taken["wanted"] = " ".join(taken["wanted"].upper().replace(",", " ").split())
    if not set(taken["wanted"].split()) <= codes()["kind"].keys():
        faults.append(Fault(line, "wanted", _one_of(cells["wanted"], list(codes()["kind"]))))
    return Row(line, whole["number"] or 0, whole["version"] or 0, whole["weight_version"] or 0, taken)


def _code(line: int, name: str, text: str, faults: list[Fault]) -> str:
    code = _codes_of(name).get(text.casefold(), "")
    if text and not code:
        faults.append(Fault(line, name, _one_of(text, list(choices(name).values()))))
    return code


def _one_of(text: str, known: Sequence[str]) -> str:
    return _("“%(text)s” is not one of: %(known)s.") % {"text": text[:40], "known": ", ".join(known)}


def _whole(text: str) -> int | None:
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def theme_of(themes: Sequence[CooperationTheme], number: str) -> CooperationTheme | None:
    """The theme of a number; the common background where none is given."""
    return next((one for one in themes if str(one.number) == (number or "0")), None)
