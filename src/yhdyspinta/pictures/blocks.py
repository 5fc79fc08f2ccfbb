"""The blocks that a section is made of: trends with comparators, maps with tables, and the official projection."""

from __future__ import annotations

from collections.abc import Sequence

from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.domain.text import Text
from yhdyspinta.pictures.comparability import grows_with_area
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.division import parts_of
from yhdyspinta.pictures.history import Histories, Row
from yhdyspinta.pictures.model import Figure, MapBlock, MapRow, Series, SeriesPoint, TrendBlock
from yhdyspinta.pictures.phrases import age_words, change_text, in_all, say, value_text, when
from yhdyspinta.pictures.sentences import source_line, trend_title

LEAST_POINTS = 3  # fewer make no line
LEAST_PLACES = 2  # fewer make no map
LEAST_YEARS = 2  # a projection has a beginning and an end


def trend_block(context: Context, histories: Histories, figure: Figure, *, alone: bool = False) -> TrendBlock | None:
    """The line of a figure with its county's and country's (unless `alone`); None where there is no line to draw."""
    indicator = context.indicators[figure.indicator]
    if not has_line(histories, figure):
        return None
    own = histories.of(indicator.id, figure.area)
    series = [_line(context, own, figure.area, "own")]
    if not alone and not grows_with_area(indicator):
        for area in lines_beside(context, figure.area):
            rows = histories.of(indicator.id, area)
            if any(row["value"] is not None for row in rows):
                series.append(_line(context, rows, area, "comparator"))
    return TrendBlock(
        indicator=indicator.id,
        title=trend_title(context, indicator.title, figure.area, figure.trend, figure.period),
        subject=indicator.title.as_dict(),
        unit=indicator.unit.as_dict(),
        decimals=indicator.decimals,
        series=tuple(series),
        source=source_line(context, indicator.source),
    )


def has_line(histories: Histories, figure: Figure) -> bool:
    """Whether enough of the figure's history is known for a line."""
    return sum(row["value"] is not None for row in histories.of(figure.indicator, figure.area)) >= LEAST_POINTS


def lines_beside(context: Context, area: str) -> list[str]:
    """The county of a municipality and the country, where they are not the area itself."""
    register = context.register
    found = [COUNTRY] if area != COUNTRY and COUNTRY in register.kinds else []  # the invented areas are of no country
    if register.get(area).kind == MUNICIPALITY:
        county = register.parent(area, "HVA", register.current)
        if county and len(register.members(county, register.current)) > 1:
            found.insert(0, county)
    return found


def _line(context: Context, rows: Sequence[Row], area: str, role: str) -> Series:
    points = tuple(SeriesPoint(period=row["period"], value=row["value"], status=row["status"]) for row in rows)
    name = context.register.get(area).label.as_dict()
    return Series(area=area, name=name, role=role, boundaries=rows[-1]["boundaries"], points=points)


def map_block(context: Context, histories: Histories, indicator: Indicator, area: str) -> MapBlock | None:
    """An indicator over the areas around (or inside) the area, all in the newest period that most of them have."""
    kind, members = parts_of(context.register, area)
    peers = {row["area"]: row for row in histories.peers(indicator.id, kind) if row["area"] in members}
    periods = [row["period"] for row in peers.values()]
    if len(peers) < LEAST_PLACES:
        return None
    period = max(sorted(set(periods)), key=lambda text: (periods.count(text), text))
    rows = []
    for member in members:
        row = peers.get(member)
        known = row is not None and row["period"] == period
        rows.append(
            MapRow(
                area=member,
                name=context.register.get(member).label.as_dict(),
                value=row["value"] if row is not None and known else None,
                status=row["status"] if row is not None and known else "not_available",
                rank=None,
            )
        )
    return MapBlock(
        indicator=indicator.id,
        title=in_all(lambda language: _map_title(context, indicator, area, kind, period, language)),
        unit=indicator.unit.as_dict(),
        decimals=indicator.decimals,
        kind=kind,
        period=period,
        rows=tuple(rows),
        source=source_line(context, indicator.source),
    )


def _map_title(context: Context, indicator: Indicator, area: str, kind: str, period: str, language: str) -> str:
    words = {"title": indicator.title.in_(language), "period": when(period, language)}
    if kind != MUNICIPALITY:
        return say("map_country", language, **words)
    register, around = context.register, area
    if register.get(area).kind == MUNICIPALITY:
        around = register.parent(area, "HVA", register.current) or register.parent(area, "MK", register.current) or area
    return say("map_members", language, place=context.places.where(around, language), **words)


def projection_block(context: Context, histories: Histories, indicator: Indicator, area: str, ages: Sequence[str]) -> TrendBlock | None:
    """The official projection by age group; a group that cannot be made of the published ages is left out."""
    series, lacking = [], []
    histories.read_ages(indicator.id, area, ages)
    for age in ages:
        name = in_all(lambda language, age=age: age_words(age, language))  # type: ignore[misc]
        rows = [row for row in histories.of(indicator.id, area, age) if row["value"] is not None]
        if len(rows) < LEAST_YEARS:
            lacking.append(name)
        else:
            points = tuple(SeriesPoint(period=row["period"], value=row["value"], status=row["status"]) for row in rows)
            series.append(Series(area=area, name=name, role="forecast", boundaries=rows[-1]["boundaries"], points=points))
    if not series:
        return None
    first, last = series[0].points[0].period, series[0].points[-1].period
    return TrendBlock(
        indicator=indicator.id,
        title=in_all(
            lambda language: say("projection_title", language, place=context.places.where(area, language), base_year=first, year=last)
        ),
        subject=indicator.title.as_dict(),
        unit=indicator.unit.as_dict(),
        decimals=indicator.decimals,
        series=tuple(series),
        source=source_line(context, indicator.source),
        lacking=tuple(lacking),
    )


def projection_sentences(context: Context, block: TrendBlock, area: str) -> tuple[dict[str, str], ...]:
    """One sentence a group: first year, last year, change; and one for each group that cannot be made."""
    indicator = context.indicators[block.indicator]
    made = [in_all(lambda language, line=line: _projected(context, indicator, line, area, language)) for line in block.series]  # type: ignore[misc]
    lacking = [in_all(lambda language, name=name: say("projection_lacking", language, group=name[language])) for name in block.lacking]  # type: ignore[misc]
    return (*made, *lacking)


def _projected(context: Context, indicator: Indicator, line: Series, area: str, language: str) -> str:
    first, last = line.points[0], line.points[-1]
    assert first.value is not None  # noqa: S101  # rows without a value were left out
    assert last.value is not None  # noqa: S101
    change = last.value - first.value
    percent = 100 * change / first.value if first.value else None
    unit: Text = indicator.unit
    return say(
        "projection_made" if context.example else "projection",  # nothing invented is put in the mouth of Statistics Finland
        language,
        edition=indicator.title.in_(language),
        group=line.name[language],
        place=context.places.where(area, language),
        value=value_text(last.value, unit, indicator.decimals, language),
        year=last.period,
        base_year=first.period,
        base_value=value_text(first.value, unit, indicator.decimals, language),
        change=change_text(change, percent, indicator.kind, unit.in_(language), indicator.decimals, language),
    )
