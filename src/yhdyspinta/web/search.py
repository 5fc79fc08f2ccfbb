"""Finding an area by what a person types: any case, accents or none, hyphens or none, a slip of the hand.

The register knows names exactly; this picker forgives. Where several areas bear the name, the county wins.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.catalogue.postal_codes import postal_codes
from yhdyspinta.domain.areas import Area, AreaRegister
from yhdyspinta.domain.text import LANGUAGES

LONGEST = 100
_MOST = 20
_CUTOFF = 0.72
ORDER = ("HVA", "KU", "MK", "SK", "TA", "YTA", "EVK", "ELY", "SSS")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Found:
    """`exact` bear the name as written, the county first; `near` look like it."""

    exact: tuple[Area, ...]
    near: tuple[Area, ...]


def acceptable(text: str, longest: int = LONGEST) -> bool:
    """Whether a search text can be used: short enough, no control characters, no direction overrides."""
    return len(text) <= longest and not _FORBIDDEN.search(text)


def find(text: str, language: str) -> Found:
    """The areas that `text` names, and those whose names begin with, hold or resemble it."""
    wanted = folded(text)
    if not wanted:
        return Found((), ())
    if wanted in postal_codes():
        return Found(_at(wanted), ())
    index = _index(register_of_areas())
    exact = _sorted(index.get(wanted, ()), language)
    holding = [area for name, areas in index.items() if len(wanted) > 1 and wanted in name for area in areas]
    starting = [area for name, areas in index.items() if name.startswith(wanted) for area in areas]
    resembling = _resembling(wanted) if not exact and not starting else []
    near = list(dict.fromkeys([*_sorted(starting, language), *_sorted(holding, language), *resembling]))
    return Found(exact, tuple(area for area in near if area not in exact)[:_MOST])


def _at(postal_code: str) -> tuple[Area, ...]:
    """The municipality of a postal code as it is today: one that has merged is the one it became."""
    register = register_of_areas()
    now = register.became(postal_codes()[postal_code], date(register.current, 1, 1))
    return tuple(register.get(area) for area, _share in now)


def not_found(names: Iterable[str]) -> str:
    """Which of the names that a reader wrote are of no area."""
    return _("These were not found: %(names)s.") % {"names": ", ".join(names)}


def nearest(text: str, language: str) -> tuple[Area, ...]:
    """A few areas to offer in place of one that does not exist."""
    if not acceptable(text):
        return ()
    found = find(text, language)
    return (*found.exact, *found.near, *_resembling(folded(text)))[:5]


def namesakes(area: Area, language: str) -> tuple[Area, ...]:
    """The other areas now in force that are called by the same short name, such as the region of a county."""
    found = _index(register_of_areas()).get(folded(area.label.in_(language)), ())
    return tuple(one for one in _sorted(found, language) if one.id != area.id and one.end is None)


def folded(text: str) -> str:
    """Letters and digits without accents, case, spaces or hyphens: Jyväskylä, JYVASKYLA and jyväs kylä are one."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _resembling(wanted: str) -> list[Area]:
    index = _index(register_of_areas())
    return [area for name in difflib.get_close_matches(wanted, index, n=5, cutoff=_CUTOFF) for area in _sorted(index[name], "fi")]


def _sorted(areas: tuple[Area, ...] | list[Area], language: str) -> tuple[Area, ...]:
    return tuple(sorted(dict.fromkeys(areas), key=lambda area: (ORDER.index(area.kind), area.label.in_(language))))


@lru_cache(maxsize=1)
def _index(register: AreaRegister) -> dict[str, tuple[Area, ...]]:
    """Folded name, short name, code or id -> areas of the current division (and former ones of shown kinds)."""
    index: dict[str, list[Area]] = {}
    for area in register.all:
        if area.kind not in ORDER:
            continue
        names = {text.in_(language) for text in (area.name, area.label) for language in LANGUAGES} | {area.id, area.code}
        for name in {folded(name) for name in names}:
            index.setdefault(name, []).append(area)
    return {name: tuple(areas) for name, areas in index.items()}
