"""What people write: one form of Unicode, nothing that deceives the eye or a file, no personal identity codes."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from yhdyspinta.domain.identity import has_identity_code

# They turn the order of what follows, so that a reader sees other words than a machine: overrides, embeddings, isolates.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ALLOWED_CONTROLS = frozenset("\n\t")


class Fault(StrEnum):
    """Why a text is not kept."""

    LONG = "long"
    HIDDEN = "hidden"  # control characters, lone surrogates, marks that turn the direction of the text
    LINES = "lines"
    PERSON = "person"  # a personal identity code


def clean(text: str) -> str:
    """The text in NFC, its ends trimmed, its line ends of one kind."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def fault_of(text: str, longest: int, *, lines: bool = True) -> Fault | None:
    """Why a clean text is not kept, if it is not; `longest` in characters, `lines` whether it may have several."""
    if len(text) > longest:
        return Fault.LONG
    if any(letter in _TURNING or _is_control(letter) for letter in text):
        return Fault.HIDDEN
    if not lines and "\n" in text:
        return Fault.LINES
    return Fault.PERSON if names_a_person(text) else None


def names_a_person(text: str) -> bool:
    """Whether it holds a personal identity code; marks without width do not hide one."""
    return has_identity_code("".join(letter for letter in text if unicodedata.category(letter) != "Cf"))


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs") and letter not in _ALLOWED_CONTROLS
