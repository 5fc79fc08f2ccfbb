"""Text in the three languages of the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_ORDER = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}


@dataclass(frozen=True, slots=True)
class Text:
    """One meaning in Finnish, Swedish and English; Finnish is never empty."""

    fi: str
    sv: str = ""
    en: str = ""

    def in_(self, language: str) -> str:
        """The text in `language`, else Finnish, which every text has."""
        text = self.sv if language == "sv" else self.en if language == "en" else ""
        return text or self.fi

    def as_dict(self) -> dict[str, str]:
        return {"fi": self.fi, "sv": self.sv, "en": self.en}


def alphabetical(text: str) -> tuple[int, ...]:
    """What texts are ordered by: å, ä and ö stand after z, in Finnish as in Swedish, and case does not matter."""
    return tuple(_ORDER.get(letter, -1) for letter in text.casefold())
