"""The card of any indicator in any area: the same figure as the picture's, all areas of the kind, and why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.made_picture import suppressed
from tests.observations.examples import row, table
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import Refused, Unknown
from yhdyspinta.environment import Environment
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.readmodel import AREAS, INDICATORS, build
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.pictures.absence import Reason, absence_of
from yhdyspinta.pictures.choice import Choice
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.indicator_card import IndicatorCard, indicator_card
from yhdyspinta.pictures.queries import composing, picture_of

DAY = date(2026, 11, 24)
UNEMPLOYED, RESIDENTS, DISADVANTAGE = "stat.tyonv.12r5.tyottomien_osuus", "stat.vaerak.11re.vaesto", "diak.huono_osaisuus_yhteensa"
PROJECTION, NOT_HERE = "stat.vaenn.14wx.vaesto_e24", "kela.opintotuki.saajat"


@pytest.fixture(scope="module")
def context(sample: Environment) -> Iterator[Context]:
    with composing(sample, DAY) as found:
        yield found


def built(home: Path, by_source: dict[str, list[dict[str, Any]]]) -> ReadModel:
    """A read model of rows by source, those of `town` before others."""
    for source, rows in by_source.items():
        VersionedTable(home).commit(source, table(rows))
    build(home, None, None, INDICATORS.empty_table(), AREAS.empty_table(), precedence={"town": 1})
    return ReadModel.open(home)


def reason(card: IndicatorCard) -> Reason | None:
    return card.absence.reason if card.absence else None


@pytest.mark.parametrize("area", ["KU179", "HVA15", "KU766"])
def test_a_card_tells_the_same_as_the_picture(sample: Environment, context: Context, area: str) -> None:
    figures = list(picture_of(sample, area, (), DAY).figures.values())
    assert len(figures) > 20
    for figure in figures[::9]:
        card = indicator_card(context, figure.indicator, area)
        assert card.figure == figure
        assert card.kinds
        assert set(figure.releases) <= {release.id for release in card.releases}


@pytest.mark.parametrize(
    ("indicator", "area", "wanted"),
    [
        (UNEMPLOYED, "KU179", None),
        (DISADVANTAGE, "KU766", Reason.NOT_COVERED),
        (DISADVANTAGE, "MK13", Reason.NOT_FOR_KIND),
        (PROJECTION, "KU179", Reason.ONLY_FORECAST),
        (NOT_HERE, "KU179", Reason.NOT_HERE),
        (NOT_HERE, "SSS", Reason.NOT_HERE),
    ],
)
def test_why_there_is_no_figure(context: Context, indicator: str, area: str, wanted: Reason | None) -> None:
    card = indicator_card(context, indicator, area)
    assert reason(card) == wanted
    assert (card.figure is None) == (wanted is not None)
    assert (card.history is not None) == (wanted in (None, Reason.ONLY_FORECAST))


def test_withheld_is_neither_missing_nor_zero(context: Context) -> None:
    hidden = suppressed()
    indicator = context.indicators[DISADVANTAGE]
    for status, wanted in (
        ("suppressed", Reason.SUPPRESSED),
        ("not_available", Reason.NOT_AVAILABLE),
        ("not_applicable", Reason.NOT_APPLICABLE),
    ):
        absence = absence_of(context, indicator, "KU179", replace(hidden, status=status), None, ("KU",))
        assert absence is not None
        assert absence.reason is wanted
    assert absence_of(context, indicator, "KU179", replace(hidden, value=0.0, status="final"), None, ("KU",)) is None


@pytest.mark.parametrize(("area", "kind"), [("KU179", "KU"), ("HVA15", "HVA"), ("SSS", "HVA"), ("MK21", "MK"), ("", "KU")])
def test_every_area_of_the_kind_is_listed_once(context: Context, area: str, kind: str) -> None:
    listing = indicator_card(context, UNEMPLOYED, area).listing
    assert listing is not None
    assert [place.area for place in listing.places] == [found.id for found in areas().areas(kind, areas().current)]
    known = [place.value for place in listing.places if place.value is not None]
    assert listing.spread is not None
    assert (listing.spread.n, listing.spread.median) == (len(known), median(known))
    assert sum(listing.counts.values()) == len(listing.places)
    assert all(place.newest == listing.period for place in listing.places if place.value is not None)


def test_the_kind_of_the_list_can_be_asked_for(context: Context) -> None:
    listing = indicator_card(context, UNEMPLOYED, kind="MK").listing
    assert listing is not None
    assert listing.kind == "MK"
    for kind in ("XX", "KR", "'"):
        with pytest.raises(Unknown):
            indicator_card(context, UNEMPLOYED, kind=kind)


def test_the_readers_choice_stands_beside_the_figure(context: Context) -> None:
    figure = indicator_card(context, UNEMPLOYED, "KU179", choice=Choice(("maa", "naapurit"))).figure
    assert figure is not None
    assert [other.key for other in figure.comparators] == ["country", "neighbours"]


def test_age_groups_add_up_to_the_figure(context: Context) -> None:
    card = indicator_card(context, RESIDENTS, "KU179")
    assert card.figure is not None
    (ages,) = card.breakdowns
    groups = {one.code: one.value or 0 for one in ages.classes}
    assert ages.axis == "age"
    assert groups["0-14"] + groups["15-64"] + groups["65-"] == card.figure.value


def test_sexes_stand_in_their_order_in_the_figures_own_period(tmp_path: Path, context: Context) -> None:
    common = {"indicator": RESIDENTS, "area": "KU179", "boundaries": areas().current}
    values = {("2024", "total"): 9.0, ("2025", "total"): 10.0, ("2024", "male"): 5.0, ("2025", "male"): 4.0, ("2025", "female"): 6.0}
    rows = [row(**common, period=period, sex=sex, value=value) for (period, sex), value in values.items()]
    card = indicator_card(replace(context, model=built(tmp_path, {"town": rows})), RESIDENTS, "KU179")
    (sexes,) = card.breakdowns
    assert (sexes.axis, [(one.code, one.value) for one in sexes.classes]) == ("sex", [("male", 4.0), ("female", 6.0)])


def test_what_does_not_exist_is_unknown_and_what_has_ended_refused(context: Context) -> None:
    for indicator, area in (("a.b", "KU179"), ("", ""), (UNEMPLOYED, "KU999"), ("../x", "KU179")):
        with pytest.raises(Unknown):
            indicator_card(context, indicator, area)
    with pytest.raises(Refused):
        indicator_card(context, UNEMPLOYED, "KU588")


def test_what_another_release_gave_otherwise_is_told_beside_what_stands(tmp_path: Path, context: Context) -> None:
    """Two releases give the same two years; only the year in which they differ is told."""
    common = {"indicator": UNEMPLOYED, "area": "KU179", "boundaries": areas().current}
    given = [row(**common, period=period, value=9.0, release="copied", source="copy") for period in ("2021", "2022")]
    stands = [row(**common, period=period, value=value, release="own") for period, value in (("2021", 9.0), ("2022", 9.5))]
    model = built(tmp_path, {"copy": given, "town": stands})
    card = indicator_card(replace(context, model=model), UNEMPLOYED, "KU179")
    assert [(one.period, one.then, one.now, one.release) for one in card.earlier] == [("2022", 9.0, 9.5, "copied")]
