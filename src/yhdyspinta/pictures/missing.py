"""What is not in a picture: why, from which source it would come, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from yhdyspinta.catalogue.sentences import sentences
from yhdyspinta.domain.indicator import Additivity, Indicator
from yhdyspinta.domain.period import Rhythm
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.model import Figure, Missing


def missing_of(context: Context, defined: Iterable[Indicator], told: Mapping[str, Figure]) -> tuple[Missing, ...]:
    """The defined indicators of which the area has no figure, in the order of their definitions."""
    here = set(context.model.indicators())
    # projections are not figures of a day: they stand in a block of their own
    elsewhere = {name for theme in context.themes for name in theme.projections}
    return tuple(_missing(context, item, item.id in here) for item in defined if item.id not in told and item.id not in elsewhere)


def _missing(context: Context, indicator: Indicator, here: bool) -> Missing:
    source = context.sources[indicator.source]
    if not here:
        reason = "missing_live"
    else:
        reason = "missing_refused" if indicator.additivity is Additivity.MUST_NOT else "missing_area"
    return Missing(
        indicator=indicator.id,
        title=indicator.title.as_dict(),
        source=source.id,
        source_title=source.title.as_dict(),
        reason=sentences()[reason].as_dict(),
        due=None if here else next_due(indicator, context.day),
    )


def next_due(indicator: Indicator, day: date) -> str | None:
    """The day by which the source should have the newest figure that may be had on `day`, by rhythm and lag."""
    if indicator.rhythm is Rhythm.IRREGULAR or indicator.rhythm.months is None or not indicator.address:
        return None
    months = indicator.rhythm.months
    index = day.year * 12 + day.month - 1
    ended = date((index - index % months) // 12, (index - index % months) % 12 + 1, 1)
    published = ended + timedelta(days=indicator.lag_days)
    while published <= day:
        index += months
        ended = date((index - index % months) // 12, (index - index % months) % 12 + 1, 1)
        published = ended + timedelta(days=indicator.lag_days)
    return published.isoformat()
