"""What the codes of a variable mean to us: areas, periods, sexes and ages out of the entry's facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.sources.areas import kind_of
from yhdyspinta.sources.pxweb_facts import Facts
from yhdyspinta.sources.pxweb_terms import AGE, AREA, SEX, TIME, Variable, age_of, area_of, period_of, sex_of, total_of

CORRECT = "Correct the entry in curated/live."


def _areas(variable: Variable, facts: Facts) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, text in zip(variable.codes, variable.texts, strict=True):
        area = area_of(code, text, facts.bare)
        if area is None or area in facts.leave_out or area in found.values():
            continue
        if not facts.areas or kind_of(area) in facts.areas:
            found[code] = area
    return _some_of(found, variable, "areas of the kinds " + (" ".join(facts.areas) or "that are known"))


def _periods(variable: Variable, facts: Facts) -> dict[str, str]:
    found = {code: period for code in variable.codes if (period := period_of(code)) is not None and period >= facts.since}
    newest = sorted(found.values())[-facts.newest :] if facts.newest else list(found.values())
    return _some_of({code: period for code, period in found.items() if period in set(newest)}, variable, "periods")


def _sexes(variable: Variable, facts: Facts) -> dict[str, str]:
    found = {code: sex for code, text in zip(variable.codes, variable.texts, strict=True) if (sex := sex_of(code, text)) is not None}
    if facts.sexes:
        return _some_of(found, variable, "sexes")
    return _only_total(variable, "sexes")


def _ages(variable: Variable, facts: Facts) -> dict[str, str]:
    if facts.ages is False:
        return _only_total(variable, "ages")
    found = {code: age for code, text in zip(variable.codes, variable.texts, strict=True) if (age := age_of(code, text)) is not None}
    if facts.ages is not True:
        missing = sorted(set(facts.ages) - set(found.values()))
        if missing:
            raise ParseError(f"{variable.text} has no age {', '.join(missing)}; it has {some(variable, variable.codes)}.", CORRECT)
        found = {code: age for code, age in found.items() if age in facts.ages}
    return _some_of(found, variable, "ages")


def _only_total(variable: Variable, what: str) -> dict[str, str]:
    total = total_of(variable)
    if total is None:
        raise ParseError(f"{variable.text} has no total: {some(variable, variable.codes)}.", f"Say `{what} = true` in the entry.")
    return {total: TOTAL}


def not_understood(variable: Variable, facts: Facts) -> Iterator[str]:
    """The codes that are no area, period or age that we know, where such were wanted."""
    for code, text in zip(variable.codes, variable.texts, strict=True):
        if (
            (variable.role == AREA and area_of(code, text, facts.bare) is None)
            or (variable.role == TIME and period_of(code) is None)
            or (variable.role == AGE and facts.ages is True and age_of(code, text) is None)
        ):
            yield code


def _some_of(found: dict[str, str], variable: Variable, what: str) -> dict[str, str]:
    if not found:
        raise ParseError(f"{variable.text} ({variable.code}) has no {what}: {some(variable, variable.codes)}.", CORRECT)
    return found


MEANINGS: Mapping[str, Callable[[Variable, Facts], dict[str, str]]] = {AREA: _areas, TIME: _periods, SEX: _sexes, AGE: _ages}


def some(variable: Variable, codes: Iterable[str], most: int = 12) -> str:
    """Codes with their texts, for a message."""
    texts = dict(zip(variable.codes, variable.texts, strict=True))
    listed = [f"{code} ({texts[code]})" for code in codes]
    return ", ".join(listed[:most]) + (f" and {len(listed) - most} more" if len(listed) > most else "")
