"""The page of an area: its cards with their small lines, and the figures of each theme as rows beside the chosen comparators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yhdyspinta.pictures.comparing import KEYS
from yhdyspinta.pictures.model import Picture
from yhdyspinta.pictures.presenters.figures import Card, ComparatorLine
from yhdyspinta.pictures.presenters.pictures import PictureShown
from yhdyspinta.rendering.spark import Spark

FIRST = 8  # rows of a theme that are shown before the rest is unfolded


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its small line and what stands beside it, one place for each column; None where it has no such comparator."""

    card: Card
    indicator: str
    spark: Spark | None
    beside: tuple[ComparatorLine | None, ...]


@dataclass(frozen=True, slots=True)
class ThemeRows:
    first: tuple[Row, ...]
    rest: tuple[Row, ...]


def rows(cards: Iterable[Card], picture: Picture, sparks: Mapping[str, Spark], keys: tuple[str, ...]) -> tuple[Row, ...]:
    """Cards as rows, in their order."""
    return tuple(_row(card, picture, sparks.get(card.id), keys) for card in cards)


def themes(shown: PictureShown, picture: Picture, sparks: Mapping[str, Spark], keys: tuple[str, ...]) -> dict[int, ThemeRows]:
    """Theme number -> the rows of its figures that are alive and no headlines."""
    found = {}
    for section in shown.sections:
        all_rows = rows(section.cards, picture, sparks, keys)
        split = len(all_rows) if len(all_rows) <= FIRST + 2 else FIRST
        found[section.number] = ThemeRows(all_rows[:split], all_rows[split:])
    return found


def _row(card: Card, picture: Picture, line: Spark | None, keys: tuple[str, ...]) -> Row:
    figure = picture.figures[card.id]
    beside = {other.key: shown for other, shown in zip(figure.comparators, card.comparators, strict=True)}
    return Row(card, figure.indicator, line, tuple(beside.get(KEYS[key]) for key in keys))
