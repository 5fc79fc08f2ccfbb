"""Papers of an area: cards, the base of a welfare report, and the paragraph of an agenda with its annex."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yhdyspinta.catalogue.themes import themes
from yhdyspinta.domain.areas import Area
from yhdyspinta.domain.errors import Refused
from yhdyspinta.pictures import queries
from yhdyspinta.pictures.exports import agenda as agenda_file
from yhdyspinta.pictures.exports import card_bundle
from yhdyspinta.pictures.exports import report as report_file
from yhdyspinta.pictures.model import Picture
from yhdyspinta.pictures.presenters.papers import placeholders, refused_template
from yhdyspinta.rendering.papers.docx import MOST_BYTES, TemplateRefused
from yhdyspinta.web import files, following, reading
from yhdyspinta.web.page import language, public, public_with_parameters, show, unkept
from yhdyspinta.web.presenters import areas
from yhdyspinta.web.uploads import received, turn

_THEME = "teema"


@public
def card(request: HttpRequest, area_id: str) -> HttpResponse:
    """The card of an area: two pages."""
    found = reading.area(area_id)
    name, data = next(card_bundle.files(settings.ENVIRONMENT, [found.id], language(), choice=following.choice()))
    return files.sent(data, name)


@public
def cards(request: HttpRequest, area_id: str) -> HttpResponse:
    """The cards of an area and its municipalities in one ZIP."""
    found = reading.area(area_id)
    try:
        data = card_bundle.bundle(settings.ENVIRONMENT, found.id, language(), following.choice())
    except Refused:
        heading, advice = _("So many cards do not come as one file"), _("Choose a county or a region: its cards come as one file.")
        return show(request, "error.html", {"heading": heading, "advice": advice, "nearest": ()}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return files.sent(data, f"kuntakortit-{found.id.lower()}-{language()}.zip")


@public
def report(request: HttpRequest, area_id: str) -> HttpResponse:
    """The base of the welfare report on the default template."""
    reading.area(area_id)
    picture = reading.picture(area_id, following.choice())
    made = report_file.report(picture, language(), settings.ENVIRONMENT.address)
    return files.sent(made.data, report_file.file_name(picture, language()))


@public
def report_template(request: HttpRequest, area_id: str) -> HttpResponse:
    """The default template itself, to start one's own from."""
    data = report_file.default_template(reading.area(area_id).kind, language())
    return files.sent(data, f"hyvinvointikertomus-pohja-{language()}.docx")


@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest, area_id: str) -> HttpResponse:
    """What the base has, the placeholders, and a form for a template of one's own, which is filled and not kept."""
    area = reading.area(area_id)
    if request.method != "POST":
        return _report_page(request, area)
    given = received(request, "template")
    if not given:
        return _report_page(request, area, _("Choose a Word document first."), HTTPStatus.BAD_REQUEST)
    picture = reading.picture(area_id, following.choice())
    with turn() as mine:
        if not mine:
            return _report_page(request, area, _("Other files are being made. Try again in a minute."), HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            made = report_file.report(picture, language(), settings.ENVIRONMENT.address, given)
        except TemplateRefused as refusal:
            return _report_page(request, area, refused_template(refusal), HTTPStatus.BAD_REQUEST)
    return unkept(files.sent(made.data, report_file.file_name(picture, language())))


def _report_page(request: HttpRequest, area: Area, fault: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    context = {
        "area": areas.link(area, language()),
        "fault": fault,
        "placeholders": placeholders(),
        "most": MOST_BYTES // 1_000_000,
    }
    return unkept(show(request, "report.html", context, status=status))


@public_with_parameters(_THEME)
def agenda(request: HttpRequest, area_id: str) -> HttpResponse:
    """The paragraph as text to be copied, of all themes or of one."""
    picture = _of_theme(request, area_id)
    context = {
        "area": areas.link(reading.area(area_id), language()),
        "agenda": agenda_file.agenda_of(picture, files.reader()),
        "themes": [(theme.number, theme.title.in_(language())) for theme in themes()],
        "theme": _theme(request),
    }
    return show(request, "agenda.html", context)


@public_with_parameters(_THEME)
def agenda_download(request: HttpRequest, area_id: str, file_format: str) -> HttpResponse:
    """The paragraph with its annex as DOCX, or the annex as PDF."""
    makers = {"docx": agenda_file.agenda_docx, "pdf": agenda_file.annex_pdf}
    if file_format not in makers:
        raise Http404
    picture = _of_theme(request, area_id)
    return files.sent(makers[file_format](picture, files.reader()), agenda_file.file_name(picture, language(), file_format))


def _of_theme(request: HttpRequest, area_id: str) -> Picture:
    number = _theme(request)
    return queries.picture_of(
        settings.ENVIRONMENT, reading.area(area_id).id, () if number is None else (number,), choice=following.choice()
    )


def _theme(request: HttpRequest) -> int | None:
    """The theme that the address asks for; 404 where there is none of that number."""
    asked = request.GET.get(_THEME, "")
    if not asked:
        return None
    number = next((theme.number for theme in themes() if str(theme.number) == asked), None)
    if number is None:
        raise Http404
    return number
