"""Changes as a sheet: the columns, a row of a change, and reading what came back, each fault by its row and column.

A file that people give is opened in a child process (formats/sandbox.py); here are only its cells as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.cooperation.models import Change, ChangeKind, ChangeState, Precision
from yhdyspinta.cooperation.places import check_within, coordinates_of
from yhdyspinta.cooperation.services.changes import FIRST_YEAR, LAST_YEAR, Described
from yhdyspinta.domain.coordinates import Coordinates
from yhdyspinta.domain.errors import ParseError, PersonalData, Refused
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.formats.sandbox import Limits, format_of, read_grid
from yhdyspinta.organisations.models import Cooperation, CooperationTheme
from yhdyspinta.organisations.services.changing import cleaned
from yhdyspinta.organisations.sheet_words import codes_of, titles_of

MOST_ROWS = 500
_LIMITS = Limits(memory=800_000_000, processor=8, seconds=12.0)
COLUMNS: dict[str, Promise] = {
    "what_fi": _("What changes, in Finnish"),
    "what_sv": _("What changes, in Swedish"),
    "kind": _("Kind"),
    "theme": _("Theme (number)"),
    "place": _("Municipality"),
    "address": _("Address of the building"),
    "coordinates": _("Coordinates (62.2415, 25.7209 or N 6901740, E 433538)"),
    "when": _("When (2027, 3/2027, Q3/2027 or 9.8.2027)"),
    "state": _("State"),
    "affects": _("Whom it affects"),
    "description": _("Description"),
    "lease_ends": _("The lease ends"),
    "decision_reference": _("Decision: body, date and section"),
}
_TEXTS = ("address", "affects", "description", "decision_reference")
# What a time may look like, and how exactly it is then known. A program of sheets writes a day as 2027-08-09.
_TIMES: tuple[tuple[re.Pattern[str], Precision], ...] = (
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ][\d:.]+)?"), Precision.DAY),
    (re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"), Precision.DAY),
    (re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})"), Precision.MONTH),
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})"), Precision.MONTH),
    (re.compile(r"Q(?P<quarter>[1-4])/(?P<year>\d{4})", re.I), Precision.QUARTER),
    (re.compile(r"(?P<year>\d{4})"), Precision.YEAR),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where: the row as the program of sheets numbers it, and the name of the column (its title if it is none of ours)."""

    row: int
    column: str
    text: str


def cells_of(one: Change) -> dict[str, str | int]:
    """What a row says of a change, by column, so that it is read again as the same."""
    texts = {name: getattr(one, name) for name in ("what_fi", "what_sv", *_TEXTS)}
    point = one.coordinates
    return texts | {
        "kind": str(one.get_kind_display()),
        "state": str(one.get_state_display()),
        "theme": one.theme.number,
        "place": areas().get(one.place).name.in_((get_language() or "fi")[:2]),
        "coordinates": point.degrees() if point else "",
        "when": _written(one.starts, one.precision),
        "lease_ends": _written(one.lease_ends, Precision.DAY) if one.lease_ends else "",
    }


def _written(day: date, precision: str) -> str:
    """A time as the sheet takes it."""
    quarter = (day.month - 1) // 3 + 1
    return {
        Precision.DAY: f"{day.day}.{day.month}.{day.year}",
        Precision.MONTH: f"{day.month}/{day.year}",
        Precision.QUARTER: f"Q{quarter}/{day.year}",
    }.get(Precision(precision), str(day.year))


def read(data: bytes, name: str, cooperation: Cooperation) -> tuple[list[Described], list[Fault]]:
    """The changes of a sheet that was filled in, and what is wrong in it. ParseError for a file that is no such sheet,
    PersonalData when it holds a personal identity code."""
    known = titles_of(COLUMNS)
    kind = format_of(name)
    grid = read_grid(data, {"format": kind, "keep_empty": True} | ({"holding": list(known)} if kind == "xlsx" else {}), _LIMITS)
    names = [known.get(title.strip(), "") for title in grid.columns]
    if not {"what_fi", "what_sv"} & set(names):
        raise ParseError("The sheet has no column for what changes.", "Use the template.")
    filled = [(row, dict(zip(names, cells, strict=True))) for row, cells in enumerate(grid.rows, 2) if any(cells)]
    if len(filled) > MOST_ROWS:
        raise ParseError(f"The sheet has more than {MOST_ROWS} rows.", "Give it in parts.")
    reader = _Reader(cooperation)
    unknown = [title for title, column in zip(grid.columns, names, strict=True) if title.strip() and not column]
    reader.faults += [Fault(1, title[:40], gettext("The template has no such column.")) for title in unknown]
    found = [reader.row(row, cells) for row, cells in filled]
    return [one for one in found if one is not None], reader.faults


