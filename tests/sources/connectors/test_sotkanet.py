"""Sotkanet: what is asked, what becomes of the replies, and what is refused."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from tests.servers.faults import FAULTS, UNFRAMED, serve
from tests.servers.sotkanet import Sotkanet, indicator, region
from tests.sources.connectors import sotkanet_world as world
from tests.sources.ways import DEADLINE, way_to
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import CuratedError, ParseError
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.exchange import Request

SEXES = ("total", "male", "female")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_figures_stand_on_our_areas_and_the_current_division(form: str) -> None:
    with serve(world.service()) as server:
        reading = world.read(server, world.collected(server, format=form), format=form)
    known, rows = world.numbers(), reading.rows.to_pylist()
    assert {row["area"] for row in rows} == set(known)
    assert {row["boundaries"] for row in rows} == {areas().current}
    assert {row["indicator"] for row in rows} == {world.OURS}
    assert len(rows) == 2 * len(known)
    places = {area: place for place, area in enumerate(known)}
    for row in rows:
        missing = places[row["area"]] == 3 and row["period"] == "2024"
        expected = None if missing else round(places[row["area"]] / 7 + int(row["period"]) / 100, 4)
        assert row["value"] == expected
        assert row["numerator"] == (None if missing else places[row["area"]])
        assert row["status"] == ("not_available" if missing else "final"), "missing is neither zero nor hidden"
        assert (row["period_start"], row["period_end"]) == (date(int(row["period"]), 1, 1), date(int(row["period"]), 12, 31))
    assert (reading.updated, reading.licence) == ("2026-05-04", "CC BY 4.0")
    assert reading.producer == "Terveyden ja hyvinvoinnin laitos (THL)"
    assert reading.notes == ()
    assert reading.sized is (form == "json")


def test_years_are_repeated_and_genders_asked_one_by_one() -> None:
    with serve(world.service(SEXES)) as server:
        reading = world.read(server, world.collected(server, genders=list(SEXES)), genders=list(SEXES))
    asked = [question for question in server.asked if question.path.endswith("/csv")]
    assert [question.query["genders"] for question in asked] == [[sex] for sex in SEXES]
    assert all(question.query["years"] == ["2023", "2024"] for question in asked)
    assert {row["sex"] for row in reading.rows.to_pylist()} == set(SEXES)


def test_sotkanet_refuses_whoever_does_not_say_who_asks() -> None:
    with serve(world.service()) as server, pytest.raises(SourceError) as caught:
        way_to(server).fetch(Request(f"{server.address}/rest/1.1/regions", headers={"User-Agent": ""}))
    assert (caught.value.kind, caught.value.status) == (Kind.REFUSED, 403)


def test_counties_are_found_by_their_codes_and_not_by_their_numbers() -> None:
    """The numbers were given anew once (877–898 became 957–978); codes line up, and Helsinki's is 90."""
    service = world.service()
    for entry in service.regions:
        entry["id"] = int(entry["id"]) + 50_000
    service.figures[world.NUMBER] = [(number + 50_000, *rest) for number, *rest in service.figures[world.NUMBER]]
    with serve(service) as server:
        rows = world.read(server, world.collected(server)).rows.to_pylist()
    assert {"HVA01", "HVA21", "HVA90"} <= {row["area"] for row in rows}
    assert "HVA91" not in {row["area"] for row in rows}, "Åland is no wellbeing services county"


def test_regions_that_are_no_areas_of_ours_are_left_out() -> None:
    service = world.service()
    service.figures[world.NUMBER] += [(number, 2024, "total", 1.0, None) for number in (world.ABROAD, world.AVI, 956)]
    with serve(service) as server:
        reading = world.read(server, world.collected(server))
    assert {row["area"] for row in reading.rows.to_pylist()} == set(world.numbers())
    assert reading.notes == ()


def test_a_region_that_the_list_lacks_is_left_out_and_said() -> None:
    service = world.service()
    service.figures[world.NUMBER].append((world.DEAD, 2024, "total", 1.0, None))
    with serve(service) as server:
        reading = world.read(server, world.collected(server))
    assert reading.rows.num_rows == 2 * len(world.numbers())
    assert reading.notes == ("Left out, for the list of regions does not have them: regions 880.",)


