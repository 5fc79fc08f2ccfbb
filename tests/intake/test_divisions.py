"""A new year's areas: told as changes, held, and taken into use only by a person; a division that cannot be right is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.intake import division_world as world
from tests.intake.division_world import JOINED, MERGED, MOVED, NEW, REGION, RENAMED, environment, fetch, shipped
from tests.servers.faults import FAULTS, UNFRAMED, serve
from tests.servers.stat_divisions import Year
from yhdyspinta.analysis.areas import mapping
from yhdyspinta.catalogue import geometry, installed
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.calendar import calendar
from yhdyspinta.catalogue.hosts import hosts
from yhdyspinta.catalogue.live import division, host_of
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.catalogue.words import words
from yhdyspinta.domain.errors import CuratedError, Damaged, StateError
from yhdyspinta.environment import Environment
from yhdyspinta.intake import changelog, decisions, review, runs
from yhdyspinta.intake.area_refresh import accept_division, take_effect
from yhdyspinta.intake.live import Outcome
from yhdyspinta.intake.tick import next_due
from yhdyspinta.sources.archive import Archive
from yhdyspinta.sources.connectors import stat_boundaries, stat_classification

YEAR = shipped().current + 1
NEW_YEAR, BY = date(YEAR, 1, 1), "Tarkastaja"


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    installed.follow(None)


def accept(home: Environment, release: str, today: date = NEW_YEAR) -> Outcome:
    return accept_division(home, release, BY, lambda text, share: None, today)


def steps(home: Path, release: str) -> set[tuple[str, str]]:
    return {(step["change"], step["area"]) for step in changelog.read(home, release)[-1]["steps"]}


def test_a_new_year_is_told_held_and_taken_into_use(tmp_path: Path) -> None:
    home = environment(tmp_path / "home")
    with serve(world.service(world.changed())) as server:
        outcome = fetch(home, server.address)
        assert outcome.kind == "held", outcome.sentence
        again = fetch(home, server.address)
    assert (again.kind, again.release) == ("held", outcome.release)
    assert [one.release for one in review.reviews(home.home)] == [outcome.release] == list(Archive(home.home).releases())
    found = steps(home.home, outcome.release)
    assert {
        ("merged", f"KU{NEW}"),
        ("merged", f"KU{JOINED[1]}"),
        ("renamed", f"KU{RENAMED}"),
        ("began", "MK22"),
        ("began", "SK221"),
    } <= found
    assert {("moved", f"KU{code}") for code in (MOVED, *REGION)} <= found
    assert {area for change, area in found if change == "moved"} == {f"KU{code}" for code in (MOVED, *REGION)}
    assert not any(change == "outline" for change, _ in found)
    told = review.get(home.home, outcome.release).reasons
    assert told[0]["text"]["fi"].startswith(f"Aluejako {YEAR}: kuntia on {len(shipped().areas('KU', YEAR - 1)) - 2}")
    assert all(reason["text"][language] for reason in told for language in ("fi", "sv", "en"))
    assert areas().current == YEAR - 1  # nothing has changed yet

    before = areas()
    accept(home, outcome.release)
    register = areas()
    assert register is not before
    assert register.current == YEAR
    assert register.members("MK22", YEAR) == tuple(f"KU{code}" for code in REGION)
    assert register.parent(f"KU{MOVED}", "HVA", YEAR) == "HVA15"
    assert register.parent(f"KU{MOVED}", "HVA", YEAR - 1) == "HVA08"
    assert register.get(f"KU{RENAMED}").name.fi == "Uusi-Laukaa"
    carried = mapping(register, YEAR - 1, YEAR).table.to_pylist()
    assert {row["area_from"] for row in carried if row["area_to"] == f"KU{NEW}"} == {f"KU{code}" for code in MERGED}
    assert {row["area_from"] for row in carried if row["area_to"] == f"KU{JOINED[1]}"} == {f"KU{code}" for code in JOINED}
    assert sorted(area for area, _ in geometry.shapes("KU")) == [area.id for area in register.areas("KU", YEAR)]
    assert {"MK22"} < {area for area, _ in geometry.shapes("MK")}
    assert register.neighbours(f"KU{NEW}")
    assert words().place(f"KU{NEW}", "fi") == "kunnassa Tekola"
    assert words().genitive("KU179") == "Jyväskylän"
    assert runs.read(home.home, "stat.aluejako", "stat.luokitukset").held == ""
    with pytest.raises(StateError, match="already"):
        accept(home, outcome.release)


def test_a_server_that_runs_sees_the_new_areas(tmp_path: Path) -> None:
    """Readers look at the pointer: no restart, and the tables that an edition names are proved by its id."""
    home = environment(tmp_path / "home")
    with serve(world.service(world.changed())) as server:
        release = fetch(home, server.address).release
    installed.follow(home.home)
    assert installed.edition() == ""
    accept(home, release)
    installed.follow(home.home)
    assert areas().current == YEAR
    table = installed.folder() / "areas.csv"
    table.write_bytes(table.read_bytes().replace(b"Tekola", b"Tekolo"))
    installed.follow(None)
    installed.follow(home.home)
    with pytest.raises(Damaged, match="backup"):
        areas()


def test_an_accepted_year_takes_effect_on_its_first_day(tmp_path: Path) -> None:
    home = environment(tmp_path / "home")
    with serve(world.service(world.changed())) as server:
        release = fetch(home, server.address).release
        assert "take effect on 1 January" in accept(home, release, NEW_YEAR - timedelta(1)).sentence
        assert fetch(home, server.address).sentence == "The source still gives the division that was accepted."
    assert areas().current == YEAR - 1
    assert take_effect(home, lambda text, share: None, NEW_YEAR - timedelta(1)) is None
    assert areas().current == YEAR - 1
    taken = take_effect(home, lambda text, share: None, NEW_YEAR)
    assert taken is not None
    assert (taken.kind, areas().current) == ("new", YEAR)
    assert take_effect(home, lambda text, share: None, NEW_YEAR) is None


def test_a_rejected_year_leaves_all_as_it_was_and_is_not_held_again(tmp_path: Path) -> None:
    home = environment(tmp_path / "home")
    with serve(world.service(world.changed())) as server:
        release = fetch(home, server.address).release
        decisions.reject(home, release, BY)
        again = fetch(home, server.address)
    assert again.kind == "unchanged"
    assert review.get(home.home, release).state == review.REJECTED
    assert (areas().current, installed.edition()) == (YEAR - 1, "")
    assert not (home.home / "areas" / installed.POINTER).exists()


def test_a_year_in_which_nothing_changes_is_known_all_the_same(tmp_path: Path) -> None:
    home = environment(tmp_path / "home")
    with serve(world.service(world.now())) as server:
        outcome = fetch(home, server.address)
        assert outcome.sentence.startswith(f"Division of {YEAR}: 308 municipalities, 308 before. 0 changes")
        accept(home, outcome.release)
        assert areas().current == YEAR
        later = fetch(home, server.address)
    assert later.sentence == f"The division of {YEAR + 1} has not been published yet."


def test_a_year_that_is_not_published_yet_is_no_failure(tmp_path: Path) -> None:
    home = environment(tmp_path / "home")
    with serve(world.service()) as server:
        outcome = fetch(home, server.address)
        assert len(server.asked) == 1
    assert (outcome.kind, review.reviews(home.home)) == ("unchanged", ())


def test_it_is_asked_for_daily_around_the_turn_of_the_year_and_else_calmly(tmp_path: Path) -> None:
    one, asked = division(), runs.Record("stat.aluejako", "stat.luokitukset")

    def wait(at: str) -> timedelta:
        runs.write(tmp_path, asked.succeeded(at))
        now = datetime.fromisoformat(at)
        return next_due(tmp_path, {one.id: one}, calendar(), now)[one.id].at - now

    for month in ("11", "12", "01"):
        assert wait(f"2026-{month}-10T06:00:00.000+00:00") == timedelta(1)
    assert wait("2026-06-10T06:00:00.000+00:00") == timedelta(14)


def test_boundaries_that_are_not_there_yet_are_joined_from_the_former_ones(tmp_path: Path) -> None:
    home, year = environment(tmp_path / "home"), world.changed()
    year.outlines, year.as_items = None, True
    with serve(world.service(year)) as server:
        outcome = fetch(home, server.address)
    assert ("left_as_it_was", "") in steps(home.home, outcome.release)
    accept(home, outcome.release)
    assert {f"KU{NEW}"} < {area for area, _ in geometry.shapes("KU")}


def test_a_classification_that_is_not_given_stays_as_it_was(tmp_path: Path) -> None:
    home, year = environment(tmp_path / "home"), world.changed()
    del year.pairs["kuntaryhmitys"]
    with serve(world.service(year)) as server:
        outcome = fetch(home, server.address)
    accept(home, outcome.release)
    assert areas().parent("KU179", "KR", YEAR) == shipped().parent("KU179", "KR", YEAR - 1)


def _gone(year: Year) -> None:
    year.successors = [pair for pair in year.successors or () if pair[0] != JOINED[0]]


def _no_table(year: Year) -> None:
    year.successors = None


def _divided(year: Year) -> None:
    year.successors = [*(year.successors or ()), (JOINED[0], RENAMED)]


def _two_counties(year: Year) -> None:
    year.pairs["hyvinvointialue"].append((MOVED, "08"))


def _used_before(year: Year) -> None:
    ended = next(area for area in shipped().areas("KU", shipped().years[0]) if area.end)
    year.items["kunta"][ended.code] = ("Tekola", "Tekola", "Tekola")
    year.successors = [*(year.successors or ()), (RENAMED, ended.code)]
    year.pairs = {name: [*pairs, (ended.code, dict(pairs)[RENAMED])] for name, pairs in year.pairs.items()}
    assert year.outlines
    year.outlines[ended.code] = year.outlines[RENAMED]


def _from_nothing(year: Year) -> None:
    year.successors = [pair for pair in year.successors or () if pair[1] != NEW] + [(code, JOINED[1]) for code in MERGED]


def _half(year: Year) -> None:
    kept = dict(list(year.items["kunta"].items())[:150])
    year.items["kunta"] = kept
    year.pairs = {name: [pair for pair in pairs if pair[0] in kept] for name, pairs in year.pairs.items()}
    year.successors = [pair for pair in year.successors or () if pair[1] in kept]


def _without_county(year: Year) -> None:
    year.pairs["hyvinvointialue"] = [pair for pair in year.pairs["hyvinvointialue"] if pair[0] != MOVED]


def _no_counties(year: Year) -> None:
    del year.pairs["hyvinvointialue"]


def _one_language(year: Year) -> None:
    year.items["kunta"][RENAMED] = ("Uusi-Laukaa", "", "Laukaa")


def _no_outline(year: Year) -> None:
    assert year.outlines
    del year.outlines[NEW]


def _in_metres(year: Year) -> None:
    assert year.outlines
    year.outlines[NEW] = {"type": "Polygon", "coordinates": [[[440000, 6900000], [450000, 6900000], [450000, 6910000], [440000, 6900000]]]}


BAD: dict[Callable[[Year], None], str] = {
    _gone: "has no successor",
    _no_table: "does not tell which municipalities hold the land",
    _divided: "is divided between",
    _two_counties: "into both",
    _used_before: "was used before",
    _from_nothing: "no municipality became it",
    _half: "municipalities are missing",
    _without_county: "is in no area of kind HVA",
    _no_counties: "to no HVA",
    _one_language: "no name",
    _no_outline: "differ: KU997",
    _in_metres: "not in Finland",
}


@pytest.mark.parametrize("spoil", BAD, ids=lambda one: one.__name__.strip("_"))
def test_a_division_that_cannot_be_right_is_refused_with_its_reason(tmp_path: Path, spoil: Callable[[Year], None]) -> None:
    home, year = environment(tmp_path / "home"), world.changed()
    spoil(year)
    with serve(world.service(year)) as server:
        outcome = fetch(home, server.address)
    assert outcome.kind == "failed"
    assert BAD[spoil] in outcome.sentence
    assert (review.reviews(home.home), Archive(home.home).releases()) == ((), {})
    assert not (home.home / "areas" / installed.POINTER).exists()
    assert runs.read(home.home, "stat.aluejako", "stat.luokitukset").failures == 1


def test_no_proposal_from_a_broken_server_and_the_next_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    service, begun = world.service(world.changed()), environment(tmp_path / "begun")

    def broken(home: Environment, fault: str, sound: int) -> None:
        server.asked.clear()
        server.fault, server.sound = fault, sound
        outcome = fetch(home, server.address, deadline=0.4, most_bytes=4_000_000)
        assert outcome.kind == "failed", fault
        assert review.reviews(home.home) == ()

    with serve(service) as server:
        fetch(environment(tmp_path / "whole"), server.address)
        replies = len(server.asked)
        broken(begun, "reset", replies - 1)
        for fault in (*FAULTS, UNFRAMED):
            broken(begun, fault, 0)  # only the last reply, the outlines, is asked for
            if fault not in ("drip", "drip_headers", "hang", "bomb"):  # each costs its deadline
                broken(environment(tmp_path / fault), fault, 0)
        server.asked.clear()
        server.fault = ""
        assert fetch(begun, server.address).kind == "held"
        assert len(server.asked) == 1


def test_the_shipped_target_is_right_and_its_hosts_may_be_asked() -> None:
    one = division()
    for connector in (stat_classification, stat_boundaries):
        connector.check(one)
        with pytest.raises(CuratedError, match="facts"):
            connector.check(replace(one, facts={**one.facts, "layer": "kunta4500k", "kinds": {}}))
    assert {host_of(one.address), host_of(str(one.facts["boundaries"]))} <= hosts().keys()
    assert one.source in sources()
