"""Figures of a cooperation's area beside what its parties say: the newest value with its signals, or that there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.pictures.model import Figure
from yhdyspinta.pictures.presenters import figures
from yhdyspinta.pictures.presenters.figures import Card
from yhdyspinta.web import reading
from yhdyspinta.web.following import address
from yhdyspinta.web.page import language, today
from yhdyspinta.web.rooms.phenomena.links import Link


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """Cards of the figures, and the indicators of which the area has none, each leading to the page that says why."""

    cards: tuple[Card, ...]
    without: tuple[Link, ...]


def shown(area: str, wanted: Sequence[str]) -> FiguresShown:
    """The figures of the area for the `wanted` indicators, in their order."""
    known = [name for name in wanted if name in indicators()]
    found = cards(area, known)
    return FiguresShown(
        tuple(found[name] for name in known if name in found), tuple(_gap(area, name) for name in known if name not in found)
    )


def cards(area: str, wanted: Sequence[str]) -> dict[str, Card]:
    """Indicator -> the card of its newest figure in the area."""
    return {name: figures.card(figure, language(), today().date()) for name, figure in _read(area, wanted).items()}


def _read(area: str, wanted: Sequence[str]) -> dict[str, Figure]:
    try:
        return reading.chosen_figures(area, wanted) if wanted else {}
    except YhdyspintaError:  # no figures loaded yet, or an area that is no more: what people wrote is shown all the same
        return {}


def _gap(area: str, name: str) -> Link:
    return Link(indicators()[name].title.in_(language()), address("area_indicator", area, name))
