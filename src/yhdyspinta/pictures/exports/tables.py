"""What an analyst takes home of an area or an indicator: tables of raw values with everything that travels with a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from yhdyspinta.analysis.method import PUBLISHED, describe
from yhdyspinta.analysis.signals import Verdict
from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.domain.errors import Refused, Unknown
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.domain.observation import TOTAL, FigureId
from yhdyspinta.domain.period import Period
from yhdyspinta.domain.status import WITHOUT_VALUE
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import queries
from yhdyspinta.pictures.comparison import Comparison, Line, Wanted
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.exports.fields import DataTable, Field, table
from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.pictures.history import Histories, Row
from yhdyspinta.pictures.model import Comparator, Figure, MapBlock, Picture
from yhdyspinta.pictures.presenters import wording
from yhdyspinta.pictures.presenters.figures import say, status_words
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.delimited import Cell

# The names of the tables, as addresses have them.
HEADLINES, FIGURES, SERIES, COMPARATORS, MAPS = NAMES = ("keskeiset", "luvut", "aikasarjat", "vertailut", "kartat")
INDICATOR, COMPARISON = "tunnusluku", "vertailu"
MOST_ROWS = 150_000  # 2 s for 66,000
_STANDING = (
    "title", "area_name", "period", "value", "unit", "mark", "status_text", "boundaries", "age_months", "publisher", "source", "licence",
)  # fmt: skip
_CODES = ("indicator", "area", "figure", "status", "period_start", "period_end", "origin", "method", "release")
_CHANGES = (
    "previous_period", "previous_value", "change", "change_pct", "change_parts", "change_word", "rank", "rank_n", "cannot_tell",
    "parts_missing",
)  # fmt: skip
_BESIDE = (
    "comparator_name",
    "comparator_value",
    "verdict_text",
    "comparator_n",
    "comparator_status",
    "comparator",
    "comparator_area",
    "verdict",
)
_LAYOUTS = {
    HEADLINES: (*_STANDING, *_CHANGES, *_CODES),
    FIGURES: (*_STANDING, *_CHANGES, *_CODES),
    SERIES: (*_STANDING, *_CODES),
    COMPARATORS: (*_STANDING[:6], *_BESIDE, *_STANDING[6:], *_CODES),
    MAPS: (*_STANDING, *_CODES),
}
Values = tuple[dict[str, Cell], int]


def area_tables(environment: Environment, picture: Picture, reader: Reader) -> tuple[DataTable, ...]:
    """The five tables of an area, in the language that is active: headlines, all figures, series, comparators, maps."""
    with queries.composing(environment, area=picture.area) as context:
        return _Maker(context, reader).tables(picture)


def title_of(name: str) -> str:
    """What a reader calls a table of NAMES."""
    return {
        HEADLINES: _("Headline figures"),
        FIGURES: _("All figures"),
        SERIES: _("Time series"),
        COMPARATORS: _("Comparators"),
        MAPS: _("Areas on maps"),
    }[name]


def fields_of(name: str) -> tuple[Field, ...]:
    """The columns of a table of NAMES, which are the same for every area."""
    return table(name, "", _LAYOUTS[name], ()).fields


def one_of(tables: Sequence[DataTable], name: str) -> DataTable:
    """The table of that name; Unknown when there is none."""
    found = next((one for one in tables if one.name == name), None)
    if found is None:
        raise Unknown(f"There is no table {name!r}.", f"There are {', '.join(one.name for one in tables)}.")
    return found


def indicator_table(
    environment: Environment, indicator: str, kind: str, years: tuple[int, int], reader: Reader, most: int = MOST_ROWS
) -> DataTable:
    """One indicator over all areas of a kind (KU, HVA …) in the periods that begin in `years` (first, last).

    Unknown for an indicator or a kind that does not exist; TooMuch when there are more than `most` rows.
    """
    with queries.composing(environment) as context:
        return _Maker(context, reader).over_areas(indicator, kind, years, most)


def comparison_table(environment: Environment, wanted: Wanted, reader: Reader) -> DataTable:
    """Areas beside each other, one row a figure; a figure that an area lacks has a row with its mark."""
    compared = queries.comparison_of(environment, wanted)
    with queries.composing(environment, area=wanted.areas[0] if wanted.areas else "") as context:
        return _Maker(context, reader).compared(compared)


class TooMuch(Refused):
    """More rows than a file may have; the message is in the reader's language."""

    def __init__(self, rows: int, most: int) -> None:
        said = _("There are %(n)s rows, and at most %(most)s fit in this file. Choose years, or take the CSV file.")
        super().__init__(said % {"n": rows, "most": most})


