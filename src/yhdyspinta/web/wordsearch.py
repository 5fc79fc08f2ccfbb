"""Finding what the words of a search mean: indicators, concepts, sources and themes, in whatever form the words stand.

Words are brought to their stems by the Snowball stemmers of the three languages (Porter, M. F. (2001): Snowball: A language
for stemming algorithms); a stem finds those that begin with it, and a slip of the hand the nearest one. The names of areas
are taken out first, in any Finnish case: `työttömiä Jyväskylässä` is an indicator in an area.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from yhdyspinta.catalogue import installed
from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.catalogue.concepts import concepts
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.catalogue.words import CASES
from yhdyspinta.catalogue.words import words as word_forms
from yhdyspinta.domain.areas import Area
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.web import search

INDICATOR, CONCEPT, SOURCE, THEME = "indicator", "concept", "source", "theme"
_STEMMERS = {"fi": "finnish", "sv": "swedish", "en": "english"}
_WORD = re.compile(r"[^\W_]+")
_LITTLE = frozenset(
    [
        "ja",
        "tai",
        "sekä",
        "on",
        "ei",
        "och",
        "eller",
        "samt",
        "i",
        "på",
        "in",
        "of",
        "the",
        "and",
        "or",
        "a",
        "an",
        "at",
        "to",
        "for",
        "inom",
        "av",
        "för",
    ]
)
_LEAST = 3  # letters of a stem that may stand for longer ones
_LONGEST_NAME = 5  # words of an area's name
_MOST = 20
# The ends of Finnish stems that the stemmer leaves apart: kertomus, kertomukse-; työttömyys, työttömyyde-; suhde, suhtee-.
_GRADES = (("uks", "us"), ("yks", "ys"), ("uud", "uus"), ("yyd", "yys"), ("d", "t"))
_TITLE, _ABOUT = 3.0, 1.0
_CUTOFF = 0.8
_NAMED_ALIKE = ("MK", "KU")  # whose names counties bear as their short ones, without cases of their own


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its kind, its id (the Finnish term of a concept) and how well it answers."""

    kind: str
    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a search text means: areas that it names in any case of theirs, and what its other words find, the best first."""

    areas: tuple[Area, ...]
    hits: tuple[Hit, ...]

    def of(self, kind: str) -> tuple[str, ...]:
        return tuple(hit.id for hit in self.hits if hit.kind == kind)[:_MOST]


def meaning(text: str) -> Meaning:
    """The meaning of an acceptable search text (`search.acceptable`)."""
    tokens = _WORD.findall(text)
    found, rest = _areas(tokens)
    return Meaning(found, tuple(_hits(rest, _entries())))


def matching(text: str, kind: str) -> tuple[str, ...]:
    """The ids of a kind that hold every word of the text, the best first; all of the kind where it has no words."""
    tokens = _WORD.findall(text)
    mine = tuple(entry for entry in _entries() if entry.kind == kind)
    if not [token for token in tokens if token.casefold() not in _LITTLE]:
        return tuple(entry.id for entry in mine)
    return tuple(hit.id for hit in _hits(tokens, mine))


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    id: str
    title: frozenset[str]
    about: frozenset[str]


@cache
def _entries() -> tuple[_Entry, ...]:
    return tuple(_all_entries())


def _all_entries() -> Iterator[_Entry]:
    for one in indicators().values():
        yield _entry(INDICATOR, one.id, [one.title], [one.definition, Text(one.producer)])
    for concept in concepts():
        yield _entry(CONCEPT, concept.term.fi, [concept.term], [])
    for source in sources().values():
        yield _entry(SOURCE, source.id, [source.title, Text(source.publisher)], [source.limits])
    for theme in themes():
        yield _entry(THEME, str(theme.number), [theme.title], [theme.foresight, theme.current_state])


def _entry(kind: str, identifier: str, titles: Iterable[Text], about: Iterable[Text]) -> _Entry:
    return _Entry(kind, identifier, frozenset(_stems_of(titles)), frozenset(_stems_of(about)))


def _stems_of(texts: Iterable[Text]) -> Iterator[str]:
    for text in texts:
        for language in LANGUAGES:
            for token in _WORD.findall(text.in_(language)):
                yield _stem(token, language)


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_STEMMERS[language])


@lru_cache(maxsize=20_000)
def _stem(token: str, language: str) -> str:
    stem = _plain(_stemmer(language).stemWord(unicodedata.normalize("NFC", token).casefold()))
    if language == "fi":
        for bent, base in _GRADES:
            if stem.endswith(bent):
                return stem[: -len(bent)] + base
    return stem


def _plain(text: str) -> str:
    """Without accents, as people type on foreign keyboards."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if letter.isalnum())


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A word of the search: its stems, and the known stems that they begin or that are nearest to them."""

    whole: frozenset[str]
    alike: frozenset[str]


def _hits(tokens: list[str], entries: Iterable[_Entry]) -> list[Hit]:
    """Every entry that answers each word, or where there is none those that answer the most of them."""
    wanted = [_wanted(token) for token in tokens if token.casefold() not in _LITTLE]
    scored = [(entry, [_score(one, entry) for one in wanted]) for entry in entries]
    most = max((sum(score > 0 for score in scores) for _, scores in scored), default=0)
    if not most:
        return []
    found = [
        Hit(entry.kind, entry.id, sum(scores) + 1 / len(entry.title))  # of equals the one that says least beside
        for entry, scores in scored
        if sum(score > 0 for score in scores) == most
    ]
    return sorted(found, key=lambda hit: -hit.score)


def _wanted(token: str) -> _Wanted:
    stems = frozenset(_stem(token, language) for language in LANGUAGES)
    alike = frozenset(known for known in _vocabulary() if any(_begins(stem, known) for stem in stems))
    if not alike:
        near = (difflib.get_close_matches(stem, _vocabulary(), n=2, cutoff=_CUTOFF) for stem in stems if len(stem) > _LEAST)
        alike = frozenset(known for many in near for known in many)
    return _Wanted(stems, alike)


@cache
def _vocabulary() -> tuple[str, ...]:
    return tuple(sorted({stem for entry in _entries() for stem in entry.title | entry.about}))


def _score(wanted: _Wanted, entry: _Entry) -> float:
    """A word of the title counts for more than one of the definition, a whole one for more than a beginning."""
    for words, weight in ((entry.title, _TITLE), (entry.about, _ABOUT)):
        if wanted.whole & words:
            return weight
        if wanted.alike & words:
            return weight / 2
    return 0.0


def _begins(stem: str, known: str) -> bool:
    """Whether one begins the other: `työttöm` finds both työttömät and työttömyys."""
    if len(stem) < _LEAST or len(known) < _LEAST:
        return stem == known
    return known.startswith(stem) or (len(known) > _LEAST + 1 and stem.startswith(known))


def _areas(tokens: list[str]) -> tuple[tuple[Area, ...], list[str]]:
    """The areas that runs of words name, the longest run first, and the words that name none."""
    found: list[Area] = []
    rest: list[str] = []
    place = 0
    while place < len(tokens):
        for length in range(min(_LONGEST_NAME, len(tokens) - place), 0, -1):
            named = _forms(installed.edition()).get(search.folded("".join(tokens[place : place + length])), ())
            if named:
                found.extend(named)
                place += length
                break
        else:
            rest.append(tokens[place])
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
