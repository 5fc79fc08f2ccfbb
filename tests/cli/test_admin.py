"""Keeping the accounts of an installation from the command line."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.cli.test_commands import run
from yhdyspinta.catalogue.areas import areas


def test_a_keeper_begins_a_cooperation_and_erases_a_person_and_sees_numbers_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    county = areas().areas("HVA", areas().current)[0].id
    municipality = areas().members(county, areas().current)[0]
    words = ("--party", municipality, "--email", "Liisa@example.org", "--post", "Hyvinvointikoordinaattori")
    begun = run(home, "admin", "begin", county, *words)
    assert (begun.code, begun.out) == (0, f"The cooperation of {county} has been begun by {municipality}.\n"), begun.err
    again = run(home, "admin", "begin", county, *words)
    assert (again.code, "has a cooperation already" in again.err) == (2, True)
    counted = json.loads(run(home, "admin", "counts", "--json").out)
    assert (counted["cooperations"], counted["parties"], counted["people"], counted["accounts"]) == (1, 1, 1, 0)
    lacking = run(home, "admin", "close", "liisa@example.org")
    assert (lacking.code, "Nobody has an account" in lacking.err) == (2, True)
    assert run(home, "admin", "erase", "liisa@example.org").out == "The person has been erased.\n"
    with sqlite3.connect(home / "content.sqlite3") as database:
        assert database.execute("SELECT name, email FROM organisations_person").fetchall() == [("", "")]
    assert run(home, "audit", "verify").code == 0
