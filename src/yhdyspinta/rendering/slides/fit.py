"""Whether text fits its box, counted from mean letter widths; the first size that fits is taken, else the smallest."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

REGULAR, BOLD = 0.53, 0.57  # mean width of a letter of Arial as a share of its size, Finnish text, rounded up
LINE = 1.2


def lines(text: str, size: float, width: float, bold: bool = False) -> int:
    """Lines that `text` takes at `size` points in `width` inches."""
    room = max(4, int(width * 72 / (size * (BOLD if bold else REGULAR))))
    return sum(len(textwrap.wrap(part, room)) or 1 for part in text.split("\n"))


def size_for(texts: Sequence[str], width: float, height: float, sizes: Sequence[int], bold: bool = False, gap: float = 0.0) -> int:
    """The greatest of `sizes` (points, descending) at which all texts fit `width` × `height` inches, `gap` points between them."""
    for size in sizes:
        taken = sum(lines(text, size, width, bold) * size * LINE + gap for text in texts)
        if taken <= height * 72:
            return size
    return sizes[-1]


def pages(texts: Sequence[str], width: float, height: float, size: int, gap: float = 0.0) -> list[list[str]]:
    """Texts in order, as many on each page as fit at `size` points."""
    found: list[list[str]] = []
    room = 0.0
    for text in texts:
        need = lines(text, size, width) * size * LINE + gap
        if not found or need > room:
            found.append([])
            room = height * 72
        found[-1].append(text)
        room -= need
    return found
