"""A Vipunen of ours with one resource of five rows. Every figure is made up.

Follows sources.md 1.10: "/{r}/data/count -> integer; /{r}/data?limit=5000&offset=… -> list of flat objects; Header Caller-Id …
asked; each row carries tietojoukkoPaivitettyPvm (change check)".
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.servers.faults import Answer, Question

RESOURCE = "/api/resources/made_resource"
COLUMNS = ("tilastovuosi", "tutkinto", "koulutuksenJarjestaja", "nettoopiskelijamaaraLkm", "tietojoukkoPaivitettyPvm")


def rows() -> list[dict[str, Any]]:
    made = [(2023, "A", "X", 10.5), (2023, "A", "Y", 2), (2023, "B", "X", 4), (2024, "A", "X", 11), (2024, "B", "Y", None)]
    return [dict(zip(COLUMNS, (*row, "2026-03-01T04:00:00Z"), strict=True)) for row in made]


@dataclass
class Vipunen:
    """The service: what it holds, and how many rows it says to hold."""

    held: list[dict[str, Any]] = field(default_factory=rows)
    counted: int | None = None

    def __call__(self, question: Question) -> Answer:
        if not question.headers.get("caller-id"):
            return Answer(b"name yourself", 400)
        if question.path == RESOURCE:
            return Answer(json.dumps([{"name": name, "type": "string"} for name in COLUMNS]).encode())
        if question.path == RESOURCE + "/data/count":
            return Answer(str(len(self.held) if self.counted is None else self.counted).encode())
        if question.path == RESOURCE + "/data":
            first = int(question.query["offset"][0])
            return Answer(json.dumps(self.held[first : first + int(question.query["limit"][0])]).encode())
        return Answer(b"not here", 404)


service = Vipunen()
