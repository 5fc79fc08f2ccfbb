"""Needs as their pages show them: the board in parts, a need with what everybody may read of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from yhdyspinta.catalogue.items import codes
from yhdyspinta.needs.queries import Importance, Level, Line, Need, NeedState, Tally, Verdict, Weight, needs_of
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room

ON_A_PAGE = 40
VERDICT, THEME, LEVEL, PAGE = "nakyma", "teema", "taso", "sivu"
VERDICTS: dict[Verdict, Promise] = {
    Verdict.HIDDEN: _("Your party has not weighed"),
    Verdict.DISPUTED: _("Disputed"),
    Verdict.SHARED: _("Shared"),
    Verdict.ONE_SIDED: _("One-sided"),
    Verdict.USEFUL: _("Useful"),
    Verdict.NOT_NEEDED: _("Not needed by either"),
    Verdict.WAITING: _("A side has not answered yet"),
}
_SIDES: tuple[tuple[str, Promise], ...] = (
    ("county", _("County")),
    ("municipalities", _("Municipalities")),
    ("partners", _("Partners")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the board and how many needs it has."""

    title: str
    url: str
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A need on the board; `sides` tells each side's answers in words, and is empty while they are hidden."""

    number: int
    question: str
    theme: str
    level: str
    state: str
    party: str
    verdict: str
    verdict_words: str
    own: str
    answered: int
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The board as asked for: its parts, one page of rows, and where the rest are."""

    tabs: tuple[Tab, ...]
    themes: tuple[Tab, ...]
    levels: tuple[Tab, ...]
    rows: tuple[Row, ...]
    found: int
    page: int
    pages: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the board: empty and -1 are all."""

    verdict: str
    theme: int
    level: str
    page: int


