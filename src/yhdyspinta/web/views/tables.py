"""Figures to take home: CSV twice, a workbook, and addresses that Power Query reads."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yhdyspinta.domain.areas import MUNICIPALITY
from yhdyspinta.pictures import comparison
from yhdyspinta.pictures.choice import ChoiceError, area_in_force
from yhdyspinta.pictures.exports import tables
from yhdyspinta.pictures.exports.beside import indicator_beside
from yhdyspinta.pictures.exports.chart_files import example_words
from yhdyspinta.pictures.exports.fields import DataTable
from yhdyspinta.pictures.exports.workbook import MOST_ROWS, About, workbook_of
from yhdyspinta.rendering.delimited import finnish_excel, machine
from yhdyspinta.web import files, following, reading
from yhdyspinta.web.example import of_example
from yhdyspinta.web.page import language, public, show, today
from yhdyspinta.web.presenters import areas
from yhdyspinta.web.presenters.power_query import TABLE, listed

Written = tuple[bytes, str]  # the file and how its name ends
AREA, _YEARS, _LONGEST = "alue", ("alku", "loppu"), 12


@public
def area_csv(request: HttpRequest, area_id: str) -> HttpResponse:
    return _file(request, _area_table(request, area_id), area_id, _machine)


@public
def area_excel_csv(request: HttpRequest, area_id: str) -> HttpResponse:
    return _file(request, _area_table(request, area_id), area_id, _excel)


@public
def area_workbook(request: HttpRequest, area_id: str, kind: str) -> HttpResponse:
    """All five tables, as .xlsx or .ods."""
    name = reading.area(area_id).name.in_(language())
    reader, picture = files.reader(), reading.picture(area_id, following.choice())
    found = tables.area_tables(settings.ENVIRONMENT, picture, reader)
    about = About(_("Figures: %(name)s") % {"name": name}, name, _address("area", area_id), str(picture.table_version), _warning(request))
    return _sent(request, (workbook_of(found, about, reader, kind), f".{kind}"), tables.FIGURES, area_id)


@public
def indicator_csv(request: HttpRequest, indicator: str) -> HttpResponse:
    return _file(request, _indicator_table(request, indicator), _whose(request, indicator), _machine)


@public
def indicator_excel_csv(request: HttpRequest, indicator: str) -> HttpResponse:
    return _file(request, _indicator_table(request, indicator), _whose(request, indicator), _excel)


@public
def indicator_workbook(request: HttpRequest, indicator: str, kind: str) -> HttpResponse:
    found = _indicator_table(request, indicator, MOST_ROWS)
    return _workbook(request, found, found.title, found.title.rpartition(": ")[2], _whose(request, indicator), kind, _area_of(request))


@public
def comparison_csv(request: HttpRequest) -> HttpResponse:
    return _file(request, _comparison_table(request), "", _machine)


@public
def comparison_excel_csv(request: HttpRequest) -> HttpResponse:
    return _file(request, _comparison_table(request), "", _excel)


@public
def comparison_workbook(request: HttpRequest, kind: str) -> HttpResponse:
    found = _comparison_table(request)
    names = dict.fromkeys(str(row[found.columns.index("area_name")]) for row in found.rows)
    return _workbook(
        request, found, found.title, ", ".join(names), "", kind, str(found.rows[0][found.columns.index("area")]) if found.rows else ""
    )


@public
def power_query(request: HttpRequest, area_id: str) -> HttpResponse:
    found = reading.area(area_id)
    queries = listed(reading.address(request), area_id, following.chosen())
    return show(request, "power_query.html", {"area": areas.link(found, language()), "tables": queries})


def _address(name: str, *arguments: str) -> str:
    return settings.ENVIRONMENT.address + reverse(name, args=arguments) if settings.ENVIRONMENT.address else ""


def _area_table(request: HttpRequest, area_id: str) -> DataTable:
    wanted = request.GET.get(TABLE, tables.FIGURES)
    if wanted not in tables.NAMES:
        raise ChoiceError(_("There is no such table. The tables are %(names)s.") % {"names": ", ".join(tables.NAMES)})
    reading.area(area_id)
    return tables.one_of(tables.area_tables(settings.ENVIRONMENT, reading.picture(area_id, following.choice()), files.reader()), wanted)


def _comparison_table(request: HttpRequest) -> DataTable:
    """With the parameters of the comparison's page."""
    given = request.GET
    places, names = (",".join(given.getlist(name)) for name in (comparison.AREAS, comparison.INDICATORS))
    asked = comparison.wanted(places, names, given.get(comparison.BESIDE, ""), following.choice())
    if not asked.areas or not asked.indicators:
        raise ChoiceError(_("Choose the areas and the figures first: alueet=…&luvut=…"))
    return tables.comparison_table(settings.ENVIRONMENT, asked, files.reader())


def _workbook(request: HttpRequest, found: DataTable, what: str, place: str, of: str, kind: str, area: str) -> HttpResponse:
    """One table as a workbook; its address is the one that was asked."""
    path = request.get_full_path()
    address = settings.ENVIRONMENT.address + path if settings.ENVIRONMENT.address else ""
    about = About(what, place, address, tables.version(settings.ENVIRONMENT, area), _warning(request))
    return _sent(request, (workbook_of((found,), about, files.reader(), kind), f".{kind}"), found.name, of)


def _indicator_table(request: HttpRequest, indicator: str, most: int = tables.MOST_ROWS) -> DataTable:
    """Over every area of a kind, or of one area beside what the reader compares it with."""
    area, years = _area_of(request), _years(request)
    if area:
        return indicator_beside(settings.ENVIRONMENT, indicator, area, following.choice(), years, files.reader())
    return tables.indicator_table(settings.ENVIRONMENT, indicator, request.GET.get("alueet", MUNICIPALITY), years, files.reader(), most)


def _area_of(request: HttpRequest) -> str:
    """The area whose figures an indicator's file is asked for; empty for every area. ChoiceError for one that is not in force."""
    given = request.GET.get(AREA, "")
    return area_in_force(given[:_LONGEST]) if given else ""


def _whose(request: HttpRequest, indicator: str) -> str:
    return "-".join(filter(None, (indicator, _area_of(request))))


def _years(request: HttpRequest) -> tuple[int, int]:
    years = []
    for name, default in zip(_YEARS, ("0", "9999"), strict=True):
        text = request.GET.get(name, default)
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise ChoiceError(_("A year is four digits, for example alku=2015."))
        years.append(int(text))
    return years[0], years[1]


def _machine(given: DataTable) -> Written:
    return machine(given.columns, given.rows), ".csv"


def _excel(given: DataTable) -> Written:
    return finnish_excel([field.label for field in given.fields], given.rows), "-excel.csv"


def _warning(request: HttpRequest) -> str:
    return example_words() if of_example(request) else ""


def _file(request: HttpRequest, given: DataTable, of: str, write: Callable[[DataTable], Written]) -> HttpResponse:
    return _sent(request, write(given), given.name, of)


def _sent(request: HttpRequest, written: Written, what: str, of: str) -> HttpResponse:
    """A file whose name tells what it is, of which area or indicator, the day, the language, and whether it is of the example."""
    data, ending = written
    mark = "esimerkki" if of_example(request) else ""
    return files.sent(data, "-".join(filter(None, (mark, what, of.lower(), str(today().date()), language()))) + ending)
