"""A source of figures: who publishes what, how often, under which licence."""

from __future__ import annotations

from dataclasses import dataclass

from yhdyspinta.domain.period import Rhythm
from yhdyspinta.domain.text import Text

NOT_ESTABLISHED = "not established"  # the licence of a source whose terms are not known; `limits` says why


@dataclass(frozen=True, slots=True)
class Source:
    """Who publishes, under which licence, through which interface, how often; and what cannot be had, and why."""

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
    compiler: Text = Text("")  # whose part it is to compile it for the cooperation
