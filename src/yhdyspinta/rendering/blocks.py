"""The plain values that slides and pages are drawn from. They carry finished text, no figures logic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a verdict is coloured. The word and the symbol beside it say the same without colour."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEUTRAL = "neutral"  # polarity is neither: a direction without a judgement
    CANNOT_TELL = "cannot_tell"


SYMBOLS = {Tone.BETTER: "▲", Tone.WORSE: "▼", Tone.SAME: "■", Tone.NEUTRAL: "●", Tone.CANNOT_TELL: "?"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`heikkenee`, coloured by `tone`. `symbol` overrides the tone's own (a rise that is worse: `▲`)."""

    text: str
    tone: Tone = Tone.NEUTRAL
    symbol: str = ""

    @property
    def sign(self) -> str:
        return self.symbol or SYMBOLS[self.tone]


@dataclass(frozen=True, slots=True)
class Card:
    """One headline figure: label, the figure as text with its unit, its period, comparators and verdicts."""

    label: str
    value: str
    period: str = ""
    lines: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    address: str = ""  # where the figure's own page is; empty when there is none
    figure: str = ""  # figure id, kept as data-figure on pages
    note: str = ""  # "ennakkotieto", "vanha luku"


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of ready text. The first cell of each row is its header; `verdicts` colour the cells that hold one."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | Verdict, ...], ...]
    emphasised: frozenset[int] = frozenset()  # rows of the area itself
    note: str = ""


def text_of(cell: str | Verdict) -> str:
    """The words of a cell; a verdict reads as its sign and its word."""
    return f"{cell.sign} {cell.text}" if isinstance(cell, Verdict) else cell


def clean(text: str) -> str:
    """Text that XML can hold: control characters, surrogates and bidi overrides are dropped."""
    return "".join(c for c in text if (c >= " " or c in "\t\n") and not _unwritable(ord(c)))


def _unwritable(code: int) -> bool:
    control, surrogate, bidi = 0x7F <= code <= 0x9F, 0xD800 <= code <= 0xDFFF, 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return control or surrogate or bidi or code in (0xFFFE, 0xFFFF)
