"""The columns of tables that people take home: a stable ASCII name for programs, and what a reader calls it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yhdyspinta.rendering.delimited import Cell

TEXT, NUMBER, WHOLE, DAY = "text", "number", "whole", "day"


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `kind` is TEXT, NUMBER, WHOLE or DAY; `label` and `meaning` are in the reader's language."""

    name: str
    kind: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of raw values. `name` is its stable ASCII name; `decimals` says with how many each row's numbers are shown."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    decimals: tuple[int, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


def table(name: str, title: str, columns: Iterable[str], rows: Iterable[tuple[dict[str, Cell], int]]) -> DataTable:
    """A table of `columns`, from rows that are (values by column name, decimals)."""
    wanted = tuple(columns)
    known, held = _known(), tuple(rows)
    return DataTable(
        name,
        title,
        tuple(known[column] for column in wanted),
        tuple(tuple(values.get(column) for column in wanted) for values, _decimals in held),
        tuple(decimals for _values, decimals in held),
    )


def _known() -> dict[str, Field]:
    listed = (*_of_places(), *_of_values(), *_of_sources(), *_of_changes(), *_of_comparisons())
    return {name: Field(name, kind, label, meaning) for name, kind, label, meaning in listed}


def _of_places() -> Iterable[tuple[str, str, str, str]]:
    return (
        ("figure", TEXT, _("Figure id"), _("Names this one figure for good; with it the figure's own page is found.")),
        ("indicator", TEXT, _("Indicator id"), _("What is measured, as a code that stays the same.")),
        ("title", TEXT, _("Indicator"), _("What is measured, in words.")),
        ("area", TEXT, _("Area id"), _("Kind and official code of the area.")),
        ("area_name", TEXT, _("Area"), _("The official name of the area.")),
        ("boundaries", WHOLE, _("Boundaries of the year"), _("The area division on which the figure stands.")),
        ("period", TEXT, _("Period"), _("Year, quarter or month that the figure is about (ISO 8601; quarter as 2023-Q1).")),
        ("period_start", DAY, _("Period begins"), _("First day of the period.")),
        ("period_end", DAY, _("Period ends"), _("Last day of the period.")),
        ("age_months", WHOLE, _("Age of the figure, months"), _("Full months from the end of the period to the day of this file.")),
    )


def _of_values() -> Iterable[tuple[str, str, str, str]]:
    return (
        ("value", NUMBER, _("Value"), _("The figure, unrounded. Empty when there is none; the mark tells why. A zero is a zero.")),
        ("unit", TEXT, _("Unit"), _("The unit of the value.")),
        ("mark", TEXT, _("Mark"), _("Why there is no value; empty when there is one.")),
        ("status", TEXT, _("Status code"), _("Status of the figure as a code.")),
        ("status_text", TEXT, _("Status of the figure"), _("The same in words.")),
        ("parts_missing", WHOLE, _("Parts missing"), _("Of a partial figure: how many parts have no figure.")),
    )


def _of_sources() -> Iterable[tuple[str, str, str, str]]:
    return (
        ("origin", TEXT, _("Origin"), _("published = as the source gave it; computed = computed in this product.")),
        ("method", TEXT, _("Method"), _("How the product computed the figure.")),
        ("publisher", TEXT, _("Publisher"), _("Who publishes the figure.")),
        ("source", TEXT, _("Source"), _("The statistics or the service that the figure is from.")),
        ("licence", TEXT, _("Licence"), _("On what terms the figure may be used.")),
        ("release", TEXT, _("Release"), _("The archived reply or replies of the source that the figure was read from.")),
    )


def _of_changes() -> Iterable[tuple[str, str, str, str]]:
    return (
        ("previous_period", TEXT, _("Compared with the period"), _("The earlier period against which the change is told.")),
        ("previous_value", NUMBER, _("Value of that period"), _("The figure of the earlier period.")),
        ("change", NUMBER, _("Change of the figure"), _("In the unit of the value; for shares in percentage points.")),
        ("change_pct", NUMBER, _("Change, %"), _("In per cent; empty for shares.")),
        ("change_parts", WHOLE, _("Municipalities in the change"), _("How many, when some lack a figure in either period; else empty.")),
        ("change_word", TEXT, _("Change in words"), _("Whether the change is for the better, where that can be told.")),
        ("rank", WHOLE, _("Rank"), _("1 is best; empty where no order of merit exists.")),
        ("rank_n", WHOLE, _("Areas ranked"), _("Among how many areas.")),
        ("cannot_tell", TEXT, _("Cannot be judged, because"), _("Why a change or a difference must not be judged.")),
    )


def _of_comparisons() -> Iterable[tuple[str, str, str, str]]:
    return (
        ("role", TEXT, _("Row code"), _("own = a figure of the area itself; comparator = one that it is compared with.")),
        ("comparator", TEXT, _("Comparator code"), _("What the figure is compared with, as a code.")),
        ("comparator_area", TEXT, _("Comparator's area id"), _("Empty when it is a group of areas.")),
        ("comparator_name", TEXT, _("Comparator"), _("What the figure is compared with.")),
        ("comparator_value", NUMBER, _("Comparator's value"), _("The same figure there, in the same period.")),
        ("comparator_n", WHOLE, _("Areas behind it"), _("How many areas the median of a group is taken of.")),
        (
            "comparator_status",
            TEXT,
            _("Comparator's status"),
            _("Whether the comparator's value is final, or partial as some municipalities are missing."),
        ),
        ("verdict", TEXT, _("Comparison code"), _("How the area stands beside the comparator, as a code.")),
        ("verdict_text", TEXT, _("Comparison in words"), _("The same in words.")),
    )
