"""One figure as a card: finished text only, so that templates decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.domain.indicator import MeasureKind
from yhdyspinta.domain.period import Period, Rhythm
from yhdyspinta.pictures.model import Comparator, Figure, Words
from yhdyspinta.pictures.presenters import freshness, wording
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.blocks import Verdict

_MEDIANS = {
    "same_size": gettext_noop("Median of the same size (n = %(n)s)"),
    "same_type": gettext_noop("Median of the same type (n = %(n)s)"),
    "neighbours": gettext_noop("Median of the neighbours (n = %(n)s)"),
    "own_group": gettext_noop("Median of the own group (n = %(n)s)"),
}


@dataclass(frozen=True, slots=True)
class ComparatorLine:
    name: str
    value: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Card:
    """A figure as a reader meets it."""

    id: str
    title: str
    value: str
    unit: str
    amount: str  # value and unit as one text
    period: str
    status: str  # words, empty when final
    boundaries: str
    source: str
    age: str
    freshness: str  # "", stale, old
    change: str
    change_verdict: Verdict | None
    comparators: tuple[ComparatorLine, ...]
    rank: str
    trend: str
    cannot_tell: str
    unusual: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A figure as one row of a list, its words those of the card."""

    id: str
    title: str
    amount: str
    period: str
    status: str
    source: str


def say(words: Words, language: str) -> str:
    """A text in the language, else in Finnish, which every text has."""
    return words.get(language) or words.get("fi", "")


def card(figure: Figure, language: str, today: date) -> Card:
    """The card of a figure on a day."""
    unit = say(figure.unit, language)
    return Card(
        id=figure.id,
        title=say(figure.title, language),
        value=(value := numbers.number(figure.value, language, figure.decimals, figure.status)),
        unit=numbers.unit_beside(value, unit, language) if figure.value is not None else numbers.mark_words(figure.status, language),
        amount=_amount(figure, language),
        period=numbers.period_name(figure.period, language),
        status=status_words(figure, language),
        boundaries=str(figure.boundaries),
        source=publisher_name(figure.publisher, language),
        age=freshness.age_words(figure.period_end, today),
        freshness=freshness.word(figure, today),
        change=change_words(figure, language),
        change_verdict=_change_verdict(figure),
        comparators=tuple(_comparator(figure, one, language) for one in figure.comparators),
        rank=_rank(figure),
        trend=_trend(figure),
        cannot_tell=_cannot_tell(figure, language),
        unusual=figure.unusual,
        sentence=say(figure.sentence, language),
    )


def listed(figure: Figure, language: str) -> Listed:
    """A figure as one row, for lists that show nothing else of it: a card takes ten times the work."""
    return Listed(
        id=figure.id,
        title=say(figure.title, language),
        amount=_amount(figure, language),
        period=numbers.period_name(figure.period, language),
        status=status_words(figure, language),
        source=publisher_name(figure.publisher, language),
    )


def _amount(figure: Figure, language: str) -> str:
    """`11,8 %`; what is missing is named: `.. (salattu pienen lukumäärän vuoksi)`."""
    if figure.value is None:
        return f"{numbers.mark(figure.status)} ({numbers.mark_words(figure.status, language)})"
    return numbers.amount(figure.value, language, figure.decimals, say(figure.unit, language), figure.status)


def status_words(figure: Figure, language: str) -> str:
    """`osittainen, 2 osaa puuttuu`; empty for a final value."""
    words = numbers.status_words(figure.status, language) if figure.value is not None else ""
    if figure.parts_missing:
        missing = ngettext("%(n)s part missing", "%(n)s parts missing", figure.parts_missing) % {"n": figure.parts_missing}
        return f"{words}, {missing}" if words else missing
    return words


def change_words(figure: Figure, language: str) -> str:
    """`+120 (+1,3 %)`, or in percentage points for a share; empty when there is nothing to compare with."""
    if figure.change is None or figure.previous_period is None or figure.cannot_tell:
        return ""
    if figure.kind == MeasureKind.SHARE:
        text = numbers.signed(figure.change, language, max(1, figure.decimals), _("percentage points"))
    else:
        text = numbers.signed(figure.change, language, figure.decimals)
        if figure.change_pct is not None:
            text += f" ({numbers.signed(figure.change_pct, language, 1, '%')})"
    if figure.change_parts is not None:
        return _("%(change)s in a year in the %(n)s municipalities known in both") % {"change": text, "n": figure.change_parts}
    if Period.parse(figure.period).year_before().text == figure.previous_period:
        return _("%(change)s in a year") % {"change": text}
    return _("%(change)s since %(period)s") % {"change": text, "period": numbers.period_name(figure.previous_period, language)}


def _change_verdict(figure: Figure) -> Verdict | None:
    if figure.change is None or not figure.change_verdict or figure.cannot_tell:
        return None
    return wording.change_word(figure.change_verdict, figure.change)


def _comparator(figure: Figure, other: Comparator, language: str) -> ComparatorLine:
    judged = other.verdict and figure.value is not None and not figure.cannot_tell
    unit = say(figure.unit, language) if figure.kind == MeasureKind.SHARE else ""
    return ComparatorLine(
        name=comparator_name(other, language),
        value=with_status(numbers.amount(other.value, language, figure.decimals, unit), other, language),
        verdict=wording.comparison_word(other.verdict, (figure.value or 0.0) - other.value) if judged else None,
    )


def with_status(value: str, other: Comparator, language: str) -> str:
    """`9,8 % (osittainen)`: what a comparator's value lacks is said beside it."""
    words = numbers.status_words(other.status, language)
    return f"{value} ({words})" if words else value


def comparator_name(other: Comparator, language: str) -> str:
    """A comparator as a label: an area by its name, a group as its median and how many areas it stands on."""
    if other.n is None:
        return capfirst(say(other.name, language))
    label = _MEDIANS.get(other.key)
    return _(label) % {"n": other.n} if label else capfirst(say(other.name, language))


def _rank(figure: Figure) -> str:
    if figure.rank is None or figure.value is None or figure.cannot_tell:
        return ""
    return _("Rank %(rank)s of %(n)s (1 = best)") % {"rank": figure.rank, "n": figure.rank_n}


def _trend(figure: Figure) -> str:
    if figure.trend is None or figure.value is None or figure.cannot_tell:
        return ""
    direction = wording.trend_word(figure.trend.direction)
    if not figure.trend.since:
        return _("Over %(n)s periods: %(direction)s") % {"n": figure.trend.n, "direction": direction}
    words = {"since": figure.trend.since[:4], "until": figure.period[:4], "direction": direction}
    if Period.parse(figure.period).rhythm is Rhythm.YEAR:
        return _("In %(since)s–%(until)s: %(direction)s") % words
    return _("In %(since)s–%(until)s, the same time of each year: %(direction)s") % words


def _cannot_tell(figure: Figure, language: str) -> str:
    if not figure.cannot_tell:
        return ""
    text = _("Cannot tell: %(reason)s.") % {"reason": wording.reason(figure.cannot_tell)}
    if figure.mean_of_three is None:
        return text
    mean = numbers.amount(figure.mean_of_three, language, figure.decimals, say(figure.unit, language))
    instead = _("Mean of three periods: %(mean)s.") % {"mean": mean}
    return f"{text} {instead}"
