"""The indicators: what each figure measures, read from `curated/indicators/`.

One file is one family (a table of one publisher): its `[family]` gives what the `[[indicator]]`s share.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from yhdyspinta.catalogue.curated import CURATED, Table, read_tables
from yhdyspinta.domain.indicator import Additivity, Indicator, MeasureKind, Polarity
from yhdyspinta.domain.period import Rhythm
from yhdyspinta.domain.text import LANGUAGES, Text

ID = re.compile(r"[a-z]+(\.[a-z0-9_]+){1,3}")
THEMES = range(6)
_FIELDS = frozenset((*(field.name for field in fields(Indicator)), "note"))
_Choice = TypeVar("_Choice", bound=StrEnum)


def load_indicators(folder: Path = CURATED / "indicators") -> dict[str, Indicator]:
    """Every indicator by its id, in the order of the files; a CuratedError when a definition is wrong."""
    tables = [table for file in sorted(folder.glob("*.toml")) for table in read_tables(file, "indicator")]
    found: dict[str, Indicator] = {}
    for table in tables:
        indicator = _indicator(table)
        if indicator.id in found:
            raise table.error("id", "an id that no other indicator has")
        found[indicator.id] = indicator
    for table in tables:
        _check_parts(table, found)
        _check_same(table, found)
    return found


@cache
def indicators() -> dict[str, Indicator]:
    """The indicators that the product ships, read once."""
    return load_indicators()


def series_name(title: str) -> str:
    """The last part of an indicator's id made from the name of its series: lower case, a for ä, o for ö, underscores."""
    plain = unicodedata.normalize("NFKD", title.lower().replace("\u2013", "-")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def _indicator(table: Table) -> Indicator:
    table.only(_FIELDS)
    identifier = table.string("id")
    if not ID.fullmatch(identifier):
        raise table.error("id", "an id such as publisher.table.what")
    return Indicator(
        id=identifier,
        title=table.text("title"),
        definition=_joined(table.text("definition"), table.text("note", Text(""))),
        unit=table.text("unit"),
        decimals=table.whole("decimals"),
        polarity=_choice(table, "polarity", Polarity),
        kind=_choice(table, "kind", MeasureKind),
        additivity=_choice(table, "additivity", Additivity),
        themes=_themes(table),
        source=table.string("source"),
        producer=table.string("producer"),
        licence=table.string("licence"),
        rhythm=_choice(table, "rhythm", Rhythm),
        lag_days=table.whole("lag_days"),
        address=table.string("address", "").replace("{name}", identifier.rpartition(".")[2]),
        numerator=table.string("numerator", ""),
        denominator=table.string("denominator", ""),
        factor=table.number("factor", 1.0),
        minimum_n=table.whole("minimum_n", 0),
        ages=table.flag("ages"),
        sexes=table.flag("sexes"),
        survey=table.flag("survey"),
        computed=table.text("computed") if "computed" in table.fields else None,
        breaks=table.strings("breaks", ()),
        caveats=table.text("caveats", Text("")),
        swedish_reviewed=table.flag("swedish_reviewed"),
        same_as=table.string("same_as", ""),
    )


def _joined(definition: Text, note: Text) -> Text:
    """The definition, followed by what its whole family says."""
    return Text(*(f"{definition.as_dict()[language]} {note.as_dict()[language]}".strip() for language in LANGUAGES))


def _choice(table: Table, field: str, choices: type[_Choice]) -> _Choice:
    try:
        return choices(table.string(field))
    except ValueError as error:
        raise table.error(field, f"one of {', '.join(choices)}") from error


def _themes(table: Table) -> tuple[int, ...]:
    themes = table.fields.get("themes")
    if not isinstance(themes, list) or not themes or any(theme not in THEMES for theme in themes) or len(set(themes)) < len(themes):
        raise table.error("themes", f"a list of theme numbers, {THEMES.start} to {THEMES.stop - 1}, each once")
    return tuple(themes)


def _check_parts(table: Table, found: dict[str, Indicator]) -> None:
    """A ratio needs its two parts and a weighted value its population, all of them sums; the rest have none."""
    indicator = found[table.string("id")]
    needed = {
        Additivity.RATIO_OF_SUMS: ("numerator", "denominator"),
        Additivity.POPULATION_WEIGHTED: ("denominator",),
    }.get(indicator.additivity, ())
    for field in ("numerator", "denominator"):
        part = table.string(field, "")
        if field not in needed:
            if part:
                raise table.error(field, f"nothing, when additivity is {indicator.additivity}")
        elif part not in found or found[part].additivity is not Additivity.SUM:
            raise table.error(field, "the id of an indicator whose additivity is sum")


def _check_same(table: Table, found: dict[str, Indicator]) -> None:
    """The same quantity has the same unit and kind, and is named by one indicator, which itself names none."""
    indicator = found[table.string("id")]
    other = found.get(indicator.same_as, indicator)
    alike = (other.unit, other.kind, other.additivity) == (indicator.unit, indicator.kind, indicator.additivity)
    if indicator.same_as and (other is indicator or other.same_as or not alike):
        raise table.error(
            "same_as", "the id of an indicator with the same unit, kind and additivity, which is not itself the same as a third"
        )