class _Reader:
    """Reads rows against what the cooperation has, and gathers the faults."""

    def __init__(self, cooperation: Cooperation) -> None:
        self.faults: list[Fault] = []
        members = areas().members(cooperation.area, areas().current)
        self.places = {areas().get(one).name.in_(language).casefold(): one for one in members for language in LANGUAGES}
        self.places |= {one.casefold(): one for one in members}
        self.themes = {str(theme.number): theme for theme in cooperation.themes.all()}
        self.kinds, self.states = codes_of(lambda: ChangeKind.choices), codes_of(lambda: ChangeState.choices)

    def row(self, row: int, cells: Mapping[str, str]) -> Described | None:
        """The change of a row; None when something in it is wrong, and its faults are kept."""
        before = len(self.faults)
        starts, precision = self._time(row, cells.get("when", ""))
        ends, ends_precision = self._time(row, cells["lease_ends"], "lease_ends") if cells.get("lease_ends") else (None, Precision.DAY)
        place = self._of(row, "place", cells.get("place", ""), self.places.get, [areas().get(one).name.fi for one in self.places.values()])
        kind = self._of(row, "kind", cells.get("kind", "") or str(ChangeKind.OTHER.label), self.kinds.get, _labels(ChangeKind.choices))
        planned = str(ChangeState.PLANNED.label)
        state = self._of(row, "state", cells.get("state", "") or planned, self.states.get, _labels(ChangeState.choices))
        theme = self._of(row, "theme", cells.get("theme", "") or "0", self.themes.get, list(self.themes))
        point = self._point(row, cells.get("coordinates", ""), str(place) if place else "")
        what = Text(cells.get("what_fi", ""), cells.get("what_sv", ""))
        self._texts(row, cells)
        if not (what.fi or what.sv):
            self.faults.append(Fault(row, "what_fi", gettext("A change says what changes.")))
        if ends is not None and ends_precision != Precision.DAY:
            self.faults.append(Fault(row, "lease_ends", gettext("Write a day, for example 31.12.2027.")))
        if len(self.faults) > before or starts is None or not isinstance(theme, CooperationTheme):
            return None
        texts = {name: cells.get(name, "") for name in _TEXTS}
        return Described(theme, str(kind), what, str(place), starts, precision, str(state), coordinates=point, lease_ends=ends, **texts)

    def _texts(self, row: int, cells: Mapping[str, str]) -> None:
        """What the table would refuse later is told here, with its row and column."""
        for name in ("what_fi", "what_sv", *_TEXTS):
            try:
                cleaned(Change._meta.get_field(name), cells.get(name, ""))
            except (Refused, PersonalData) as error:
                self.faults.append(Fault(row, name, str(error)))

    def _point(self, row: int, text: str, place: str) -> Coordinates | None:
        try:
            found = coordinates_of(text)
            check_within(place, found)
        except Refused as error:
            self.faults.append(Fault(row, "coordinates", str(error)))
            return None
        return found

    def _of(self, row: int, column: str, text: str, find: Callable[[str], object], known: Iterable[str]) -> object:
        found = find(text.strip().casefold())
        if found is None:
            words = gettext("“%(text)s” is not one of: %(known)s.") if text else gettext("Write one of these: %(known)s.")
            words %= {"text": text[:40], "known": ", ".join(sorted(set(known)))}
            self.faults.append(Fault(row, column, words))
        return found

    def _time(self, row: int, text: str, column: str = "when") -> tuple[date | None, Precision]:
        for pattern, precision in _TIMES:
            match = pattern.fullmatch(text.strip())
            if match and FIRST_YEAR <= int(match["year"]) <= LAST_YEAR:
                parts = {name: int(value) for name, value in match.groupdict().items()}
                month = (parts["quarter"] - 1) * 3 + 1 if "quarter" in parts else parts.get("month", 1)
                try:
                    return date(parts["year"], month, parts.get("day", 1)), precision
                except ValueError:
                    break
        words = gettext("“%(text)s” is not a time. Write 2027, 3/2027, Q3/2027 or 9.8.2027.")
        words = words if text else gettext("Write a time: 2027, 3/2027, Q3/2027 or 9.8.2027.")
        self.faults.append(Fault(row, column, words % {"text": text[:40]}))
        return None, Precision.YEAR


def _labels(choices: Iterable[tuple[str, object]]) -> list[str]:
    return [str(words) for _code, words in choices]