def asked(given: QueryDict) -> Asked:
    """What cannot be understood is left out: the board is shown whole then."""
    verdict, level = given.get(VERDICT, ""), given.get(LEVEL, "")
    return Asked(
        verdict if verdict in list(Verdict) else "",
        _number(given.get(THEME, ""), -1),
        level if level in Level.values else "",
        max(1, _number(given.get(PAGE, ""), 1)),
    )


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def board(room: Room, lines: Sequence[Line], wanted: Asked) -> Board:
    """One page of the board, with the number of needs in each of its parts."""
    here = [line for line in lines if wanted.theme in (-1, line.theme) and wanted.level in ("", line.level)]
    counts = Counter(line.verdict for line in here)
    found = [line for line in here if wanted.verdict in ("", line.verdict)]
    pages = max(1, -(-len(found) // ON_A_PAGE))
    page = min(wanted.page, pages)
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    names = theme_names(room)
    return Board(
        tabs=(
            Tab(str(_("All")), _url(room, wanted, verdict=""), len(here), not wanted.verdict),
            *(
                Tab(str(words), _url(room, wanted, verdict=verdict), counts[verdict], wanted.verdict == verdict)
                for verdict, words in VERDICTS.items()
                if counts[verdict] or wanted.verdict == verdict
            ),
        ),
        themes=_choices(room, wanted, "theme", {-1: str(_("All themes")), **names}, Counter(line.theme for line in lines)),
        levels=_choices(room, wanted, "level", {"": str(_("All levels")), **dict(_level_names())}, Counter(line.level for line in lines)),
        rows=tuple(_rows(room, shown, names)),
        found=len(found),
        page=page,
        pages=pages,
        before=_url(room, wanted, page=page - 1) if page > 1 else "",
        after=_url(room, wanted, page=page + 1) if page < pages else "",
    )


def _level_names() -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in Level.choices]


def _choices(room: Room, wanted: Asked, name: str, known: Mapping[Any, str], counts: Counter[Any]) -> tuple[Tab, ...]:
    every = next(iter(known))
    return tuple(
        Tab(title, _url(room, wanted, **{name: key}), sum(counts.values()) if key == every else counts[key], getattr(wanted, name) == key)
        for key, title in known.items()
        if key == every or counts[key]
    )


def _url(room: Room, wanted: Asked, **change: Any) -> str:
    now = {"verdict": wanted.verdict, "theme": wanted.theme, "level": wanted.level, "page": 1} | change
    theme = "" if now["theme"] == -1 else str(now["theme"])
    page = "" if now["page"] == 1 else str(now["page"])
    query = {VERDICT: str(now["verdict"]), THEME: theme, LEVEL: now["level"], PAGE: page}
    told = urlencode({key: value for key, value in query.items() if value})
    return reverse("needs_board", args=[room.area]) + (f"?{told}" if told else "")


def theme_names(room: Room) -> dict[int, str]:
    """The names of the cooperation's themes by number."""
    return {theme.number: theme.name().in_(language()) for theme in room.cooperation.themes.order_by("number")}


def _rows(room: Room, shown: Sequence[Line], names: Mapping[int, str]) -> list[Row]:
    numbers = [line.number for line in shown]
    needs = {need.pk: need for need in needs_of(room.actor, room.cooperation).filter(pk__in=numbers)}
    return [_row(line, needs[line.number], names) for line in shown if line.number in needs]


def _row(line: Line, need: Need, names: Mapping[int, str]) -> Row:
    return Row(
        number=line.number,
        question=need.question().in_(language()),
        theme=names.get(line.theme, ""),
        level=str(Level(line.level).label),
        state=str(NeedState(line.state).label),
        party=need.party.title().in_(language()),
        verdict=str(line.verdict),
        verdict_words=str(VERDICTS[line.verdict]),
        own=importance_words(line.own),
        answered=line.answered,
        sides=sides_words(line.told),
    )


def plain_row(need: Need, names: Mapping[int, str]) -> Row:
    """A need as a stranger sees it: no weights are told."""
    return _row(Line(need.pk, need.theme.number, need.level, need.state, need.party_id, "", 0, None), need, names)


def importance_words(importance: str) -> str:
    return str(Importance(importance).label) if importance else ""


def sides_words(told: Tally | None) -> tuple[str, ...]:
    """`Hyvinvointialue: välttämätön 1`, a text a side that has answered."""
    if told is None:
        return ()
    return tuple(f"{title}: {_counts(getattr(told, side))}" for side, title in _SIDES if getattr(told, side))


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{str(Importance(value).label).lower()} {counts[value]}" for value in Importance.values if value in counts)


@dataclass(frozen=True, slots=True)
class Said:
    """What a party thinks of a need; all but its name is empty for one that has not answered."""

    name: str
    importance: str
    words: str
    reason: str


def said(weights: Sequence[Weight], parties: Sequence[Any]) -> list[Said]:
    """What each joined party thinks, in the order of the parties."""
    found = {one.party_id: one for one in weights}
    return [_said(party.title().in_(language()), found.get(party.pk)) for party in parties]


def _said(name: str, weight: Weight | None) -> Said:
    return Said(name, weight.importance, importance_words(weight.importance), weight.reason) if weight else Said(name, "", "", "")


def last_time(weight: Weight) -> dict[str, str]:
    """What one's own party said in an earlier round: in words, why, and when."""
    return {"words": importance_words(weight.importance).lower(), "reason": weight.reason, "on": day(weight.changed_at)}


def facts(need: Need) -> list[tuple[str, str]]:
    """What the need says besides its question, what was not told left out."""
    language_now = language()
    kinds = [codes()["kind"][one].in_(language_now) for one in need.wanted.split()]
    purpose = codes()["purpose"][need.purpose].in_(language_now).capitalize() if need.purpose else ""
    found = [
        (_("Asked by"), ", ".join(filter(None, (need.party.title().in_(language_now), need.body)))),
        (_("Asked again"), day(need.asked_again_on) if need.asked_again_on else ""),
        (_("Level"), str(need.get_level_display())),
        (_("Theme"), need.theme.name().in_(language_now)),
        (_("Decision that it serves"), " – ".join(filter(None, (need.decision, need.decision_when)))),
        (_("Answer that would change the decision"), need.changing_answer),
        (_("Purpose"), purpose),
        (_("What is needed"), str(need.get_kind_display())),
        (_("Kinds of information"), ", ".join(kinds)),
    ]
    return [(str(title), words) for title, words in found if words]


def day(moment: date) -> str:
    """A day, or that of a moment, in words."""
    return str(date_format(localtime(moment) if isinstance(moment, datetime) else moment, "DATE_FORMAT"))
