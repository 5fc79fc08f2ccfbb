"""Whether a page is of an invented area, by its address: then it says so above everything else."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest

from yhdyspinta.catalogue.areas import is_invented
from yhdyspinta.pictures.comparison import AREAS


def of_example(request: HttpRequest) -> bool:
    """Whether the page is that of the demonstration, or its address names an invented area: as its area, in the id of a figure or an
    edition, or to be compared."""
    match = request.resolver_match
    return (match is not None and match.view_name == "demonstration") or any(is_invented(one.strip()) for one in _named(request))


def _named(request: HttpRequest) -> Iterator[str]:
    match = request.resolver_match
    given = match.kwargs if match else {}
    yield str(given.get("area_id", ""))
    yield str(given.get("figure_id", "")).partition("@")[2].partition("/")[0]
    yield str(given.get("edition_id", "")).partition("-")[0].upper()
    yield from ",".join(request.GET.getlist(AREAS)).split(",")
