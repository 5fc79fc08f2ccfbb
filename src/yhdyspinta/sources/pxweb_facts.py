"""What an entry of curated/live says of a PxWeb table, checked field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.observation import AGE_PATTERN
from yhdyspinta.domain.status import WITHOUT_VALUE, Status
from yhdyspinta.sources.pxweb_terms import ROLES
from yhdyspinta.sources.target import Target

# What the dots mean in Statistics Finland's tables; null without a mark is not available. Three things, never one.
MARKS: Mapping[str, str] = {
    ".": Status.NOT_APPLICABLE.value,
    "..": Status.NOT_AVAILABLE.value,
    "...": Status.SUPPRESSED.value,
    "*": Status.PRELIMINARY.value,
    "e": Status.ESTIMATE.value,
}
PERIOD_PATTERN = re.compile(r"\d{4}(-(Q[1-4]|(0[1-9]|1[0-2])))?")
ZERO = "zero"  # of a mark whose publisher says that it means nil
NEWEST, PERIOD = "newest", "period"
NAMES = frozenset(
    "areas bare leave_out boundaries since newest sexes ages others roles marks units figures cells table format codelists".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one table; docs/reference/sources-pxweb.md explains each."""

    areas: tuple[str, ...] = ()  # kinds that are asked; none named: every kind that the table has
    bare: str = "KU"  # the kind of codes that are only digits
    leave_out: tuple[str, ...] = ()
    boundaries: int | str = ""  # a year, "newest", "period"; empty: what the table says
    since: str = ""  # the first period that is asked, in our words (2010, 2010-01); empty: from the beginning
    newest: int = 0  # how many of the newest periods; 0: all
    sexes: bool = False
    ages: bool | tuple[str, ...] = False
    others: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=lambda: MARKS)
    units: Mapping[str, str] = field(default_factory=dict)  # contents -> the unit it must have, in the address's language
    figures: str = Status.FINAL.value
    cells: int = 0  # a limit of our own, for tables that answer slowly; 0: the service's
    table: str = ""  # words of the title by which the table is found in the folder of the address
    format: str = "json-stat2"
    codelists: Mapping[str, str] = field(default_factory=dict)


def facts_of(target: Target) -> Facts:
    """The facts of `target`; CuratedError names the entry and the field that is wrong."""
    given = target.facts
    for name in given:
        if name not in NAMES:
            raise _wrong(target, name, f"one of the facts {', '.join(sorted(NAMES))}")
    facts = Facts(
        areas=_texts(target, "areas"),
        bare=_text(target, "bare", "KU"),
        leave_out=_texts(target, "leave_out"),
        boundaries=_boundaries(target),
        since=_text(target, "since", ""),
        newest=_whole(target, "newest"),
        sexes=_flag(target, "sexes"),
        ages=_ages(target),
        others=_table(target, "others"),
        roles=_table(target, "roles"),
        marks={**MARKS, **_table(target, "marks")},
        units=_table(target, "units"),
        figures=_text(target, "figures", Status.FINAL.value),
        cells=_whole(target, "cells"),
        table=_text(target, "table", ""),
        format=_text(target, "format", "json-stat2"),
        codelists=_table(target, "codelists"),
    )
    _check_words(target, facts)
    return facts


def _check_words(target: Target, facts: Facts) -> None:
    if set(facts.roles.values()) - set(ROLES):
        raise _wrong(target, "roles", f"roles out of {', '.join(ROLES)}")
    if set(facts.marks.values()) - {*Status, ZERO}:
        raise _wrong(target, "marks", f"statuses out of {', '.join([*Status, ZERO])}")
    if facts.figures not in set(Status) - WITHOUT_VALUE:
        raise _wrong(target, "figures", "a status that has a value, such as final or forecast")
    if facts.format not in ("json-stat2", "json-stat", "json"):
        raise _wrong(target, "format", "json-stat2, json-stat or json")
    if facts.since and not PERIOD_PATTERN.fullmatch(facts.since):
        raise _wrong(target, "since", "a period such as 2010, 2010-01 or 2010-Q1")
    if not target.series:
        raise _wrong(target, "series", "at least one series")


def _wrong(target: Target, name: str, expected: str) -> CuratedError:
    found = f", found {target.facts[name]!r}" if name in target.facts else ""
    return CuratedError(f"live entry {target.id}, fact {name}: expected {expected}{found}.")


def _text(target: Target, name: str, default: str) -> str:
    value = target.facts.get(name, default)
    if not isinstance(value, str):
        raise _wrong(target, name, "a text")
    return value


def _texts(target: Target, name: str) -> tuple[str, ...]:
    value = target.facts.get(name, ())
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise _wrong(target, name, "a list of texts")
    return tuple(value)


def _whole(target: Target, name: str) -> int:
    value = target.facts.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _wrong(target, name, "a whole number, zero or more")
    return value


def _flag(target: Target, name: str) -> bool:
    value = target.facts.get(name, False)
    if not isinstance(value, bool):
        raise _wrong(target, name, "true or false")
    return value


def _ages(target: Target) -> bool | tuple[str, ...]:
    value = target.facts.get("ages", False)
    if isinstance(value, bool):
        return value
    ages = _texts(target, "ages")
    if not ages or not all(AGE_PATTERN.fullmatch(age) for age in ages):
        raise _wrong(target, "ages", "true, false or a list of ages such as total, 7, 0-14, 100-")
    return ages


def _boundaries(target: Target) -> int | str:
    value = target.facts.get("boundaries", "")
    if isinstance(value, bool) or not (isinstance(value, int) or value in ("", NEWEST, PERIOD)):
        raise _wrong(target, "boundaries", f'a year, "{NEWEST}" (that of the newest period) or "{PERIOD}" (each period\'s own)')
    return value


def _table(target: Target, name: str) -> Mapping[str, Any]:
    value = target.facts.get(name, {})
    if not isinstance(value, Mapping) or not all(isinstance(key, str) and isinstance(one, str) for key, one in value.items()):
        raise _wrong(target, name, "a table of texts")
    return dict(value)
