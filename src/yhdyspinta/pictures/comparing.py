"""The comparators of an area's figures under the reader's choice: what each is, and how the area stands beside it.

County, country and areas of the same size are read with the figure itself. The median of a group (neighbours, areas of
the same type, the reader's own) is taken over the figures that its areas have of the same period, all in one query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from yhdyspinta.analysis.comparison import middle
from yhdyspinta.analysis.signals import Verdict, judged
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.records import records
from yhdyspinta.pictures import choice as choices
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.comparability import grows_with_area
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.figures import higher_or_lower
from yhdyspinta.pictures.model import Comparator, Figure, Picture
from yhdyspinta.pictures.phrases import Spoken, in_all, say
from yhdyspinta.pictures.sentences import with_sentence

# A key of the choice -> that of the model's comparators.
KEYS = {
    choices.OWN_COUNTY: "county",
    choices.WHOLE_COUNTRY: "country",
    choices.SAME_SIZE: "same_size",
    choices.SAME_TYPE: "same_type",
    choices.NEIGHBOURS: "neighbours",
    choices.OWN_GROUP: "own_group",
}
_GROUPS = (choices.SAME_TYPE, choices.NEIGHBOURS, choices.OWN_GROUP)


@dataclass(frozen=True, slots=True)
class _Group:
    """Areas whose median is a comparator, and their known values by indicator."""

    areas: tuple[str, ...]
    values: Mapping[str, list[float]]


def under(context: Context, picture: Picture, choice: Choice) -> Picture:
    """A picture that is not yet in words with its figures beside what the reader chose; itself under the ordinary choice."""
    if not choice:
        return picture
    figures = beside(context, picture.figures.values(), picture.area, choice)
    return replace(picture, figures={figure.id: figure for figure in figures})


def compared(context: Context, figures: Iterable[Figure], area: str, choice: Choice) -> tuple[Figure, ...]:
    """The figures of one area with the comparators of the choice, in its order, and with sentences that follow them."""
    before = tuple(figures)
    after = beside(context, before, area, choice)
    same = (old.comparators == new.comparators for old, new in zip(before, after, strict=True))
    return tuple(figure if kept else with_sentence(context, figure) for figure, kept in zip(after, same, strict=True))


def beside(context: Context, figures: Iterable[Figure], area: str, choice: Choice) -> tuple[Figure, ...]:
    """The same without the sentences, for tables of many areas."""
    many = tuple(figures)
    periods = {figure.indicator: figure.period for figure in many}
    chosen = {key: choices.peers(area, key, choice.group) for key in choice.shown if key in _GROUPS}
    groups = {key: _Group(areas, _values(context.model, periods, areas)) for key, areas in chosen.items()}
    return tuple(replace(figure, comparators=_comparators(context, figure, choice, groups)) for figure in many)


def _comparators(context: Context, figure: Figure, choice: Choice, groups: Mapping[str, _Group]) -> tuple[Comparator, ...]:
    indicator = context.indicators[figure.indicator]
    if grows_with_area(indicator):
        return ()
    own = {one.key: one for one in figure.comparators}
    found = (_median(context, indicator, figure, key, groups[key]) if key in groups else own.get(KEYS[key]) for key in choice.shown)
    return tuple(one for one in found if one is not None)


def _median(context: Context, indicator: Indicator, figure: Figure, key: str, group: _Group) -> Comparator | None:
    """A group of one area is that area; of several, their median and how many of them it stands on."""
    values = group.values.get(figure.indicator, [])
    value = middle(values)
    if value is None:
        return None
    verdict = verdict_beside(indicator, figure, value)
    if len(group.areas) == 1:
        return Comparator(key=KEYS[key], area=group.areas[0], name=context.places.name(group.areas[0]), value=value, verdict=verdict)
    name = group_name(figure.area, key, len(values))
    return Comparator(key=KEYS[key], area="", name=name, value=value, n=len(values), verdict=verdict)


def group_name(area: str, key: str, n: int) -> Spoken:
    """`naapurikunnissa (mediaani, n = 7)`: the group of an area as sentences speak of it."""
    kind = area.rstrip("0123456789")
    of = {choices.SAME_TYPE: choices.type_of(area) or "", choices.OWN_GROUP: ""}.get(key, kind if kind in ("KU", "HVA") else "other")
    name = "_".join(part for part in ("median", KEYS[key], of) if part)
    return in_all(lambda language: say(name, language, n=n))


def verdict_beside(indicator: Indicator, figure: Figure, other: float) -> str:
    """How a figure stands beside another value: a word of `Comparator.verdict`."""
    if figure.value is None or figure.cannot_tell:
        return Verdict.CANNOT_TELL.value
    verdict = judged(indicator, figure.value, other)
    return higher_or_lower(figure.value - other, indicator.decimals) if verdict is Verdict.NO_DIRECTION else verdict.value


def _values(model: ReadModel, periods: Mapping[str, str], areas: tuple[str, ...]) -> dict[str, list[float]]:
    """The known values of the areas in the period asked for of each indicator: their newest figure, or the one before it."""
    if not areas or not periods:
        return {}
    rows = model.latest_of_areas(areas, periods).select(["indicator", "period", "value", "previous_period", "previous_value"])
    found: dict[str, list[float]] = {}
    for row in records(rows):
        period = periods[row["indicator"]]
        value = row["value"] if row["period"] == period else row["previous_value"] if row["previous_period"] == period else None
        if value is not None:
            found.setdefault(row["indicator"], []).append(value)
    return found
