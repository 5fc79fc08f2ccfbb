"""A server that speaks as THL's Sotkanet REST 1.1 is documented to. Its replies are made, none is recorded.

Each rule cites the line of the sources' description (design/sources.md) that it follows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.servers.faults import Answer, Question

Figure = tuple[int, int, str, float | None, float | None]  # region, year, gender, value, absolute value
HEAD = "indicator;region;year;gender;primary value;absolute value"
# §1.3: the number of a region is Sotkanet's own; HVA ids are 956-978, code 90 is Helsinki, 91 Åland; MAA is 658, code 358.
COUNTRY, COUNTIES = 658, range(956, 979)
_ROOT = "/rest/1.1"


def region(number: int, code: str, category: str, name: str, parents: Iterable[int] = ()) -> dict[str, Any]:
    """One entry of `/regions` (§1.3: id, code, category, title, memberOf, uri)."""
    titles = {"fi": name, "en": name, "sv": name}
    return {"id": number, "code": code, "category": category, "title": titles, "memberOf": list(parents), "uri": f"made:{number}"}


def indicator(number: int, sexes: Iterable[str] = ("total",), first: int = 2020, last: int = 2024, **changes: Any) -> dict[str, Any]:
    """The metadata of one indicator (§1.3: list item and metadata), with markup in its description as Sotkanet has."""
    thl = {"fi": "Terveyden ja hyvinvoinnin laitos (THL)", "en": "THL", "sv": "THL"}
    whole = {
        "id": number,
        "title": {"fi": f"Tehty mittari {number}", "en": f"Made indicator {number}", "sv": f"Påhittad indikator {number}"},
        "organization": {"id": 2, "title": thl},
        # §2.14: old lists of regions lack the counties, and some are empty.
        "classifications": {"sex": {"values": list(sexes)}, "region": {"values": []}},
        "data-updated": "2026-05-04",
        "range": {"start": first, "end": last},
        "description": {
            "fi": "<p id=suhteutus>Osuus <b>väestöstä</b>.</p><p>Toinen<br />kappale &amp; loppu.</p><script>alert(1)</script>",
            "sv": "Andel.",
            "en": "Share.",
        },
        "limits": {"fi": "Alle viiden tapauksen kuntatietoja ei julkaista.", "sv": "", "en": ""},
        "primaryValueType": {"code": "PER100", "title": {"fi": "%", "sv": "%", "en": "%"}},
        "decimals": 1,
    }
    return {**whole, **changes}


@dataclass
class Sotkanet:
    """The service: its regions, its indicators by number, and their figures."""

    regions: list[dict[str, Any]]
    indicators: dict[int, dict[str, Any]]
    figures: dict[int, list[Figure]] = field(default_factory=dict)
    framed: bool = True  # False: CSV ends with the connection, as HTTP/1.0 does
    cut: int = 0  # so many rows of the CSV are missing at its end

    def __call__(self, question: Question) -> Answer:
        if not question.headers.get("user-agent") or question.headers["user-agent"].startswith("python"):
            return Answer(b"Forbidden", 403)  # §0.4: 403 without a User-Agent
        path = question.path.removeprefix(_ROOT)
        if path == "/regions":
            return _json(self.regions)
        if path == "/indicators":
            return _json(list(self.indicators.values()))
        if path.startswith("/indicators/"):
            found = self.indicators.get(int(path.rpartition("/")[2]))
            return _json(found) if found else Answer(b"", 404)
        return self._figures(path, question)

    def _figures(self, path: str, question: Question) -> Answer:
        years = question.query.get("years", [])
        if any("," in year for year in years) or not years:
            return Answer(b"Bad Request", 400)  # §0.4: repeat years=; a comma list is 400
        number = int(question.query["indicator"][0])
        genders = question.query.get("genders", ["total"])
        # §0.4: regions= is not to be relied on, so it is not even looked at.
        rows = [row for row in self.figures.get(number, []) if str(row[1]) in years and row[2] in genders]
        if path == "/json":
            return _json([_row(number, row) for row in rows])  # §2.15: no such gender is an empty list with 200
        lines = [HEAD, *(f"{number};{r};{y};{g};{_cell(value)};{_cell(count)}" for r, y, g, value, count in rows)]
        kept = lines[: len(lines) - self.cut]
        data = "".join(f"{line}\r\n" for line in kept).encode()  # §1.3: `;`, CRLF, decimal point
        return Answer(data, headers={"Content-Type": "text/csv;charset=UTF-8"}, framed=self.framed)


def _row(number: int, row: Figure) -> dict[str, Any]:
    """§1.3: `value` null or absent is missing; `absValue` only when a numerator exists."""
    found: dict[str, Any] = {"indicator": number, "region": row[0], "year": row[1], "gender": row[2]}
    if row[3] is not None:
        found["value"] = row[3]
    return found | ({} if row[4] is None else {"absValue": row[4]})


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _json(value: Any) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode())
