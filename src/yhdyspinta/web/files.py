"""Files that people take home: what type each is, for whom it is made, and how it is sent."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.web.page import language, today

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "geojson": "application/geo+json",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "zip": "application/zip",
}


def reader() -> Reader:
    """For whom a file of living figures is made: the language of its address, today, and where the installation is."""
    return Reader(language(), today().date(), None, settings.ENVIRONMENT.address)


def sent(data: bytes, name: str, *, saved: bool = True) -> HttpResponse:
    """A file under its name, whose ending tells its type; a browser saves it, or with `saved` False shows it."""
    response = HttpResponse(data, content_type=_TYPES[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = f'{"attachment" if saved else "inline"}; filename="{name}"'
    return response
