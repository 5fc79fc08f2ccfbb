"""The HYTE coefficient of an area: what it consists of, line by line, with the figures that we have.

The lists are working lists, the coefficient itself only ever what its publisher published: nothing here is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.catalogue.documents import documents
from yhdyspinta.catalogue.money import Money, money
from yhdyspinta.catalogue.sets import Entry, IndicatorSet, sets
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.areas import MUNICIPALITY, Area
from yhdyspinta.pictures.model import Figure, Picture
from yhdyspinta.pictures.presenters import figures
from yhdyspinta.pictures.presenters.figures import Card
from yhdyspinta.rendering import numbers
from yhdyspinta.web.presenters.areas import COUNTY

_SETS = ("hyte_kunta", "hyte_hva")  # beside each other, the municipality's first


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a set. `own` and `other` are its figures for the two areas of the page, None where there is none."""

    title: str
    basis: str
    indicator: str  # the id of the first of ours that answers it, empty when none does
    own: Card | None
    other: Card | None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind; `origin` is the source from which their figures come, empty where none is known."""

    heading: str
    origin: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """A year of results: published when, and which year's money it decides."""

    result: str
    published: str
    funding: str
    source: str


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One of the two coefficients."""

    heading: str
    about: str
    version: str
    groups: tuple[Group, ...]
    counted: str
    facts: tuple[tuple[str, str], ...]
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """Where the coefficient itself is published."""

    title: str
    address: str


def has(area: Area) -> bool:
    """Whether there is a coefficient: counties have one, and municipalities of a county. Åland's state transfers are its own,
    and nobody pays any to invented areas."""
    return not area.is_example and (area.kind == COUNTY or beside(area) is not None)


def beside(area: Area) -> Area | None:
    """The area that stands beside: a municipality's county; none beside a county."""
    register = register_of_areas()
    county = register.parent(area.id, COUNTY, register.current) if area.kind == MUNICIPALITY else None
    return register.get(county) if county else None


def coefficients(own: Picture, other: Picture | None, language: str, today: date) -> tuple[Coefficient, ...]:
    """Both coefficients, with the figures of the area and of the county beside it."""
    sides = tuple(_newest(picture.figures.values()) if picture else {} for picture in (own, other))
    return tuple(_coefficient(sets()[name], sides, language, today) for name in _SETS)


def publication(language: str) -> Publication:
    """The publication in which the coefficients appear."""
    document = documents()[sets()[_SETS[0]].source]
    return Publication(document.title.in_(language), document.address)


def _newest(listed: Iterable[Figure]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for figure in listed:
        held = found.get(figure.indicator)
        if held is None or figure.period_end > held.period_end:
            found[figure.indicator] = figure
    return found


def _coefficient(one: IndicatorSet, sides: tuple[Mapping[str, Figure], ...], language: str, today: date) -> Coefficient:
    groups: dict[str, list[Line]] = {}
    for entry in one.entries:
        groups.setdefault(entry.group, []).append(_line(one, entry, sides, language, today))
    answered = sum(line.own is not None or line.other is not None for lines in groups.values() for line in lines)
    known = money().get(one.id, Money((), ()))
    return Coefficient(
        heading=one.title.in_(language),
        about=one.about.in_(language),
        version=one.version,
        groups=tuple(Group(one.groups[name].in_(language), _origin(one, name, language), tuple(lines)) for name, lines in groups.items()),
        counted=_("%(n)s of the %(all)s lines of the working list have a figure here.") % {"n": answered, "all": len(one.entries)},
        facts=tuple((fact.text.in_(language), fact.source.in_(language)) for fact in known.facts),
        rounds=tuple(
            Round(
                str(each.result),
                numbers.day(each.published, language),
                str(each.funding) if each.funding else _("not read yet from the Ministry of Finance's calculation"),
                each.source.in_(language),
            )
            for each in known.rounds
        ),
    )


def _origin(one: IndicatorSet, group: str, language: str) -> str:
    source = sources().get(one.origins.get(group, ""))
    return source.title.in_(language) if source else ""


def _line(one: IndicatorSet, entry: Entry, sides: tuple[Mapping[str, Figure], ...], language: str, today: date) -> Line:
    cards = []
    for side in sides:
        found = next((side[name] for name in entry.indicators if name in side), None)
        cards.append(figures.card(found, language, today) if found else None)
    basis = one.grounds[entry.basis].in_(language)
    return Line(entry.title.in_(language), basis, entry.indicators[0] if entry.indicators else "", *cards)
