"""An older deck with the figures of today: shapes are found by name, and what people did to them stays.

A shape whose words, numbers or picture are no longer those that we wrote was edited by a person, and is left as it is.
Slides, shapes and notes that are not ours are not touched at all.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from yhdyspinta.rendering.slides import names
from yhdyspinta.rendering.slides.names import Mark
from yhdyspinta.rendering.slides.received import SlidesFault, opened
from yhdyspinta.rendering.slides.transfer import alike, transfer

REFRESHED, UNCHANGED, EDITED, GONE = OUTCOMES = ("refreshed", "unchanged", "edited", "gone")
MOST_AREAS = 12
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Contents:
    """What of ours a deck holds: the areas, and the language ("fi") in which most of it is written."""

    areas: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one shape: on which slide (from 1; its title), what it shows, and one of OUTCOMES."""

    slide: int
    title: str
    kind: str
    subject: str
    area: str
    outcome: str


def contents(data: bytes) -> Contents:
    """What of ours the deck holds; SlidesFault when there is nothing, or figures of more than MOST_AREAS areas."""
    areas: dict[str, None] = {}
    languages: Counter[str] = Counter()
    for slide in opened(data).slides:
        for shape, mark in _ours(slide):
            areas.setdefault(mark.area)
            languages.update(str(tag)[:2] for tag in shape._element.xpath(".//a:rPr/@lang"))
    if not areas:
        raise SlidesFault("not_ours")
    if len(areas) > MOST_AREAS:
        raise SlidesFault("too_many")
    return Contents(tuple(areas), languages.most_common(1)[0][0] if languages else "fi")


def refresh(data: bytes, fresh: Sequence[bytes]) -> tuple[bytes, tuple[Item, ...]]:
    """The deck with what the `fresh` decks of our own show, and what became of each shape of ours."""
    shown = opened(data)
    new = _index(fresh)
    items = []
    for number, slide in enumerate(shown.slides, 1):
        for shape, mark in list(_ours(slide)):
            outcome = _one(shape, mark, new)
            items.append(Item(number, _title(slide), mark.kind, mark.subject, mark.area, outcome))
    if not items:
        raise SlidesFault("not_ours")
    out = io.BytesIO()
    shown.save(out)
    return out.getvalue(), tuple(items)


def _one(shape: Any, mark: Mark, new: Mapping[Key, tuple[Any, Mark]]) -> str:
    """Refresh one shape, and say what became of it."""
    found = new.get(mark.key)
    if found is None:
        return GONE
    source, wanted = found
    if not alike(source, shape) or _linked(shape):
        return EDITED
    picture, now = hasattr(shape, "image"), names.digest(shape)
    if names.same(now, wanted.digest, picture=picture) and not picture:
        shape.name = str(Mark(*mark.key, wanted.digest, mark.words))
        return UNCHANGED
    if not names.same(now, mark.digest, picture=picture):
        return EDITED
    if picture and source.image.blob == shape.image.blob:
        return UNCHANGED
    kept = names.words_changed(shape, mark)
    transfer(source, shape, words=not kept)
    shape.name = str(Mark(*mark.key, wanted.digest, mark.words if kept else wanted.words))
    return REFRESHED


def _linked(shape: Any) -> bool:
    """Whether a chart reads a workbook outside the deck: then its numbers are another's."""
    if not getattr(shape, "has_chart", False):
        return False
    relations = shape.chart.part.rels.values()
    return any(relation.is_external for relation in relations)


def _index(decks: Sequence[bytes]) -> dict[Key, tuple[Any, Mark]]:
    """The shapes of fresh decks by what they show; the first of a key stands."""
    found: dict[Key, tuple[Any, Mark]] = {}
    for deck in decks:
        for slide in Presentation(io.BytesIO(deck)).slides:
            for shape, mark in _ours(slide):
                found.setdefault(mark.key, (shape, mark))
    return found


def _ours(slide: Any) -> Iterator[tuple[Any, Mark]]:
    shapes = [*_within(slide.shapes), *(_within(slide.notes_slide.shapes) if slide.has_notes_slide else ())]
    for shape in shapes:
        mark = names.read(shape.name)
        if mark is not None and _speaks(shape):
            yield shape, mark


def _within(shapes: Any) -> Iterator[Any]:
    """All shapes, those in groups too."""
    for shape in shapes:
        if shape._element.tag == qn("p:grpSp"):
            yield from _within(shape.shapes)
        else:
            yield shape


def _speaks(shape: Any) -> bool:
    """Whether the shape still holds something that can be compared."""
    if any(getattr(shape, name, False) for name in ("has_chart", "has_table", "has_text_frame")):
        return True
    return shape._element.tag == qn("p:pic") and bool(shape._element.xpath(".//a:blip/@r:embed"))


def _title(slide: Any) -> str:
    title = slide.shapes.title
    return " ".join(title.text_frame.text.split()) if title is not None else ""
