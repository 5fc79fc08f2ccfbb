"""All areas of one kind by one indicator: a table, and how the values lie in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yhdyspinta.analysis.comparison import Rank, rank
from yhdyspinta.analysis.distribution import Distribution
from yhdyspinta.catalogue.areas import areas as register_of_areas
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.domain.status import Status
from yhdyspinta.domain.text import alphabetical
from yhdyspinta.pictures.comparability import grows_with_area
from yhdyspinta.pictures.indicator_card import Listing, Place
from yhdyspinta.pictures.presenters import wording
from yhdyspinta.rendering import numbers

BY_VALUE = "arvo"


@dataclass(frozen=True, slots=True)
class Row:
    """`note` tells what a mark means, or of which period the newest value is."""

    area: str
    name: str
    value: str
    note: str
    rank: str
    own: bool


@dataclass(frozen=True, slots=True)
class ListingShown:
    caption: str
    kinds: str
    period: str
    boundaries: str
    rows: tuple[Row, ...]
    ranked: bool
    by_value: bool
    words: tuple[str, ...]


def shown(listing: Listing, indicator: Indicator, own: str, language: str, *, by_value: bool) -> ListingShown:
    """The own area first and the rest by name, or from the greatest value down."""
    ranks = (
        rank({place.area: place.value for place in listing.places}, indicator.polarity)
        if by_value and not grows_with_area(indicator)
        else {}
    )
    register = register_of_areas()
    names = {place.area: register.get(place.area).label.in_(language) for place in listing.places}
    period = numbers.period_name(listing.period, language)
    kinds = wording.kinds_name(listing.kind)
    words = {"title": indicator.title.in_(language), "kinds": kinds.lower(), "period": period, "unit": indicator.unit.in_(language)}
    return ListingShown(
        caption=_("%(title)s: %(kinds)s, %(period)s (%(unit)s)") % words,
        kinds=kinds,
        period=period,
        boundaries=str(listing.boundaries),
        rows=tuple(_row(place, names, ranks, indicator, own, language) for place in _ordered(listing, names, own, by_value=by_value)),
        ranked=bool(ranks),
        by_value=by_value,
        words=_distribution(listing, indicator, names, language),
    )


def _ordered(listing: Listing, names: Mapping[str, str], own: str, *, by_value: bool) -> list[Place]:
    if by_value:
        return sorted(listing.places, key=lambda one: (one.value is None, -(one.value or 0.0), alphabetical(names[one.area])))
    return sorted(listing.places, key=lambda one: (one.area != own, alphabetical(names[one.area])))


def _row(place: Place, names: Mapping[str, str], ranks: Mapping[str, Rank], indicator: Indicator, own: str, language: str) -> Row:
    note = numbers.status_words(place.status, language)
    if place.value is None and not place.newest:
        note = _("no figure in the source")
    elif place.value is None and place.status == Status.NOT_AVAILABLE and place.newest:
        note = _("newest from %(period)s") % {"period": numbers.period_name(place.newest, language)}
    found = ranks.get(place.area)
    value = numbers.number(place.value, language, indicator.decimals, place.status)
    return Row(place.area, names[place.area], value, note, str(found.place) if found else "", place.area == own)


def _distribution(listing: Listing, indicator: Indicator, names: Mapping[str, str], language: str) -> tuple[str, ...]:
    """The spread in sentences: how many are known, the middle half, the median, the ends; then what is missing and why."""
    spread = listing.spread
    if spread is None:
        return ()
    found = [_known(listing, spread), *_middle(spread, indicator, language), _ends(spread, indicator, names, language)]
    return (*found, *_lacking(listing))


def _known(listing: Listing, spread: Distribution) -> str:
    words = {"n": spread.n, "all": len(listing.places)}
    return _("%(n)s of %(all)s areas have a value in this period.") % words


def _middle(spread: Distribution, indicator: Indicator, language: str) -> list[str]:
    if spread.median is None or spread.lower_quartile is None or spread.upper_quartile is None:
        return []
    unit = indicator.unit.in_(language)
    words = {
        "low": numbers.number(spread.lower_quartile, language, indicator.decimals),
        "high": numbers.amount(spread.upper_quartile, language, indicator.decimals, unit),
        "median": numbers.amount(spread.median, language, indicator.decimals, unit),
    }
    return [_("The median is %(median)s. In the middle half of the areas the value is from %(low)s to %(high)s.") % words]


def _ends(spread: Distribution, indicator: Indicator, names: Mapping[str, str], language: str) -> str:
    unit = indicator.unit.in_(language)
    words = {
        "low": numbers.amount(spread.lowest, language, indicator.decimals, unit),
        "lowest": names[spread.lowest_area],
        "high": numbers.amount(spread.highest, language, indicator.decimals, unit),
        "highest": names[spread.highest_area],
    }
    return _("The lowest value is %(low)s (%(lowest)s), the highest %(high)s (%(highest)s).") % words


def _lacking(listing: Listing) -> list[str]:
    counts, found = listing.counts, []
    if counts[Status.SUPPRESSED]:
        n = counts[Status.SUPPRESSED]
        found.append(
            ngettext(
                "The value of %(n)s area is withheld because the count is small.",
                "The values of %(n)s areas are withheld because the count is small.",
                n,
            )
            % {"n": n}
        )
    if counts[Status.NOT_APPLICABLE]:
        n = counts[Status.NOT_APPLICABLE]
        found.append(ngettext("The figure does not apply to %(n)s area.", "The figure does not apply to %(n)s areas.", n) % {"n": n})
    if counts[Status.NOT_AVAILABLE]:
        n = counts[Status.NOT_AVAILABLE]
        found.append(ngettext("The value of %(n)s area is missing.", "The values of %(n)s areas are missing.", n) % {"n": n})
    return found
