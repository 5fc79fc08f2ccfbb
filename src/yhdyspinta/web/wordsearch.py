"""Finding what the words of a search mean: indicators, concepts, sources and themes, in whatever form the words stand.

The names of areas are taken out first, in any Finnish case: `työttömiä Jyväskylässä` is an indicator in an area.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from yhdyspinta.catalogue import installed
from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.catalogue.concepts import concepts
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.catalogue.wordindex import Entry, Hit, WordIndex, entry, telling, tokens
from yhdyspinta.catalogue.words import CASES
from yhdyspinta.catalogue.words import words as word_forms
from yhdyspinta.domain.areas import Area
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.web import search

INDICATOR, CONCEPT, SOURCE, THEME = "indicator", "concept", "source", "theme"
_LONGEST_NAME = 5  # words of an area's name
_MOST = 20
_NAMED_ALIKE = ("MK", "KU")  # whose names counties bear as their short ones, without cases of their own


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a search text means: areas that it names in any case of theirs, and what its other words find, the best first."""

    areas: tuple[Area, ...]
    hits: tuple[Hit[str], ...]

    def of(self, kind: str) -> tuple[str, ...]:
        return tuple(hit.id for hit in self.hits if hit.kind == kind)[:_MOST]


def meaning(text: str) -> Meaning:
    """The meaning of an acceptable search text (`search.acceptable`)."""
    found, rest = _areas(tokens(text))
    return Meaning(found, tuple(_index().hits(rest)))


def matching(text: str, kind: str) -> tuple[str, ...]:
    """The ids of a kind that hold every word of the text, the best first; all of the kind where it has no words."""
    mine = tuple(one for one in _index().entries if one.kind == kind)
    words = telling(tokens(text))
    return tuple(hit.id for hit in _index().hits(words, mine)) if words else tuple(one.id for one in mine)


@cache
def _index() -> WordIndex[str]:
    """An indicator, a concept (by its Finnish term), a source or a theme each."""
    return WordIndex(_all_entries())


def _all_entries() -> Iterator[Entry[str]]:
    for one in indicators().values():
        yield entry(INDICATOR, one.id, [one.title], [one.definition, Text(one.producer)])
    for concept in concepts():
        yield entry(CONCEPT, concept.term.fi, [concept.term], [])
    for source in sources().values():
        yield entry(SOURCE, source.id, [source.title, Text(source.publisher)], [source.limits])
    for theme in themes():
        yield entry(THEME, str(theme.number), [theme.title], [theme.foresight, theme.current_state])


def _areas(typed: list[str]) -> tuple[tuple[Area, ...], list[str]]:
    """The areas that runs of words name, the longest run first, and the words that name none."""
    found: list[Area] = []
    rest: list[str] = []
    place = 0
    while place < len(typed):
        for length in range(min(_LONGEST_NAME, len(typed) - place), 0, -1):
            named = _forms(installed.edition()).get(search.folded("".join(typed[place : place + length])), ())
            if named:
                found.extend(named)
                place += length
                break
        else:
            rest.append(typed[place])
            place += 1
    return tuple(dict.fromkeys(found)), rest


@lru_cache(maxsize=2)
def _forms(_edition: str) -> dict[str, tuple[Area, ...]]:
    """Folded name in any language, or in any Finnish case -> the areas in force that bear it, the county first."""
    register = register_of_areas()
    bent = {one.name.fi: _cases(one) for one in register.all if one.kind in _NAMED_ALIKE and one.end is None}
    found: dict[str, list[Area]] = {}
    for area in register.all:
        if area.kind not in search.ORDER or area.end is not None:
            continue
        names = {text.in_(language) for text in (area.name, area.label) for language in LANGUAGES}
        names |= {area.id} | _cases(area) | bent.get(area.short.fi, set())
        for name in {search.folded(name) for name in names}:
            found.setdefault(name, []).append(area)
    return {name: tuple(sorted(areas, key=lambda area: search.ORDER.index(area.kind))) for name, areas in found.items()}


def _cases(area: Area) -> set[str]:
    """The Finnish cases of a name."""
    forms = word_forms().forms.get(area.id, {})
    return {forms[case] for case in CASES if case in forms}
