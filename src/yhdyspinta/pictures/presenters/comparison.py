"""Areas beside each other as a table of words and marks, and as plain rows for files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.domain.indicator import Polarity
from yhdyspinta.domain.text import alphabetical
from yhdyspinta.pictures import choice as choices
from yhdyspinta.pictures.comparability import grows_with_area
from yhdyspinta.pictures.comparison import Comparison, Line
from yhdyspinta.pictures.model import Figure
from yhdyspinta.pictures.presenters.figures import comparator_name, say, status_words, with_status
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.blocks import Tone, Verdict


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: `mark_words` say what the mark of a missing one means, `period` stands only where it is another than its line's."""

    area: str
    figure: str  # id, empty where there is none
    value: str
    mark_words: str
    status: str
    period: str
    verdict: Verdict | None
    other: str  # the comparator's value, in words


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator over the areas. `note` says why it has no verdicts, where it has none."""

    indicator: str
    title: str
    unit: str
    period: str
    source: str
    note: str
    ordered: bool
    cells: tuple[Cell, ...]


def order(compared: Comparison, by: str, language: str) -> Comparison:
    """The first area first, then the others alphabetically; by the figures of the indicator `by`, best first, when it is named."""
    register = register_of_areas()
    line = next((one for one in compared.lines if one.indicator.id == by), None)

    def place(number: int) -> tuple[Any, ...]:
        name = register.get(compared.areas[number]).label.in_(language)
        if line is None:
            return (number != 0, alphabetical(name))
        figure = line.figures[number]
        value = figure.value if figure else None
        ascending = line.indicator.polarity is Polarity.HIGHER_IS_WORSE
        return (value is None, (value or 0.0) * (1 if ascending else -1), alphabetical(name))

    places = sorted(range(len(compared.areas)), key=place)
    lines = tuple(Line(one.indicator, one.period, tuple(one.figures[number] for number in places)) for one in compared.lines)
    return Comparison(tuple(compared.areas[number] for number in places), compared.key, lines)


def rows(compared: Comparison, by: str, language: str) -> tuple[Row, ...]:
    """The comparison as a page shows it."""
    return tuple(_row(line, compared, by, language) for line in compared.lines)


def plain_rows(compared: Comparison, language: str) -> Iterator[dict[str, Any]]:
    """One row a figure for files: codes as text, numbers as numbers, a missing figure with its status and no value."""
    register = register_of_areas()
    for line in compared.lines:
        for area, figure in zip(compared.areas, line.figures, strict=True):
            other = figure.comparators[0] if figure and figure.comparators else None
            yield {
                "area": area,
                "area_name": register.get(area).name.in_(language),
                "indicator": line.indicator.id,
                "title": line.indicator.title.in_(language),
                "unit": line.indicator.unit.in_(language),
                "period": figure.period if figure else line.period,
                "boundaries": figure.boundaries if figure else None,
                "value": figure.value if figure else None,
                "status": figure.status if figure else "not_available",
                "source": publisher_name(figure.publisher, language) if figure else "",
                "comparator": compared.key,
                "comparator_name": comparator_name(other, language) if other else "",
                "comparator_value": other.value if other else None,
                "comparator_n": other.n if other else None,
                "comparator_status": other.status if other else "",
                "verdict": other.verdict if other else "",
                "figure": figure.id if figure else "",
            }


def word(verdict: str, difference: float) -> Verdict:
    """A verdict in one word. The arrow tells which number is greater, the word and the colour judge; the heading says beside what."""
    text, tone = {
        "better": (_("better"), Tone.BETTER),
        "worse": (_("weaker"), Tone.WORSE),
        "same": (_("the same"), Tone.SAME),
        "higher": (_("higher"), Tone.NEUTRAL),
        "lower": (_("lower"), Tone.NEUTRAL),
    }.get(verdict, (_("cannot tell"), Tone.CANNOT_TELL))
    arrow = "▲" if difference > 0 else "▼"
    return Verdict(text, tone, "" if tone in (Tone.SAME, Tone.CANNOT_TELL) else arrow)


def beside_words(key: str) -> str:
    """What the verdicts of the table are about."""
    return {
        choices.OWN_COUNTY: _("the area's own county"),
        choices.WHOLE_COUNTRY: _("the whole country"),
        choices.SAME_SIZE: _("the median of areas of the same size"),
        choices.SAME_TYPE: _("the median of municipalities of the same type"),
        choices.NEIGHBOURS: _("the median of the area's neighbours"),
        choices.OWN_GROUP: _("the median of your own group"),
    }[key]


def _row(line: Line, compared: Comparison, by: str, language: str) -> Row:
    indicator = line.indicator
    note = _("An amount: it is shown but not judged, since areas differ in size.") if grows_with_area(indicator) else ""
    return Row(
        indicator=indicator.id,
        title=indicator.title.in_(language),
        unit=indicator.unit.in_(language),
        period=numbers.period_name(line.period, language) if line.period else "",
        source=next((publisher_name(figure.publisher, language) for figure in line.figures if figure), ""),
        note=note,
        ordered=indicator.id == by,
        cells=tuple(_cell(area, figure, line, language) for area, figure in zip(compared.areas, line.figures, strict=True)),
    )


def _cell(area: str, figure: Figure | None, line: Line, language: str) -> Cell:
    if figure is None:
        missing = "not_available"
        return Cell(area, "", numbers.mark(missing), numbers.mark_words(missing, language), "", "", None, "")
    other = figure.comparators[0] if figure.comparators else None
    return Cell(
        area=area,
        figure=figure.id,
        value=numbers.number(figure.value, language, figure.decimals, figure.status),
        mark_words=numbers.mark_words(figure.status, language) if figure.value is None else "",
        status=status_words(figure, language),
        period=numbers.period_short(figure.period, language) if figure.period != line.period else "",
        verdict=word(other.verdict, figure.value - other.value) if other and figure.value is not None else None,
        other=f"{comparator_name(other, language)}: {with_status(_amount(figure, other.value, language), other, language)}"
        if other
        else "",
    )


def _amount(figure: Figure, value: float, language: str) -> str:
    return numbers.amount(value, language, figure.decimals, say(figure.unit, language))
