"""The card of an area (kuntakortti, aluekortti): ten figures told exactly as the picture tells them, and the projection.

Only what a card needs is read, so that the cards of a whole country are made in a minute. `Histories` may be shared by
many areas of one read model: what peers and comparators have is then read once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from yhdyspinta.catalogue.cards import CardLine, cards
from yhdyspinta.observations.records import records
from yhdyspinta.pictures.blocks import projection_block
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.comparing import compared
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.division import division_of
from yhdyspinta.pictures.figures import Teller, teller_of
from yhdyspinta.pictures.history import Histories, Row
from yhdyspinta.pictures.missing import missing_of
from yhdyspinta.pictures.model import Figure, Missing, SeriesPoint, TrendBlock, Words
from yhdyspinta.pictures.sentences import with_sentence

_ORDINARY = Choice()
YEARS = 10  # of a small line


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFigure:
    """A line of the card with what is known: a figure and its last years, the projection, or why there is nothing."""

    line: CardLine
    figure: Figure | None = None
    points: tuple[SeriesPoint, ...] = ()
    projection: TrendBlock | None = None
    missing: Missing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCard:
    """The card of one area as told on one day from one version of the table."""

    area: str
    kind: str
    name: Words
    around: Words  # the county of a municipality; empty texts for others
    boundaries: int
    date: str
    table_version: int
    figures: tuple[CardFigure, ...]
    sources: dict[str, tuple[str, Words, str]]  # id -> publisher, title, licence
    example: bool = False


def card_of(context: Context, area: str, histories: Histories | None = None, choice: Choice = _ORDINARY) -> AreaCard:
    """The card of an area of any kind, beside what the choice says. Unknown for an unknown area, Refused for one that is no more."""
    register = context.register
    division = division_of(register, area)
    read = histories or Histories(context.model, register)
    wanted = {name for line in cards() for name in line.indicators if not line.ages}
    rows = records(context.model.latest_of_area(area, context.indicators))
    latest = {row["indicator"]: row for row in rows if row["indicator"] in wanted}
    read.read(area, set(latest))
    teller = teller_of(context, read, area, rows, seeks_unusual=False)
    told = tuple(_figure(context, teller, line, latest) for line in cards())
    figures = tuple(_chosen(context, one, area, choice) for one in told) if choice else told
    county = register.parent(area, "HVA", register.current) if register.get(area).kind == "KU" else None
    return AreaCard(
        area=area,
        kind=register.get(area).kind,
        name=context.places.name(area),
        around=context.places.name(county) if county else {},
        boundaries=division,
        date=context.day.isoformat(),
        table_version=context.table_version,
        figures=figures,
        sources=_sources(context, figures),
        example=context.example,
    )


def _figure(context: Context, teller: Teller, line: CardLine, latest: dict[str, Row]) -> CardFigure:
    if line.ages:
        return _projection(context, teller, line)
    known = [latest[name] for name in line.indicators if name in latest and latest[name]["value"] is not None]
    if not known:
        told = [latest[name] for name in line.indicators if name in latest]
        if told:  # withheld or not available: the source says so of this area
            return CardFigure(line=line, figure=with_sentence(context, teller.figure(told[0])))
        return CardFigure(line=line, missing=_missing(context, line))
    newest = max(known, key=lambda row: row["period_end"])
    figure = with_sentence(context, teller.figure(newest))
    rows = teller.histories.of(figure.indicator, teller.area)
    return CardFigure(line=line, figure=figure, points=_last_years(rows, figure))


def _chosen(context: Context, told: CardFigure, area: str, choice: Choice) -> CardFigure:
    return replace(told, figure=compared(context, (told.figure,), area, choice)[0]) if told.figure else told


def _projection(context: Context, teller: Teller, line: CardLine) -> CardFigure:
    for name in line.indicators:
        block = projection_block(context, teller.histories, context.indicators[name], teller.area, line.ages)
        if block:
            return CardFigure(line=line, projection=block)
    return CardFigure(line=line, missing=_missing(context, line))


def _missing(context: Context, line: CardLine) -> Missing | None:
    """Why the first choice is not here; where no indicator of ours gives it, what is known of its source."""
    if line.source:
        source = context.sources[line.source]
        title, reason = source.title.as_dict(), source.limits.as_dict()
        return Missing(indicator="", title=line.title.as_dict(), source=source.id, source_title=title, reason=reason, due=None)
    return next(iter(missing_of(context, [context.indicators[name] for name in line.indicators[:1]], {})), None)


def _last_years(rows: Sequence[Row], figure: Figure) -> tuple[SeriesPoint, ...]:
    first = str(date.fromisoformat(figure.period_end).year - YEARS)
    return tuple(
        SeriesPoint(period=row["period"], value=row["value"], status=row["status"])
        for row in rows
        if row["period"] >= first and row["period"] <= figure.period
    )


def _sources(context: Context, figures: Sequence[CardFigure]) -> dict[str, tuple[str, Words, str]]:
    used = [told.indicator for item in figures if (told := item.figure or item.projection)]
    found = {}
    for name in dict.fromkeys(context.indicators[indicator].source for indicator in used):
        source = context.sources[name]
        found[name] = (source.publisher, source.title.as_dict(), source.licence)
    return found
