"""The base of a welfare report: what of a set's entries the picture of an area answers, and what is left out and why.

Nothing is judged here. A figure that is missing, withheld or older than five years is left out with its reason, so that the
people who write the report can decide on each; the sentences are the picture's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yhdyspinta.analysis.signals import old
from yhdyspinta.catalogue.report import Chapter, chapters
from yhdyspinta.catalogue.sets import Entry, IndicatorSet, sets
from yhdyspinta.pictures.model import Figure, Missing, Picture


@dataclass(frozen=True, slots=True)
class Answered:
    """An entry with the figures that answer it."""

    entry: Entry
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry without a figure that can be used. `code`: no_indicator, missing, withheld or old; with what is known of it."""

    entry: Entry
    code: str
    figure: Figure | None = None
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one group of a set in its order. `asked` are those that people answer in their own words."""

    name: dict[str, str]
    answered: tuple[Answered, ...]
    left_out: tuple[LeftOut, ...]
    asked: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ReportChapter:
    chapter: Chapter
    source: IndicatorSet
    groups: tuple[Group, ...]


def report_of(picture: Picture, day: date) -> tuple[ReportChapter, ...]:
    """The chapters that an area of the picture's kind has, as of a day."""
    shown = [chapter for chapter in chapters() if not chapter.kinds or picture.area_kind in chapter.kinds]
    return tuple(
        ReportChapter(chapter, sets()[chapter.set], tuple(_group(picture, chapter, group, day) for group in chapter.groups))
        for chapter in shown
    )


def _group(picture: Picture, chapter: Chapter, group: str, day: date) -> Group:
    source = sets()[chapter.set]
    entries = [entry for entry in source.entries if entry.group == group]
    name = source.groups[group].as_dict()
    if chapter.written:
        return Group(name, (), (), tuple(entries))
    answered, left_out = [], []
    for entry in entries:
        found = _figures(picture, entry)
        usable = tuple(figure for figure in found if figure.value is not None and not old(date.fromisoformat(figure.period_end), day))
        if picture.projection and picture.projection.indicator in entry.indicators:
            continue  # it has a chapter of its own
        if usable:
            answered.append(Answered(entry, usable))
        else:
            left_out.append(_left_out(picture, entry, found))
    return Group(name, tuple(answered), tuple(left_out), ())


def _figures(picture: Picture, entry: Entry) -> list[Figure]:
    by_indicator = {figure.indicator: figure for figure in picture.figures.values()}
    return [by_indicator[name] for name in entry.indicators if name in by_indicator]


def _left_out(picture: Picture, entry: Entry, found: list[Figure]) -> LeftOut:
    if not entry.indicators:
        return LeftOut(entry, "no_indicator")
    if found:
        newest = max(found, key=lambda figure: (figure.value is not None, figure.period_end))
        return LeftOut(entry, "old" if newest.value is not None else "withheld", figure=newest)
    missing = (item for section in picture.sections for item in section.missing)
    return LeftOut(entry, "missing", missing=next((item for item in missing if item.indicator in entry.indicators), None))
