"""Every connector from its service to the table, while the source does what sources do (quality.md, tests 4, 7, 9, 10).

It says the same again, breaks, revises, says everything a thousandfold, loses an area, merges two, renames what it measures.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from tests.servers.faults import Answer, Question, Running, serve
from tests.servers.way import way_to
from tests.sources.connectors.every import EVERY, PEOPLE, Change, Made, figures, same
from yhdyspinta import environment
from yhdyspinta.domain.live import Target
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.intake import review, runs
from yhdyspinta.intake.live import Outcome, refresh_target
from yhdyspinta.intake.own import enter_by_hand, enter_own
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

GIVEN = "stat.tyonv.12r5.tyottomat"
MAPPING = f"""source = "alue.kunnat"
[file]
format = "csv"
[columns]
area = "Kunta"
period = "Vuosi"
value = "Luku"
indicator = "Mittari"
[indicators]
"Työttömät" = "{GIVEN}"
"""
QUICK = ("half", "html", "busy_429", "charset", "empty")
Figures = dict[tuple[str, str, str, str], float | None]


class Source:
    """A made source and an installation that takes its figures in."""

    def __init__(self, name: str, made: Made | None, server: Running | None, home: Path) -> None:
        self.name, self.made, self.server = name, made, server
        self.settings = environment.read({"YHDYSPINTA_HOME": str(home / "home")})
        self.change, self.renamed, self.file = same, False, home / "given.csv"
        mapping = self.settings.home / "mappings" / "own.toml"
        mapping.parent.mkdir(parents=True)
        mapping.write_text(MAPPING)

    def answer(self, question: Question) -> Answer:
        assert self.made is not None
        return self.made.make(self.change, self.renamed)(question)

    @property
    def times(self) -> float:
        return self.made.times if self.made else 1000.0

    def target(self) -> Target:
        assert self.made is not None
        assert self.server is not None
        return self.made.at(self.server.address)

    def run(self, deadline: float = 3.0) -> Outcome:
        if self.made is None:
            return self._given()
        assert self.server is not None
        return refresh_target(self.settings, self.target(), way_to(self.server.address, deadline), _silent, readable=False)

    def _given(self) -> Outcome:
        rows = list(figures(self.change))
        if self.name == "own_data":
            lines = ["Kunta;Vuosi;Mittari;Luku"]
            lines += [f"{area};{year};{'Avoimet' if self.renamed else 'Työttömät'};{value:g}" for area, year, value in rows]
        else:
            lines = ["indicator,area,period,value,where"]
            lines += [f"{'not.known' if self.renamed else GIVEN},{area},{year},{value:g},s. 4" for area, year, value in rows]
        self.file.write_text("\n".join(lines) + "\n")
        if self.name == "own_data":
            return enter_own(self.settings, self.file, "own", _silent)
        return enter_by_hand(self.settings, self.file, "stm.tilannekuvat", "2026", _silent)

    def figures(self, version: int | None = None) -> Figures:
        table = VersionedTable(self.settings.home)
        if table.version is None:
            return {}
        rows = table.read(version).to_pylist()
        return {(row["indicator"], row["area"], row["period"], row["sex"] + row["age"]): row["value"] for row in rows}


def _silent(step: str, share: float) -> None:
    """No progress is shown."""


@pytest.fixture(params=[*EVERY, *PEOPLE])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Source]:
    name = request.param
    if name in PEOPLE:
        yield Source(name, None, None, tmp_path)
        return
    found = Source(name, EVERY[name], None, tmp_path)
    with serve(found.answer) as found.server:
        yield found


def one_larger(source: Source) -> tuple[Change, tuple[str, str, str, str]]:
    """A change of one figure by a hundred, and which figure it is."""
    revised = min(key for key in source.figures() if key[1] != "SSS" and key[3] == TOTAL * 2)

    def change(area: str, year: str, value: float) -> float | None:
        fits = area == revised[1] and (revised[2].startswith(year) or source.name == "ptv")
        return value + 100 if fits else value

    return change, revised


def test_the_same_a_revision_and_the_way_back(source: Source) -> None:
    first = source.run()
    assert first.kind == "new", first.sentence
    stood, version = source.figures(), VersionedTable(source.settings.home).version
    again = source.run()
    assert (again.kind, again.release) == ("unchanged", first.release)
    assert VersionedTable(source.settings.home).version == version
    assert len(Archive(source.settings.home).releases()) == 1

    source.change, revised = one_larger(source)
    second = source.run()
    changed = {key for key, value in source.figures().items() if value != stood[key]}
    if second.kind == "held":  # of few figures one is a fifth
        assert "20 %" in str(review.get(source.settings.home, second.release).reasons)
        assert changed == set()
    else:
        assert (second.kind, second.changes["vanished"]) == ("new", 0), second.sentence
        assert revised in changed
        assert {key[1:3] for key in changed} == {revised[1:3]} | {("SSS", key[2]) for key in changed if key[1] == "SSS"}
        assert source.figures(version) == stood, "the old figures can still be read"
    source.change = same
    assert source.run().kind in ("new", "unchanged")
    assert source.figures() == stood


def thousandfold(source: Source) -> None:
    source.change = lambda area, year, value: value * source.times


def without_an_area(source: Source) -> None:
    lost = one_larger(source)[1][1]
    source.change = lambda area, year, value: None if area == lost else value


def merged(source: Source) -> None:
    """One area is gone, and another has its figures on top of its own."""
    areas = sorted({key[1] for key in source.figures()} - {"SSS"})
    gone, left = areas[:2]
    source.change = lambda area, year, value: None if area == gone else value * 2 if area == left else value


def renamed(source: Source) -> None:
    source.renamed = True


@pytest.mark.parametrize("drift", [thousandfold, without_an_area, merged, renamed])
def test_what_drifts_never_becomes_a_figure_unseen(source: Source, drift: Callable[[Source], None]) -> None:
    assert source.run().kind == "new"
    stood = source.figures()
    drift(source)
    outcome = source.run()
    assert outcome.kind in ("failed", "held"), outcome.sentence
    assert len(outcome.sentence) > 20
    if outcome.kind == "held":
        assert review.get(source.settings.home, outcome.release).reasons
    assert source.figures() == stood
    source.change, source.renamed = same, False
    assert source.run().kind == "unchanged"


@pytest.mark.parametrize("source", [name for name in EVERY], indirect=True)  # noqa: C416 - the names
def test_two_at_once_make_one_release(source: Source) -> None:
    kinds: list[str] = []
    workers = [Thread(target=lambda: kinds.append(source.run().kind)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sorted(kinds) == ["new", "unchanged"]
    assert len(Archive(source.settings.home).releases()) == 1


@pytest.mark.parametrize("source", [name for name in EVERY], indirect=True)  # noqa: C416 - the names
def test_no_fault_touches_what_stands(source: Source) -> None:
    """A fault at the last reply of a release, that of the figures. Every fault meets each connector in its own tests."""
    assert source.server is not None
    assert source.run().kind == "new"
    stood, replies = source.figures(), len(source.server.asked)
    for failures, fault in enumerate(QUICK, 1):
        shutil.rmtree(source.settings.home / "partial", ignore_errors=True)  # so that every reply is asked for again
        source.server.fault, source.server.sound = fault, len(source.server.asked) + replies - 1
        outcome = source.run(0.25)
        assert outcome.kind == "failed", fault
        record = runs.read(source.settings.home, outcome.target, source.target().source)
        assert (record.failures, record.failure) == (failures, outcome.sentence)
        assert source.figures() == stood, fault
    source.server.fault = ""
    assert source.run().kind == "unchanged"
    assert len(Archive(source.settings.home).releases()) == 1
