"""A picture put into words: what each figure says, and the five official parts. Pages that show only figures do without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yhdyspinta.pictures.blocks import projection_sentences
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.model import Picture
from yhdyspinta.pictures.parts import parts
from yhdyspinta.pictures.phrases import Spoken
from yhdyspinta.pictures.sentences import one_line, with_sentence


def in_words(context: Context, picture: Picture) -> Picture:
    """The same figures, each with its sentence in every language, and the parts made of them."""
    figures = {name: with_sentence(context, figure) for name, figure in picture.figures.items()}
    events = _lines(context, picture, picture.unusual, "unusual")
    doubts = _lines(context, picture, picture.cannot_tell, "cannot_tell_short")
    outlook: Sequence[Spoken] = projection_sentences(context, picture.projection, picture.area) if picture.projection else ()
    return replace(picture, figures=figures, parts=parts(figures, picture.headlines, picture.sections, events, outlook, doubts))


def _lines(context: Context, picture: Picture, names: Sequence[str], key: str) -> list[tuple[str, Spoken]]:
    return [(name, one_line(context, picture.figures[name], key)) for name in names]
