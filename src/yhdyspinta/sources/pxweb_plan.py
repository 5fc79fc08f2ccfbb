"""Which cells of a PxWeb table are asked, and in how many questions. Pure: from the table's own description.

Every variable is always sent: what a service does with one left out differs (sources.md gotcha 2).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, prod
from typing import Any

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import Cube
from yhdyspinta.sources.pxweb_facts import Facts
from yhdyspinta.sources.pxweb_meanings import CORRECT, MEANINGS, not_understood, some
from yhdyspinta.sources.pxweb_terms import (
    AREA,
    CONTENTS,
    TIME,
    Variable,
    fold,
    stem,
    total_of,
    variables,
)
from yhdyspinta.sources.target import Target, Wanted

# Variable code -> the raw codes that are asked of it, in the table's order.
Selection = dict[str, tuple[str, ...]]


class AbsentError(ParseError):
    """A series names a value that the table has not, or no longer."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of one table and what its codes mean: `ours` maps the codes of area, time, sex and age to our words,
    `picks` gives for each series the code of every other variable."""

    variables: tuple[Variable, ...]
    selection: Selection
    ours: Mapping[str, Mapping[str, str]]  # role -> raw code -> our word
    picks: tuple[tuple[Wanted, Mapping[str, str]], ...]
    left_out: Mapping[str, tuple[str, ...]]  # variable code -> raw codes that say nothing to us
    absent: tuple[str, ...]  # why a series cannot be had from the table as it is now

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
        if variable.role in MEANINGS:
            meanings = MEANINGS[variable.role](variable, facts)
            ours[variable.role] = meanings
            selection[variable.code] = tuple(meanings)
            left_out[variable.code] = tuple(not_understood(variable, facts))
        else:
            others.append(variable)
            selection[variable.code] = ()
    _refuse_unclear_keys(target, others)
    picks, absent = _picks(target, others, facts)
    for variable in others:
        chosen = {codes[variable.code] for _, codes in picks}
        selection[variable.code] = tuple(code for code in variable.codes if code in chosen)
    return Plan(known, selection, ours, picks, left_out, absent)


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
            raise ParseError(f"{alternative!r} fits {len(found)} values of {variable.text}: {some(variable, found)}.", CORRECT)
    raise AbsentError(
        f"{words!r} is no value of {variable.text} ({variable.code}) any more.", f"It has {some(variable, variable.codes)}. {CORRECT}"
    )


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
    for role in MEANINGS:
        codes = [variable.code for variable in known if variable.role == role]
        if len(codes) > 1:
            raise ParseError(f"The table has {len(codes)} variables of {role}: {', '.join(codes)}.", f"Say in `roles` which is the {role}.")
        if not codes and role in (AREA, TIME):
            names = ", ".join(variable.code for variable in known)
            raise ParseError(f"The table has no variable of {role} among {names}.", f"Say in `roles` which is the {role}.")


def _picks(target: Target, others: list[Variable], facts: Facts) -> tuple[tuple[tuple[Wanted, Mapping[str, str]], ...], tuple[str, ...]]:
    """The codes of each series. One that the table has not is left out and said; without any there is nothing to fetch."""
    picks: list[tuple[Wanted, Mapping[str, str]]] = []
    absent: list[AbsentError] = []
    for wanted in target.series:
        try:
            picks.append((wanted, _pick(wanted, others, facts)))
        except AbsentError as error:
            absent.append(AbsentError(f"{wanted.indicator}: {error.message}", error.hint))
    if not picks:
        raise absent[0]
    return tuple(picks), tuple(str(error) for error in absent)


def _pick(wanted: Wanted, others: Iterable[Variable], facts: Facts) -> dict[str, str]:
    """The code of every variable that is no axis of ours: named by the series, by the entry, or the total."""
    picked = {}
    for variable in others:
        words = _said(variable, wanted.key) or _said(variable, facts.others)
        code = find_code(variable, words) if words else total_of(variable)
        if code is None:
            where = f"Name one in the key of {wanted.indicator}, or in `others`."
            raise ParseError(f"{variable.text} ({variable.code}) has no total: {some(variable, variable.codes)}.", where)
        picked[variable.code] = code
    return picked


def _said(variable: Variable, said: Mapping[str, str]) -> str:
    """What is said of a variable; what names it most exactly goes first."""
    return next((said[key] for name in _names(variable) for key in said if key == name), "") or next(
        (words for key, words in said.items() if _speaks_of(key, variable)), ""
    )


def _speaks_of(key: str, variable: Variable) -> bool:
    """Whether a key means this variable: one of its names, or the first words of one (`rikosryhma` of
    `rikosryhma_ja_teonkuvaus`)."""
    return any(key == name or name.startswith(f"{key}_") for name in _names(variable))


def _names(variable: Variable) -> tuple[str, ...]:
    """How an entry may call a variable: `contents`, the stem of its code, the stem of its text, its code."""
    named = (CONTENTS,) if variable.role == CONTENTS else ()
    return (*named, stem(variable.code), stem(variable.text), variable.code)


def _refuse_unclear_keys(target: Target, others: Sequence[Variable]) -> None:
    """ParseError for a key of a series that means no variable of the table, or several."""
    names = ", ".join(sorted({name for variable in others for name in _names(variable)}))
    for wanted in target.series:
        for key in wanted.key:
            meant = [variable.code for variable in others if _speaks_of(key, variable)]
            exact = [variable.code for variable in others if key in _names(variable)]
            if not meant:
                raise ParseError(f"{wanted.indicator} is told by {key!r}, and the table has no such variable.", f"It has {names}.")
            if len(exact or meant) > 1:
                raise ParseError(f"{wanted.indicator} is told by {key!r}, which means {', '.join(meant)}.", f"Name one of {names}.")
