"""An indicator's card in words and tables: the figure, its history, all areas of the kind, its definition and its uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.catalogue.example import every_source
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.items import codes, content_items
from yhdyspinta.catalogue.needs import needs
from yhdyspinta.catalogue.publishers import published_by, publisher_name
from yhdyspinta.catalogue.sets import sets
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.domain.areas import COUNTRY
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.pictures.absence import Reason
from yhdyspinta.pictures.breakdowns import Breakdown
from yhdyspinta.pictures.comparability import grows_with_area
from yhdyspinta.pictures.indicator_card import Earlier, IndicatorCard
from yhdyspinta.pictures.presenters import charts, definitions, figures, freshness, maps, wording
from yhdyspinta.pictures.presenters.charts import Drawing
from yhdyspinta.pictures.presenters.figures import Card
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.blocks import Column, Table
from yhdyspinta.web.presenters.sources import due_words
from yhdyspinta.web.presenters.traces import moment


@dataclass(frozen=True, slots=True)
class Link:
    """Something that the indicator belongs to; `address` is the name of a page and its arguments, empty where it has none."""

    title: str
    note: str
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """The facts of an indicator as pairs of a name and words; `parts` are the indicators that it is computed of."""

    about: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Link, ...]
    licence: str
    source: str
    publisher: str
    address: str


@dataclass(frozen=True, slots=True)
class ReleaseShown:
    dataset: str
    retrieved: str
    updated: str
    through: str


@dataclass(frozen=True, slots=True)
class CardShown:
    """`freshness` is empty, stale or old. `gap` is a heading and a sentence where there is no figure, and `comes` from where and when."""

    id: str
    title: str
    unit: str
    card: Card | None
    freshness: str
    compared: bool  # whether figures of other areas can stand beside it
    gap: tuple[str, str] | None
    comes: str
    drawings: tuple[Drawing, ...]
    breakdowns: tuple[Table, ...]
    definition: Definition
    uses: tuple[tuple[str, tuple[Link, ...]], ...]
    releases: tuple[ReleaseShown, ...]
    earlier: Table | None
    due: str


def shown(card: IndicatorCard, language: str, today: date, choice: str = "") -> CardShown:
    """The card in one language on one day; `choice` is what the area is compared with, as it stands in an address."""
    indicator = card.indicator
    due = numbers.day(date.fromisoformat(card.due), language) if card.due else ""
    return CardShown(
        id=indicator.id,
        title=indicator.title.in_(language),
        unit=indicator.unit.in_(language),
        card=figures.card(card.figure, language, today) if card.figure else None,
        freshness=freshness.word(card.figure, today) if card.figure else "",
        compared=card.figure is not None and not grows_with_area(indicator),
        gap=_gap(card, language),
        comes=_comes(card, due, language),
        drawings=tuple(_drawings(card, language, today, choice)),
        breakdowns=tuple(_breakdown(one, card, language) for one in card.breakdowns),
        definition=definition(indicator, language),
        uses=uses(indicator, language),
        releases=tuple(
            ReleaseShown(one.dataset, moment(one.retrieved_at, language), moment(one.source_updated_at, language), one.through)
            for one in reversed(card.releases)
        ),
        earlier=_earlier(card.earlier, indicator, language) if card.earlier else None,
        due=due_words(card.due, language, today) if card.due else "",
    )


def levels(card: IndicatorCard, *, chosen: bool) -> tuple[tuple[str, str, bool], ...]:
    """The kinds of area that can be listed in place of this one: code, name, whether it is listed now; none where an area is shown."""
    if not chosen or card.listing is None:
        return ()
    return tuple((kind, wording.kinds_name(kind), kind == card.listing.kind) for kind in card.kinds if kind != COUNTRY)


def _drawings(card: IndicatorCard, language: str, today: date, choice: str) -> Iterator[Drawing]:
    if card.history:
        yield replace(charts.trend(card.history, card.area, language, today), choice=choice if card.figure else "")
    if card.map:
        yield maps.area_map(card.map, card.area or COUNTRY, language, today)


def _gap(card: IndicatorCard, language: str) -> tuple[str, str] | None:
    if card.absence is None:
        return None
    area = register_of_areas().get(card.area).name.in_(language) if card.area else ""
    return definitions.absence_words(card.absence, area, ", ".join(wording.kinds_name(kind).lower() for kind in card.kinds))


def _comes(card: IndicatorCard, due: str, language: str) -> str:
    """From which source a figure would come, and when; nothing where a projection is here."""
    if card.absence and card.absence.reason is Reason.ONLY_FORECAST:
        return ""
    source = every_source()[card.indicator.source]
    words = {"source": source.title.in_(language), "publisher": publisher_name(source.publisher, language), "day": due}
    if not due:
        return _("It would come from %(source)s (%(publisher)s), which gives no date.") % words
    return _("It would come from %(source)s (%(publisher)s); the next figure is due by %(day)s.") % words


def definition(indicator: Indicator, language: str) -> Definition:
    """What the indicator is, by whose rules, and how often it comes."""
    source = every_source()[indicator.source]
    facts = [
        (_("Unit"), indicator.unit.in_(language)),
        (_("Which way is good"), definitions.polarity_words(indicator.polarity)),
        (_("Larger areas"), definitions.additivity_words(indicator)),
        (_("Rule of computation"), indicator.computed.in_(language) if indicator.computed else ""),
        (_("Rhythm"), wording.rhythm_name(indicator.rhythm.value)),
        (_("Usual delay"), _("%(n)s days from the end of the period") % {"n": indicator.lag_days} if indicator.lag_days else ""),
        (_("Smallest number of answers"), str(indicator.minimum_n) if indicator.minimum_n else ""),
        (_("Breaks in the series"), ", ".join(indicator.breaks)),
        (_("Note"), indicator.caveats.in_(language)),
        (_("Limits of the source"), source.limits.in_(language)),
    ]
    parts = [(_("Numerator"), indicator.numerator), (_("Denominator"), indicator.denominator)]
    return Definition(
        about=indicator.definition.in_(language),
        facts=tuple((name, words) for name, words in facts if words),
        parts=tuple(Link(indicators()[one].title.in_(language), name, ("indicator", one)) for name, one in parts if one),
        licence=wording.licence_name(indicator.licence),
        source=source.title.in_(language),
        publisher=published_by(source.publisher, indicator.producer, language),
        address=indicator.address,
    )


def uses(indicator: Indicator, language: str) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Where the indicator is asked for: themes, content items, needs, sets, and the pictures that raise it; empty ones left out."""
    items = [item for item in content_items().values() if indicator.id in item.indicators]
    ids = {item.id for item in items}
    found = (
        (_("Themes"), tuple(_theme(number, indicator.id, language) for number in indicator.themes)),
        (
            _("Content items"),
            tuple(
                Link(one.title.in_(language), codes()["side"][one.side].in_(language), ("theme", str(one.theme), one.id)) for one in items
            ),
        ),
        (
            _("Information needs"),
            tuple(
                Link(one.question.in_(language), codes()["level"][one.level].in_(language), ())
                for one in needs().values()
                if ids & set(one.items)
            ),
        ),
        (_("Sets of indicators"), tuple(_sets(indicator.id, language))),
    )
    return tuple((name, links) for name, links in found if links)


