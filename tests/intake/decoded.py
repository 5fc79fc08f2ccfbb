"""Everything that a read model holds, texts in place of codes, in an order of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yhdyspinta.observations.queries import ReadModel

_AXES = {"previous_period": "period", "county": "area"}
_TABLES = ("observations", "shadowed", "latest", "held", "extent", "areas")


def everything(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Table -> its rows; codes are those of each file alone, so they are read as the texts that they stand for."""
    model = ReadModel.open(home, seconds=None)
    texts: dict[str, dict[int, str]] = {}
    for row in model.engine.query("SELECT axis, code, text FROM lookup").to_pylist():
        texts.setdefault(row["axis"], {})[row["code"]] = row["text"]
    found = {name: _texts(model.engine.query(f"SELECT * FROM {name}").to_pylist(), {} if name == "areas" else texts) for name in _TABLES}
    found["indicators"] = [model.indicators()]
    found["periods"] = [(row["text"], row["first_day"], row["last_day"]) for row in model.engine.query("SELECT * FROM periods").to_pylist()]
    found["count"] = [(model.observations(), model.shadowed())]
    model.close()
    return found


def _texts(rows: list[dict[str, Any]], texts: dict[str, dict[int, str]]) -> list[tuple[Any, ...]]:
    decoded = [tuple(texts.get(_AXES.get(key, key), {}).get(value, value) for key, value in row.items()) for row in rows]
    return sorted(decoded, key=repr)
