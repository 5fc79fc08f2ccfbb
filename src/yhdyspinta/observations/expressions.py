"""Ibis expressions over observations, which any engine runs: DuckDB here, Spark over the same files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def rows_of(relation: Any, keys: Mapping[str, Any], columns: Sequence[str] | None = None) -> Any:
    """The rows of an Ibis table where each column of `keys` equals its value, or one of its list; of some columns only, if named."""
    wanted = (relation[name].isin(value) if isinstance(value, list) else relation[name] == value for name, value in keys.items())
    found = relation.filter(*wanted)
    return found if columns is None else found.select(*columns)
