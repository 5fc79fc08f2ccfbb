"""How old a figure is, said on the day it is shown: never stored, always computed from dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yhdyspinta.analysis import signals
from yhdyspinta.pictures.model import Figure, Picture
from yhdyspinta.rendering import numbers


@dataclass(frozen=True, slots=True)
class Notice:
    """The one notice on age: how many headline figures a newer one should have replaced, and since when."""

    text: str
    details: str


def word(figure: Figure, today: date) -> str:
    """`old` over five years, `stale` after the day a newer figure was due, else nothing."""
    end = date.fromisoformat(figure.period_end)
    if signals.old(end, today):
        return "old"
    return "stale" if figure.due and today > date.fromisoformat(figure.due) else ""


def age_words(period_end: str, today: date) -> str:
    """`3 vuotta sitten`, `2 kuukautta sitten`: from the end of the period."""
    end = date.fromisoformat(period_end)
    months = max(0, (today.year - end.year) * 12 + today.month - end.month)
    if months < 1:
        return _("this month")
    if months < 24:
        return ngettext("%(n)s month ago", "%(n)s months ago", months) % {"n": months}
    return ngettext("%(n)s year ago", "%(n)s years ago", months // 12) % {"n": months // 12}


def notice(picture: Picture, today: date, language: str) -> Notice | None:
    """One notice for the whole page in place of a warning on every figure."""
    figures = [picture.figures[one] for one in picture.headlines]
    stale = [figure for figure in figures if word(figure, today)]
    if not stale:
        return None
    text = ngettext(
        "%(n)s headline figure has no newer value in this product, although one should have been published.",
        "%(n)s headline figures have no newer value in this product, although one should have been published.",
        len(stale),
    ) % {"n": len(stale)}
    oldest = min(stale, key=lambda figure: figure.period_end)
    words = {"title": oldest.title.get(language) or oldest.title["fi"], "period": numbers.period_name(oldest.period, language)}
    return Notice(text, _("The oldest is “%(title)s” from %(period)s.") % words)
