"""The public needs of a theme beside what is known of it: who asks what, and what answers it in the area that is shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import StateError
from yhdyspinta.needs.queries import Need, NeedState
from yhdyspinta.needs.queries.public import public_needs, public_stamp
from yhdyspinta.pictures.model import Figure
from yhdyspinta.pictures.theme_knowledge import ThemeKnown
from yhdyspinta.web import reading
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.needs.answers import Answer, answered

_MOST = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A public need: its page, who asks, how far it has come, and the figures of the area. `gap`: the parties say
    so, or nothing answers it and they do not say that something does."""

    question: str
    url: str
    asker: str
    state: str
    answers: tuple[Answer, ...]
    gap: bool


@dataclass(frozen=True, slots=True)
class PublicNeeds:
    """The first needs of `count`; the rest are at `board`."""

    needs: tuple[Asked, ...]
    count: int
    board: str


def cooperation_area(area_id: str) -> str:
    """The area in whose cooperation an area takes part: a county's own, a municipality's county; empty for others."""
    if area_id.startswith("HVA"):
        return area_id
    return (areas().parent(area_id, "HVA", areas().current) or "") if area_id.startswith("KU") else ""


def stamp(area_id: str, number: int) -> str:
    """What changes when the public needs of a theme do. StateError when the database does not answer: then nothing is kept."""
    area = cooperation_area(area_id)
    return public_stamp(area, number) if area else ""


def shown(known: ThemeKnown) -> PublicNeeds | None:
    """The public needs of a theme in an area; None where there are none. Figures are told also without the database of people."""
    area = cooperation_area(known.area)
    try:
        found = public_needs(area, known.theme.number) if area else []
    except StateError:
        return None
    if not found:
        return None
    first = found[:_MOST]
    figures = _figures(known, {one.indicator for need in first for one in need.indicators.all()})
    return PublicNeeds(tuple(_asked(area, known.area, one, figures) for one in first), len(found), reverse("needs_board", args=[area]))


def _figures(known: ThemeKnown, wanted: set[str]) -> dict[str, Figure]:
    """The newest figures of `wanted`: those of the theme, and the others in one query."""
    of_theme = {one.indicator: one for one in (*known.others, *(figure for item in known.items for figure in item.figures))}
    others = wanted - of_theme.keys()
    return of_theme | (reading.chosen_figures(known.area, others) if others else {})


def _asked(cooperation: str, area: str, need: Need, figures: dict[str, Figure]) -> Asked:
    wanted = sorted(one.indicator for one in need.indicators.all())
    told = tuple(answered(area, wanted, figures))
    return Asked(
        question=need.question().in_(language()),
        url=reverse("need", args=[cooperation, need.pk]),
        asker=f"{need.party.title().in_(language())} · {need.get_level_display()}",
        state=str(need.get_state_display()),
        answers=told,
        gap=need.state == NeedState.GAP or (need.state != NeedState.ANSWERED and not any(one.amount for one in told)),
    )
