"""What the pages read: the areas, and pictures through `pictures.queries`. Nothing here changes anything."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.domain.areas import Area
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.pictures import chosen, named_charts, queries
from yhdyspinta.pictures import indicator_card as cards
from yhdyspinta.pictures import theme_knowledge as themes
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.comparison import Comparison, Wanted
from yhdyspinta.pictures.editions import Edition, Summary
from yhdyspinta.pictures.history import Histories
from yhdyspinta.pictures.indicator_card import IndicatorCard
from yhdyspinta.pictures.model import Figure, Picture
from yhdyspinta.pictures.named_charts import NamedChart
from yhdyspinta.pictures.sentences import with_sentence
from yhdyspinta.pictures.status import installation_status
from yhdyspinta.pictures.theme_knowledge import ThemeKnown
from yhdyspinta.rendering.spark import Spark

_ORDINARY = Choice()
_EDITION_ID = re.compile(r"[a-z0-9-]{1,80}")


def area(area_id: str) -> Area:
    """The area of an address; Unknown, with the nearest ones, where there is none."""
    return register_of_areas().get(area_id)


def picture(area_id: str, choice: Choice = _ORDINARY) -> Picture:
    """The picture of an area as composed from the newest data, its figures beside what `choice` says."""
    return queries.picture_of(settings.ENVIRONMENT, area_id, choice=choice)


def figures(area_id: str, choice: Choice = _ORDINARY) -> Picture:
    """The same picture without its sentences and parts, which take a third of the work."""
    return queries.figures_picture(settings.ENVIRONMENT, area_id, choice)


def short(area_id: str, choice: Choice = _ORDINARY) -> Picture:
    """The figures of an area without sentences and parts, those over five years old only as lists show them."""
    return queries.short_picture(settings.ENVIRONMENT, area_id, choice)


def in_words(figure: Figure) -> Figure:
    """A figure with what it says."""
    with queries.composing(settings.ENVIRONMENT, area=figure.area) as context:
        return with_sentence(context, figure)


def indicator_card(indicator: str, area_id: str = "", kind: str = "", choice: Choice = _ORDINARY) -> IndicatorCard:
    """The card of an indicator in an area, or of the indicator alone with a list of the areas of `kind`."""
    with queries.composing(settings.ENVIRONMENT, area=area_id) as context:
        return cards.indicator_card(context, indicator, area_id, kind, choice)


def chosen_figures(area_id: str, indicators: Collection[str]) -> dict[str, Figure]:
    """Indicator -> its newest figure in an area with its sentence and its signals, for those of `indicators` of which there is one."""
    with queries.composing(settings.ENVIRONMENT, area=area_id) as context:
        histories = Histories(context.model, context.register)
        found = chosen.chosen_figures(context, histories, indicators, area_id, seeks_unusual=True)
        return {name: with_sentence(context, figure) for name, figure in found.items()}


def theme_knowledge(number: int, area_id: str = "", choice: Choice = _ORDINARY) -> ThemeKnown:
    """What is known of a theme, of an area when named."""
    with queries.composing(settings.ENVIRONMENT, area=area_id) as context:
        return themes.theme_knowledge(context, number, area_id, choice)


def newest_periods() -> dict[str, str]:
    """Indicator -> the newest period of which any area has a figure."""
    with queries.composing(settings.ENVIRONMENT) as context:
        return context.model.newest_periods()


def recent_lines(area_id: str, figures: Iterable[Figure]) -> dict[str, Spark]:
    """Figure id -> the small line of its last years."""
    return queries.recent_lines(settings.ENVIRONMENT, area_id, figures)


def indicators_with_figures() -> tuple[str, ...]:
    """The indicators of which any area has a figure."""
    with queries.reading(settings.ENVIRONMENT) as model:
        return model.indicators()


def comparison(wanted: Wanted) -> Comparison:
    """Areas beside each other, indicator by indicator."""
    return queries.comparison_of(settings.ENVIRONMENT, wanted)


def editions(area_id: str) -> tuple[Summary, ...]:
    """The published editions of an area, newest first."""
    return queries.editions(settings.ENVIRONMENT, area_id)


def edition(edition_id: str) -> Edition:
    """One published edition; Unknown where there is none. Only a whole id is looked for, never a path."""
    if not _EDITION_ID.fullmatch(edition_id):
        raise Unknown("There is no such edition.")
    found = queries.edition(settings.ENVIRONMENT, edition_id)
    if found.id != edition_id:
        raise Unknown("There is no such edition.")
    return found


def chart(area_id: str, name: str, choice: Choice = _ORDINARY) -> NamedChart:
    """A chart of an area by its name; Unknown where there is none."""
    return named_charts.live(settings.ENVIRONMENT, area(area_id).id, name, choice=choice)


def edition_chart(edition_id: str, name: str) -> NamedChart:
    """A chart of a published edition, as it was then."""
    return named_charts.published(edition(edition_id), name)


def address(request: HttpRequest) -> str:
    """Where this installation is for the world: what its maintainer has set, else where the reader met it."""
    return settings.ENVIRONMENT.address or f"{request.scheme}://{request.get_host()}"


def data_version() -> str:
    """Changes when the figures do; StateError before the first load."""
    return queries.data_version(settings.ENVIRONMENT)


def edition_ids() -> str:
    """The ids of all published editions as one text."""
    return ",".join(queries.edition_ids(settings.ENVIRONMENT))


def installation() -> dict[str, Any]:
    """Sources, themes and publications as `yhdyspinta status --json` tells them."""
    return installation_status(settings.ENVIRONMENT)
