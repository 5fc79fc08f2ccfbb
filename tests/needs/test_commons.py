"""What serves both sides, and the tallies that are counted again whenever anybody has weighed."""

from __future__ import annotations

import pytest

from tests import universe
from tests.needs import asking
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.needs import queries, services
from yhdyspinta.needs.queries import Common, Verdict
from yhdyspinta.organisations.services import cooperations

pytestmark = pytest.mark.django_db


def test_themes_and_indicators_that_serve_needs_of_both_sides_come_with_their_numbers():
    world = universe.world()
    shared, county_only, first_only = (asking.need(world, world.first, f"Kysymys {number}?") for number in range(3))
    asking.need(world, world.first, "Painottamaton?")
    said = {
        shared: ("essential", "essential", "essential"),
        county_only: ("essential", "useful", "useful"),
        first_only: ("useful", "essential", "essential"),
    }
    for need, importances in said.items():
        for actor, importance in zip((world.county, world.first, world.second), importances, strict=True):
            asking.weigh(world, actor, need, importance)
    common, lone = sorted(indicators())[:2]
    services.answer_with(actor=world.first, need=shared, indicator_ids=[common])
    services.answer_with(actor=world.first, need=county_only, indicator_ids=[common, lone])
    found = queries.commons(world.cooperation, queries.board(world.second, world.cooperation))
    assert found.themes == (Common("4", 2, 2, 1),)
    assert found.indicators == (Common(common, 2, 1, 1),)


def test_the_board_is_new_after_each_weight_and_for_each_reader():
    world = universe.world()
    one = asking.need(world, world.first)

    def verdict(actor) -> Verdict:
        (line,) = queries.board(actor, world.cooperation)
        return line.verdict

    assert verdict(world.first) is Verdict.HIDDEN
    asking.weigh(world, world.first, one, "essential")
    assert (verdict(world.first), verdict(world.county)) == (Verdict.WAITING, Verdict.HIDDEN)
    weight = asking.weigh(world, world.county, one, "not_needed")
    assert (verdict(world.first), verdict(world.county), verdict(world.second)) == (Verdict.DISPUTED, Verdict.DISPUTED, Verdict.HIDDEN)
    services.weigh(actor=world.county, need=one, party=world.party(world.county), version=weight.version, importance="essential")
    assert verdict(world.first) is Verdict.SHARED
    cooperations.change_theme(actor=world.first, theme=one.theme, version=1, is_on=False, name=one.question())
    assert verdict(world.first) is Verdict.SHARED
