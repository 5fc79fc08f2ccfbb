"""What figures say, in three languages: made only of figures, with the curated patterns and the words of places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from babel.lists import format_list

from yhdyspinta.analysis.signals import NOT_CLEAR
from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.domain.indicator import MeasureKind
from yhdyspinta.domain.text import Text
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.model import Comparator, Figure, Trend
from yhdyspinta.pictures.phrases import Spoken, change_text, in_all, say, when
from yhdyspinta.rendering.numbers import LOCALES, amount, status_words


def with_sentence(context: Context, figure: Figure) -> Figure:
    """The figure with what it says: level, change, and the county and the country beside it."""
    return replace(figure, sentence=in_all(lambda language: " ".join(_told(context, figure, language))))


def shown(figure: Figure, value: float | None, language: str, status: str = "final") -> str:
    return amount(value, language, figure.decimals, _unit(figure, language), status)


def changed(figure: Figure, language: str) -> str:
    """The change of a figure as text; only where there is one."""
    return change_text(figure.change or 0.0, figure.change_pct, figure.kind, _unit(figure, language), figure.decimals, language)


def _unit(figure: Figure, language: str) -> str:
    return figure.unit[language] or figure.unit["fi"]


def _told(context: Context, figure: Figure, language: str) -> list[str]:
    found = [_level(context, figure, language)]
    if figure.value is None:
        return found
    if figure.cannot_tell:
        found.append(say("cannot_tell", language, reason=say(figure.cannot_tell, language)))
        if figure.mean_of_three is not None:
            found.append(say("mean_of_three", language, value=shown(figure, figure.mean_of_three, language)))
        return found
    if figure.change is not None:
        found.append(_change(figure, language))
    named = [item for item in figure.comparators if item.area]
    found.extend(beside(context, figure, list(alike), language) for _, alike in groupby(named, attrgetter("verdict")))
    return found


def _change(figure: Figure, language: str) -> str:
    if figure.change_parts is not None:
        return say("change_same_parts", language, n=figure.change_parts, change=changed(figure, language))
    if figure.change_verdict == "same":
        return say("unchanged", language)
    if figure.change_verdict == "cannot_tell":
        return say("change_cannot_tell", language, previous=shown(figure, figure.previous_value, language))
    key = "change_not_clear" if figure.change_verdict == NOT_CLEAR else "change"
    return say(key, language, previous=shown(figure, figure.previous_value, language), change=changed(figure, language))


def beside(context: Context, figure: Figure, alike: Sequence[Comparator], language: str) -> str:
    """`Tilanne on heikompi kuin Pohjanmaan hyvinvointialueella (9,1 %) ja koko maassa (9,8 %).`: comparators of one verdict."""
    places = [context.places.where(one.area, language) if one.area else one.name[language] for one in alike]
    values = [_with_lacks(figure, one, language) for one in alike]
    named = [f"{place} ({value})" for place, value in zip(places, values, strict=True)]
    listed = format_list([*named[:-1], places[-1]], locale=LOCALES[language])
    return say(alike[0].verdict, language, other=listed, value=values[-1])


def _with_lacks(figure: Figure, comparator: Comparator, language: str) -> str:
    value, lacks = shown(figure, comparator.value, language), status_words(comparator.status, language)
    return f"{value}, {lacks}" if lacks else value


def _level(context: Context, figure: Figure, language: str) -> str:
    words = {
        "title": figure.title[language],
        "place": context.places.where(figure.area, language),
        "period": when(figure.period, language),
        "value": shown(figure, figure.value, language, figure.status),
    }
    if figure.parts_missing and figure.status == "partial":
        key = "level_partial_one" if figure.parts_missing == 1 else "level_partial"
        return say(key, language, n=figure.parts_missing, **words) if key == "level_partial" else say(key, language, **words)
    return say("level", language, **words)


def one_line(context: Context, figure: Figure, key: str) -> Spoken:
    """The figure in one sentence of a kind: `changed`, `unusual`, `cannot_tell_short`."""

    def told(language: str) -> str:
        words = {
            "title": figure.title[language],
            "place": context.places.where(figure.area, language),
            "period": when(figure.period, language),
        }
        if key == "cannot_tell_short":
            return say(key, language, reason=say(figure.cannot_tell, language), **words)
        still = key == "unusual" and round(figure.change or 0.0, max(figure.decimals, figure.kind == MeasureKind.SHARE)) == 0
        change = {} if still else {"change": changed(figure, language)}
        return say("unusual_same" if still else key, language, value=shown(figure, figure.value, language), **change, **words)

    return in_all(told)


def trend_title(context: Context, title: Text, area: str, trend: Trend | None, until: str) -> Spoken:
    """An active title: what the line says and of which years, `until` the newest period; else what it shows."""
    if trend is None or not trend.since:
        return in_all(lambda language: say("trend_short", language, title=title.in_(language), place=context.places.where(area, language)))
    key, years = f"trend_{trend.direction}", {"since": trend.since[:4], "until": until[:4]}
    return in_all(lambda language: say(key, language, title=title.in_(language), place=context.places.where(area, language), **years))


def source_line(context: Context, source: str) -> Spoken:
    """`Lähde: Tilastokeskus, Työnvälitystilasto`, `Källa: Statistikcentralen, Arbetsförmedlingsstatistik`."""
    found = context.sources[source]
    return in_all(
        lambda language: say("source_of", language, publisher=publisher_name(found.publisher, language), source=found.title.in_(language))
    )
