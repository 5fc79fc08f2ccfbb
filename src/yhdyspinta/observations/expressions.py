"""Ibis expressions over observations, which any engine runs: DuckDB here, Spark over the same files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def rows_of(relation: Any, keys: Mapping[str, Any], columns: Sequence[str] | None = None) -> Any:
    """The rows of an Ibis table where each column of `keys` equals its value; of some columns only, if named."""
    found = relation.filter(*(relation[name] == value for name, value in keys.items()))
    return found if columns is None else found.select(*columns)
