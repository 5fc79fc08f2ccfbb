"""Which targets a word of the command line means: a source, a target, an indicator, or an area."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.live import targets
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.domain.errors import Ambiguous, Unknown, YhdyspintaError
from yhdyspinta.domain.live import Target


def selected(what: str, known: Mapping[str, Target] | None = None) -> tuple[Target, ...]:
    """The targets of `what`; all of them, those of the themes' headlines first, when it is empty or names an area.

    A target gives its figures for all areas at once, so an area only decides that the picture is filled first.
    Unknown, with the nearest names, when nothing answers to it or no live address is known.
    """
    found = targets() if known is None else known
    if not what:
        return by_weight(found)
    if what in found:
        return (found[what],)
    own = tuple(one for one in by_weight(found) if what == one.source or any(what == wanted.indicator for wanted in one.series))
    if own:
        return own
    if what in sources() or what in indicators():
        raise Unknown(f"No live address of {what} is known.", "`yhdyspinta add ADDRESS` proposes an entry for one.")
    try:
        areas().find(what)
    except Ambiguous:
        pass  # a town and its sub-region: an area either way
    except YhdyspintaError as error:
        near = difflib.get_close_matches(what, [*found, *sources(), *indicators()], n=5, cutoff=0.5)
        hint = f"The nearest are: {', '.join(near)}." if near else error.hint
        raise Unknown(f"There is no source, target, indicator or area {what!r}.", hint) from error
    return by_weight(found)


def by_weight(known: Mapping[str, Target]) -> tuple[Target, ...]:
    """The targets, those that feed the headlines of the themes first."""
    weights = {name: place for theme in themes() for place, name in enumerate(theme.headlines)}
    last = len(weights) + 1
    return tuple(
        sorted(known.values(), key=lambda one: (min((weights.get(wanted.indicator, last) for wanted in one.series), default=last), one.id))
    )
