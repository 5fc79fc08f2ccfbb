"""The tool that meets the real services, against servers of ours: what came, and what differs."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.intake import division_world
from tests.intake.live_world import OTHER, Source, World, target
from tests.servers.faults import Answer, serve
from tests.servers.stat_divisions import Divisions
from tests.servers.way import way_to
from yhdyspinta.catalogue.live import host_of, targets, unverified
from yhdyspinta.domain.live import Host

_SPEC = importlib.util.spec_from_file_location("tools_live", Path(__file__).parents[2] / "tools" / "live.py")
assert _SPEC is not None
assert _SPEC.loader is not None
TOOL = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(TOOL)


def test_what_came_is_told_and_nothing_is_kept(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with serve(Source()) as server:
        assert list(TOOL.meet(target(server.address), way_to(server.address))) == []
    assert "4 replies" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_what_differs_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with serve(Source(World(World.usual().values, {OTHER: "Lainatakaus"}))) as server:
        (difference,) = TOOL.meet(target(server.address), way_to(server.address))
    assert "No row answers" in difference
    assert "differs" in capsys.readouterr().out


@pytest.mark.parametrize(("calls", "found"), [(10, 0), (40, 0), (41, 1)])
def test_limits_that_we_do_not_keep_are_told(calls: int, found: int) -> None:
    with serve(lambda question: Answer(json.dumps({"maxCalls": 40, "timeWindow": 60}).encode())) as server:
        host = Host("127.0.0.1", server.address, calls, 60.0, 1.0, 1000)
        assert len(list(TOOL.limits(host, way_to(server.address)))) == found
        assert "cannot be read" in next(TOOL.limits(replace(host, base="http://127.0.0.1:1"), way_to(server.address)))


def test_each_service_is_met_once_and_every_guess() -> None:
    chosen = TOOL.one_a_service(targets(), unverified())
    assert {one.connector for one in chosen} == {one.connector for one in targets().values()}
    assert {host_of(one.address) for one in chosen} == {host_of(one.address) for one in targets().values()}
    assert unverified().keys() <= {one.id for one in chosen}
    assert len(chosen) < len(targets()) / 4
    assert TOOL.main(["no.such.target"]) == 2


def test_what_is_found_by_words_or_was_never_met_is_marked_as_a_guess() -> None:
    by_title = {one.id for one in targets().values() if one.facts.get("table")}
    never_met = {one.id for one in targets().values() if one.connector in ("kela_hva", "kuntatalous", "ptv", "thl_cube", "vipunen")}
    assert by_title | never_met == unverified().keys()


def test_without_a_network_it_says_so_and_ends(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str, port: int) -> list[str]:
        raise OSError("no network")

    monkeypatch.setattr(TOOL, "system_resolve", unknown)
    assert TOOL.main([]) == 1
    told = capsys.readouterr().out.splitlines()
    assert all("not met: The name " in line for line in told[:-1])
    assert told[-1].startswith("live: 0 of ")


def test_the_areas_in_use_are_held_against_their_source(capsys: pytest.CaptureFixture[str]) -> None:
    newest = division_world.shipped().current
    service = Divisions({newest: division_world.now()})
    with serve(service) as server:
        asked = division_world.target(server.address), division_world.shipped(), way_to(server.address, most_bytes=20_000_000)
        assert list(TOOL.meet_division(*asked)) == []
        service.years[newest] = replace(division_world.changed(), successors=None)
        told = list(TOOL.meet_division(*asked))
    assert "308 municipalities" in capsys.readouterr().out
    assert [one.partition(":")[0] for one in told[:2]] == ["the list of municipalities", "the outlines"]
    assert any(one.startswith("MK: ") for one in told)
    assert told[-1].startswith("no table from the municipalities")
