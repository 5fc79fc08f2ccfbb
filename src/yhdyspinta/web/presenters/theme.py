"""A theme as its page shows it: the halves of the frame, their content items, and what answers or is missing from each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.catalogue.items import ContentItem, codes
from yhdyspinta.catalogue.needs import Need
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.pictures.comparing import KEYS
from yhdyspinta.pictures.model import Figure, Missing
from yhdyspinta.pictures.presenters import charts, figures, freshness, maps
from yhdyspinta.pictures.presenters.charts import Drawing
from yhdyspinta.pictures.presenters.figures import Card, ComparatorLine, say
from yhdyspinta.pictures.theme_knowledge import ItemKnown, Side, ThemeKnown
from yhdyspinta.rendering import numbers


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in a list: its card, the indicator it is of, what stands beside it in each column, and whether it is over five
    years old."""

    indicator: str
    card: Card
    beside: tuple[ComparatorLine | None, ...]
    old: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """An indicator without a value: why, from which source it would come, and when."""

    indicator: str
    title: str
    reason: str
    source: str
    due: str


@dataclass(frozen=True, slots=True)
class NeedShown:
    question: str
    level: str
    decision: str
    purpose: str


@dataclass(frozen=True, slots=True)
class ItemShown:
    """A content item. `old` are figures over five years old, `lack` is why nothing answers it (empty where something does),
    `elsewhere` that it is not told of this kind of area; `named` are its indicators where no area is shown."""

    id: str
    title: str
    kinds: tuple[str, ...]
    source: str
    compilers: str
    rhythm: str
    access: str
    areas: str
    origin: str
    needs: tuple[NeedShown, ...]
    lines: tuple[Line, ...]
    old: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    named: tuple[tuple[str, str], ...]
    lack: str
    elsewhere: str


@dataclass(frozen=True, slots=True)
class SideShown:
    code: str
    title: str
    items: tuple[ItemShown, ...]


@dataclass(frozen=True, slots=True)
class ThemeLink:
    number: int
    title: str
    here: bool


@dataclass(frozen=True, slots=True)
class ThemeShown:
    number: int
    title: str
    mark: str
    foresight: str
    current_state: str
    compilers: str
    defined: int
    with_data: int
    live: int
    answered: int
    items: int
    halves: tuple[tuple[SideShown, ...], tuple[SideShown, ...]]
    drawings: tuple[Drawing, ...]
    others: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    language: str
    today: date
    kind: str  # of the area, empty without one
    columns: tuple[str, ...]  # keys of what the area is compared with


def links(number: int | None, language: str) -> tuple[ThemeLink, ...]:
    """All themes, the one that is shown marked."""
    return tuple(ThemeLink(one.number, one.title.in_(language), one.number == number) for one in themes())


def shown(known: ThemeKnown, language: str, today: date, columns: tuple[str, ...] = (), choice: str = "") -> ThemeShown:
    """The theme in one language on one day; `columns` are the keys of what the area is compared with, `choice` the same in an address."""
    kind = register_of_areas().get(known.area).kind if known.area else ""
    theme, reader = known.theme, _Reader(language, today, kind, columns)
    drawings = [replace(charts.trend(block, known.area, language, today), choice=choice) for block in known.trends]
    if known.map:
        drawings.append(maps.area_map(known.map, known.area, language, today))
    return ThemeShown(
        number=theme.number,
        title=theme.title.in_(language),
        mark=theme.mark.in_(language),
        foresight=theme.foresight.in_(language),
        current_state=theme.current_state.in_(language),
        compilers=theme.compilers.in_(language),
        defined=known.coverage.defined,
        with_data=known.coverage.with_data,
        live=known.coverage.live,
        answered=sum(bool(one.figures) for one in known.items),
        items=len(known.items),
        halves=(_sides(known.foresight, reader), _sides(known.current_state, reader)),
        drawings=tuple(drawings),
        others=_lines(known.others, reader),
    )


def _sides(sides: Iterable[Side], reader: _Reader) -> tuple[SideShown, ...]:
    names = codes()["side"]
    return tuple(
        SideShown(one.code, names[one.code].in_(reader.language), tuple(_item(item, reader) for item in one.items)) for one in sides
    )


def _item(known: ItemKnown, reader: _Reader) -> ItemShown:
    item, language = known.item, reader.language
    lines = _lines(known.figures, reader)
    return ItemShown(
        id=item.id,
        title=item.title.in_(language),
        kinds=_names("kind", item.kinds, language),
        source=", ".join(sources()[one].title.in_(language) for one in item.sources if one in sources()),
        compilers=", ".join(_names("compiler", item.compilers, language)),
        rhythm=", ".join(_names("rhythm", item.rhythm, language)),
        access=", ".join(_names("access", item.access, language)),
        areas=", ".join(_names("area", item.areas, language)),
        origin=codes()["origin"][item.origin].in_(language),
        needs=tuple(_need(one, language) for one in known.needs),
        lines=tuple(one for one in lines if not one.old),
        old=tuple(one for one in lines if one.old),
        gaps=tuple(_gap(one, language) for one in known.missing),
        named=tuple((one.id, one.title.in_(language)) for one in known.indicators) if not reader.kind else (),
        lack="" if known.figures or (known.indicators and not reader.kind) else _lack(item, known.indicators),
        elsewhere=_elsewhere(item, known.figures, reader),
    )


def _names(of: str, wanted: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(codes()[of][one].in_(language) for one in wanted)


def _need(need: Need, language: str) -> NeedShown:
    level, purpose = codes()["level"][need.level], codes()["purpose"][need.purpose]
    return NeedShown(need.question.in_(language), level.in_(language), need.decision.in_(language), purpose.in_(language))


def _lines(many: Iterable[Figure], reader: _Reader) -> tuple[Line, ...]:
    return tuple(_line(one, reader) for one in many)


def _line(figure: Figure, reader: _Reader) -> Line:
    card = figures.card(figure, reader.language, reader.today)
    others = {other.key: words for other, words in zip(figure.comparators, card.comparators, strict=True)}
    beside = tuple(others.get(KEYS[key]) for key in reader.columns)
    return Line(figure.indicator, card, beside, freshness.word(figure, reader.today) == "old")


def _gap(one: Missing, language: str) -> Gap:
    due = numbers.day(date.fromisoformat(one.due), language) if one.due else ""
    return Gap(one.indicator, say(one.title, language), say(one.reason, language), say(one.source_title, language), due)


def _lack(item: ContentItem, indicators: tuple[Indicator, ...]) -> str:
    """Why nothing answers an item: what must happen before something does."""
    if indicators:
        return _("None of the figures that would answer this has a value here.")
    access = set(item.access)
    if access & {"API", "FILE"}:
        return _("The source is known, but no figure of it has been defined yet.")
    if "DOC" in access:
        return _("This is told in documents. None has been added yet.")
    if "RESTR" in access:
        return _("The details are protected and are never stored here. Only what is public can be added.")
    return _("People record this in the cooperation of the area. Nothing has been recorded yet.")


def _elsewhere(item: ContentItem, known: tuple[Figure, ...], reader: _Reader) -> str:
    """That the item is gathered of other kinds of area than the one that is shown."""
    places = {"KU", "HVA", "MK", "SK", "TA", "SSS"}
    if known or not reader.kind or reader.kind in item.areas or not set(item.areas) <= places:
        return ""
    return _("Gathered at another level: %(levels)s.") % {"levels": ", ".join(_names("area", item.areas, reader.language))}
