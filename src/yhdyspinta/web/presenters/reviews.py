"""A held release as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.domain.period import Period
from yhdyspinta.pictures.held import Held
from yhdyspinta.pictures.presenters import wording
from yhdyspinta.rendering import charts, numbers
from yhdyspinta.rendering.blocks import Column, Table
from yhdyspinta.web.presenters.traces import moment

SHOWN = 100  # changes that the page lists one by one
_DECIMALS = 3  # of an indicator that is not defined any more


@dataclass(frozen=True, slots=True)
class DrawingShown:
    """A series before and after, as a chart and as a table."""

    title: str
    svg: Markup
    table: Table
    source: str


@dataclass(frozen=True, slots=True)
class ReviewShown:
    id: str
    source: str
    state: str
    waits: bool
    since: str
    decided: str
    decided_by: str
    reasons: tuple[str, ...]
    counts: Table
    first_seen: tuple[tuple[str, str], ...]
    drawings: tuple[DrawingShown, ...]
    changes: Table
    left_out: int  # changes that the table does not list


def shown(held: Held, language: str) -> ReviewShown:
    """Everything of a held release as finished text."""
    one, changes = held.review, held.changes
    total = sum(changes["counts"][name] for name in ("new", "revised", "vanished"))
    source = sources().get(one.source)
    return ReviewShown(
        id=one.release,
        source=source.title.in_(language) if source else one.source,
        state=state_words(one.state),
        waits=one.state == "held",
        since=moment(one.held_at, language),
        decided=moment(one.decided_at, language) if one.decided_at else "",
        decided_by=one.decided_by,
        reasons=tuple(reason["text"].get(language) or reason["text"]["fi"] for reason in one.reasons),
        counts=_counts(changes, language),
        first_seen=tuple((_axis(axis), ", ".join(_codes(axis, codes, language))) for axis, codes in changes["first_seen"].items()),
        drawings=tuple(_drawing(number, series, language) for number, series in enumerate(changes["drawn"])),
        changes=_listed(changes["listed"][:SHOWN], language),
        left_out=max(0, total - SHOWN),
    )


def state_words(state: str) -> str:
    """What has been decided of what waits."""
    return {
        "held": _("waits for a decision"),
        "accepted": _("accepted"),
        "rejected": _("rejected"),
        "superseded": _("a newer release came instead"),
    }[state]


def _change(change: str) -> str:
    return {"new": _("new"), "revised": _("revised"), "vanished": _("vanished"), "same": _("the same")}[change]


def _axis(axis: str) -> str:
    return {"indicator": _("Indicator"), "area": _("Area"), "period": _("Period"), "sex": _("Sex"), "age": _("Age")}[axis]


def _counts(changes: dict[str, Any], language: str) -> Table:
    """How many figures of each indicator changed, and how."""
    kinds = ("new", "revised", "vanished", "same")
    columns = (Column(_("Indicator")), *(Column(_change(kind).capitalize(), numeric=True) for kind in kinds))
    rows = [
        (_indicator(name, language), *(numbers.number(counts.get(kind, 0), language) for kind in kinds))
        for name, counts in changes["indicators"].items()
    ]
    return Table(_("Figures that changed, by indicator"), columns, tuple(rows))


def _listed(cells: Iterable[dict[str, Any]], language: str) -> Table:
    """The changes one by one: before and after."""
    columns = (
        *(Column(title) for title in (_("Indicator"), _("Area"), _("Period"), _("Change"))),
        Column(_("Before"), numeric=True),
        Column(_("In the release"), numeric=True),
    )
    rows = [
        (
            _indicator(cell["indicator"], language),
            _area(cell["area"], language),
            numbers.period_name(cell["period"], language) + _group(cell),
            _change(cell["change"]),
            _cell(cell, "", language),
            _cell(cell, "_after", language),
        )
        for cell in cells
    ]
    return Table(_("Changes one by one"), columns, tuple(rows))


def _drawing(number: int, series: dict[str, Any], language: str) -> DrawingShown:
    definition = indicators().get(series["indicator"])
    title = f"{_indicator(series['indicator'], language)}, {_area(series['area'], language)}{_group(series)}"
    lines = (_("What stands"), 1, charts.Role.COMPARATOR), (_("In the release"), 2, charts.Role.OWN)
    chart = charts.Chart(
        name=f"difference-{number}",
        title=title,
        description=_("Two lines: the figures that stand, and those of the release. All the figures are in the table below."),
        series=tuple(charts.Series(name, _points(series["cells"], place, language), role) for name, place, role in lines),
        unit=definition.unit.in_(language) if definition else "",
        decimals=definition.decimals if definition else _DECIMALS,
        language=language,
    )
    svg = Markup(charts.figure(chart))  # noqa: S704 (our own SVG; its texts are escaped where it is made)
    said = _("Compared with what stood when the release came.")
    return DrawingShown(title, svg, charts.table(chart, _("Period")), said)


def _points(cells: list[list[Any]], place: int, language: str) -> tuple[charts.Point, ...]:
    return tuple(charts.Point(numbers.period_short(cell[0], language), Period.parse(cell[0]).start, cell[place]) for cell in cells)


def _cell(cell: dict[str, Any], when: str, language: str) -> str:
    """A value, the words of what is missing, or a dash where the figure does not stand at all."""
    value, status = cell[f"value{when}"], cell[f"status{when}"]
    if status is None:
        return "–"
    definition = indicators().get(cell["indicator"])
    return numbers.number(value, language, definition.decimals if definition else _DECIMALS, status)


def _group(cell: dict[str, Any]) -> str:
    """Sex and age of a figure that is not of all."""
    words = [wording.sex_name(cell["sex"])] if cell["sex"] != TOTAL else []
    words += [wording.age_name(cell["age"])] if cell["age"] != TOTAL else []
    return "".join(f", {word}" for word in words)


def _codes(axis: str, codes: list[str], language: str) -> list[str]:
    names = {"indicator": _indicator, "area": _area}.get(axis)
    return [names(code, language) if names else code for code in codes]


def _indicator(name: str, language: str) -> str:
    definition = indicators().get(name)
    return definition.title.in_(language) if definition else name


def _area(area: str, language: str) -> str:
    try:
        return areas().get(area).label.in_(language)
    except Unknown:
        return area
