"""The state folder and its schema: opened, upgraded step by step, or refused with a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from yhdyspinta import durable
from yhdyspinta.catalogue import installed
from yhdyspinta.domain.errors import StateError

SCHEMA = 1
# Schema from which a step starts -> the step, which brings the folder to the next schema.
Upgrades = Mapping[int, Callable[[Path], None]]
UPGRADES: Upgrades = MappingProxyType({})

_MADE_BY_US = ("archive", "table", "table.pointer.json", "readmodel", "readmodel.pointer.json", "editions", "content.sqlite3")


def open_state(home: Path, schema: int = SCHEMA, upgrades: Upgrades = UPGRADES) -> int:
    """Make the folder ready for this version of the product; returns the schema that it had (0 when it was new).

    StateError when a newer version made it, when no way leads here from an older one, or when it is not a state
    folder at all; nothing in it is changed then.
    """
    path = home / "state.json"
    home.mkdir(parents=True, exist_ok=True)
    with durable.locked(home / "locks" / "state.lock"):
        found = _found(home, path)
        if found > schema:
            raise StateError(
                f"{home} was made by a newer version of the product (schema {found}; this version knows {schema}).",
                "Use that version, or name another folder in YHDYSPINTA_HOME.",
            )
        if found:
            _upgrade(home, path, found, schema, upgrades)
        else:
            _write(path, schema)
    installed.follow(home)
    return found


def _found(home: Path, path: Path) -> int:
    """The schema of the folder, 0 where there is nothing yet."""
    if not path.exists():
        ours = [name for name in _MADE_BY_US if (home / name).exists()]
        if ours:
            raise StateError(
                f"{home} holds {', '.join(ours)} but no state.json, so it is not known which version made it.",
                "Restore state.json from a backup, or name another folder in YHDYSPINTA_HOME.",
            )
        return 0
    try:
        schema = json.loads(path.read_bytes())["schema"]
    except (ValueError, KeyError, TypeError) as error:
        raise StateError(f"{path} does not tell the schema of the folder.", "Restore it from a backup.") from error
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise StateError(f"{path} says schema {schema!r}; a whole number from 1 is expected.", "Restore it from a backup.")
    return schema


def _upgrade(home: Path, path: Path, found: int, schema: int, upgrades: Upgrades) -> None:
    missing = [step for step in range(found, schema) if step not in upgrades]
    if missing:
        raise StateError(
            f"{home} was made by an older version of the product (schema {found}), and this version cannot upgrade it to {schema}.",
            "Name a new folder in YHDYSPINTA_HOME and run `yhdyspinta load-sample`; the old folder stays as it is.",
        )
    for step in range(found, schema):
        upgrades[step](home)
        _write(path, step + 1)


def _write(path: Path, schema: int) -> None:
    durable.write(path, json.dumps({"schema": schema}).encode())
