"""Which targets a word of the command line means, and which of them can say something of an area."""

from __future__ import annotations

from dataclasses import replace

import pytest

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.live import targets
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.domain.indicator import Additivity
from yhdyspinta.domain.live import Target
from yhdyspinta.intake.selection import area_first, area_of, selected, speaks_of
from yhdyspinta.sources.connectors import CONNECTORS

ALL = targets()


def of(connector: str) -> Target:
    return next(one for one in ALL.values() if one.connector == connector)


def test_words_of_the_command_line_name_targets() -> None:
    everything = selected("")
    assert {one.id for one in everything} == ALL.keys()
    one = everything[0]
    assert selected(one.id) == (one,)
    assert one in selected(one.source)
    assert one in selected(one.series[0].indicator)
    with pytest.raises(Unknown, match="no source, target, indicator or area"):
        selected("thl.sotkanett")


@pytest.mark.parametrize("name", ["Jyväskylä", "Keski-Suomen hyvinvointialue", "SSS", "ELY09"])
def test_an_area_narrows_to_what_can_say_something_of_it(name: str) -> None:
    found, area = selected(name), area_of(name)
    assert 0 < len(found) < len(ALL)
    for one in ALL.values():
        kinds = CONNECTORS[one.connector].kinds(one)
        direct = not kinds or area.kind in kinds
        summed = "KU" in kinds and any(indicators()[wanted.indicator].additivity is not Additivity.MUST_NOT for wanted in one.series)
        assert (one in found) == (direct or (area.kind != "KU" and summed)), one.id
    order = [one.id for one in selected("")]
    assert [one.id for one in found] == sorted((one.id for one in found), key=order.index), "headlines first"


def test_figures_of_other_kinds_are_not_fetched_for_an_area() -> None:
    town, county = areas().find("KU179"), areas().find("HVA15")
    kela, services = ALL["kela.hva"], of("ptv")
    assert not speaks_of(kela, town)
    assert speaks_of(kela, county)
    assert speaks_of(services, town)
    left_out = replace(of("pxweb_v1"), facts={**of("pxweb_v1").facts, "areas": ["KU"], "leave_out": ["KU179"]})
    assert not speaks_of(left_out, town)
    assert speaks_of(left_out, areas().find("KU091"))


def test_an_area_that_nothing_tells_of_is_said() -> None:
    with pytest.raises(Unknown, match="Nothing that is fetched live says anything of Jyväskylä"):
        selected("Jyväskylä", {"kela.hva": ALL["kela.hva"]})


def test_the_chosen_area_comes_first_and_nothing_is_left_out() -> None:
    assert area_first("") == selected("")
    ordered = area_first("HVA15")
    assert set(map(id, ordered)) == set(map(id, selected("")))
    assert ordered[: len(selected("HVA15"))] == selected("HVA15")
    with pytest.raises(Unknown):
        area_first("Atlantis")


def test_a_town_or_a_county_is_meant_rather_than_others_of_its_name() -> None:
    assert [area_of(name).id for name in ("Jyväskylä", "Lappi", "MK19")] == ["KU179", "HVA21", "MK19"]
