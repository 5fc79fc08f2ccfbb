"""Which cells of a PxWeb table are asked, and in how many questions. Pure: from the table's own description.

Every variable is always sent: what a service does with one left out differs (sources.md gotcha 2).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, prod
from typing import Any

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.formats.cube import Cube
from yhdyspinta.sources.pxweb_facts import Facts
from yhdyspinta.sources.pxweb_terms import (
    AGE,
    AREA,
    SEX,
    TIME,
    Variable,
    age_of,
    area_of,
    fold,
    period_of,
    sex_of,
    stem,
    total_of,
    variables,
)
from yhdyspinta.sources.target import Target, Wanted

# Variable code -> the raw codes that are asked of it, in the table's order.
Selection = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of one table and what its codes mean: `ours` maps the codes of area, time, sex and age to our words,
    `picks` gives for each series the code of every other variable."""

    variables: tuple[Variable, ...]
    selection: Selection
    ours: Mapping[str, Mapping[str, str]]  # role -> raw code -> our word
    picks: tuple[tuple[Wanted, Mapping[str, str]], ...]
    left_out: Mapping[str, tuple[str, ...]]  # variable code -> raw codes that say nothing to us

    def of_role(self, role: str) -> Variable | None:
        return next((variable for variable in self.variables if variable.role == role), None)


def plan_of(table: Cube, target: Target, facts: Facts) -> Plan:
    """The plan for a table from its description; ParseError when the table has not what the entry wants."""
    known = variables(table, facts.roles)
    _one_each(known)
    ours: dict[str, Mapping[str, str]] = {}
    left_out: dict[str, tuple[str, ...]] = {}
    selection: Selection = {}
    others: list[Variable] = []
    for variable in known:
        if variable.role in _MEANINGS:
            meanings = _MEANINGS[variable.role](variable, facts)
            ours[variable.role] = meanings
            selection[variable.code] = tuple(meanings)
            left_out[variable.code] = tuple(_not_understood(variable, facts))
        else:
            others.append(variable)
            selection[variable.code] = ()
    _refuse_unknown_keys(target, others)
    picks = tuple((wanted, _pick(wanted, others, facts)) for wanted in target.series)
    for variable in others:
        chosen = {codes[variable.code] for _, codes in picks}
        selection[variable.code] = tuple(code for code in variable.codes if code in chosen)
    return Plan(known, selection, ours, picks, left_out)


def cells(selection: Selection) -> int:
    return prod(len(codes) for codes in selection.values())


