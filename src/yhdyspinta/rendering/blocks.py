"""The plain values that slides and pages are drawn from. They carry finished text, no figures logic."""

from __future__ import annotations

import re
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
    """The words of a cell; a verdict reads as its sign and its word, which a line does not part."""
    return f"{cell.sign}\u00a0{cell.text}" if isinstance(cell, Verdict) else cell


# Control characters but tab and line feed, surrogates, the two that are no characters, and what turns the writing direction.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text that XML can hold: control characters, surrogates and bidi overrides are dropped."""
    return _UNWRITABLE.sub("", text)
