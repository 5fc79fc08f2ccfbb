"""Where everything in a picture came from: its releases and their sources, whole, so that an edition stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from yhdyspinta.intake.computing import populations
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.model import Figure, Section, TrendBlock


def releases_of(
    context: Context, figures: Iterable[Figure], outlook: TrendBlock | None, sections: Sequence[Section]
) -> dict[str, dict[str, Any]]:
    """Every release of a source that the picture uses, and that of the population by which sizes are told."""
    used = _sources(context, figures, outlook, sections)
    used |= {context.indicators[name].source for name in populations(context.indicators)}
    return {name: release.as_dict() for name, release in sorted(context.releases.items()) if release.source in used}


def sources_of(
    context: Context, figures: Iterable[Figure], outlook: TrendBlock | None, sections: Sequence[Section]
) -> dict[str, dict[str, Any]]:
    """Publisher, licence, rhythm and limits of each source that the picture uses."""
    found = {}
    for name in sorted(_sources(context, figures, outlook, sections)):
        source = context.sources[name]
        found[name] = {
            "title": source.title.as_dict(),
            "publisher": source.publisher,
            "licence": source.licence,
            "licence_address": source.licence_address,
            "address": source.address,
            "rhythm": source.rhythm.value,
            "limits": source.limits.as_dict(),
        }
    return found


def _sources(context: Context, figures: Iterable[Figure], outlook: TrendBlock | None, sections: Sequence[Section]) -> set[str]:
    indicators = {figure.indicator for figure in figures}
    indicators |= {block.indicator for section in sections for block in section.trends}
    indicators |= {section.map.indicator for section in sections if section.map}
    if outlook:
        indicators.add(outlook.indicator)
    return {context.indicators[name].source for name in indicators}