def _theme(number: int, indicator: str, language: str) -> Link:
    """A theme, and how its situation pictures use the indicator."""
    theme = themes()[number]
    roles = [
        (indicator in theme.headlines, _("a headline figure of situation pictures")),
        (indicator in theme.trends, _("a trend of situation pictures")),
        (indicator == theme.map, _("the map of situation pictures")),
        (indicator in theme.projections, _("the projection of situation pictures")),
    ]
    return Link(theme.title.in_(language), ", ".join(words for here, words in roles if here), ("theme", str(number)))


def _sets(indicator: str, language: str) -> Iterable[Link]:
    for one in sets().values():
        for entry in one.entries:
            if indicator in entry.indicators:
                yield Link(one.title.in_(language), entry.title.in_(language), ())


def _breakdown(one: Breakdown, card: IndicatorCard, language: str) -> Table:
    indicator, figure = card.indicator, card.figure
    assert figure is not None  # noqa: S101 (there are no breakdowns without a figure)
    by_sex = one.axis == "sex"
    words = {
        "title": indicator.title.in_(language),
        "unit": indicator.unit.in_(language),
        "period": numbers.period_name(figure.period, language),
    }
    caption = (_("%(title)s by sex, %(period)s (%(unit)s)") if by_sex else _("%(title)s by age, %(period)s (%(unit)s)")) % words
    name = wording.sex_name if by_sex else _age_name
    rows = tuple((name(part.code), _value(part.value, part.status, indicator, language)) for part in one.classes)
    return Table(caption, (Column(_("Sex") if by_sex else _("Age")), Column(_("Value"), numeric=True)), rows)


def _age_name(age: str) -> str:
    """An open group is spoken of, not written with a dash."""
    return _("aged %(low)s and over") % {"low": age[:-1]} if age.endswith("-") else wording.age_name(age)


def _earlier(many: Iterable[Earlier], indicator: Indicator, language: str) -> Table:
    columns = (Column(_("Period")), Column(_("In that release"), numeric=True), Column(_("Now"), numeric=True), Column(_("Release")))
    rows = tuple(
        (
            numbers.period_name(one.period, language),
            _value(one.then, one.then_status, indicator, language),
            numbers.number(one.now, language, indicator.decimals),
            one.release,
        )
        for one in many
    )
    return Table(_("Figures that another release gave otherwise"), columns, rows)


def _value(value: float | None, status: str, indicator: Indicator, language: str) -> str:
    """A value with the words of its status, or the mark and what it means."""
    text, words = numbers.number(value, language, indicator.decimals, status), numbers.status_words(status, language)
    return f"{text} ({words})" if words else text
