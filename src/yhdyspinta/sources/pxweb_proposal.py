"""The TOML that is proposed for a table: an entry of curated/live and the indicators it feeds, for a person to review."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yhdyspinta.domain.period import Rhythm
from yhdyspinta.domain.source import NOT_ESTABLISHED
from yhdyspinta.sources.pxweb_terms import (
    AGE,
    AREA,
    CONTENTS,
    OTHER,
    SEX,
    TIME,
    Variable,
    area_of,
    boundary_year,
    fold,
    period_of,
    total_of,
)

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Described:
    """A table in three languages: its titles, its variables (by language) and the units of its contents (code -> language)."""

    address: str
    connector: str
    id: str  # what ids begin with: stat.vaerak.11ra
    source: str
    licence: str
    producer: str
    titles: Mapping[str, str]
    variables: Mapping[str, tuple[Variable, ...]]
    units: Mapping[str, Mapping[str, str]]
    decimals: Mapping[str, int]
    contents: tuple[str, ...]  # the contents that are proposed

    def of_role(self, role: str) -> Variable | None:
        return next((variable for variable in self.variables["fi"] if variable.role == role), None)


def proposal(table: Described) -> str:
    """The text. What a person must look at is marked `check`."""
    return "\n".join([*_live(table), "", *_family(table), *(line for code in table.contents for line in _indicator(table, code))]) + "\n"


def indicator_id(table: Described, code: str) -> str:
    """`stat.vaerak.11ra.vaesto` for the contents `vaerak-vaesto`: the code without its table's prefix."""
    name = re.sub(r"[^a-z0-9_]+", "_", fold(code.rpartition("-")[2]).replace(" ", "_")).strip("_")
    return f"{table.id}.{name or 'value'}"


def _live(table: Described) -> list[str]:
    lines = [
        f"# Proposed from {table.address}",
        f"# {table.titles['fi']}",
        "# Look at every line marked `check`, then put [[target]] into curated/live and the rest into curated/indicators.",
        "",
        "[[target]]",
        f"id = {_text('.'.join(part for part in table.id.split('.')))}",
        f"source = {_text(table.source)}  # check: the id of a source in curated/sources",
        f"connector = {_text(table.connector)}",
        f"address = {_text(table.address)}",
        "series = [",
    ]
    for code in table.contents:
        key = f"{CONTENTS} = {_text(code)}" if table.of_role(CONTENTS) else ""
        lines.append(f"  {{ indicator = {_text(indicator_id(table, code))}, key = {{ {key} }} }},  # {_label(table, code, 'fi')}")
    return [*lines, "]", "", *_facts(table)]


def _facts(table: Described) -> list[str]:
    area, age, sex = table.of_role(AREA), table.of_role(AGE), table.of_role(SEX)
    lines = ["[target.facts]"]
    if area is not None:
        kinds = [area_of(code, text, "KU") for code, text in zip(area.codes, area.texts, strict=True)]
        named = list(dict.fromkeys(kind.rstrip("0123456789") for kind in kinds if kind))
        lines.append(f"areas = {json.dumps(named)}  # {len(area.codes)} areas: {area.code}")
        year = boundary_year(area, table.titles["fi"])
        if year is None:
            lines.append('boundaries = "newest"  # check: the table does not say on which division its areas stand')
        else:
            lines.append(f"# the areas stand on the division of {year}, as the table says")
    lines += [f"sexes = true  # {sex.code}: {_first(sex)}"] if sex is not None else []
    lines += [f"ages = true  # {age.code}: {_first(age)}"] if age is not None else []
    lines += _others(table)
    units = {code: unit for code in table.contents if (unit := table.units.get(code, {}).get("fi"))}
    if units:
        lines += ["", "[target.facts.units]", *(f"{_text(code)} = {_text(unit)}" for code, unit in units.items())]
    return lines


