"""Where a reply came from: the origin that every figure names."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Release:
    """One reply of one source, as archived.

    `retrieved_at` and `source_updated_at` are ISO text in UTC, or "unknown". `through` names a third party
    whose copy it was, or is empty. `format` names the reader in `formats` that parses the archived bytes.
    """

    id: str
    source: str
    dataset: str
    address: str
    query: str
    retrieved_at: str
    source_updated_at: str
    licence: str
    producer: str
    through: str
    sha256: str
    format: str
    schema: int = 1

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
