"""The tool that meets the real services, against servers of ours: what came, and what differs."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.intake.live_world import OTHER, Source, World, target
from tests.servers.faults import Answer, serve
from tests.servers.way import way_to
from yhdyspinta.catalogue.live import targets
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


def test_each_connector_is_met_once() -> None:
    chosen = TOOL.one_a_connector(targets())
    assert {one.connector for one in chosen} == {one.connector for one in targets().values()}
    assert len(chosen) == len({one.connector for one in chosen})
    assert TOOL.main(["no.such.target"]) == 2
