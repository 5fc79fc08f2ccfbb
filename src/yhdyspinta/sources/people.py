"""Figures that people give, from a row of text to an observation: every fault names its row and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import ParseError, YhdyspintaError
from yhdyspinta.domain.observation import AGE_PATTERN, SEXES, TOTAL
from yhdyspinta.domain.period import Period
from yhdyspinta.domain.status import WITHOUT_VALUE, Status
from yhdyspinta.formats.numbers import read_number
from yhdyspinta.sources.rows import joined, rows_of

FIELDS = ("indicator", "area", "boundaries", "period", "sex", "age", "value", "n", "status")
NEEDED = frozenset({"indicator", "area", "period", "value"})
_KINDS = ("KU", "HVA", "MK")  # which kind a name means where several bear it
_SEXES = {"yhteensä": "total", "miehet": "male", "mies": "male", "naiset": "female", "nainen": "female"} | {
    "totalt": "total", "män": "male", "kvinnor": "female", "men": "male", "women": "female"
}  # fmt: skip
_MARKS = MappingProxyType(
    {
        ".": Status.NOT_APPLICABLE,
        "..": Status.NOT_AVAILABLE,
        "...": Status.SUPPRESSED,
        "…": Status.SUPPRESSED,
        "": Status.NOT_AVAILABLE,
        "*": Status.PRELIMINARY,
    }
)
_MONTH = re.compile(r"(\d{4})[-M/](0?[1-9]|1[0-2])")
_QUARTER = re.compile(r"(\d{4})[-/ ]?[QqNn]([1-4])")


def _none() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a file mean: its areas and indicators by our ids, its marks by our statuses."""

    indicators: Mapping[str, str] = field(default_factory=_none)
    areas: Mapping[str, str] = field(default_factory=_none)
    status: Mapping[str, str] = field(default_factory=_none)


def rows_from(records: Iterable[tuple[int, Mapping[str, str]]], words: Words, register: AreaRegister) -> pa.Table:
    """The rows of `records`: the number of each row in its file, and its fields (of FIELDS) as text."""
    columns: dict[str, list[Any]] = {name: [] for name in FIELDS}
    for number, record in records:
        try:
            made = _row(record, words, register)
        except _FieldError as wrong:
            raise ParseError(f"Row {number}, {wrong.field}: {wrong.message}", wrong.hint) from None
        for name in FIELDS:
            columns[name].append(made[name])
    if not columns["area"]:
        raise ParseError("The file has no figures.", "Give at least one row under the heading.")
    return joined([rows_of(columns, size=len(columns["area"]))])


class _FieldError(YhdyspintaError):
    """A field that cannot be taken."""

    def __init__(self, field_name: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.field = field_name


def _row(record: Mapping[str, str], words: Words, register: AreaRegister) -> dict[str, Any]:
    period = _period(record["period"])
    value, status = _value(record, words)
    return {
        "indicator": _indicator(record["indicator"], words),
        "area": _area(record["area"], words, register),
        "boundaries": _boundaries(record.get("boundaries", ""), period, register),
        "period": period,
        "sex": _sex(record.get("sex", "")),
        "age": _age(record.get("age", "")),
        "value": value,
        "n": _number(record.get("n", "")),
        "status": status,
    }


def _indicator(text: str, words: Words) -> str:
    found = words.indicators.get(text, text)
    if not found:
        raise _FieldError("indicator", "no indicator is given.", "Write its id, as `yhdyspinta status --json` lists them.")
    return found


def _area(text: str, words: Words, register: AreaRegister) -> str:
    try:
        return register.find(words.areas.get(text, text), prefer=_KINDS).id
    except YhdyspintaError as error:
        raise _FieldError("area", error.message, error.hint) from None


def _period(text: str) -> str:
    month, quarter = _MONTH.fullmatch(text), _QUARTER.fullmatch(text)
    plain = f"{month[1]}-{int(month[2]):02d}" if month else f"{quarter[1]}-Q{quarter[2]}" if quarter else text
    try:
        return Period.parse(plain).text
    except YhdyspintaError as error:
        raise _FieldError("period", error.message, error.hint) from None


def _boundaries(text: str, period: str, register: AreaRegister) -> int:
    """The division of the figure: as given, else that of the period's own year."""
    if text and not text.isdigit():
        raise _FieldError("boundaries", f"{text!r} is not a year.", "Write the year of the area division, for example 2026.")
    year = int(text or period[:4])
    if year not in register.years:
        raise _FieldError("boundaries", f"the division of {year} is not known.", f"Give one of {register.years[0]}–{register.current}.")
    return year


def _sex(text: str) -> str:
    found = _SEXES.get(text.lower(), text.lower()) or TOTAL
    if found not in SEXES:
        raise _FieldError("sex", f"{text!r} is not known.", f"Write one of {', '.join(SEXES)}, or leave it empty.")
    return found


def _age(text: str) -> str:
    found = TOTAL if text.lower() in ("", "yhteensä", "totalt") else text.replace("–", "-").replace(" ", "")
    if not AGE_PATTERN.fullmatch(found):
        raise _FieldError("age", f"{text!r} is not an age.", "Write total, 5, 0-6 or 100-.")
    return found


def _number(text: str) -> float | None:
    try:
        return read_number(text)[0]
    except YhdyspintaError as error:
        raise _FieldError("value", error.message, "Write a number, or leave it empty and give a status.") from None


def _value(record: Mapping[str, str], words: Words) -> tuple[float | None, str]:
    """The number and its status: what the status column says, else what the mark in place of the number means."""
    text, said = record["value"], record.get("status", "")
    mapped = words.status.get(text)
    value, mark = (None, mapped) if mapped else _read(text)
    status = words.status.get(said, said) or (mark if mapped else None)
    if not status:
        status = Status.FINAL if value is not None and not mark else _MARKS.get(mark or "", "")
    if status not in tuple(Status):
        raise _FieldError("status", f"{said or text!r} is not known.", f"Write one of {', '.join(Status)}, or map it.")
    if (value is None) != (status in WITHOUT_VALUE):
        raise _FieldError("value", f"{text!r} with status {status}.", "Suppressed, not available and not applicable have no value.")
    return value, str(status)


def _read(text: str) -> tuple[float | None, str | None]:
    try:
        return read_number(text)
    except YhdyspintaError as error:
        raise _FieldError("value", error.message, "Write a number, or a mark that the mapping explains.") from None
