"""One row of a table to take home: a figure with everything that travels with it, by column name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yhdyspinta.analysis.method import PUBLISHED, describe
from yhdyspinta.analysis.signals import Verdict
from yhdyspinta.catalogue.publishers import publisher_name
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.domain.observation import TOTAL, FigureId
from yhdyspinta.domain.period import Period
from yhdyspinta.domain.status import WITHOUT_VALUE
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.pictures.history import Row
from yhdyspinta.pictures.model import Comparator, Figure
from yhdyspinta.pictures.presenters import wording
from yhdyspinta.pictures.presenters.figures import comparator_name, say, status_words
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.delimited import Cell

Values = tuple[dict[str, Cell], int]  # by column name, and the decimals with which the row's numbers are shown


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes rows over one read model for one reader."""

    context: Context
    reader: Reader

    def figure(self, figure: Figure) -> Values:
        row = {
            "area": figure.area,
            "boundaries": figure.boundaries,
            "period": figure.period,
            "value": figure.value,
            "status": figure.status,
            "origin": figure.origin,
            "release": ",".join(figure.releases),
        }
        values, decimals = self.row(figure.indicator, row)
        verdict = "" if not figure.change_verdict or figure.cannot_tell else wording.change_word(figure.change_verdict, figure.change).text
        values |= {
            "figure": figure.id,
            "method": say(figure.method, self.reader.language),
            "status_text": status_words(figure, self.reader.language) or values["status_text"],
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

    def beside(self, figure: Figure, other: Comparator) -> Values:
        values, decimals = self.figure(figure)
        verdict = Verdict.CANNOT_TELL if figure.cannot_tell else other.verdict
        told = other.verdict and figure.value is not None
        word = wording.comparison_word(verdict, (figure.value or 0.0) - other.value).text if told else ""
        values |= {
            "comparator": other.key,
            "comparator_area": other.area,
            "comparator_name": comparator_name(other, self.reader.language),
            "comparator_value": other.value,
            "comparator_n": other.n,
            "comparator_status": numbers.status_words(other.status, self.reader.language) or _("final"),
            "verdict": other.verdict,
            "verdict_text": word,
        }
        return values, decimals

    def row(self, indicator: str, row: Row) -> Values:
        """What travels with a figure, by column name, and the decimals with which it is shown."""
        defined, language = self.context.indicators[indicator], self.reader.language
        status, period = row["status"], Period.parse(row["period"])
        absent = row["value"] is None or status in WITHOUT_VALUE
        words = numbers.mark_words(status, language) if absent else numbers.status_words(status, language)
        return {
            "indicator": indicator,
            "title": defined.title.in_(language),
            "area": row["area"],
            "area_name": self.context.register.get(row["area"]).name.in_(language),
            "boundaries": row["boundaries"],
            "period": row["period"],
            "period_start": period.start,
            "period_end": period.end,
            "age_months": _months(period.end, self.reader.day),
            "value": None if absent else row["value"],
            "unit": defined.unit.in_(language),
            "mark": numbers.mark(status) if absent else "",
            "status": status,
            "status_text": words or _("final"),
            "figure": str(FigureId(indicator, row["area"], row["period"], TOTAL, TOTAL, row["boundaries"])),
            **self._origin(defined, row),
        }, defined.decimals

    def _origin(self, defined: Indicator, row: Row) -> dict[str, Cell]:
        language, source = self.reader.language, self.context.sources.get(defined.source)
        computed = row["origin"] == "computed" or bool(row.get("method"))
        return {
            "origin": row["origin"],
            "method": describe(row.get("method") or PUBLISHED).in_(language) if computed else "",
            "publisher": publisher_name(self.context.publisher(defined), language),
            "source": source.title.in_(language) if source else "",
            "licence": wording.licence_name(source.licence if source else defined.licence),
            "release": row["release"],
        }


def _months(end: date, today: date) -> int:
    return max(0, (today.year - end.year) * 12 + today.month - end.month)