class _Maker:
    """Makes tables over one read model for one reader."""

    def __init__(self, held: Context, reader: Reader) -> None:
        self._context, self._reader = held, reader
        self._histories = Histories(held.model, held.register)

    def tables(self, picture: Picture) -> tuple[DataTable, ...]:
        figures = list(picture.figures.values())
        self._histories.read(picture.area, [figure.indicator for figure in figures])
        headlines = [picture.figures[name] for name in picture.headlines]
        series = (self._row(figure.indicator, row) for figure in figures for row in self._histories.of(figure.indicator, picture.area))
        compared = (self._beside(figure, one) for figure in figures for one in figure.comparators)
        blocks = {block.indicator: block for section in picture.sections if (block := section.map)}
        mapped = (values for block in blocks.values() for values in self._mapped(block, picture))
        rows = (map(self._figure, headlines), map(self._figure, figures), series, compared, mapped)
        return tuple(table(name, title_of(name), _LAYOUTS[name], held) for name, held in zip(NAMES, rows, strict=True))

    def over_areas(self, indicator: str, kind: str, years: tuple[int, int], most: int) -> DataTable:
        defined = self._context.indicators.get(indicator)
        if defined is None:
            raise Unknown(f"There is no indicator {indicator!r}.", "See the list of indicators.")
        register = self._context.register
        if kind not in wording.KINDS:
            raise Unknown(f"There is no kind of area {kind!r}.", f"Give one of {', '.join(wording.KINDS)}.")
        areas = [found.id for found in register.areas(kind, min(register.current, register.last_year(kind)))]
        rows = [row for row in self._histories.several(indicator, areas) if years[0] <= int(row["period"][:4]) <= years[1]]
        if len(rows) > most:
            raise TooMuch(len(rows), most)
        title = f"{defined.title.in_(self._reader.language)}: {wording.kinds_name(kind)}"
        return table(INDICATOR, title, _LAYOUTS[SERIES], (self._row(indicator, row) for row in rows))

    def compared(self, found: Comparison) -> DataTable:
        rows = []
        for line in found.lines:
            for area, figure in zip(found.areas, line.figures, strict=True):
                if figure is None:
                    rows += [self._lacking(line, area)] if line.period else []
                else:
                    rows.append(self._beside(figure, figure.comparators[0]) if figure.comparators else self._figure(figure))
        return table(COMPARISON, _("Areas side by side"), _LAYOUTS[COMPARATORS], rows)

    def _lacking(self, line: Line, area: str) -> Values:
        division = self._histories.division(area)
        row = {"area": area, "boundaries": division, "period": line.period, "value": None, "status": "not_available"}
        return self._row(line.indicator.id, {**row, "origin": "", "release": ""})

    def _figure(self, figure: Figure) -> Values:
        row = {
            "area": figure.area,
            "boundaries": figure.boundaries,
            "period": figure.period,
            "value": figure.value,
            "status": figure.status,
            "origin": figure.origin,
            "release": ",".join(figure.releases),
        }
        values, decimals = self._row(figure.indicator, row)
        verdict = "" if not figure.change_verdict or figure.cannot_tell else wording.change_word(figure.change_verdict, figure.change).text
        values |= {
            "figure": figure.id,
            "method": say(figure.method, self._reader.language),
            "status_text": status_words(figure, self._reader.language) or values["status_text"],
            "parts_missing": figure.parts_missing or None,
            "previous_period": figure.previous_period,
            "previous_value": figure.previous_value,
            "change": figure.change,
            "change_pct": figure.change_pct,
            "change_parts": figure.change_parts,
            "change_word": verdict,
            "rank": figure.rank,
            "rank_n": figure.rank_n,
            "cannot_tell": wording.reason(figure.cannot_tell) if figure.cannot_tell else "",
        }
        return values, decimals

    def _beside(self, figure: Figure, other: Comparator) -> Values:
        values, decimals = self._figure(figure)
        verdict = Verdict.CANNOT_TELL if figure.cannot_tell else other.verdict
        told = other.verdict and figure.value is not None
        word = wording.comparison_word(verdict, (figure.value or 0.0) - other.value).text if told else ""
        values |= {
            "comparator": other.key,
            "comparator_area": other.area,
            "comparator_name": capfirst(say(other.name, self._reader.language)),
            "comparator_value": other.value,
            "comparator_n": other.n,
            "comparator_status": numbers.status_words(other.status, self._reader.language) or _("final"),
            "verdict": other.verdict,
            "verdict_text": word,
        }
        return values, decimals

    def _mapped(self, block: MapBlock, picture: Picture) -> Iterator[Values]:
        known = {row["area"]: row for row in self._histories.peers(block.indicator, block.kind)}
        for one in block.rows:
            row = known.get(one.area)
            if row is None or row["period"] != block.period:
                row = {"boundaries": picture.boundaries, "origin": "", "release": ""}
            yield self._row(block.indicator, {**row, "area": one.area, "period": block.period, "value": one.value, "status": one.status})

    def _row(self, indicator: str, row: Row) -> Values:
        """What travels with a figure, by column name, and the decimals with which it is shown."""
        defined, language = self._context.indicators[indicator], self._reader.language
        status, period = row["status"], Period.parse(row["period"])
        absent = row["value"] is None or status in WITHOUT_VALUE
        words = numbers.mark_words(status, language) if absent else numbers.status_words(status, language)
        return {
            "indicator": indicator,
            "title": defined.title.in_(language),
            "area": row["area"],
            "area_name": self._context.register.get(row["area"]).name.in_(language),
            "boundaries": row["boundaries"],
            "period": row["period"],
            "period_start": period.start,
            "period_end": period.end,
            "age_months": _months(period.end, self._reader.day),
            "value": None if absent else row["value"],
            "unit": defined.unit.in_(language),
            "mark": numbers.mark(status) if absent else "",
            "status": status,
            "status_text": words or _("final"),
            "figure": str(FigureId(indicator, row["area"], row["period"], TOTAL, TOTAL, row["boundaries"])),
            **self._origin(defined, row),
        }, defined.decimals

    def _origin(self, defined: Indicator, row: Row) -> dict[str, Cell]:
        language, source = self._reader.language, self._context.sources.get(defined.source)
        computed = row["origin"] == "computed" or bool(row.get("method"))
        return {
            "origin": row["origin"],
            "method": describe(row.get("method") or PUBLISHED).in_(language) if computed else "",
            "publisher": publisher_name(self._context.publisher(defined), language),
            "source": source.title.in_(language) if source else "",
            "licence": wording.licence_name(source.licence if source else defined.licence),
            "release": row["release"],
        }


def _months(end: date, today: date) -> int:
    return max(0, (today.year - end.year) * 12 + today.month - end.month)
