"""Which targets a word of the command line means: a source, a target, an indicator, or an area."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.live import targets
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.catalogue.themes import themes
from yhdyspinta.domain.areas import MUNICIPALITY, Area
from yhdyspinta.domain.errors import Ambiguous, Unknown, YhdyspintaError
from yhdyspinta.domain.indicator import Additivity
from yhdyspinta.domain.live import Target
from yhdyspinta.sources.connectors import CONNECTORS

COUNTY = "HVA"


def selected(what: str, known: Mapping[str, Target] | None = None) -> tuple[Target, ...]:
    """The targets of `what`, those of the themes' headlines first: of a source, a target, an indicator, or those that can
    say something of an area; all of them when it is empty.

    A target gives its figures for all areas at once, since a release is the whole of a table or is not made: an area
    narrows the targets, not what is asked of each. Unknown, with the nearest names, when nothing answers to it or no
    live address is known.
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
        area = area_of(what)
    except Ambiguous:
        raise
    except YhdyspintaError as error:
        near = difflib.get_close_matches(what, [*found, *sources(), *indicators()], n=5, cutoff=0.5)
        hint = f"The nearest are: {', '.join(near)}." if near else error.hint
        raise Unknown(f"There is no source, target, indicator or area {what!r}.", hint) from error
    reached = tuple(one for one in by_weight(found) if speaks_of(one, area))
    if not reached:
        raise Unknown(f"Nothing that is fetched live says anything of {what}.", "See `yhdyspinta status` for the sources.")
    return reached


def area_of(name: str) -> Area:
    """The area of an id or a name; a town rather than the sub-region that bears its name. Unknown or Ambiguous otherwise."""
    return areas().find(name, prefer=(MUNICIPALITY, COUNTY))


def area_first(name: str, known: Mapping[str, Target] | None = None) -> tuple[Target, ...]:
    """Every target, those that can say something of the area of this name first; `by_weight` when it is empty."""
    ordered = by_weight(targets() if known is None else known)
    if not name:
        return ordered
    area = area_of(name)
    return tuple(sorted(ordered, key=lambda one: not speaks_of(one, area)))


def speaks_of(target: Target, area: Area) -> bool:
    """Whether a target can say something of an area: it gives figures of such areas, or of municipalities whose figures
    may be carried over to it."""
    if area.id in target.facts.get("leave_out", ()):
        return False
    kinds = CONNECTORS[target.connector].kinds(target)
    return not kinds or area.kind in kinds or (MUNICIPALITY in kinds and area.kind != MUNICIPALITY and _carried(target))


def _carried(target: Target) -> bool:
    known = (indicators().get(wanted.indicator) for wanted in target.series)
    return any(one is not None and one.additivity is not Additivity.MUST_NOT for one in known)


def by_weight(known: Mapping[str, Target]) -> tuple[Target, ...]:
    """The targets, those that feed the headlines of the themes first."""
    weights = {name: place for theme in themes() for place, name in enumerate(theme.headlines)}
    last = len(weights) + 1
    return tuple(
        sorted(known.values(), key=lambda one: (min((weights.get(wanted.indicator, last) for wanted in one.series), default=last), one.id))
    )
