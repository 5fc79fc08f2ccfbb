"""The card of an area as a paper of two pages: the same figures, words and verdicts as in its picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from yhdyspinta.catalogue.cards import CardLine
from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.domain.areas import MUNICIPALITY
from yhdyspinta.pictures.cards import AreaCard, CardFigure
from yhdyspinta.pictures.exports.shared import unread
from yhdyspinta.pictures.model import Figure, Missing, Series, TrendBlock, Words
from yhdyspinta.pictures.phrases import age_words
from yhdyspinta.pictures.presenters import figures, wording
from yhdyspinta.pictures.presenters.figures import say
from yhdyspinta.rendering import numbers, papers
from yhdyspinta.rendering.blocks import Column, Table

_SENTENCES = 4
_BESIDE = ("county", "country", "same_size", "same_type", "neighbours", "own_group")
_MOST_BESIDE = 3  # what the width of a sheet holds beside the figure itself


@dataclass(frozen=True, slots=True)
class CardReader:
    """For whom a card is made: language, the day on which ages are told, where the installation is."""

    language: str
    day: date
    address: str

    def say(self, words: Words) -> str:
        return say(words, self.language)


def pdf_of(card: AreaCard, language: str, address: str = "") -> bytes:
    """The .pdf of a card in the active language; `address` is the installation's, for the permanent address."""
    return papers.card(sheet_of(card, CardReader(language, date.fromisoformat(card.date), address)))


def file_name(card: AreaCard, language: str) -> str:
    """`kuntakortti-ku179-2026-11-24-fi.pdf`."""
    return f"kuntakortti-{card.area.lower()}-{card.date}-{language}.pdf"


def sheet_of(card: AreaCard, reader: CardReader) -> papers.Sheet:
    """The card as plain values that rendering sets."""
    beside = _beside_keys(card)
    projection = next((item.projection for item in card.figures if item.projection), None)
    return papers.Sheet(
        front=_front(card, reader),
        lead=_lead(card, reader),
        top=tuple(_top(item, reader) for item in card.figures if item.line.top and item.figure and item.figure.value is not None),
        figures=papers.Figures(_columns(beside), tuple(_row(item, beside, reader) for item in card.figures)),
        outlook=_outlook(projection, reader) if projection else None,
        sentences=_sentences(card, reader),
        blanks=_blanks(card),
        sources=_sources(card, reader),
        labels={
            "figures": _("Ten figures"),
            "reading": _(
                "The arrow is the direction of the figure; the word and the colour judge it. "
                "“Weaker here” means that this area stands weaker than the one it is compared with."
            ),
            "sentences": _("What the figures say"),
            "people": _("To be filled in together"),
            "sources": _("Sources and licences"),
        },
    )


def title_of(kind: str) -> str:
    return _("Municipality card") if kind == MUNICIPALITY else _("Area card")


def _front(card: AreaCard, reader: CardReader) -> papers.Front:
    link = f"{reader.address}/{reader.language}/alue/{card.area}/kuntakortti.pdf" if reader.address else ""
    return papers.Front(
        title=title_of(card.kind),
        place=reader.say(card.name),
        language=reader.language,
        date=reader.day,
        day=numbers.day(reader.day, reader.language),
        page=_("Page {page}/{pages}"),
        permalink=link,
        example=_("EXAMPLE: an invented area with made figures") if card.example else "",
    )


def _lead(card: AreaCard, reader: CardReader) -> str:
    words = {"day": numbers.day(reader.day, reader.language), "year": card.boundaries, "version": card.table_version}
    made = _("Composed on %(day)s; area division of %(year)s unless a figure says otherwise; table version %(version)s.") % words
    around = f"{reader.say(card.around)}." if card.around else ""
    return " ".join(filter(None, (around, made, unread(reader.language))))


def _beside_keys(card: AreaCard) -> tuple[str, ...]:
    """The comparators that some figure has: a county is not compared with its county, nor the country with itself."""
    found = {other.key for item in card.figures if item.figure for other in item.figure.comparators}
    return tuple(key for key in _BESIDE if key in found)[:_MOST_BESIDE]


def _columns(beside: tuple[str, ...]) -> tuple[str, ...]:
    names = {
        "county": _("Own county"),
        "country": _("Whole country"),
        "same_size": _("Same size"),
        "same_type": _("Same type"),
        "neighbours": _("Neighbours"),
        "own_group": _("Own group"),
    }
    return (_("Figure and why"), _("Value"), _("Change"), _("Last ten years"), *(names[key] for key in beside))


def _top(item: CardFigure, reader: CardReader) -> tuple[str, str, str]:
    assert item.figure is not None  # noqa: S101  # only those that have one are asked for
    told = figures.card(item.figure, reader.language, reader.day)
    return item.line.title.in_(reader.language), told.amount, f"{told.period}, {told.age}"


def _row(item: CardFigure, beside: tuple[str, ...], reader: CardReader) -> papers.Row:
    title, why = item.line.title.in_(reader.language), item.line.why.in_(reader.language)
    if item.projection:
        return _projected(item.projection, item.line, beside, reader)
    if item.figure is None:
        return papers.Row(title, "", "", "", why, missing=_missing(item.missing, reader))
    told = figures.card(item.figure, reader.language, reader.day)
    notes = (
        told.source,
        told.age,
        _("boundaries of %(year)s") % {"year": told.boundaries},
        _("old figure") if told.freshness == "old" else "",
    )
    silent = ". " + _("Cannot tell: %(reason)s.") % {"reason": wording.reason(item.figure.cannot_tell)} if told.cannot_tell else ""
    others = dict(zip((other.key for other in item.figure.comparators), told.comparators, strict=True))
    return papers.Row(
        title=title,
        value=told.value,
        unit=told.unit,
        period=f"{told.period} ({told.status})" if told.status else told.period,
        why=why,
        change="" if told.cannot_tell else told.change or "–",
        verdict=wording.change_word("cannot_tell", None) if told.cannot_tell else told.change_verdict,
        beside=tuple((others[key].value, others[key].verdict) if key in others else ("–", None) for key in beside),
        line=_line(item, item.figure, reader),
        source=told.source,
        note=capfirst(", ".join(note for note in notes if note)) + silent,
    )


