"""All that is known of one indicator in one area, or of the indicator alone: what a card of it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yhdyspinta.analysis.distribution import Distribution, distribution
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.domain.release import Release
from yhdyspinta.domain.status import Status
from yhdyspinta.observations.records import records
from yhdyspinta.pictures.absence import Absence, absence_of
from yhdyspinta.pictures.blocks import map_block, projection_block, trend_block
from yhdyspinta.pictures.breakdowns import Breakdown, breakdowns_of
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.comparability import grows_with_area
from yhdyspinta.pictures.comparing import compared
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.figures import teller_of
from yhdyspinta.pictures.history import Histories, Row
from yhdyspinta.pictures.lines_beside import under
from yhdyspinta.pictures.missing import next_due
from yhdyspinta.pictures.model import Figure, MapBlock, TrendBlock
from yhdyspinta.pictures.sentences import with_sentence

COUNTY = "HVA"
_ORDINARY = Choice()


@dataclass(frozen=True, slots=True)
class Place:
    """One area of the list: its value in the list's period; `newest` is the period of its newest figure, empty where it has none."""

    area: str
    value: float | None
    status: str
    newest: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The areas of one kind in one period, by id. `period` is the newest that most of them have, empty where none has any.

    `boundaries` is the division on which the list stands; `spread` is None where no area has a value.
    """

    kind: str
    period: str
    boundaries: int
    places: tuple[Place, ...]
    spread: Distribution | None

    @property
    def counts(self) -> Counter[str]:
        """How many areas have a value (`known`), and how many lack one for each reason."""
        return Counter("known" if place.value is not None else place.status for place in self.places)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value that lost its place to another release: as that release gave it, and what stands now."""

    period: str
    then: float | None
    then_status: str
    now: float | None
    release: str


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """`area` is empty for the indicator alone. `absence` says why there is no figure, None where there is one.

    `kinds` are the kinds of area of which there are figures; `releases` those that these figures came in, newest last.
    """

    indicator: Indicator
    area: str
    figure: Figure | None
    absence: Absence | None
    history: TrendBlock | None
    map: MapBlock | None
    listing: Listing | None
    breakdowns: tuple[Breakdown, ...]
    kinds: tuple[str, ...]
    earlier: tuple[Earlier, ...]
    releases: tuple[Release, ...]
    due: str | None


def indicator_card(context: Context, indicator_id: str, area: str = "", kind: str = "", choice: Choice = _ORDINARY) -> IndicatorCard:
    """The card of an indicator; without an area that of the indicator alone, its list over the areas of `kind`.

    The figure and its line stand beside what `choice` says.

    Unknown for an unknown indicator or area, or a kind of which there is no figure; Refused for an area that is no more.
    Reads a bounded number of series: those of the area and its comparators, and the newest figures of all areas.
    """
    indicator = _known(context, indicator_id)
    histories = Histories(context.model, context.register)
    newest = records(context.model.latest_of_indicator(indicator.id))
    kinds = _kinds(newest)
    figure = _figure(context, histories, newest, area, choice) if area else None
    rows = histories.of(indicator.id, area) if area else []
    history = _history(context, histories, indicator, area, figure, choice) if area else None
    listed = _listed_kind(context, area, kind, kinds)
    listing = _listing(context, newest, listed, area) if listed else None
    used = {name for row in (*newest, *rows) for name in row["release"].split(",")}
    return IndicatorCard(
        indicator=indicator,
        area=area,
        figure=figure,
        absence=absence_of(context, indicator, area, figure, history, kinds) if area else None,
        history=history,
        map=None if grows_with_area(indicator) else map_block(context, histories, indicator, area or COUNTRY),
        listing=listing,
        breakdowns=breakdowns_of(context, indicator, area, figure) if figure else (),
        kinds=kinds,
        earlier=_earlier(context, indicator, area, rows) if area else (),
        releases=tuple(
            sorted((context.releases[name] for name in used & context.releases.keys()), key=lambda one: (one.retrieved_at, one.id))
        ),
        due=figure.due if figure and figure.due else next_due(indicator, context.day),
    )


