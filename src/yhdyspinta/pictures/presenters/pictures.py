"""A picture as a page shows it: cards, drawings, notices and parts, all in finished text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yhdyspinta.pictures.model import MapBlock, Missing, Part, Picture, Section, TrendBlock
from yhdyspinta.pictures.named_charts import name_of
from yhdyspinta.pictures.presenters import charts, freshness, maps, wording
from yhdyspinta.pictures.presenters.figures import Card, Listed, card, listed, say
from yhdyspinta.rendering import numbers


@dataclass(frozen=True, slots=True)
class MissingLine:
    title: str
    reason: str
    due: str


@dataclass(frozen=True, slots=True)
class MissingOf:
    """What one source would give."""

    source: str
    due: str  # the first day on which something is due, empty when there is none
    lines: tuple[MissingLine, ...]


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
    old: tuple[Listed, ...]
    drawings: tuple[charts.Drawing, ...]
    old_drawings: tuple[charts.Pointer, ...]  # those over five years old, to be led to; an edition shows them among the others


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
    old: tuple[Listed, ...]
    sections: tuple[SectionShown, ...]
    projection: charts.Drawing | None
    parts: tuple[PartShown, ...]
    missing: tuple[MissingOf, ...]
    missing_count: int
    example: bool


@dataclass(frozen=True, slots=True)
class _Reader:
    language: str
    today: date
    edition: str = ""


class _Cards(dict[str, Card]):
    """The cards of a picture, each made when it is first asked for: the figures of a list have none."""

    def __init__(self, picture: Picture, reader: _Reader) -> None:
        super().__init__()
        self._picture, self._reader = picture, reader

    def __missing__(self, name: str) -> Card:
        made = self[name] = card(self._picture.figures[name], self._reader.language, self._reader.today)
        return made


class _Lists(dict[str, Listed]):
    """The figures of a picture as rows of lists, each made once: one of several themes stands under each."""

    def __init__(self, picture: Picture, language: str) -> None:
        super().__init__()
        self._picture, self._language = picture, language

    def __missing__(self, name: str) -> Listed:
        made = self[name] = listed(self._picture.figures[name], self._language)
        return made


def shown(picture: Picture, language: str, today: date, edition: str = "") -> PictureShown:
    """Everything that the pages of a picture need, in one language on one day; `edition` is the id of a published one."""
    reader = _Reader(language, today, edition)
    cards, lists = _Cards(picture, reader), _Lists(picture, language)
    drawn: set[str] = set()  # an indicator of several themes is drawn once, under the first
    sections = tuple(_section(one, picture, cards, lists, drawn, reader) for one in picture.sections)
    missing = tuple({one.indicator: one for section in picture.sections for one in section.missing}.values())
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
        old=tuple(lists[one] for one in dict.fromkeys(one for section in picture.sections for one in section.old)),
        sections=sections,
        projection=_trend(picture.projection, picture, reader) if picture.projection else None,
        parts=tuple(_part(one, cards, language) for one in picture.parts),
        missing=_missing(missing, language),
        missing_count=len(missing),
        example=picture.example,
    )


def _cards(ids: tuple[str, ...], cards: dict[str, Card]) -> tuple[Card, ...]:
    return tuple(cards[one] for one in ids)


def _section(
    section: Section, picture: Picture, cards: dict[str, Card], lists: dict[str, Listed], drawn: set[str], reader: _Reader
) -> SectionShown:
    rest = tuple(one for one in section.figures if one not in picture.headlines)
    blocks = _new(section, drawn)
    aged = [one for one in blocks if charts.is_aged(one, reader.today)]
    shown = blocks if reader.edition else [one for one in blocks if one not in aged]
    return SectionShown(
        number=section.theme,
        title=say(section.title, reader.language),
        mark=say(section.mark, reader.language),
        defined=section.defined,
        with_data=section.with_data,
        fresh=len(section.figures),
        live=section.live,
        cards=_cards(rest, cards),
        old=tuple(lists[one] for one in section.old),
        drawings=tuple(_drawing(one, picture, reader) for one in shown),
        old_drawings=tuple(charts.Pointer(name_of(one), picture.area, say(one.title, reader.language)) for one in aged),
    )


def _new(section: Section, drawn: set[str]) -> list[TrendBlock | MapBlock]:
    """The drawings of a section that no section before it has."""
    blocks: list[TrendBlock | MapBlock] = [*section.trends, *([section.map] if section.map else [])]
    new = [one for one in blocks if name_of(one) not in drawn]
    drawn.update(name_of(one) for one in new)
    return new


def _drawing(block: TrendBlock | MapBlock, picture: Picture, reader: _Reader) -> charts.Drawing:
    if isinstance(block, MapBlock):
        return maps.area_map(block, picture.area, reader.language, reader.today, reader.edition)
    return _trend(block, picture, reader)


def _trend(block: TrendBlock, picture: Picture, reader: _Reader) -> charts.Drawing:
    return charts.trend(block, picture.area, reader.language, reader.today, reader.edition)


def _missing(missing: tuple[Missing, ...], language: str) -> tuple[MissingOf, ...]:
    """What is missing by source, the source that would give most first."""
    by_source: dict[str, list[Missing]] = {}
    for one in missing:
        by_source.setdefault(one.source, []).append(one)
    groups = sorted(by_source.values(), key=lambda group: (-len(group), group[0].source))
    return tuple(_missing_of(group, language) for group in groups)


def _missing_of(group: list[Missing], language: str) -> MissingOf:
    due = min((one.due for one in group if one.due), default=None)
    lines = tuple(MissingLine(say(one.title, language), say(one.reason, language), _day(one.due, language)) for one in group)
    return MissingOf(say(group[0].source_title, language), _day(due, language), lines)


def _day(text: str | None, language: str) -> str:
    return numbers.day(date.fromisoformat(text), language) if text else ""


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