def _missing(missing: Missing | None, reader: CardReader) -> str:
    """Why there is no figure and whence it would come."""
    if missing is None:
        return _("There is no figure of this area.")
    text = _("No figure. %(reason)s Source: %(source)s.") % {
        "reason": reader.say(missing.reason),
        "source": reader.say(missing.source_title),
    }
    if not missing.due:
        return text
    return f"{text} " + _("Next due: %(day)s.") % {"day": numbers.day(date.fromisoformat(missing.due), reader.language)}


def _line(item: CardFigure, figure: Figure, reader: CardReader) -> papers.Sparkline | None:
    known = [point for point in item.points if point.value is not None]
    if len(known) < 2 or item.points[-1].value is None:
        return None
    low, high = (found(point.value for point in known if point.value is not None) for found in (min, max))
    size = (high - low) or 1.0
    ends = [
        (
            numbers.period_name(point.period, reader.language),
            numbers.amount(point.value, reader.language, figure.decimals, reader.say(figure.unit)),
        )
        for point in (known[0], known[-1])
    ]
    words = {"title": reader.say(figure.title), "first": ends[0][0], "a": ends[0][1], "last": ends[1][0], "b": ends[1][1]}
    return papers.Sparkline(
        points=tuple(None if point.value is None else (point.value - low) / size if high > low else 0.5 for point in item.points),
        first=numbers.period_short(known[0].period, reader.language),
        last=numbers.period_short(known[-1].period, reader.language),
        text=_("%(title)s: from %(a)s (%(first)s) to %(b)s (%(last)s).") % words,
    )


def _projected(block: TrendBlock, line: CardLine, beside: tuple[str, ...], reader: CardReader) -> papers.Row:
    """The change of each age group from the first year to the last: a line each."""
    first, last = block.series[0].points[0].period, block.series[0].points[-1].period
    return papers.Row(
        title=line.title.in_(reader.language),
        value="",
        unit="",
        period=f"{first}–{last}, " + numbers.status_words("forecast", reader.language),
        why=line.why.in_(reader.language),
        change=_("By age group, see the next page."),
        beside=tuple(("–", None) for _key in beside),
        lines=tuple(f"{_ages(one, line.ages, reader)}: {_percent(one, reader)}" for one in block.series),
        note=reader.say(block.source),
    )


def _ages(line: Series, ages: tuple[str, ...], reader: CardReader) -> str:
    """`0–17`, `85+`: the group whose words a series bears; its own words where they are of none."""
    found = next((age for age in ages if age_words(age, reader.language) == reader.say(line.name)), "")
    if not found:
        return reader.say(line.name)
    return f"{found[:-1]}+" if found.endswith("-") else found.replace("-", "–")


def _percent(line: Series, reader: CardReader) -> str:
    first, last = (line.points[place].value or 0.0 for place in (0, -1))
    return numbers.signed(100 * (last - first) / first, reader.language, 1, "%") if first else "–"


def _outlook(block: TrendBlock, reader: CardReader) -> papers.Outlook:
    periods = [point.period for point in block.series[0].points]
    shown = periods if len(periods) <= 4 else [periods[0], periods[len(periods) // 2], periods[-1]]
    columns = (Column(_("Age group")), *(Column(period, numeric=True) for period in shown), Column(_("Change"), numeric=True))
    rows = []
    for line in block.series:
        values = {point.period: point.value for point in line.points}
        cells = (numbers.number(values.get(period), reader.language, block.decimals) for period in shown)
        rows.append((capfirst(reader.say(line.name)), *cells, _percent(line, reader)))
    note = _("The figures are those of the official projection; the changes in per cent are computed by Yhdyspinta from them.")
    table = Table(reader.say(block.title), columns, tuple(rows), note=note)
    lacking = tuple(_("Cannot be computed: %(group)s.") % {"group": reader.say(name)} for name in block.lacking)
    return papers.Outlook(reader.say(block.title), table, reader.say(block.source), lacking)


def _sentences(card: AreaCard, reader: CardReader) -> tuple[str, ...]:
    """The picture's own sentences, the newest figures first."""
    told = [item.figure for item in card.figures if item.figure and item.figure.value is not None]
    newest = sorted(told, key=lambda figure: figure.period_end, reverse=True)[:_SENTENCES]
    return tuple(reader.say(figure.sentence) for figure in told if figure in newest)


def _blanks(card: AreaCard) -> tuple[tuple[str, str], ...]:
    other = (
        (_("What the county observes"), _("The county's view of the same matters."))
        if card.kind == MUNICIPALITY
        else (_("What the municipalities observe"), _("The municipalities' view of the same matters."))
    )
    return (
        (_("Strengths"), _("What works well, and what shows it.")),
        (_("Concerns"), _("What worries, whom it concerns, and whether the figures support it.")),
        other,
        (_("Goals and actions agreed together"), _("Goal, action, who is responsible, by when, how it is followed.")),
    )


def _sources(card: AreaCard, reader: CardReader) -> tuple[str, ...]:
    return tuple(
        f"{publisher_name(publisher, reader.language)}: {reader.say(title)}. {wording.licence_name(licence)}."
        for publisher, title, licence in card.sources.values()
    )