def _known(context: Context, indicator_id: str) -> Indicator:
    found = context.indicators.get(indicator_id)
    if found is None:
        raise Unknown(f"There is no indicator {indicator_id!r}.", "The index of indicators lists them all.")
    return found


def _kinds(rows: Iterable[Row]) -> tuple[str, ...]:
    present = {_kind(row["area"]) for row in rows}
    return tuple(kind for kind in areas().kinds if kind in present)


def _kind(area: str) -> str:
    return area.rstrip("0123456789")


def _figure(context: Context, histories: Histories, newest: Sequence[Row], area: str, choice: Choice) -> Figure | None:
    histories.division(area)  # Refused for an area that is no more, before anything is told of it
    row = next((row for row in newest if row["area"] == area), None)
    if row is None:
        return None
    teller = teller_of(context, histories, area, records(context.model.latest_of_area(area, context.indicators)))
    figure = with_sentence(context, teller.figure(row))
    return compared(context, (figure,), area, choice)[0] if choice else figure


def _history(
    context: Context, histories: Histories, indicator: Indicator, area: str, figure: Figure | None, choice: Choice
) -> TrendBlock | None:
    """The lines of a figure and its comparators; of a projection, its age groups. None where there is nothing to draw."""
    if figure is not None:
        block = trend_block(context, histories, figure)
        return under(context, histories, block, choice) if block else None
    ages = next((theme.projection_ages for theme in context.themes if indicator.id in theme.projections), ())
    return projection_block(context, histories, indicator, area, ages) if ages else None


def _listed_kind(context: Context, area: str, kind: str, kinds: Sequence[str]) -> str:
    """The kind of area to list: that of the area (the country lists its counties), or the one asked for, or municipalities."""
    if kind:
        if kind not in kinds:
            raise Unknown(f"There are no figures by {kind!r}.", f"There are by {', '.join(kinds)}." if kinds else "")
        return kind
    if area:
        own = context.register.get(area).kind
        return COUNTY if own == COUNTRY else own
    return next((one for one in (MUNICIPALITY, COUNTY, *kinds) if one in kinds and one != COUNTRY), "")


def _listing(context: Context, newest: Sequence[Row], kind: str, area: str) -> Listing | None:
    """Every area of the kind in one period; None where none of them has a figure."""
    register = context.register
    rows = {row["area"]: row for row in newest if _kind(row["area"]) == kind}
    year = min(register.current, register.last_year(kind))
    periods = Counter(row["period"] for row in rows.values() if row["value"] is not None)
    if not periods:
        return None
    period = max(periods, key=lambda text: (periods[text], text))
    places = tuple(_place(found.id, rows.get(found.id), period) for found in register.areas(kind, year))
    return Listing(kind, period, year, places, distribution({place.area: place.value for place in places}))


def _place(area: str, row: Row | None, period: str) -> Place:
    if row is None:
        return Place(area, None, Status.NOT_AVAILABLE, "")
    if row["period"] != period:
        return Place(area, None, Status.NOT_AVAILABLE, row["period"])
    return Place(area, row["value"], row["status"], period)


def _earlier(context: Context, indicator: Indicator, area: str, rows: Sequence[Row]) -> tuple[Earlier, ...]:
    """Values of the area that another release gave otherwise, newest period first."""
    now = {(row["period"], row["boundaries"]): row for row in rows}
    found = []
    for lost in records(context.model.lost(indicator.id, area)):
        stands = now.get((lost["period"], lost["boundaries"]))
        if stands is not None and (stands["value"], stands["status"]) != (lost["value"], lost["status"]):
            found.append(Earlier(lost["period"], lost["value"], lost["status"], stands["value"], lost["release"]))
    return tuple(sorted(found, key=lambda one: (one.period, one.release), reverse=True))
