"""Figures in letters: what got old in the week, of the indicators that answer needs, and what a long change log does not say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import universe
from tests.needs import asking
from yhdyspinta.attention.queries.figures import Release, aged, changed_in, read_model
from yhdyspinta.attention.queries.letters import figures_line
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.period import Period, due_date
from yhdyspinta.needs import services as needs
from yhdyspinta.organisations.services import visibility

ONE, OTHER, UNASKED = sorted(name for name, one in indicators().items() if sources()[one.source].rhythm.months)[:3]


def due(name: str, period: str) -> date:
    source = sources()[indicators()[name].source]
    return due_date(Period.parse(period).end, source.lag_days, source.rhythm)


@pytest.mark.django_db
def test_an_indicator_of_a_need_is_told_in_the_week_after_its_next_figure_was_due():
    world, stranger = universe.world(), universe.world(1)
    need = asking.need(world, world.first)
    needs.answer_with(actor=world.first, need=need, indicator_ids=[ONE])
    newest = {ONE: "2023", UNASKED: "2023"}
    day = due(ONE, "2023")

    def told(actor, today):
        return [(one.indicator, one.period, one.due) for one in aged(actor, world.cooperation, today - timedelta(days=7), today, newest)]

    assert told(world.second, day + timedelta(days=1)) == [(ONE, "2023", day)]
    assert told(world.second, day) == []  # on its last day a figure is not late
    assert told(world.second, day + timedelta(days=7)) == []  # told the week before
    assert told(stranger.county, day + timedelta(days=1)) == []
    visibility.set_visibility(
        actor=world.first, target=need, version=1, visibility="elsewhere", legal_ground="preparedness", kept_at="Dnro 1"
    )
    assert told(stranger.county, day + timedelta(days=1)) == []


def test_a_change_log_that_was_cut_says_nothing_of_areas_that_it_does_not_name():
    municipality = areas().areas("KU", areas().current)[0].id
    log = {
        "listed": [
            {"indicator": ONE, "area": municipality, "change": "revised"},
            {"indicator": OTHER, "area": municipality, "change": "vanished"},
            {"indicator": "nothing.known", "area": municipality, "change": "new"},
        ],
        "first_seen": {"period": ["2024"]},
        "indicators": {ONE: {"revised": 900}, UNASKED: {"new": 900}},
    }
    release = Release("made", None, log)
    assert changed_in(municipality, release, None) == [ONE]
    assert changed_in(areas().areas("KU", areas().current)[1].id, release, None) == []


@pytest.mark.parametrize(("many", "words"), [([ONE], 0), ([ONE, OTHER], 0), ([ONE, OTHER, UNASKED], 1)])
def test_the_line_of_changed_figures_names_two_and_counts_the_rest(many, words):
    line = figures_line("HVA15", many)
    assert indicators()[ONE].title.en in line.text or indicators()[ONE].title.fi in line.text
    assert (" and 1 other" in line.text) is bool(words)
    assert line.url.endswith("/alue/HVA15/")


def test_beyond_a_cut_log_the_areas_own_newest_figure_tells(sample):
    model = read_model(sample.home)
    try:
        row = next(one for one in model.latest_of_area("KU179").to_pylist() if one["indicator"] in indicators())
        log = {"listed": [], "first_seen": {"period": [row["period"]]}, "indicators": {row["indicator"]: {"new": 900}}}
        assert changed_in("KU179", Release(row["release"], None, log), model) == [row["indicator"]]
        assert changed_in("KU179", Release("another", None, log), model) == []
        assert changed_in("KU179", Release(row["release"], None, log | {"first_seen": {"period": ["1999"]}}), model) == []
    finally:
        model.close()
    assert read_model(sample.home / "nothing") is None