def test_a_county_with_other_municipalities_than_the_register_s_is_said() -> None:
    service, known = world.service(), world.numbers()
    moved = next(entry for entry in service.regions if known["HVA01"] in entry["memberOf"])
    moved["memberOf"] = [world.COUNTRY, known["HVA02"]]
    with serve(service) as server:
        notes = world.read(server, world.collected(server)).notes
    assert notes == (f"Sotkanet places municipalities otherwise than the register: KU{moved['code']} in HVA02, not HVA01.",)


def test_municipalities_of_an_unknown_division_are_refused() -> None:
    """As in the January after a merger, until the areas of the new year are brought in."""
    service = world.service()
    gone = next(entry for entry in service.regions if entry["category"] == "KUNTA")
    service.regions.remove(gone)
    with serve(service) as server, pytest.raises(ParseError, match=f"KU{gone['code']}"):
        world.read(server, world.collected(server))


def test_a_list_that_keeps_ended_municipalities_is_known_by_who_has_figures() -> None:
    service = world.service()
    ended = next(area for area in areas().areas("KU", areas().years[0]) if area.end)
    service.regions.append(region(99_999, ended.code, "KUNTA", ended.name.fi))
    service.figures[world.NUMBER].append((99_999, 2024, "total", None, None))
    with serve(service) as server:
        rows = world.read(server, world.collected(server)).rows.to_pylist()
        assert {row["boundaries"] for row in rows} == {areas().current}
        assert ended.id not in {row["area"] for row in rows}
        service.figures[world.NUMBER].append((99_999, 2023, "total", 1.0, None))
        with pytest.raises(ParseError, match=f"figures of {ended.id} too"):
            world.read(server, world.collected(server))


def test_an_old_list_with_old_figures_stands_on_the_old_division() -> None:
    """All municipalities of the first known year, ended ones with figures: they must not pass for those of today."""
    service, first = world.service(), areas().years[0]
    old = areas().areas("KU", first)
    service.regions = [region(5000 + place, area.code, "KUNTA", area.name.fi) for place, area in enumerate(old)]
    service.figures[world.NUMBER] = [(5000 + place, 2023, "total", 1.0, None) for place in range(len(old))]
    assert {area.id for area in areas().areas("KU", areas().current)} < {area.id for area in old}
    with serve(service) as server:
        rows = world.read(server, world.collected(server)).rows.to_pylist()
    same = [year for year in areas().years if {area.id for area in areas().areas("KU", year)} == {area.id for area in old}]
    assert {row["boundaries"] for row in rows} == {same[-1]}
    assert len(rows) == len(old)


def test_a_gender_that_there_is_not_is_an_error_and_not_an_empty_release() -> None:
    service = world.service(("male", "female"))
    with serve(service) as server, pytest.raises(ParseError, match=r"gender total\. It has male, female"):
        world.read(server, world.collected(server))


def test_an_indicator_with_empty_lists_of_sexes_and_regions_is_read() -> None:
    service = world.service()
    service.indicators[world.NUMBER] = indicator(world.NUMBER, (), 2023, 2024)
    with serve(service) as server:
        assert world.read(server, world.collected(server)).rows.num_rows == 2 * len(world.numbers())


def test_another_producer_is_said_and_lends_no_licence() -> None:
    service = world.service()
    names = {"fi": "Tilastokeskus", "sv": "Statistikcentralen", "en": "Statistics Finland"}
    service.indicators[world.NUMBER]["organization"] = {"id": 3, "title": names}
    with serve(service) as server:
        reading = world.read(server, world.collected(server))
    assert (reading.producer, reading.licence) == ("Tilastokeskus", "")
    assert "does not cover" in reading.notes[0]


def test_a_last_year_without_figures_is_said() -> None:
    service = world.service()
    service.indicators[world.NUMBER]["range"] = {"start": 2023, "end": 2025}
    with serve(service) as server:
        assert "end with 2025" in world.read(server, world.collected(server)).notes[0]


