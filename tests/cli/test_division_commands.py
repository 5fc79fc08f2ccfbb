"""The areas of a new year as people decide on them with `review`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_commands import run
from tests.intake import division_world as world
from tests.servers.faults import serve
from yhdyspinta.catalogue import installed


def test_review_tells_the_changes_and_keeps_the_decision(tmp_path: Path) -> None:
    home, year = tmp_path / "home", world.shipped().current + 1
    with serve(world.service(world.changed())) as server:
        release = world.fetch(world.environment(home), server.address).release
    installed.follow(None)
    listed = run(home, "review")
    assert (listed.code, release in listed.out) == (0, True)
    told = run(home, "review", release)
    assert "The new municipality Tekola (KU997): Kinnula and Viitasaari merge into it" in told.out
    assert "Decide: yhdyspinta review" in told.out
    accepted = run(home, "review", release, "--accept", "--by", "Tietopalvelu", "--json")
    assert accepted.code == 0
    assert f"areas of {year}" in json.loads(accepted.out)["outcomes"][0]["sentence"]
    (kept,) = json.loads(run(home, "review", "--json").out)["releases"]
    assert (kept["state"], kept["decided_by"]) == ("accepted", "Tietopalvelu")
    refused = run(home, "review", release, "--reject")
    assert (refused.code, "was accepted by Tietopalvelu already" in refused.err) == (2, True)
