"""What an analyst takes home of an area or an indicator: tables of raw values with everything that travels with a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from yhdyspinta.domain.errors import Refused, Unknown
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import queries
from yhdyspinta.pictures.comparison import Comparison, Line, Wanted
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.exports.fields import DataTable, Field, table
from yhdyspinta.pictures.exports.rows import RowMaker, Values
from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.pictures.history import Histories
from yhdyspinta.pictures.model import MapBlock, Picture
from yhdyspinta.pictures.presenters import wording

# The names of the tables, as addresses have them.
HEADLINES, FIGURES, SERIES, COMPARATORS, MAPS = NAMES = ("keskeiset", "luvut", "aikasarjat", "vertailut", "kartat")
INDICATOR, COMPARISON = "tunnusluku", "vertailu"
MOST_ROWS = 150_000  # 2 s for 66,000
STANDING = (
    "title", "area_name", "period", "value", "unit", "mark", "status_text", "boundaries", "age_months", "publisher", "source", "licence",
)  # fmt: skip
CODES = ("indicator", "area", "figure", "status", "period_start", "period_end", "origin", "method", "release")
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
    HEADLINES: (*STANDING, *_CHANGES, *CODES),
    FIGURES: (*STANDING, *_CHANGES, *CODES),
    SERIES: (*STANDING, *CODES),
    COMPARATORS: (*STANDING[:6], *_BESIDE, *STANDING[6:], *CODES),
    MAPS: (*STANDING, *CODES),
}


def area_tables(environment: Environment, picture: Picture, reader: Reader) -> tuple[DataTable, ...]:
    """The five tables of an area, in the language that is active: headlines, all figures, series, comparators, maps."""
    with queries.composing(environment, area=picture.area) as context:
        return _Maker(context, reader).tables(picture)


def version(environment: Environment, area: str = "") -> str:
    """Of the figures that these tables are made of, as the cover of a workbook says it."""
    with queries.composing(environment, area=area) as context:
        return str(context.table_version)


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
        self._histories, self._rows = Histories(held.model, held.register), RowMaker(held, reader)

    def tables(self, picture: Picture) -> tuple[DataTable, ...]:
        figures = list(picture.figures.values())
        self._histories.read(picture.area, [figure.indicator for figure in figures])
        headlines = [picture.figures[name] for name in picture.headlines]
        series = (self._rows.row(figure.indicator, row) for figure in figures for row in self._histories.of(figure.indicator, picture.area))
        compared = (self._rows.beside(figure, one) for figure in figures for one in figure.comparators)
        blocks = {block.indicator: block for section in picture.sections if (block := section.map)}
        mapped = (values for block in blocks.values() for values in self._mapped(block, picture))
        rows = (map(self._rows.figure, headlines), map(self._rows.figure, figures), series, compared, mapped)
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
        return table(INDICATOR, title, _LAYOUTS[SERIES], (self._rows.row(indicator, row) for row in rows))

    def compared(self, found: Comparison) -> DataTable:
        rows = []
        for line in found.lines:
            for area, figure in zip(found.areas, line.figures, strict=True):
                if figure is None:
                    rows += [self._lacking(line, area)] if line.period else []
                else:
                    rows.append(self._rows.beside(figure, figure.comparators[0]) if figure.comparators else self._rows.figure(figure))
        return table(COMPARISON, _("Areas side by side"), _LAYOUTS[COMPARATORS], rows)

    def _lacking(self, line: Line, area: str) -> Values:
        division = self._histories.division(area)
        row = {"area": area, "boundaries": division, "period": line.period, "value": None, "status": "not_available"}
        return self._rows.row(line.indicator.id, {**row, "origin": "", "release": ""})

    def _mapped(self, block: MapBlock, picture: Picture) -> Iterator[Values]:
        known = {row["area"]: row for row in self._histories.peers(block.indicator, block.kind)}
        for one in block.rows:
            row = known.get(one.area)
            if row is None or row["period"] != block.period:
                row = {"boundaries": picture.boundaries, "origin": "", "release": ""}
            yield self._rows.row(
                block.indicator, {**row, "area": one.area, "period": block.period, "value": one.value, "status": one.status}
            )
