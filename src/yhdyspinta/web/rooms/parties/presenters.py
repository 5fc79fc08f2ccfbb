"""The parties of a cooperation, its groups and posts as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.words import words
from yhdyspinta.domain.areas import Area
from yhdyspinta.domain.text import alphabetical
from yhdyspinta.organisations.queries.cooperations import Cooperation, CooperationTheme, Party, Post, Side, parties_by_side
from yhdyspinta.organisations.queries.groups import Sitting
from yhdyspinta.organisations.queries.inviting import areas_of_cooperations
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.acting import Room
from yhdyspinta.web.rooms.attention.presenters import pressing
from yhdyspinta.web.rooms.forms import RoomForm
from yhdyspinta.web.rooms.names import cooperation_name, post_name
from yhdyspinta.web.rooms.parties.forms import ThemeForm


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party in a list."""

    name: str
    joined: bool


@dataclass(frozen=True, slots=True)
class SideLines:
    """A side with its parties."""

    title: str
    parties: tuple[PartyLine, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """A cooperation that there is, or an area whose cooperation may be begun."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme and its form."""

    key: str
    name: str
    is_on: bool
    form: ThemeForm


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in the list of them."""

    name: str
    kind: str
    chair: str
    members: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post of one's own party and who holds it; empty while nobody does."""

    title: str
    role: str
    holder: str
    url: str


def doors(found: list[Cooperation]) -> dict[str, Any]:
    """The cooperations that there are, and the areas that have none."""
    begun = [Door(cooperation_name(one), reverse("cooperation", args=[one.area])) for one in found]
    waiting = [areas().get(area) for area in areas_of_cooperations() if area not in {one.area for one in found}]
    open_areas = sorted(
        (Door(area.name.in_(language()), reverse("cooperation_begin", args=[area.id])) for area in waiting),
        key=lambda one: alphabetical(one.name),
    )
    return {"found": begun, "waiting": open_areas}


def area_words(area: Area) -> str:
    """The name of the area, in Finnish in the genitive, as a heading takes it."""
    return words().genitive(area.id) if language() == "fi" else area.name.in_(language())


def home(room: Room) -> dict[str, Any]:
    """The front page of a cooperation: who is in it, and what whoever came may do there."""
    party = room.party
    asked = party is not None and party.joined_at is None
    return {
        "pressing": pressing(room),
        "sides": sides(room.cooperation),
        "joining": party.title().in_(language()) if asked else "",
        "form": RoomForm(initial={"version": party.version}) if asked else None,
        "may": {name: room.may(action) for name, action in (("invite", "party.invite"), ("themes", "theme.change"))},
        "themes": [theme.name().in_(language()) for theme in room.cooperation.themes.filter(is_on=True).order_by("number")],
        "begun_by": room.cooperation.begun_by.title().in_(language()) if room.cooperation.begun_by_id else "",
    }


def sides(cooperation: Cooperation) -> tuple[SideLines, ...]:
    """Who is in it, the county first."""
    found = parties_by_side(cooperation)
    return tuple(SideLines(str(side.label), tuple(sorted(map(_line, found[side]), key=_order))) for side in Side if side in found)


def _line(party: Party) -> PartyLine:
    return PartyLine(party.title().in_(language()), party.joined_at is not None)


def _order(line: PartyLine) -> tuple[bool, tuple[int, ...]]:
    return not line.joined, alphabetical(line.name)


def theme_form(theme: CooperationTheme, form: ThemeForm) -> ThemeLine:
    """A theme as the page of themes shows it."""
    return ThemeLine(str(theme.pk), theme.name().in_(language()), theme.is_on, form)


def groups(found: list[Sitting]) -> list[GroupLine]:
    """The groups of the cooperation."""
    return [
        GroupLine(
            one.group.name,
            str(one.group.get_kind_display()),
            post_name(one.group.chair) if one.group.chair_id else _("no chair"),
            members(one),
            reverse("cooperation_group", args=[one.group.cooperation.area, one.group.pk]),
        )
        for one in found
    ]


def members(sitting: Sitting) -> tuple[str, ...]:
    """The posts that sit in a group."""
    return tuple(post_name(post) for post in sitting.posts)


def posts(found: list[Post]) -> list[PostLine]:
    """The posts of one's own party."""
    return [
        PostLine(
            post.title,
            str(post.get_role_display()),
            (post.holder.name or post.holder.email) if post.holder_id else "",
            reverse("cooperation_post", args=[post.party.cooperation.area, post.pk]),
        )
        for post in found
    ]
