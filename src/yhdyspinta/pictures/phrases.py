"""The words in which figures are spoken of: values, changes, periods, places and age groups by language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from babel.dates import get_month_names

from yhdyspinta.catalogue.sentences import sentences
from yhdyspinta.catalogue.words import Words
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.indicator import MeasureKind
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.domain.period import Period, Rhythm
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.rendering.numbers import LOCALES, amount, signed

Spoken = dict[str, str]  # language -> text
_AGE = re.compile(r"(\d+)(-)?(\d+)?")


def in_all(make: Callable[[str], str]) -> Spoken:
    """The same words made in each language."""
    return {language: make(language) for language in LANGUAGES}


def say(key: str, language: str, **words: object) -> str:
    """One sentence of the curated table, its places filled; begins with a capital."""
    text = sentences()[key].in_(language).format(**words)
    return text[:1].upper() + text[1:] if text.endswith(".") else text


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=4096)
def when(period: str, language: str) -> str:
    """`vuonna 2022`, `toukokuussa 2023`, `i maj 2023`."""
    found = Period.parse(period)
    if found.rhythm is Rhythm.YEAR:
        return say("period_year", language, year=period)
    if found.rhythm is Rhythm.QUARTER:
        return say("period_quarter", language, year=found.start.year, n=period[-1])
    month = get_month_names("wide", context="stand-alone", locale=LOCALES[language])[found.start.month]
    # Every Finnish month name ends in "kuu", whose inessive needs no table.
    return say("period_month", language, year=found.start.year, month=month, month_in=f"{month}ssa")


def value_text(value: float | None, unit: Text, decimals: int, language: str, status: str = "final") -> str:
    return amount(value, language, decimals, unit.in_(language), status)


def change_text(change: float, change_pct: float | None, kind: str, unit: str, decimals: int, language: str) -> str:
    """`+1,2 prosenttiyksikköä` for shares, else `+35 henkilöä (+2,4 %)`."""
    if kind == MeasureKind.SHARE:
        return say("points", language, value=signed(change, language, max(decimals, 1)))
    text = signed(change, language, decimals, unit)
    return text if change_pct is None else f"{text} ({signed(change_pct, language, 1, '%')})"


def age_words(age: str, language: str) -> str:
    """`75 vuotta täyttäneiden määrä`, `0–14-vuotiaiden määrä`."""
    if age == TOTAL:
        return say("age_all", language)
    match = _AGE.fullmatch(age)
    assert match is not None  # ages are checked when observations are committed  # noqa: S101
    low, dash, high = match.groups()
    key = "age_one" if not dash else "age_closed" if high else "age_open"
    return say(key, language, low=low, high=high)


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are, in words."""

    register: AreaRegister
    words: Words

    def name(self, area: str) -> Spoken:
        return self.register.get(area).name.as_dict()

    def where(self, area: str, language: str) -> str:
        """`Jyväskylässä`, `i Jyväskylä`, `in Jyväskylä`."""
        return self.words.place(area, language)
