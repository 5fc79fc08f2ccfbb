"""A picture as a page shows it: cards, drawings, notices and parts, all in finished text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yhdyspinta.pictures.model import Missing, Part, Picture, Section
from yhdyspinta.rendering import numbers
from yhdyspinta.web.presenters import charts, freshness, maps, wording
from yhdyspinta.web.presenters.figures import Card, card, say


@dataclass(frozen=True, slots=True)
class MissingLine:
    title: str
    reason: str
    source: str
    due: str


@dataclass(frozen=True, slots=True)
class SectionShown:
    """One theme: `fresh` figures are at most five years old, `live` have a live source, `cards` are not headlines, `old` are folded."""

    number: int
    title: str
    mark: str
    defined: int
    with_data: int
    fresh: int
    live: int
    cards: tuple[Card, ...]
    old: tuple[Card, ...]
    trends: tuple[charts.Drawing, ...]
    map: maps.AreaMap | None
    missing: tuple[MissingLine, ...]


@dataclass(frozen=True, slots=True)
class StatementShown:
    author: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PartShown:
    number: int
    title: str
    guidance: str
    sentences: tuple[str, ...]
    cards: tuple[Card, ...]
    statements: tuple[StatementShown, ...]


@dataclass(frozen=True, slots=True)
class PictureShown:
    area: str
    name: str
    boundaries: int
    day: str
    table_version: int
    notice: freshness.Notice | None
    headlines: tuple[Card, ...]
    changed: tuple[Card, ...]
    unusual: tuple[Card, ...]
    cannot_tell: tuple[Card, ...]
    old: tuple[Card, ...]
    sections: tuple[SectionShown, ...]
    projection: charts.Drawing | None
    parts: tuple[PartShown, ...]
    missing: tuple[MissingLine, ...]
    example: bool


def shown(picture: Picture, language: str, today: date) -> PictureShown:
    """Everything that the pages of a picture need, in one language on one day."""
    cards = {one: card(figure, language, today) for one, figure in picture.figures.items()}
    sections = tuple(_section(one, picture, cards, language) for one in picture.sections)
    return PictureShown(
        area=picture.area,
        name=say(picture.area_name, language),
        boundaries=picture.boundaries,
        day=numbers.day(date.fromisoformat(picture.date), language),
        table_version=picture.table_version,
        notice=freshness.notice(picture, today, language),
        headlines=_cards(picture.headlines, cards),
        changed=_cards(picture.changed, cards),
        unusual=_cards(picture.unusual, cards),
        cannot_tell=_cards(picture.cannot_tell, cards),
        old=tuple(dict.fromkeys(one for section in sections for one in section.old)),
        sections=sections,
        projection=charts.trend(picture.projection, language) if picture.projection else None,
        parts=tuple(_part(one, cards, language) for one in picture.parts),
        missing=tuple(dict.fromkeys(one for section in sections for one in section.missing)),
        example=picture.example,
    )


def _cards(ids: tuple[str, ...], cards: dict[str, Card]) -> tuple[Card, ...]:
    return tuple(cards[one] for one in ids)


def _section(section: Section, picture: Picture, cards: dict[str, Card], language: str) -> SectionShown:
    rest = tuple(one for one in section.figures if one not in picture.headlines)
    return SectionShown(
        number=section.theme,
        title=say(section.title, language),
        mark=say(section.mark, language),
        defined=section.defined,
        with_data=section.with_data,
        fresh=len(section.figures),
        live=section.live,
        cards=_cards(rest, cards),
        old=_cards(section.old, cards),
        trends=tuple(charts.trend(one, language) for one in section.trends),
        map=maps.area_map(section.map, picture.area, language) if section.map else None,
        missing=tuple(_missing(one, language) for one in section.missing),
    )


def _missing(one: Missing, language: str) -> MissingLine:
    due = numbers.day(date.fromisoformat(one.due), language) if one.due else ""
    return MissingLine(say(one.title, language), say(one.reason, language), say(one.source_title, language), due)


def _part(part: Part, cards: dict[str, Card], language: str) -> PartShown:
    statements = tuple(StatementShown(one.author, wording.statement_kind(one.kind), say(one.text, language)) for one in part.statements)
    return PartShown(
        part.number,
        say(part.title, language),
        say(part.guidance, language),
        tuple(say(one, language) for one in part.sentences),
        _cards(part.figures, cards),
        statements,
    )
