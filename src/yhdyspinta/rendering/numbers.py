"""Numbers, periods and the marks of what is missing, as a reader of each language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from types import MappingProxyType

from babel.dates import format_date, format_skeleton
from babel.numbers import get_decimal_symbol, get_group_symbol

from yhdyspinta.catalogue.units import singular
from yhdyspinta.domain.period import Period, Rhythm
from yhdyspinta.domain.status import WITHOUT_VALUE, Status
from yhdyspinta.domain.text import Text

MINUS = "\u2212"
SPACE = "\u00a0"
LOCALES: Mapping[str, str] = MappingProxyType({"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"})

# Kolada and the Finnish statistical authorities both keep these three apart; none of them is a zero.
MARKS: Mapping[Status, str] = MappingProxyType({Status.NOT_AVAILABLE: "–", Status.SUPPRESSED: "..", Status.NOT_APPLICABLE: "."})
MARK_WORDS: Mapping[Status, Text] = MappingProxyType(
    {
        Status.NOT_AVAILABLE: Text("tieto puuttuu", "uppgift saknas", "no data"),
        Status.SUPPRESSED: Text(
            "salattu pienen lukumäärän vuoksi", "sekretessbelagd på grund av litet antal", "withheld because the count is small"
        ),
        Status.NOT_APPLICABLE: Text("ei sovellu", "inte tillämplig", "not applicable"),
    }
)
STATUS_WORDS: Mapping[Status, Text] = MappingProxyType(
    {
        Status.PRELIMINARY: Text("ennakkotieto", "preliminär uppgift", "preliminary"),
        Status.ESTIMATE: Text("arvio", "uppskattning", "estimate"),
        Status.PARTIAL: Text("osittainen", "ofullständig", "partial"),
        Status.FORECAST: Text("ennuste", "prognos", "forecast"),
    }
)
_NOUGHTS = frozenset("-0.,")


def number(value: float | None, language: str, decimals: int = 0, status: str = Status.FINAL) -> str:
    """`1 234,5` in Finnish; the mark of `status` where there is no value. A zero is always written as zero."""
    if value is None or status in WITHOUT_VALUE:
        return mark(status)
    return _written(value, decimals).translate(_signs(language))


@cache
def _signs(language: str) -> dict[int, str]:
    """Python's own separators as the language writes them. Babel's formatting is twenty times slower; its symbols are asked once."""
    locale = LOCALES[language]
    group = get_group_symbol(locale).replace("\u202f", SPACE)
    return str.maketrans({",": group, ".": get_decimal_symbol(locale), "-": MINUS})


def amount(value: float | None, language: str, decimals: int = 0, unit: str = "", status: str = Status.FINAL) -> str:
    """A number with its unit, kept on one line: `11,8 %`. A mark stands alone, without a unit."""
    text = number(value, language, decimals, status)
    return text if value is None or status in WITHOUT_VALUE or not unit else _joined(text, unit, language)


def signed(value: float, language: str, decimals: int = 0, unit: str = "") -> str:
    """A change: `+1,2 %`, `−0,4 prosenttiyksikköä`, `0`. The sign is that of the rounded number."""
    written = _written(value, decimals)
    text = ("" if written.startswith("-") or not _is_something(written) else "+") + written.translate(_signs(language))
    return _joined(text, unit, language) if unit else text


def mark(status: str) -> str:
    """The mark of a missing value; a value that is absent without a reason is `not_available`."""
    return MARKS.get(Status(status), MARKS[Status.NOT_AVAILABLE])


def mark_words(status: str, language: str) -> str:
    """What the mark means, in words."""
    return MARK_WORDS.get(Status(status), MARK_WORDS[Status.NOT_AVAILABLE]).in_(language)


@lru_cache(maxsize=64)
def status_words(status: str, language: str) -> str:
    """`ennakkotieto` and the like; empty for a final value."""
    words = STATUS_WORDS.get(Status(status)) or MARK_WORDS.get(Status(status))
    return words.in_(language) if words else ""


@lru_cache(maxsize=4096)  # Babel takes 50 µs, and a page names the same few periods a thousand times
def period_name(period: str, language: str) -> str:
    """`2023-05` as `toukokuu 2023`, `2023-Q1` as `1. neljännes 2023`, a year as itself."""
    found = Period.parse(period)
    locale = LOCALES[language]
    if found.rhythm is Rhythm.MONTH:
        return str(format_skeleton("yMMMM", found.start, locale=locale))
    if found.rhythm is Rhythm.QUARTER:
        return str(format_skeleton("yQQQQ", found.start, locale=locale))
    return period


@lru_cache(maxsize=4096)
def period_short(period: str, language: str) -> str:
    """For axes and narrow columns: `5/2023`, `Q1/2023`, `2023`; English `May 2023`."""
    found = Period.parse(period)
    if found.rhythm is Rhythm.MONTH:
        return format_date(found.start, "MMM y", locale="en_GB") if language == "en" else f"{found.start.month}/{found.start.year}"
    return f"{period[5:]}/{period[:4]}" if found.rhythm is Rhythm.QUARTER else period


@lru_cache(maxsize=4096)
def day(value: date, language: str) -> str:
    """`24.11.2026`; English `24 November 2026`."""
    return format_date(value, "d MMMM y" if language == "en" else "d.M.y", locale=LOCALES[language])


@lru_cache(maxsize=16_384)  # a figure stands in a card, in a table and in the sentences of three languages
def _written(value: float, decimals: int) -> str:
    """`1,234.5`: half away from zero, as official statistics round; "minus zero" becomes zero.

    Python's own formatting is ten times as fast as Decimal and rounds alike, but for halves: those it decides by the binary
    value, and are left to Decimal. `repr` is the shortest text of a number, so a half shows in it as a last digit 5.
    """
    text = repr(float(value))
    fraction = text.partition(".")[2]
    if "e" in text or (len(fraction) == decimals + 1 and fraction.endswith("5")):
        written = f"{Decimal(text).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"
    else:
        written = f"{value:,.{decimals}f}"
    return written if _is_something(written) else written.removeprefix("-")


def _is_something(written: str) -> bool:
    """Whether a written number is other than zero."""
    return not _NOUGHTS.issuperset(written)


def unit_beside(text: str, unit: str, language: str) -> str:
    """The unit as it stands after a written number: `henkilö` after 1, +1 and −1, otherwise as it is."""
    return singular(unit, language) if text.lstrip(f"+{MINUS}") == "1" else unit


def _joined(text: str, unit: str, language: str) -> str:
    unit = unit_beside(text, unit, language)
    return f"{text}%" if unit == "%" and language == "en" else f"{text}{SPACE}{unit}"
