"""What a search found, as links: areas first, then indicators in them, indicators, themes, words and sources."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from yhdyspinta.catalogue.concepts import concepts
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.domain.areas import Area
from yhdyspinta.web import search, wordsearch
from yhdyspinta.web.following import address
from yhdyspinta.web.presenters import areas

_COMBINED = 2  # areas whose indicators are offered at once
_FEW = 6


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Combined:
    """The indicators that were meant, in an area that was named."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """`exact` areas bear the whole text as their name, `named` are named by some of its words, `near` look like it."""

    heading: str
    exact: tuple[areas.Link, ...]
    named: tuple[areas.Link, ...]
    near: tuple[areas.Link, ...]
    combined: tuple[Combined, ...]
    indicators: tuple[Link, ...]
    themes: tuple[Link, ...]
    concepts: tuple[Link, ...]
    sources: tuple[Link, ...]
    nothing: bool


def found(wanted: str, names: search.Found, language: str) -> Found:
    """Everything that an acceptable text finds; `names` are the areas whose names it is or resembles."""
    meant = wordsearch.meaning(wanted)
    named = tuple(area for area in meant.areas if area not in names.exact)
    near = tuple(area for area in names.near if area not in named) if names.exact or not (named or meant.hits) else ()
    ids = meant.of(wordsearch.INDICATOR)
    shown = Found(
        heading="",
        exact=areas.links(names.exact, language),
        named=areas.links(named, language),
        near=areas.links(near, language),
        combined=tuple(_combined(area, ids, language) for area in meant.areas[:_COMBINED]) if ids else (),
        indicators=tuple(_indicator(one, language) for one in ids),
        themes=tuple(Link(themes()[int(one)].title.in_(language), "", address("theme", one)) for one in meant.of(wordsearch.THEME)),
        concepts=_concepts(meant.of(wordsearch.CONCEPT), language),
        sources=tuple(_source(one, language) for one in meant.of(wordsearch.SOURCE)),
        nothing=False,
    )
    return _headed(shown, wanted)


def _headed(shown: Found, wanted: str) -> Found:
    places = bool(shown.exact or shown.near)
    words = bool(shown.named or shown.indicators or shown.themes or shown.concepts or shown.sources)
    heading = _("Choose an area") if places or not wanted.strip() else _("Nothing was found")
    if words:
        heading = _("Found with “%(words)s”") % {"words": wanted.strip()}
    return replace(shown, heading=heading, nothing=not places and not words)


def _combined(area: Area, ids: tuple[str, ...], language: str) -> Combined:
    links = tuple(
        Link(indicators()[one].title.in_(language), indicators()[one].unit.in_(language), address("area_indicator", area.id, one))
        for one in ids[:_FEW]
    )
    return Combined(_("%(area)s: indicators") % {"area": area.name.in_(language)}, links)


def _indicator(identifier: str, language: str) -> Link:
    found = indicators()[identifier]
    return Link(
        found.title.in_(language),
        f"{found.unit.in_(language)}, {publisher_name(sources()[found.source].publisher, language)}",
        address("indicator", identifier),
    )


def _concepts(terms: tuple[str, ...], language: str) -> tuple[Link, ...]:
    by_term = {concept.term.fi: concept for concept in concepts()}
    return tuple(
        Link(by_term[one].term.in_(language), by_term[one].about.in_(language), address("term", by_term[one].slug)) for one in terms
    )


def _source(identifier: str, language: str) -> Link:
    source = sources()[identifier]
    return Link(source.title.in_(language), publisher_name(source.publisher, language), address("sources"))
