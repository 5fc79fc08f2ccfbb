"""`own` and `watch` as people run them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_commands import run

ROWS = "Kunta;Vuosi;Määrä\nJyväskylä;2024;12\n"


def test_own_drafts_a_mapping_then_takes_the_file_and_refuses_persons(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "oma.csv"
    file.write_text(ROWS, encoding="utf-8")
    drafted = run(home, "own", str(file), "--mapping", "koe")
    assert drafted.code == 2
    assert "a draft is in" in drafted.err
    mapping = home / "mappings" / "koe.toml"
    text = mapping.read_text("utf-8").replace('source = ""', 'source = "alue.kunnat"')
    mapping.write_text(text.replace('indicator = ""', 'indicator = "stat.tyonv.12r5.tyottomat"'), encoding="utf-8")
    taken = run(home, "own", str(file), "--mapping", "koe", "--json")
    assert (taken.code, json.loads(taken.out)["kind"]) == (0, "new")
    file.write_text(ROWS + "131052-308T;2024;1\n", encoding="utf-8")
    refused = run(home, "own", str(file), "--mapping", "koe")
    assert refused.code == 2
    assert "personal identity code (line 3)" in refused.err
    assert "131052" not in refused.err + refused.out


def test_own_says_how_it_must_be_asked(tmp_path: Path) -> None:
    file = tmp_path / "oma.csv"
    file.write_text(ROWS, encoding="utf-8")
    assert "Give --mapping NAME" in run(tmp_path / "home", "own", str(file)).err
    assert "Which edition" in run(tmp_path / "home", "own", str(file), "--document", "stm.tilannekuvat").err


def test_watch_tells_what_cannot_be_watched_and_what_is_unknown(tmp_path: Path) -> None:
    told = run(tmp_path / "home", "watch", "tarmoa", "--json")
    assert (told.code, json.loads(told.out)["documents"][0]["kind"]) == (0, "unwatched")
    unknown = run(tmp_path / "home", "watch", "muu")
    assert unknown.code == 2
    assert "stm.tilannekuvat" in unknown.err
