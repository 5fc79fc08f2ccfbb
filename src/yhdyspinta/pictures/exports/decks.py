"""Decks that meet what people have: their own template, and an older deck to be refreshed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from yhdyspinta.domain.text import LANGUAGES
from yhdyspinta.environment import Environment
from yhdyspinta.pictures.editions import Edition
from yhdyspinta.pictures.exports.deck import deck_of
from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.pictures.model import Picture
from yhdyspinta.pictures.queries import picture_of
from yhdyspinta.rendering.slides import apart
from yhdyspinta.rendering.slides.build import build
from yhdyspinta.rendering.slides.model import Deck
from yhdyspinta.rendering.slides.refresh import Item


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A refreshed deck: its bytes, what became of each shape of ours, the areas in it and its language."""

    data: bytes
    items: tuple[Item, ...]
    areas: tuple[str, ...]
    language: str

    def count(self, outcome: str) -> int:
        return sum(item.outcome == outcome for item in self.items)


def on_template(picture: Picture, language: str, template: bytes, edition: Edition | None = None, *, address: str = "") -> bytes:
    """The slides of a picture on an organisation's own .pptx or .potx; SlidesFault when that cannot be used."""
    with override(language):
        return apart.build(deck_of(picture, Reader(language, date.fromisoformat(picture.date), edition, address)), template)


def refreshed(environment: Environment, deck: bytes, language: str = "") -> Refreshed:
    """A deck of ours with the figures of today, in its own language unless another is asked for.

    SlidesFault when it cannot be read or holds nothing of ours; Unknown or Refused for an area that is no more.
    """
    held = apart.contents(deck)
    spoken = language or (held.language if held.language in LANGUAGES else LANGUAGES[0])
    with override(spoken):
        fresh = [build(_everything(environment, area, spoken)) for area in held.areas]
    data, items = apart.refresh(deck, fresh)
    return Refreshed(data, items, held.areas, spoken)


def _everything(environment: Environment, area: str, language: str) -> Deck:
    picture = picture_of(environment, area)
    return deck_of(picture, Reader(language, date.fromisoformat(picture.date), None, environment.address), everything=True)
