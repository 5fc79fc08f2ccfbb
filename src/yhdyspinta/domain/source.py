"""A source of figures: who publishes what, how often, under which licence."""

from __future__ import annotations

from dataclasses import dataclass

from yhdyspinta.domain.period import Rhythm
from yhdyspinta.domain.text import Text


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    title: Text
    publisher: str
    licence: str
    licence_address: str
    interface: str  # pxweb_v1, sotkanet, ckan, document, sample …
    address: str
    rhythm: Rhythm
    lag_days: int
    precedence: int = 100  # lower wins where two releases give one key
    limits: Text = Text("")
