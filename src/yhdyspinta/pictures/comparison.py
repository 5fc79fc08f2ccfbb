"""Several areas beside each other: their newest figures of several indicators, each with a verdict beside one comparator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas as every_area
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.intake.computing import populations
from yhdyspinta.observations.records import records
from yhdyspinta.pictures import choice as choices
from yhdyspinta.pictures.choice import Choice, ChoiceError
from yhdyspinta.pictures.comparing import KEYS, beside
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.figures import teller_of
from yhdyspinta.pictures.history import Histories
from yhdyspinta.pictures.model import Figure

AREAS, INDICATORS, BESIDE, ORDER = "alueet", "luvut", "suhteessa", "jarjestys"
MOST_AREAS = 32  # the county with most municipalities has thirty
MOST_INDICATORS = 20
LONGEST = 1_500  # characters of a list


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: areas, the first of them the reader's own; indicators; and the comparator that verdicts speak of."""

    areas: tuple[str, ...]
    indicators: tuple[str, ...]
    key: str = choices.WHOLE_COUNTRY
    group: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: the figure of each area in the order of the areas, None where there is none. `period` is what most have."""

    indicator: Indicator
    period: str
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`lines` in the order asked for; the comparator of a figure, when it has one, is its only one."""

    areas: tuple[str, ...]
    key: str
    lines: tuple[Line, ...]


def wanted(areas: str, names: str, key: str = "", choice: Choice | None = None) -> Wanted:
    """What an address asks for; lists are separated by commas.

    ChoiceError, in words, for a list that is too long or names what is not there.
    """
    if max(len(areas), len(names)) > LONGEST:
        raise ChoiceError(_("The list in the address is too long."))
    group = choice.group if choice else ()
    if key and key not in (*choices.KEYS, *((choices.OWN_GROUP,) if group else ())):
        raise ChoiceError(_("The choice of comparisons in the address cannot be understood."))
    listed = tuple(dict.fromkeys(choices.area_in_force(one) for one in _parts(areas)))
    if len({every_area().get(one).is_example for one in listed}) > 1:
        raise ChoiceError(_("The invented areas of the example can be compared with each other only."))
    asked = tuple(dict.fromkeys(_indicator(one) for one in _parts(names)))
    if len(listed) > MOST_AREAS:
        raise ChoiceError(_("At most %(most)s areas can be compared at a time.") % {"most": MOST_AREAS})
    if len(asked) > MOST_INDICATORS:
        raise ChoiceError(_("At most %(most)s figures can be compared at a time.") % {"most": MOST_INDICATORS})
    return Wanted(listed, asked, key or choices.WHOLE_COUNTRY, group)


def comparison(context: Context, wanted: Wanted) -> Comparison:
    """The comparison of the areas in the order in which they are asked for; two queries an area and one for all of them."""
    names = {part for one in wanted.indicators for part in _with_parts(context.indicators[one])}
    rows = records(context.model.latest_of_areas(wanted.areas, names | set(populations(context.indicators))))
    histories = Histories(context.model, context.register)
    told: dict[str, dict[str, Figure]] = {}
    for area in wanted.areas:
        histories.read(area, names)
        own = [row for row in rows if row["area"] == area]
        teller = teller_of(context, histories, area, own, seeks_unusual=False)
        figures = [teller.figure(row) for row in own if row["indicator"] in wanted.indicators]
        choice = Choice(() if wanted.key == choices.OWN_GROUP else (wanted.key,), choices.group_beside(area, wanted.group))
        told[area] = {one.indicator: _only(one, wanted.key) for one in beside(context, figures, area, choice)}
    lines = tuple(_line(context.indicators[one], [told[area].get(one) for area in wanted.areas]) for one in wanted.indicators)
    return Comparison(wanted.areas, wanted.key, lines)


def _only(figure: Figure, key: str) -> Figure:
    """The figure beside the one comparator; beside none where its area has none such."""
    return replace(figure, comparators=tuple(one for one in figure.comparators if one.key == KEYS[key]))


def _line(indicator: Indicator, figures: Sequence[Figure | None]) -> Line:
    periods = Counter(figure.period for figure in figures if figure)
    most = max(periods, key=lambda period: (periods[period], period), default="")
    return Line(indicator, most, tuple(figures))


def _with_parts(indicator: Indicator) -> tuple[str, ...]:
    """An indicator and those that it is made of, which tell how many people stand behind it."""
    return tuple(one for one in (indicator.id, indicator.numerator, indicator.denominator) if one)


def _indicator(text: str) -> str:
    if text not in indicators():
        raise ChoiceError(_("There is no figure “%(name)s” to compare.") % {"name": text})
    return text


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
