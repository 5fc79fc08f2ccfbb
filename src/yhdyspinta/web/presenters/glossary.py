"""The glossary as readers meet it: words in their own language, and a word that explains itself where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yhdyspinta.catalogue.concepts import Concept, by_slug, concepts
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.domain.text import alphabetical
from yhdyspinta.web import wordsearch


@dataclass(frozen=True, slots=True)
class TermShown:
    """`others` are the same word in the other languages as (language, term); `note` is for those who read English."""

    slug: str
    term: str
    others: tuple[tuple[str, str], ...]
    about: str
    differs: str
    seen: str
    reviewed: bool
    note: str


@dataclass(frozen=True, slots=True)
class Letter:
    letter: str
    terms: tuple[TermShown, ...]


def listed(words: str, language: str) -> tuple[Letter, ...]:
    """The words that a search finds, all where it is empty, under their first letters."""
    wanted = set(wordsearch.matching(words, wordsearch.CONCEPT))
    return _by_letter(shown(one, language) for one in concepts() if one.term.fi in wanted)


def one(slug: str, language: str) -> TermShown:
    """One word; Unknown where there is none."""
    found = by_slug().get(slug)
    if found is None:
        raise Unknown(f"There is no word {slug!r} in the glossary.", "The glossary lists its words.")
    return shown(found, language)


def shown(concept: Concept, language: str) -> TermShown:
    others = tuple((other, concept.term.in_(other)) for other in ("fi", "sv", "en") if other != language)
    return TermShown(
        slug=concept.slug,
        term=concept.term.in_(language),
        others=others,
        about=concept.about.in_(language),
        differs=concept.differs.in_(language),
        seen=concept.seen,
        reviewed=concept.reviewed,
        note=concept.note if language == "en" else "",
    )


def _by_letter(terms: Iterable[TermShown]) -> tuple[Letter, ...]:
    groups: dict[str, list[TermShown]] = {}
    for term in sorted(terms, key=lambda one: alphabetical(one.term)):
        groups.setdefault(term.term[:1].upper(), []).append(term)
    return tuple(Letter(letter, tuple(found)) for letter, found in groups.items())
