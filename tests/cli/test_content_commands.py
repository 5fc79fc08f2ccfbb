"""`migrate` and `audit` as people run them, on the database of an installation."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.cli.test_commands import run


def test_migrate_makes_the_database_once_and_audit_reads_its_chain(tmp_path: Path) -> None:
    home, anchor = tmp_path / "home", tmp_path / "anchor.json"
    made = run(home, "migrate", "--json")
    assert made.code == 0, made.err
    assert any(one.startswith("organisations.0001") for one in json.loads(made.out)["migrations"])
    assert (home / "state.json").exists()  # figures may come later
    assert run(home, "migrate").out == "The database of what people write is up to date.\n"
    taken = run(home, "audit", "anchor", "--out", str(anchor))
    assert (taken.code, json.loads(anchor.read_text())["number"]) == (0, 0)
    assert run(home, "audit", "verify").out == "The chain is whole: 0 rows.\n"
    anchor.write_text('{"number": 3, "hash": "ab", "at": ""}')
    cut = run(home, "audit", "verify", "--anchor", str(anchor))
    assert (cut.code, cut.out) == (1, "Row 1 is missing: the anchor names row 3, and the chain ends at row 0.\n")


def test_a_newer_database_and_one_that_is_not_there_are_refused_with_a_sentence(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run(home, "migrate").code == 0
    with sqlite3.connect(home / "content.sqlite3") as database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('organisations', '9999_later', '2030-01-01')")
    newer = run(home, "migrate")
    assert (newer.code, "newer version of the product (organisations.9999_later)" in newer.err) == (2, True)
    missing = run(home, "migrate", YHDYSPINTA_DATABASE=f"postgresql://somebody:hunter2@/name?host={tmp_path}")
    assert (missing.code, "YHDYSPINTA_DATABASE" in missing.err) == (2, True)
    assert "hunter2" not in missing.err + missing.out
    (home / "content.sqlite3").write_bytes(b"not a database" * 100)
    broken = run(home, "migrate")
    assert (broken.code, "cannot be used" in broken.err, "Traceback" in broken.err) == (2, True, False)


def test_letters_are_shown_before_they_are_sent_and_sent_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    shown = run(home, "letters", "--dry-run", "--json")
    assert (shown.code, json.loads(shown.out)["weekly"]) == (0, {"sent": 0, "nothing": 0, "failed": 0})
    assert "0 sent, 0 with nothing to tell, 0 failed." in run(home, "letters").out
