"""Finding texts by words in whatever form they stand, in Finnish, Swedish or English.

Finnish words are brought to keys that their forms share (`finnish`), Swedish and English ones to their stems by the Snowball
stemmers (Porter, M. F. (2001): Snowball: A language for stemming algorithms). A key finds those that begin with it, and a slip of
the hand the nearest one.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Generic, TypeVar

import snowballstemmer

from yhdyspinta.catalogue import finnish
from yhdyspinta.domain.text import LANGUAGES, Text

_STEMMERS = {"sv": "swedish", "en": "english"}
_WORD = re.compile(r"[^\W_]+")
_LITTLE = frozenset(  # words that say nothing of what is sought
    _WORD.findall(
        "ja tai sekä on ei että kun se och eller samt i på att det en ett in of the and or a an at to for inom av för om "
        "vad mikä mitä miten millä what which how hur vilka ovatko onko"
    )
)
_LEAST = 3  # letters of a key that may stand for longer ones
_TITLE, _ABOUT = 3.0, 1.0
_CUTOFF = 0.8
_LENGTHS = 2  # letters by which a slip of the hand may shorten or lengthen a word

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Name]):
    """Something to be found: its kind, its name, and the keys of the words of its title and of what is told about it."""

    kind: str
    id: Name
    title: frozenset[str]
    about: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit(Generic[Name]):
    """Something found: its kind, its name and how well it answers."""

    kind: str
    id: Name
    score: float


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A word of the search: its keys, and the known keys that they begin or that are nearest to them."""

    whole: frozenset[str]
    alike: frozenset[str]


def entry(kind: str, name: Name, titles: Iterable[Text], about: Iterable[Text]) -> Entry[Name]:
    """An entry made of texts."""
    return Entry(kind, name, frozenset(_keys_of(titles)), frozenset(_keys_of(about)))


def _keys_of(texts: Iterable[Text]) -> Iterator[str]:
    for text in texts:
        for language in LANGUAGES:
            for token in tokens(text.in_(language)):
                yield from keys(token, language)


def tokens(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def telling(words: Iterable[str]) -> list[str]:
    """The words without the little ones, which say nothing of what is sought."""
    return [word for word in words if word.casefold() not in _LITTLE]


@lru_cache(maxsize=50_000)
def keys(token: str, language: str) -> frozenset[str]:
    """The keys of a word as one of that language."""
    if language == "fi":
        return finnish.keys(token)
    return frozenset({finnish.folded(_stemmer(language).stemWord(unicodedata.normalize("NFC", token).casefold()))})


@lru_cache(maxsize=50_000)
def keys_in_any(token: str) -> frozenset[str]:
    """The keys of a word whose language is not known."""
    return frozenset().union(*(keys(token, language) for language in LANGUAGES))


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_STEMMERS[language])


class WordIndex(Generic[Name]):
    """Entries among which words are sought; it does not change."""

    def __init__(self, entries: Iterable[Entry[Name]]) -> None:
        self.entries = tuple(entries)

    @cached_property
    def _vocabulary(self) -> tuple[str, ...]:
        return tuple(sorted({key for entry in self.entries for key in entry.title | entry.about}))

    @cached_property
    def _beginnings(self) -> dict[str, list[str]]:
        """First letter -> the known keys that begin with it: what a word may be alike to."""
        found: dict[str, list[str]] = {}
        for key in self._vocabulary:
            found.setdefault(key[:1], []).append(key)
        return found

    def hits(self, words: Iterable[str], entries: Iterable[Entry[Name]] | None = None) -> list[Hit[Name]]:
        """Every entry that answers each word, or where there is none those that answer the most of them; the best first."""
        wanted = [self._wanted(word) for word in telling(words)]
        scored = [(entry, [_score(one, entry) for one in wanted]) for entry in (self.entries if entries is None else entries)]
        most = max((sum(score > 0 for score in scores) for _, scores in scored), default=0)
        if not most:
            return []
        found = [
            Hit(entry.kind, entry.id, sum(scores) + 1 / (1 + len(entry.title)))  # of equals the one that says least beside
            for entry, scores in scored
            if sum(score > 0 for score in scores) == most
        ]
        return sorted(found, key=lambda hit: -hit.score)

    def _wanted(self, word: str) -> _Wanted:
        whole = keys_in_any(word)
        alike = frozenset(known for key in whole for known in self._beginnings.get(key[:1], ()) if _begins(key, known))
        return _Wanted(whole, alike or frozenset(self._near(whole)))

    def _near(self, whole: Iterable[str]) -> Iterator[str]:
        """The keys nearest to a word with a slip of the hand; its first letter is taken to be right."""
        for key in whole:
            if len(key) > _LEAST:
                alike = [known for known in self._beginnings.get(key[:1], ()) if abs(len(known) - len(key)) <= _LENGTHS]
                yield from difflib.get_close_matches(key, alike, n=2, cutoff=_CUTOFF)


def _score(wanted: _Wanted, entry: Entry[Name]) -> float:
    """A word of the title counts for more than one of the rest, a whole one for more than a beginning."""
    for words, weight in ((entry.title, _TITLE), (entry.about, _ABOUT)):
        if not wanted.whole.isdisjoint(words):
            return weight
        if not wanted.alike.isdisjoint(words):
            return weight / 2
    return 0.0


def _begins(key: str, known: str) -> bool:
    """Whether one begins the other: `työttöm` finds both työttömät and työttömyys."""
    if len(key) < _LEAST or len(known) < _LEAST:
        return key == known
    return known.startswith(key) or (len(known) > _LEAST + 1 and key.startswith(known))