def split(selection: Selection, most: int) -> list[Selection]:
    """Selections of at most `most` cells (one cell at the least) that together are the whole, each cell once."""
    total = cells(selection)
    if total <= max(most, 1):
        return [selection] if total else []
    code = max(selection, key=lambda one: len(selection[one]))
    size = len(selection[code])
    if size == 1:
        return [selection]
    rest = total // size
    chunk = max(most // rest, 1)
    pieces = [{**selection, code: part} for part in _even(selection[code], ceil(size / chunk))]
    return [smaller for piece in pieces for smaller in split(piece, most)]


def halves(selection: Selection) -> tuple[Selection, Selection] | None:
    """The selection in two along its longest variable; None when it is a single cell."""
    code = max(selection, key=lambda one: len(selection[one]))
    codes = selection[code]
    if len(codes) < 2:
        return None
    middle = len(codes) // 2
    return {**selection, code: codes[:middle]}, {**selection, code: codes[middle:]}


def query_v1(selection: Selection, format_: str) -> str:
    """The body of a PxWeb v1 question."""
    asked = [{"code": code, "selection": {"filter": "item", "values": list(codes)}} for code, codes in selection.items()]
    return _json({"query": asked, "response": {"format": format_}})


def query_v2(selection: Selection, codelists: Mapping[str, str]) -> str:
    """The body of a PxWebApi 2 question."""
    asked: list[dict[str, Any]] = []
    for code, codes in selection.items():
        named = {"codelist": codelists[stem(code)]} if stem(code) in codelists else {}
        asked.append({"variableCode": code, **named, "valueCodes": list(codes)})
    return _json({"selection": asked})


def asked_in(query: str) -> Selection:
    """The selection of a question of either version, as `query_v1` or `query_v2` wrote it."""
    try:
        body = json.loads(query)
        if "selection" in body:
            return {one["variableCode"]: tuple(one["valueCodes"]) for one in body["selection"]}
        return {one["code"]: tuple(one["selection"]["values"]) for one in body["query"]}
    except (ValueError, KeyError, TypeError) as error:
        raise ParseError(f"A reply does not say what it answers: {error!r}.", "Fetch the table again.") from None


def find_code(variable: Variable, words: str) -> str:
    """The code that `words` mean: a code, a code without its table's prefix, a text, or words of a single text.

    Alternatives are separated by `|`, and the first that is found holds. ParseError lists what there is.
    """
    for alternative in filter(None, (part.strip() for part in words.split("|"))):
        found = _find_one(variable, alternative)
        if len(found) == 1:
            return found[0]
        if found:
            raise ParseError(f"{alternative!r} fits {len(found)} values of {variable.text}: {_some(variable, found)}.", _SAY)
    raise ParseError(
        f"{words!r} is no value of {variable.text} ({variable.code}) any more.", f"It has {_some(variable, variable.codes)}. {_SAY}"
    )


_SAY = "Correct the entry in curated/live."


def _find_one(variable: Variable, wanted: str) -> list[str]:
    pairs = list(zip(variable.codes, variable.texts, strict=True))
    plain, words = fold(wanted), set(fold(wanted).split())
    for fits in (
        lambda code, text: code == wanted,
        lambda code, text: code.casefold() == wanted.casefold() or code.rpartition("-")[2] == wanted,
        lambda code, text: fold(text) == plain,
        lambda code, text: bool(words) and words <= set(fold(text).split()),
    ):
        found = [code for code, text in pairs if fits(code, text)]
        if found:
            return found
    return []


def _some(variable: Variable, codes: Iterable[str], most: int = 12) -> str:
    texts = dict(zip(variable.codes, variable.texts, strict=True))
    listed = [f"{code} ({texts[code]})" for code in codes]
    return ", ".join(listed[:most]) + (f" and {len(listed) - most} more" if len(listed) > most else "")


def _json(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _even(codes: tuple[str, ...], parts: int) -> Iterator[tuple[str, ...]]:
    """`codes` in `parts` runs whose lengths differ by one at the most."""
    size, longer = divmod(len(codes), parts)
    start = 0
    for number in range(parts):
        end = start + size + (number < longer)
        yield codes[start:end]
        start = end


def _one_each(known: tuple[Variable, ...]) -> None:
    for role in _MEANINGS:
        codes = [variable.code for variable in known if variable.role == role]
        if len(codes) > 1:
            raise ParseError(f"The table has {len(codes)} variables of {role}: {', '.join(codes)}.", f"Say in `roles` which is the {role}.")
        if not codes and role in (AREA, TIME):
            names = ", ".join(variable.code for variable in known)
            raise ParseError(f"The table has no variable of {role} among {names}.", f"Say in `roles` which is the {role}.")


def _areas(variable: Variable, facts: Facts) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, text in zip(variable.codes, variable.texts, strict=True):
        area = area_of(code, text, facts.bare)
        if area is None or area in facts.leave_out or area in found.values():
            continue
        if not facts.areas or area.rstrip("0123456789") in facts.areas:
            found[code] = area
    return _some_of(found, variable, "areas of the kinds " + (" ".join(facts.areas) or "that are known"))


def _periods(variable: Variable, facts: Facts) -> dict[str, str]:
    found = {code: period for code in variable.codes if (period := period_of(code)) is not None}
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
            raise ParseError(f"{variable.text} has no age {', '.join(missing)}; it has {_some(variable, variable.codes)}.", _SAY)
        found = {code: age for code, age in found.items() if age in facts.ages}
    return _some_of(found, variable, "ages")


def _only_total(variable: Variable, what: str) -> dict[str, str]:
    total = total_of(variable)
    if total is None:
        raise ParseError(f"{variable.text} has no total: {_some(variable, variable.codes)}.", f"Say `{what} = true` in the entry.")
    return {total: TOTAL}


def _not_understood(variable: Variable, facts: Facts) -> Iterator[str]:
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
        raise ParseError(f"{variable.text} ({variable.code}) has no {what}: {_some(variable, variable.codes)}.", _SAY)
    return found


_MEANINGS = {AREA: _areas, TIME: _periods, SEX: _sexes, AGE: _ages}


def _pick(wanted: Wanted, others: Iterable[Variable], facts: Facts) -> dict[str, str]:
    """The code of every variable that is no axis of ours: named by the series, by the entry, or the total."""
    picked = {}
    for variable in others:
        words = _said(variable, wanted.key) or _said(variable, facts.others)
        code = find_code(variable, words) if words else total_of(variable)
        if code is None:
            where = f"Name one in the key of {wanted.indicator}, or in `others`."
            raise ParseError(f"{variable.text} ({variable.code}) has no total: {_some(variable, variable.codes)}.", where)
        picked[variable.code] = code
    return picked


def _said(variable: Variable, said: Mapping[str, str]) -> str:
    """What is said of a variable by its role, the stem of its code or of its text."""
    return next((said[name] for name in _names(variable) if name in said), "")


def _names(variable: Variable) -> tuple[str, ...]:
    return (variable.role, stem(variable.code), stem(variable.text), variable.code)


def _refuse_unknown_keys(target: Target, others: Iterable[Variable]) -> None:
    names = {name for variable in others for name in _names(variable)}
    for wanted in target.series:
        for key in wanted.key:
            if key not in names:
                raise ParseError(
                    f"{wanted.indicator} is told by {key!r}, and the table has no such variable.", f"It has {', '.join(sorted(names))}."
                )
