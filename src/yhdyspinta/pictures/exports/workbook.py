"""An area's, an indicator's or a comparison's tables as one workbook that explains itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _

from yhdyspinta.domain.status import WITHOUT_VALUE, Status
from yhdyspinta.pictures.exports.fields import NUMBER, DataTable
from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.rendering import numbers
from yhdyspinta.rendering.delimited import Cell
from yhdyspinta.rendering.opendocument import opendocument
from yhdyspinta.rendering.workbooks import Cover, Sheet, workbook

XLSX, ODS = "xlsx", "ods"
KINDS = MappingProxyType({XLSX: workbook, ODS: opendocument})
MOST_ROWS = 20_000  # a workbook of 66,000 rows took 13 s; a CSV of the same 2 s
_PRINTED = 12  # columns that fit a lying A4: what travels with a figure, without codes
_ROWS_AS_SHOWN = frozenset({"value", "previous_value", "change", "change_pct", "comparator_value"})


@dataclass(frozen=True, slots=True)
class About:
    """What the cover says: `what` (the title), of which `place`, and the address of the page that the tables are from."""

    what: str
    place: str
    address: str
    version: str = ""  # of the figures: "3", or the id of an edition
    warning: str = ""  # that the area is invented


def workbook_of(tables: Sequence[DataTable], about: About, reader: Reader, kind: str = XLSX) -> bytes:
    """Tables as a workbook of a kind of KINDS: cover, one sheet a table, marks, columns, sources. The reader's language is active."""
    shown = [_sheet(one) for one in tables]
    notes = [_marks(reader), _columns(tables), _sources(tables)]
    cover = Cover(
        tab=_("Cover"),
        title=about.what,
        lines=tuple(_lines(tables, about, reader)),
        contents=_("Sheets"),
        address=(_("Permanent address"), about.address) if about.address else None,
    )
    properties = {"title": about.what, "subject": about.place, "author": "Yhdyspinta", "comments": _cite(tables, about, reader)}
    return KINDS[kind](cover, (*shown, *notes), properties, reader.day)


def _lines(tables: Sequence[DataTable], about: About, reader: Reader) -> list[tuple[str, str]]:
    day = numbers.day(reader.day, reader.language)
    lines = [(_("Note"), about.warning)] if about.warning else []
    lines += [(_("Area"), about.place), (_("Date"), day)]
    compared = dict.fromkeys(name.partition(" (")[0] for name in _distinct(tables, "comparator_name"))  # (n = 112) is told beside each
    if compared:
        lines.append((_("Compared with"), ", ".join(compared)))
    if about.version:
        lines.append((_("Version of the figures"), about.version))
    lines += [
        (_("Publishers"), ", ".join(_distinct(tables, "publisher"))),
        (_("Licence"), ", ".join(_distinct(tables, "licence"))),
        (_("How to cite the figures"), _cite(tables, about, reader)),
        (
            _("How to read"),
            _("Values are unrounded numbers shown with the decimals of the statistics. An empty value has a mark beside it."),
        ),
    ]
    return lines


def _cite(tables: Sequence[DataTable], about: About, reader: Reader) -> str:
    """`Tilastokeskus, THL. Luvut: Viitasaari. Yhdyspinta, 24.11.2026. https://…`"""
    parts = [", ".join(_distinct(tables, "publisher")), about.what, f"Yhdyspinta, {numbers.day(reader.day, reader.language)}"]
    return ". ".join(part for part in parts if part) + "." + (f" {about.address}" if about.address else "")


def _distinct(tables: Sequence[DataTable], column: str) -> list[str]:
    found = {str(row[one.columns.index(column)] or "") for one in tables if column in one.columns for row in one.rows}
    return sorted(found - {""})


def _sheet(given: DataTable) -> Sheet:
    decimal = frozenset(place for place, field in enumerate(given.fields) if field.kind == NUMBER and field.name in _ROWS_AS_SHOWN)
    count = len(given.rows)
    return Sheet(
        name=f"yhdyspinta_{given.name}",
        title=given.title,
        columns=tuple(field.label for field in given.fields),
        rows=given.rows,
        decimals=given.decimals,
        description=_("%(title)s: %(n)s rows, one figure a row.") % {"title": given.title, "n": count},
        shown=decimal,
        printed=_PRINTED,
    )


def _marks(reader: Reader) -> Sheet:
    """Missing, withheld, not applicable and zero are four things; the statuses of values beside them."""
    language = reader.language
    rows: list[tuple[Cell, ...]] = [("0", "", _("A true zero: the thing was counted and there was none."))]
    rows += [(numbers.mark(status), status.value, numbers.mark_words(status, language)) for status in Status if status in WITHOUT_VALUE]
    known = [status for status in Status if status not in WITHOUT_VALUE]
    rows += [("", status.value, numbers.status_words(status, language) or _("final")) for status in known]
    heads = (_("Mark"), _("Status code"), _("Meaning"))
    return Sheet("yhdyspinta_merkinnat", _("Marks"), heads, rows, description=_("What the marks and the statuses mean."), wrapped=True)


def _columns(tables: Sequence[DataTable]) -> Sheet:
    fields = {field.name: field for one in tables for field in one.fields}
    rows = [(field.label, name, field.meaning) for name, field in fields.items()]
    heads = (_("Column"), _("Name in CSV files"), _("Meaning"))
    return Sheet("yhdyspinta_sarakkeet", _("Columns"), heads, rows, description=_("What each column holds."), wrapped=True)


def _sources(tables: Sequence[DataTable]) -> Sheet:
    wanted = ("publisher", "source", "licence")
    found = {
        tuple(row[one.columns.index(name)] for name in wanted) for one in tables if set(wanted) <= set(one.columns) for row in one.rows
    }
    rows = sorted(found, key=str)
    heads = (_("Publisher"), _("Source"), _("Licence"))
    return Sheet(
        "yhdyspinta_lahteet", _("Sources"), heads, rows, description=_("From where the figures are and on what terms."), wrapped=True
    )
