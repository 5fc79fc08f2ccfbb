"""The tables of an area as a reader of Power Query meets them: a snippet and the address of the CSV."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yhdyspinta.pictures.choice import PARAMETER
from yhdyspinta.pictures.exports import tables
from yhdyspinta.pictures.exports.power_query import snippet

TABLE = "taulukko"  # the parameter that says which table


@dataclass(frozen=True, slots=True)
class Query:
    """A table: its anchor, title, what it holds, the whole CSV address, and the M."""

    name: str
    title: str
    about: str
    address: str
    code: str


def listed(base: str, area_id: str, chosen: str = "") -> tuple[Query, ...]:
    """Every table of an area; `base` is the scheme and host of the installation, `chosen` the reader's comparisons."""
    path = reverse("area_csv", args=(area_id,))
    beside = {PARAMETER: chosen} if chosen else {}
    about = {
        tables.HEADLINES: _("At most ten figures, the newest of each, with their changes."),
        tables.FIGURES: _("The newest value of every figure, old ones too."),
        tables.SERIES: _("Every period of every figure, one value a row."),
        tables.COMPARATORS: _("Each figure beside the county, the country and areas of the same size."),
        tables.MAPS: _("The areas that the maps show, with their values."),
    }
    return tuple(
        Query(
            name=name,
            title=tables.title_of(name),
            about=about[name],
            address=f"{base}{path}?{urlencode({TABLE: name, **beside}, safe=',')}",
            code=snippet(base, path.lstrip("/"), {TABLE: name, **beside}, tables.fields_of(name)),
        )
        for name in tables.NAMES
    )
