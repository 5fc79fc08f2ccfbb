"""What an indicator means, in words: which way is good, how it adds up, and why an area has no figure of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yhdyspinta.domain.indicator import Additivity, Indicator, Polarity
from yhdyspinta.pictures.absence import Absence, Reason


def polarity_words(polarity: Polarity) -> str:
    return {
        Polarity.HIGHER_IS_BETTER: _("A higher value is better."),
        Polarity.HIGHER_IS_WORSE: _("A higher value is worse."),
    }.get(polarity, _("Neither a higher nor a lower value is better, so differences are told without a judgement."))


def additivity_words(indicator: Indicator) -> str:
    """How figures of larger areas come of those of municipalities."""
    return {
        Additivity.SUM: _("Figures of larger areas are sums of those of municipalities, unless the source publishes them."),
        Additivity.RATIO_OF_SUMS: _(
            "Figures of larger areas are the sum of the numerators divided by the sum of the denominators, "
            "unless the source publishes them."
        ),
        Additivity.POPULATION_WEIGHTED: _(
            "Figures of larger areas are means of municipalities weighted by their population, unless the source publishes them."
        ),
        Additivity.MUST_NOT: _(
            "Figures of larger areas cannot be computed from those of municipalities: they are shown only where the source publishes them."
        ),
    }[indicator.additivity]


def absence_words(absence: Absence, area: str, kinds: str) -> tuple[str, str]:
    """A heading and a sentence on why `area` has no figure; `kinds` are the kinds of area that have some, in words."""
    heading, text = _absences()[absence.reason]
    sentence = text % {"area": area, "kinds": kinds}
    if absence.reason is Reason.NOT_FOR_KIND and absence.must_not:
        sentence += " " + _("It cannot be computed from figures of municipalities either.")
    return heading, sentence


def _absences() -> dict[Reason, tuple[str, str]]:
    return {
        Reason.NOT_HERE: (
            _("No figure yet"),
            _(
                "The indicator is defined, but no figure of it has been fetched into this installation. This is an "
                "information gap, not a zero."
            ),
        ),
        Reason.SUPPRESSED: (
            _("Withheld"),
            _(
                "The producer knows the figure of %(area)s but withholds it to protect people, because the count is "
                "small. It is not a zero."
            ),
        ),
        Reason.NOT_AVAILABLE: (
            _("The figure is missing"),
            _("The source gives %(area)s a mark of missing data in place of a value. It is not a zero."),
        ),
        Reason.NOT_APPLICABLE: (
            _("Not applicable"),
            _("The source says that the figure cannot exist for %(area)s, for example because there is nothing to divide by."),
        ),
        Reason.ONLY_FORECAST: (
            _("A projection"),
            _(
                "These are figures of an official projection for the years to come. They tell what follows if the "
                "development goes on as before."
            ),
        ),
        Reason.OTHER_DIVISION: (
            _("Only on another division of areas"),
            _(
                "There are figures of %(area)s only from a time when its boundaries were others, and they cannot be "
                "told of the area of today."
            ),
        ),
        Reason.NOT_FOR_KIND: (
            _("Not published for areas of this kind"),
            _("The source publishes no figures for areas of this kind. There are figures of: %(kinds)s."),
        ),
        Reason.NOT_COVERED: (
            _("The area is not covered"),
            _("There are figures of other areas of this kind, but none of %(area)s: the source does not cover it."),
        ),
    }
