"""The parties of a cooperation as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from yhdyspinta.organisations.queries.cooperations import Cooperation, Party, Side, parties_by_side
from yhdyspinta.web.page import language
from yhdyspinta.web.rooms.names import cooperation_name


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
    """A cooperation in the list of them."""

    name: str
    url: str


def door(cooperation: Cooperation) -> Door:
    """The way into a cooperation."""
    return Door(cooperation_name(cooperation), reverse("cooperation", args=[cooperation.area]))


def sides(cooperation: Cooperation) -> tuple[SideLines, ...]:
    """Who is in it, the county first."""
    found = parties_by_side(cooperation)
    return tuple(SideLines(str(side.label), tuple(map(_line, found[side]))) for side in Side if side in found)


def _line(party: Party) -> PartyLine:
    return PartyLine(party.title().in_(language()), party.joined_at is not None)