def _others(table: Described) -> list[str]:
    lines = []
    others = [variable for variable in table.variables["fi"] if variable.role == OTHER]
    for variable in others:
        total = total_of(variable)
        said = f"{_text(total)}  # check" if total is not None else f'""  # check: it has no total; name one of {_first(variable)}'
        lines.append(f"others.{_text(variable.code)} = {said}")
    return lines


def _family(table: Described) -> list[str]:
    time = table.of_role(TIME)
    rhythm = _rhythm(time)
    return [
        "[family]",
        f"source = {_text(table.source)}  # check",
        f"producer = {_text(table.producer)}",
        f"licence = {_text(table.licence)}",
        f"rhythm = {_text(rhythm.value)}  # {time.code if time else ''}: {_first(time) if time else ''}",
        f"lag_days = {_LAG[rhythm]}  # check: days from the end of a period to its figure",
        f"address = {_text(table.address)}",
        'polarity = "neither"  # check',
        "themes = [0]  # check",
        *([f"caveats = {_three(_NO_LICENCE)}  # check: ask the publisher"] if table.licence == NOT_ESTABLISHED else []),
        "",
        "# Lines for curated/items/links.csv, with the content item that each indicator serves in each of its themes (check).",
        *(f"# {indicator_id(table, code)},ITEM" for code in table.contents),
    ]


_NO_LICENCE = {
    "fi": "Tiedon käyttöehtoja ei ole vahvistettu.",
    "sv": "Villkoren för att använda uppgifterna har inte bekräftats.",
    "en": "The terms of use of the data have not been confirmed.",
}


_LAG = {Rhythm.MONTH: 30, Rhythm.QUARTER: 60}
_LAG.update({rhythm: 365 for rhythm in Rhythm if rhythm not in _LAG})


def _indicator(table: Described, code: str) -> list[str]:
    units = {language: table.units.get(code, {}).get(language, "") or table.units.get(code, {}).get("fi", "") for language in LANGUAGES}
    titles = {language: _label(table, code, language) for language in LANGUAGES}
    share = "%" in units["fi"] or titles["fi"].rstrip().endswith("%")
    kind, additivity = ("share", "must_not") if share else ("money", "must_not") if "€" in units["fi"] else ("count", "must_not")
    definitions = {language: f"{titles[language]}. {table.titles[language]}" for language in LANGUAGES}
    return [
        "",
        "[[indicator]]",
        f"id = {_text(indicator_id(table, code))}",
        f"title = {_three(titles)}",
        f"definition = {_three(definitions)}  # check: say it in words of your own",
        f"unit = {_three({language: unit or 'check' for language, unit in units.items()})}",
        f"decimals = {table.decimals.get(code, 0)}",
        f"kind = {_text(kind)}  # check",
        f"additivity = {_text(additivity)}  # check: sum, where the figures of areas may be added up",
        *(["ages = true"] if table.of_role(AGE) is not None else []),
        *(["sexes = true"] if table.of_role(SEX) is not None else []),
    ]


def _label(table: Described, code: str, language: str) -> str:
    for variable in table.variables[language]:
        if variable.role == CONTENTS and code in variable.codes:
            return " ".join(variable.texts[variable.codes.index(code)].split())
    return table.titles[language]


def _rhythm(time: Variable | None) -> Rhythm:
    newest = period_of(time.codes[-1]) or period_of(time.codes[0]) if time is not None and time.codes else None
    if newest is None:
        return Rhythm.IRREGULAR
    return Rhythm.QUARTER if "Q" in newest else Rhythm.MONTH if "-" in newest else Rhythm.YEAR


def _first(variable: Variable, most: int = 4) -> str:
    pairs: Sequence[tuple[str, str]] = list(zip(variable.codes, variable.texts, strict=True))
    named = ", ".join(code if code == text else f"{code} {text}" for code, text in pairs[:most])
    return " ".join(f"{named}{' …' if len(pairs) > most else ''}".split())


def _three(texts: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f"{language} = {_text(texts[language])}" for language in LANGUAGES) + " }"


def _text(text: str) -> str:
    """A TOML basic string: its escapes are those of JSON, but DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
