"""A refresh makes one release whole or none: once, twice, two at once, killed, and against a source that changes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.compute as pc
import pytest

from tests.intake.live_world import INDICATOR, OTHER, TOWNS, YEARS, Source, World, environment, refresh
from tests.servers import ckan
from tests.servers.faults import FAULTS, Answer, Question, Running, serve
from yhdyspinta.domain.errors import StateError, Unknown, YhdyspintaError
from yhdyspinta.environment import Environment
from yhdyspinta.intake import changelog, review, runs
from yhdyspinta.intake.live import accept, reject
from yhdyspinta.intake.replay import replay
from yhdyspinta.intake.state import open_state
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

CELLS = 2 * len(TOWNS) * len(YEARS)


@pytest.fixture
def home(tmp_path: Path) -> Environment:
    return environment(tmp_path / "home")


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def served(source: Source) -> Iterator[Running]:
    with serve(source) as running:
        yield running


def values(home: Environment, version: int | None = None) -> dict[tuple[str, str, str], float]:
    rows = VersionedTable(home.home).read(version).to_pylist()
    return {(row["indicator"], row["area"].removeprefix("KU"), row["period"]): row["value"] for row in rows}


def known(home: Environment) -> runs.Record:
    return runs.read(home.home, "made.towns", "kela.avoin")


def test_a_release_and_what_is_known_of_it(home: Environment, source: Source, served: Running) -> None:
    outcome = refresh(home, served.address)
    assert (outcome.kind, outcome.changes["new"]) == ("new", CELLS)
    assert values(home) == source.world.values
    record = known(home)
    assert (record.release, record.newest_period, record.failures, record.held) == (outcome.release, YEARS[-1], 0, "")
    release, _ = Archive(home.home).get(outcome.release)
    assert (release.format, release.dataset, release.producer) == ("bundle", "made.towns", "Kela")
    assert not (home.home / "partial" / "made.towns").exists()


def test_the_same_twice_is_one_release(home: Environment, served: Running) -> None:
    first = refresh(home, served.address)
    version = VersionedTable(home.home).version
    second = refresh(home, served.address)
    assert (second.kind, second.release) == ("unchanged", first.release)
    assert VersionedTable(home.home).version == version
    assert len(Archive(home.home).releases()) == len(list((home.home / "changes").glob("*.json"))) == 1
    assert known(home).released_at < known(home).succeeded_at


def test_two_at_once_make_one_release_and_ask_once(home: Environment, served: Running) -> None:
    answers = [process.communicate(timeout=60)[0].strip() for process in [start(home, served), start(home, served)]]
    assert sorted(answers) == ["new", "unchanged"]
    assert len(Archive(home.home).releases()) == 1
    assert len([one for one in served.asked if one.path.startswith("/download")]) in (3, 6)  # the later may begin after the first's end


def start(home: Environment, served: Running) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.intake.live_world", str(home.home), served.address]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_killed_run_is_resumed_and_completed(home: Environment, source: Source) -> None:
    def slow(question: Question) -> Answer:
        if question.path == "/download/data.csv" and len(running.asked) < 6:
            time.sleep(1.0)
        return source(question)

    with serve(slow) as running:
        process = start(home, running)
        while not any(one.path == "/download/data.csv" for one in running.asked):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=10)
        assert VersionedTable(home.home).version is None
        asked = len(running.asked)
        running.asked.extend(running.asked[:1] * (6 - asked))  # the next answers come at once
        assert refresh(home, running.address).kind == "new"
        assert [one.path for one in running.asked[6:]] == ["/download/data.csv"]
    assert values(home) == source.world.values


@pytest.mark.parametrize("step", ["put", "log", "commit"])
def test_a_run_that_was_cut_between_its_steps_is_completed(home: Environment, source: Source, served: Running, step: str) -> None:
    first = refresh(home, served.address)
    if step != "commit":  # as it stands after a kill before the commit: archive and perhaps the log, no rows, no record
        VersionedTable(home.home).commit("kela.avoin", VersionedTable(home.home).read().slice(0, 0), replaces=[first.release])
    if step == "put":
        (home.home / "changes" / f"{first.release}.json").unlink()
    (home.home / "runs" / "made.towns.json").unlink()
    again = refresh(home, served.address)
    assert (again.kind, again.release) == ("unchanged" if step == "commit" else "new", first.release)
    assert values(home) == source.world.values
    assert (known(home).release, known(home).newest_period) == (first.release, YEARS[-1])
    assert len(changelog.read(home.home, first.release)) == 1


def test_a_new_year_and_a_revision_are_logged_and_the_old_figure_is_kept(home: Environment, source: Source, served: Running) -> None:
    first, before = refresh(home, served.address), VersionedTable(home.home).version
    old = dict(source.world.values)
    revised = (INDICATOR, TOWNS[0], YEARS[1])
    source.world = World.usual([*YEARS, "2025"]).change(lambda cell, value: value + 3 if cell == revised else value)
    second = refresh(home, served.address)
    assert second.kind == "new"
    (entry,) = changelog.read(home.home, second.release)
    assert entry["counts"] == {"new": 2 * len(TOWNS), "revised": 1, "vanished": 0, "same": CELLS - 1}
    assert entry["first_seen"] == {"period": ["2025"]}
    assert entry["replaces"] == [first.release]
    assert [(one["area"], one["value"], one["value_after"]) for one in entry["listed"][:1]] == [
        ("KU" + TOWNS[0], old[revised], old[revised] + 3)
    ]
    assert values(home)[revised] == old[revised] + 3
    assert values(home, before) == old
    assert VersionedTable(home.home).releases().keys() == {second.release}
    assert Archive(home.home).releases().keys() == {first.release, second.release}


def test_an_old_release_can_be_read_again_from_its_bytes(home: Environment, source: Source, served: Running, tmp_path: Path) -> None:
    first = refresh(home, served.address)
    old = {cell: value for cell, value in source.world.values.items() if cell[0] == INDICATOR}
    source.world = World.usual([*YEARS, "2025"])
    refresh(home, served.address)
    copy = replay(home, [first.release], [INDICATOR], tmp_path / "copy")
    assert values(copy) == old


def times(factor: float) -> World:
    return World.usual().change(lambda cell, value: value * factor)


def without(town: str = "", name: str = "", year: str = "") -> World:
    return World.usual().change(lambda cell, value: None if cell[1] == town or cell[0] == name or cell[2] == year else value)


def merged() -> World:
    world = without(town=TOWNS[0])
    old = World.usual().values
    return world.change(lambda cell, value: value + old[cell[0], TOWNS[0], cell[2]] if cell[1] == TOWNS[1] else value)


@pytest.mark.parametrize(
    ("world", "kind"),
    [
        (times(1000), "factor"),
        (times(0.001), "factor"),
        (without(town=TOWNS[0]), "gone"),
        (without(year=YEARS[-1]), "gone"),
        (merged(), "gone"),
        (World.usual().change(lambda cell, value: value + TOWNS.index(cell[1]) if TOWNS.index(cell[1]) < 5 else value), "revised"),
        (World.usual().change(lambda cell, value: None if TOWNS.index(cell[1]) > 4 else value), "halved"),
    ],
    ids=["thousandfold", "thousandth", "town gone", "year gone", "merger", "revised", "halved"],
)
def test_an_odd_release_waits_and_nothing_of_it_is_seen(
    home: Environment, source: Source, served: Running, world: World, kind: str
) -> None:
    first, stood = refresh(home, served.address), dict(source.world.values)
    source.world = world
    odd = refresh(home, served.address)
    assert (odd.kind, odd.release != first.release) == ("held", True)
    assert kind in {reason["kind"] for reason in review.get(home.home, odd.release).reasons}
    assert values(home) == stood
    assert (known(home).held, known(home).release) == (odd.release, first.release)
    again = refresh(home, served.address)
    assert (again.kind, again.release) == ("held", odd.release)
    assert len(list((home.home / "review").glob("*.json"))) == 1


def test_a_renamed_code_gives_no_release_and_says_what_is_wrong(home: Environment, source: Source, served: Running) -> None:
    refresh(home, served.address)
    stood = values(home)
    source.world = World(source.world.values, {OTHER: "Lainatakaus"})
    failed = refresh(home, served.address)
    assert failed.kind == "failed"
    assert "No row answers" in failed.sentence
    assert (known(home).failures, known(home).failure_kind) == (1, "unreadable")
    assert values(home) == stood
    assert len(Archive(home.home).releases()) == 1


def test_a_shape_that_nobody_thought_of_is_a_failure_like_others(home: Environment, source: Source) -> None:
    def odd(question: Question) -> Answer:
        data = json.loads(ckan.listing("", source.world.files()))
        data["result"]["results"][0]["resources"] = [5]
        return Answer(json.dumps(data).encode())

    with serve(odd) as running:
        failed = refresh(home, running.address)
    assert (failed.kind, known(home).failure_kind) == ("failed", "unreadable")
    assert VersionedTable(home.home).version is None


def test_an_accepted_release_enters_and_cannot_be_decided_again(home: Environment, source: Source, served: Running) -> None:
    refresh(home, served.address)
    source.world = times(1000)
    odd = refresh(home, served.address)
    taken = accept(home, odd.release, "Maija Mallikas", lambda text, share: None)
    assert (taken.kind, taken.changes["revised"]) == ("new", CELLS)
    assert values(home) == source.world.values
    decided = review.get(home.home, odd.release)
    assert (decided.state, decided.decided_by) == ("accepted", "Maija Mallikas")
    assert decided.decided_at > decided.held_at
    assert taken.sentence.startswith("Accepted by Maija Mallikas:")
    assert (known(home).held, known(home).release) == ("", odd.release)
    assert refresh(home, served.address).kind == "unchanged"
    for decide in (lambda: accept(home, odd.release, "x", lambda text, share: None), lambda: reject(home, odd.release, "x")):
        with pytest.raises(StateError, match="accepted by Maija Mallikas already"):
            decide()


def test_a_rejected_release_stays_out_also_when_it_comes_again(home: Environment, source: Source, served: Running) -> None:
    refresh(home, served.address)
    stood = values(home)
    source.world = times(1000)
    odd = refresh(home, served.address)
    for nobody in ("", "  ", "a" * 101, "two\nlines"):
        with pytest.raises(YhdyspintaError, match="Who decides"):
            accept(home, odd.release, nobody, lambda text, share: None)
        with pytest.raises(YhdyspintaError, match="Who decides"):
            reject(home, odd.release, nobody)
    assert values(home) == stood
    reject(home, odd.release, "tietojohtaja")
    assert review.get(home.home, odd.release).decided_by == "tietojohtaja"
    assert refresh(home, served.address).kind == "unchanged"
    assert values(home) == stood
    assert known(home).held == ""
    with pytest.raises(Unknown, match="No release waits"):
        reject(home, "made.towns-000000000000", "tietojohtaja")


def test_a_sound_release_supersedes_one_that_waits(home: Environment, source: Source, served: Running) -> None:
    refresh(home, served.address)
    source.world = times(1000)
    odd = refresh(home, served.address)
    source.world = World.usual([*YEARS, "2025"])
    assert refresh(home, served.address).kind == "new"
    assert review.get(home.home, odd.release).state == "superseded"
    with pytest.raises(StateError, match="superseded already"):
        accept(home, odd.release, "Maija Mallikas", lambda text, share: None)


def test_a_source_that_goes_back_makes_no_second_release_but_a_second_entry(home: Environment, source: Source, served: Running) -> None:
    first = refresh(home, served.address)
    source.world = World.usual().change(lambda cell, value: value + 1 if cell == (INDICATOR, TOWNS[0], YEARS[0]) else value)
    second = refresh(home, served.address)
    source.world = World.usual()
    back = refresh(home, served.address)
    assert (second.kind, back.kind, back.release) == ("new", "new", first.release)
    assert [entry["replaces"] for entry in changelog.read(home.home, first.release)] == [[], [second.release]]
    assert values(home) == source.world.values


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_gives_no_release_and_the_last_good_stays(home: Environment, source: Source, served: Running, fault: str) -> None:
    first = refresh(home, served.address)
    source.world = World.usual([*YEARS, "2025"])
    served.sound, served.fault = len(served.asked) + 2, fault  # the listing and the package come, then it breaks
    begun = time.monotonic()
    failed = refresh(home, served.address, deadline=0.4)
    assert time.monotonic() - begun < 0.4 + 2.0  # deadline + 1 s, and a second for a busy machine
    assert (failed.kind, failed.release) == ("failed", first.release)
    assert failed.sentence
    assert Archive(home.home).releases().keys() == {first.release}
    assert pc.max(VersionedTable(home.home).read()["period"]).as_py() == YEARS[-1]
    assert (known(home).failures, bool(known(home).failure_kind)) == (1, True)
    served.fault = ""
    assert refresh(home, served.address).kind == "new"


def test_the_first_release_is_held_against_the_same_figures_from_elsewhere(home: Environment, source: Source, served: Running) -> None:
    refresh(home, served.address)
    rows = VersionedTable(home.home).read()
    other = home.home.parent / "other"
    elsewhere = rows.set_column(rows.schema.get_field_index("release"), "release", [["shipped"] * rows.num_rows])
    open_state(other)
    VersionedTable(other).commit("kela.avoin", elsewhere)
    source.world = times(0.01)
    odd = refresh(environment(other), served.address)
    assert odd.kind == "held"
    assert {reason["kind"] for reason in review.get(other, odd.release).reasons} == {"factor"}
