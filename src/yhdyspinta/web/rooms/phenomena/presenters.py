"""Phenomena as their pages show them: who says what, in finished text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yhdyspinta.organisations.queries.cooperations import Side, themes_on
from yhdyspinta.organisations.queries.visibility import Shared
from yhdyspinta.phenomena.queries import phenomena as queries
from yhdyspinta.phenomena.queries.phenomena import PartOfPhenomenon, Told
from yhdyspinta.rendering import numbers
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.agreements.presenters import STATES
from yhdyspinta.web.rooms.objects import address_of
from yhdyspinta.web.rooms.phenomena import figures
from yhdyspinta.web.rooms.phenomena.forms import PartForm
from yhdyspinta.web.rooms.phenomena.links import Link

PARTS: dict[str, Promise] = {
    "view": _("What one's own party sees"),
    "evidence": _("Evidence"),
    "influence": _("Barrier or enabler"),
    "step": _("Goal or action"),
}


@dataclass(frozen=True, slots=True)
class PhenomenonShown:
    """A phenomenon in the list."""

    title: str
    url: str
    raised: str
    themes: str
    parties: str
    figures: int


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a party said. `change` and `visibility` are addresses for those whose own party said it, empty for others."""

    anchor: str
    party: str
    kind: str
    text: str
    more: tuple[tuple[str, str], ...]
    came_from: Link | None
    change: str
    visibility: str
    seen_by: str


@dataclass(frozen=True, slots=True)
class SideViews:
    """What the parties of a side see."""

    title: str
    views: tuple[Said, ...]


def day(moment: date) -> str:
    """`24.11.2026` of a day or a moment."""
    return numbers.day(timezone.localtime(moment).date() if isinstance(moment, datetime) else moment, language())


def link(room: Room, target: Shared, note: str = "") -> Link:
    """The way to an object's page."""
    return Link(target.heading().in_(language()), address_of(room.area, target), note)


def visibility_url(room: Room, target: Shared) -> str:
    """Where one says who may see it; empty for those whose it is not."""
    own = not target.OWNER or getattr(target, f"{target.OWNER}_id") == (room.party and room.party.pk)
    may = own and room.may("visibility.change", "own" if target.OWNER else "shared")
    return reverse("visibility", args=[room.area, target._meta.label_lower, target.pk]) if may else ""


def every(room: Room, theme: int | None) -> dict[str, Any]:
    """The list of phenomena, with the themes by which it is narrowed."""
    here = reverse("phenomena", args=[room.area])
    themes = themes_on(room.cooperation)
    return {
        "phenomena": [_line(room, one) for one in queries.phenomena_in_lines(room.actor, room.cooperation, theme)],
        "filters": [Link(one.name().in_(language()), f"{here}?teema={one.number}", str(one.number)) for one in themes],
        "theme": "" if theme is None else str(theme),
        "may_raise": room.may("phenomenon.raise", "own"),
    }


def _line(room: Room, one: queries.PhenomenonLine) -> PhenomenonShown:
    return PhenomenonShown(
        title=one.phenomenon.sentence().in_(language()),
        url=address_of(room.area, one.phenomenon),
        raised=f"{one.phenomenon.raised_by.title().in_(language())} {day(one.phenomenon.created_at)}",
        themes=", ".join(theme.name().in_(language()) for theme in one.themes),
        parties=", ".join(party.title().in_(language()) for party in one.parties),
        figures=one.figures,
    )


def one(room: Room, told: Told, forms: Mapping[str, PartForm]) -> dict[str, Any]:
    """The page of a phenomenon."""
    found = told.phenomenon
    views = [_said(room, "view", one, told) for one in told.views]
    open_here = room.actor is not None and not found.merged_into_id and not found.kept_at
    has_view = any(view.party == room.party and view.came_from is None for view in told.views)
    may = {kind: open_here and room.may(f"phenomenon.{kind}", "own") for kind in PARTS}
    return {
        "phenomenon": found,
        "title": found.sentence().in_(language()),
        "raised": {"party": found.raised_by.title().in_(language()), "day": day(found.created_at)},
        "themes": [theme.name().in_(language()) for theme in told.themes],
        "levels": [str(label) for key, label in queries.LEVELS if key in found.levels.split()],
        "seen_by": str(found.get_visibility_display()),
        "visibility": visibility_url(room, found),
        "into": link(room, told.into) if told.into else None,
        "sides": _by_side(views, told),
        "figures": figures.shown(room.area, told.indicators),
        "evidence": [_said(room, "evidence", one, told) for one in told.evidence],
        "barriers": [_said(room, "influence", one, told) for one in told.influences if one.kind == queries.InfluenceKind.BARRIER],
        "enablers": [_said(room, "influence", one, told) for one in told.influences if one.kind == queries.InfluenceKind.ENABLER],
        "steps": [_said(room, "step", one, told) for one in told.steps],
        "needs": links(room, told.needs),
        "interfaces": links(room, told.interfaces),
        "priorities": links(room, told.priorities),
        "agreements": [link(room, one.agreement, str(STATES[one.state])) for one in told.agreements],
        "merged": [link(room, one, f"{one.raised_by.title().in_(language())}, {day(one.merged_at)}") for one in told.merged],
        "forms": forms,
        "may": may | {"view": may["view"] and not has_view},
        "may_link": open_here and room.may("phenomenon.link"),
        "may_change": open_here and room.may("phenomenon.change", "own") and found.raised_by == room.party,
        "may_merge": open_here and room.may("phenomenon.merge"),
        "may_propose": open_here and room.may("agreement.propose"),
    }


def links(room: Room, objects: Iterable[Shared]) -> list[Link]:
    """The ways to the pages of several objects."""
    return [link(room, one) for one in objects]


def _by_side(views: list[Said], told: Told) -> list[SideViews]:
    """The county and the municipalities always, also while they have said nothing; partners when they have."""
    found = []
    for side in Side:
        said = tuple(shown for shown, one in zip(views, told.views, strict=True) if one.party.side == side)
        if said or side != Side.PARTNER:
            found.append(SideViews(str(side.label), said))
    return found


def _said(room: Room, kind: str, part: PartOfPhenomenon, told: Told) -> Said:
    own = room.party is not None and part.party_id == room.party.pk and room.may(f"phenomenon.{kind}", "own")
    return Said(
        anchor=f"{kind}-{part.pk}",
        party=part.party.title().in_(language()),
        kind=str(part.get_kind_display()) if hasattr(part, "kind") else "",
        text=part.text,
        more=_more(part),
        came_from=link(room, part.came_from) if part.came_from in told.merged else None,
        change=address_of(room.area, part) if own else "",
        visibility=visibility_url(room, part),
        seen_by=str(part.get_visibility_display()),
    )


def _more(part: PartOfPhenomenon) -> tuple[tuple[str, str], ...]:
    """What else is known of it: a label and its text."""
    named = {
        "source": _("Source"),
        "informants": _("Whose experience"),
        "gathered": _("How it was gathered"),
        "due": _("By when"),
    }
    found = [(str(label), getattr(part, name, "")) for name, label in named.items()]
    return tuple((label, value if isinstance(value, str) else day(value)) for label, value in found if value)
