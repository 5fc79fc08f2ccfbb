"""What answers a need: the figures of the cooperation's area for its indicators, and how fresh they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.pictures.model import Figure
from yhdyspinta.pictures.presenters import figures
from yhdyspinta.web import reading
from yhdyspinta.web.page import language, today


@dataclass(frozen=True, slots=True)
class Answer:
    """An indicator with its newest figure in the area; `amount` is empty where there is none. `freshness`: "", stale or old."""

    id: str
    title: str
    url: str
    amount: str
    period: str
    age: str
    source: str
    freshness: str


def answers(area: str, wanted: Iterable[str]) -> list[Answer]:
    """The answers in the order of `wanted`; an indicator that the catalogue no longer has keeps its id."""
    wanted = list(wanted)
    return answered(area, wanted, _figures(area, wanted))


def answered(area: str, wanted: Iterable[str], found: Mapping[str, Figure]) -> list[Answer]:
    """The same from figures that are at hand, by indicator."""
    return [_answer(area, one, found.get(one)) for one in wanted]


def _figures(area: str, wanted: list[str]) -> dict[str, Figure]:
    """The newest figures: those of the picture, which is kept, and the rest one by one. None before the first load."""
    try:
        picture = reading.figures(area)
        found = {figure.indicator: figure for figure in picture.figures.values()}
        for one in [one for one in wanted if one not in found and one in indicators()]:
            figure = reading.indicator_card(one, area).figure
            if figure is not None:
                found[one] = figure
        return found
    except YhdyspintaError:
        return {}


def _answer(area: str, indicator: str, figure: Figure | None) -> Answer:
    known = indicators().get(indicator)
    title = known.title.in_(language()) if known else indicator
    url = reverse("area_indicator", args=[area, indicator]) if known else ""
    if figure is None or figure.value is None:
        return Answer(indicator, title, url, "", "", "", "", "")
    card = figures.card(figure, language(), today().date())
    return Answer(indicator, title, url, card.amount, card.period, card.age, card.source, card.freshness)