def test_an_indicator_that_tells_no_years_is_refused() -> None:
    service = world.service()
    del service.indicators[world.NUMBER]["range"]
    with serve(service) as server, pytest.raises(ParseError, match="which years"):
        world.collected(server)


def test_replies_of_a_killed_run_are_not_asked_again() -> None:
    with serve(world.service(SEXES)) as server:
        whole = world.collected(server, genders=list(SEXES))
        before = len(server.asked)
        kept = {part.name: part for part in whole[:3]}
        target, way = world.target(server, genders=list(SEXES)), way_to(server, deadline_seconds=5.0)
        again = list(CONNECTORS["sotkanet"].collect(target, way, kept))
    assert again == whole
    assert len(server.asked) - before == len(whole) - 3


def test_the_list_of_regions_is_asked_once_for_many_indicators() -> None:
    with serve(world.service()) as server:
        way = way_to(server, deadline_seconds=5.0)
        for _ in range(3):
            list(CONNECTORS["sotkanet"].collect(world.target(server), way, {}))
    assert sum(question.path.endswith("/regions") for question in server.asked) == 1


@pytest.mark.parametrize("sound", [0, 1, 2])
@pytest.mark.parametrize("fault", [*FAULTS, UNFRAMED])
def test_no_fault_makes_a_release(fault: str, sound: int) -> None:
    with serve(world.service(), fault, sound) as server:
        target, way, begun = world.target(server), way_to(server), time.monotonic()

        def attempt() -> object:
            return CONNECTORS["sotkanet"].read(target, list(CONNECTORS["sotkanet"].collect(target, way, {})), areas())

        with pytest.raises((SourceError, ParseError)):
            attempt()
        assert time.monotonic() - begun < (sound + 1) * DEADLINE + 1


def test_a_reply_cut_at_any_byte_is_never_read() -> None:
    """CSV declares no size: without the transport's word it needs the JSON reply to agree, and then no cut passes."""
    register = world.small_register()
    service = Sotkanet(world.small_regions(), {world.NUMBER: indicator(world.NUMBER, first=2023)}, framed=False)
    service.figures[world.NUMBER] = [(2000 + place, 2023, "total", place / 2, None) for place in range(3)]
    connector = CONNECTORS["sotkanet"]
    with serve(service) as server:
        target, parts = world.target(server), world.collected(server)
    assert [part.name for part in parts] == ["regions", "indicator", "figures-total", "witness-total"]
    assert connector.read(target, parts, register).rows.num_rows == 3
    for place, part in enumerate(parts):
        for size in range(len(part.data)):
            cut = [*parts[:place], replace(part, data=part.data[:size]), *parts[place + 1 :]]
            with pytest.raises(ParseError):
                connector.read(target, cut, register)


def test_a_csv_that_lost_rows_on_its_way_is_found_by_its_witness() -> None:
    with serve(world.service(framed=False, cut=3)) as server, pytest.raises(ParseError, match="one reply was cut"):
        world.read(server, world.collected(server))


@pytest.mark.parametrize("missing", ["regions", "indicator", "figures-total"])
def test_a_release_that_lacks_a_reply_is_refused(missing: str) -> None:
    with serve(world.service()) as server:
        parts = [part for part in world.collected(server) if part.name != missing]
        with pytest.raises(ParseError, match=missing):
            world.read(server, parts)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "indicator"),
        ({"indicator": "127"}, "indicator"),
        ({"indicator": 127, "genders": []}, "genders"),
        ({"indicator": 127, "genders": ["everyone"]}, "genders"),
        ({"indicator": 127, "format": "xlsx"}, "format"),
        ({"indicator": 127, "regions": ["KUNTA"]}, "regions"),
    ],
)
def test_wrong_facts_are_named(facts: dict[str, object], field: str) -> None:
    wrong = Target("made", "thl.sotkanet", "sotkanet", "https://sotkanet.fi/rest/1.1", facts, (Wanted("thl.sotkanet.127"),))
    with pytest.raises(CuratedError, match=f"made, facts.{field}"):
        CONNECTORS["sotkanet"].check(wrong)
