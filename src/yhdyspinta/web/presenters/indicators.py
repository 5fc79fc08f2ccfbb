"""The index of indicators: by theme, narrowed by words, theme, source and age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yhdyspinta.analysis import signals
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.domain.period import Period
from yhdyspinta.rendering import numbers
from yhdyspinta.web import wordsearch

WORDS, THEME, SOURCE, ALIVE = "q", "teema", "lahde", "elossa"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader narrows by; -1 and empty are all."""

    words: str
    theme: int
    source: str
    alive: bool


@dataclass(frozen=True, slots=True)
class Row:
    """`state` is alive, old or none, and `state_words` the same in words."""

    id: str
    title: str
    unit: str
    publisher: str
    period: str
    state: str
    state_words: str


@dataclass(frozen=True, slots=True)
class Group:
    number: int
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Index:
    groups: tuple[Group, ...]
    found: int
    all: int
    themes: tuple[Choice, ...]
    sources: tuple[Choice, ...]


def asked(given: Mapping[str, str]) -> Asked | None:
    """What an address asks for; None where it cannot be understood."""
    theme, source, alive = given.get(THEME, ""), given.get(SOURCE, ""), given.get(ALIVE, "")
    if theme not in ("", *(str(one.number) for one in themes())) or alive not in ("", "1") or (source and source not in _with_indicators()):
        return None
    return Asked(given.get(WORDS, ""), int(theme or -1), source, bool(alive))


def shown(wanted: Asked, newest: Mapping[str, str], language: str, today: date) -> Index:
    """`newest` is the newest period of each indicator that has figures."""
    words = wordsearch.matching(wanted.words, wordsearch.INDICATOR)
    rows = {name: _row(indicators()[name], newest.get(name, ""), language, today) for name in words if _passes(indicators()[name], wanted)}
    kept = [row for row in rows.values() if row.state == "alive" or not wanted.alive]
    groups = tuple(
        Group(theme.number, theme.title.in_(language), tuple(row for row in kept if _group_of(row.id, wanted) == theme.number))
        for theme in themes()
    )
    return Index(
        groups=tuple(group for group in groups if group.rows),
        found=len(kept),
        all=len(indicators()),
        themes=tuple(Choice(str(theme.number), theme.title.in_(language)) for theme in themes()),
        sources=tuple(sorted((Choice(one, sources()[one].title.in_(language)) for one in _with_indicators()), key=lambda one: one.name)),
    )


def _with_indicators() -> frozenset[str]:
    return frozenset(one.source for one in indicators().values())


def _passes(indicator: Indicator, wanted: Asked) -> bool:
    return (wanted.theme < 0 or wanted.theme in indicator.themes) and wanted.source in ("", indicator.source)


def _group_of(name: str, wanted: Asked) -> int:
    """An indicator of several themes stands once: under the theme that is asked for, else under its first."""
    return wanted.theme if wanted.theme >= 0 else indicators()[name].themes[0]


def _row(indicator: Indicator, period: str, language: str, today: date) -> Row:
    state = "none" if not period else "old" if signals.old(Period.parse(period).end, today) else "alive"
    words = {"none": _("no figures yet"), "old": _("over five years old"), "alive": _("under five years old")}[state]
    return Row(
        id=indicator.id,
        title=indicator.title.in_(language),
        unit=indicator.unit.in_(language),
        publisher=publisher_name(sources()[indicator.source].publisher, language),
        period=numbers.period_name(period, language) if period else "–",
        state=state,
        state_words=words,
    )
