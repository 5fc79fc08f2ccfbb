"""A deck as bytes and back, so that a child process can build it on a template that people gave."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import msgspec

from yhdyspinta.rendering.slides.model import ChartSlide, Deck, Headlines, MapSlide, Slide, StatementsSlide, TableSlide, TextSlide

_KINDS: MappingProxyType[str, type[Slide]] = MappingProxyType(
    {kind.__name__: kind for kind in (Headlines, ChartSlide, TableSlide, MapSlide, TextSlide, StatementsSlide)}
)


class _Packed(msgspec.Struct):
    deck: Deck
    slides: list[tuple[str, msgspec.Raw]]


def pack(deck: Deck) -> bytes:
    """The deck as MessagePack; what cannot be written of a text (lone surrogates) is left out."""
    slides = [(type(slide).__name__, msgspec.Raw(msgspec.msgpack.encode(slide))) for slide in deck.slides]
    return msgspec.msgpack.encode(_Packed(replace(deck, slides=(), labels=dict(deck.labels)), slides))


def unpack(data: bytes) -> Deck:
    """What pack() wrote; msgspec.ValidationError for anything else."""
    packed = msgspec.msgpack.decode(data, type=_Packed)
    slides = tuple(msgspec.msgpack.decode(raw, type=_KINDS[name]) for name, raw in packed.slides)
    return replace(packed.deck, slides=slides)
