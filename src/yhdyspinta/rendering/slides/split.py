"""What does not fit on one slide goes on to the next, under a title that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yhdyspinta.rendering.slides import tables
from yhdyspinta.rendering.slides.draw import SMALL_SIZE, TABLE_SIZE, TEXT_SIZE
from yhdyspinta.rendering.slides.fit import pages
from yhdyspinta.rendering.slides.master import BODY
from yhdyspinta.rendering.slides.model import Deck, Headlines, Slide, TableSlide, TextSlide

_CARDS = 6
_GAP = 8  # points between paragraphs
_SHARES = (0.5, 0.6, 0.7, 0.8, 0.9)  # of the height, tried from the least
_, _, _WIDE, _HIGH = BODY


def split(slide: Slide, deck: Deck) -> Iterator[Slide]:
    """The slides that `slide` needs, each with a name of its own."""
    parts: list[Slide] = [slide]
    if isinstance(slide, Headlines):
        size = _even(len(slide.cards), _CARDS)
        parts = [replace(slide, cards=slide.cards[i : i + size]) for i in range(0, len(slide.cards), size)]
    elif isinstance(slide, TextSlide):
        size = SMALL_SIZE if slide.small else TEXT_SIZE
        parts = [replace(slide, paragraphs=tuple(page)) for page in _shared(slide.paragraphs, size)]
    elif isinstance(slide, TableSlide):
        parts = [replace(slide, table=part) for part in tables.pages(slide.table, _WIDE, _HIGH, TABLE_SIZE)]
    for number, part in enumerate(parts):
        more = f" ({deck.labels['continues']}\u00a0{number + 1}/{len(parts)})" if number else ""
        name = f"{part.name}-{number + 1}" if number else part.name
        yield replace(part, name=name, title=part.title + more)


def _shared(paragraphs: Sequence[str], size: int) -> list[list[str]]:
    """As few slides as hold the paragraphs, and as evenly filled as they come: none is left with one line over."""
    width, height = _WIDE - 0.4, _HIGH - 0.2
    found = pages(paragraphs, width, height, size, _GAP)
    for share in _SHARES:
        tried = pages(paragraphs, width, height * share, size, _GAP)
        if len(tried) == len(found):
            return tried
    return found


def _even(count: int, most: int) -> int:
    """How many on each slide when they are shared evenly over as few slides as hold them."""
    return -(-count // max(1, -(-count // most))) or 1
