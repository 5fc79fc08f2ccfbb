"""The state folder: opened, upgraded step by step, or refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from yhdyspinta.domain.errors import StateError
from yhdyspinta.intake.state import SCHEMA, open_state


def schema_of(home: Path) -> object:
    return json.loads((home / "state.json").read_bytes())


def test_a_new_folder_gets_the_schema_of_this_version(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"
    assert open_state(home) == 0
    assert schema_of(home) == {"schema": SCHEMA}
    assert open_state(home) == SCHEMA


def test_a_newer_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text(json.dumps({"schema": SCHEMA + 1}))
    with pytest.raises(StateError, match=rf"newer version .*schema {SCHEMA + 1}.*YHDYSPINTA_HOME"):
        open_state(tmp_path)
    assert schema_of(tmp_path) == {"schema": SCHEMA + 1}


def test_an_older_folder_is_upgraded_step_by_step(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"schema": 3}')
    steps: list[int] = []
    upgrades = {3: lambda home: steps.append(3), 4: lambda home: steps.append(4)}
    assert open_state(tmp_path, schema=5, upgrades=upgrades) == 3
    assert steps == [3, 4]
    assert schema_of(tmp_path) == {"schema": 5}


def test_an_upgrade_that_fails_half_way_continues_from_there(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"schema": 1}')

    def broken(home: Path) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        open_state(tmp_path, schema=3, upgrades={1: lambda home: None, 2: broken})
    assert schema_of(tmp_path) == {"schema": 2}
    assert open_state(tmp_path, schema=3, upgrades={2: lambda home: None}) == 2
    assert schema_of(tmp_path) == {"schema": 3}


def test_an_older_folder_without_a_way_here_is_refused(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"schema": 1}')
    with pytest.raises(StateError, match=r"older version .*cannot upgrade.*load-sample"):
        open_state(tmp_path, schema=3, upgrades={1: lambda home: None})
    assert schema_of(tmp_path) == {"schema": 1}


def test_figures_without_a_schema_are_refused(tmp_path: Path) -> None:
    (tmp_path / "table").mkdir()
    with pytest.raises(StateError, match=r"holds table but no state\.json"):
        open_state(tmp_path)
    assert not (tmp_path / "state.json").exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "1"}', '{"schema": 0}', '{"schema": true}', "\x00"])
def test_a_broken_state_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content)
    with pytest.raises(StateError, match=r"state\.json"):
        open_state(tmp_path)
