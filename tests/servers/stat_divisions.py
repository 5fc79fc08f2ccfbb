"""A server that answers as Statistics Finland's classifications and its WFS are described to. Its replies are made, none is recorded.

Each rule cites the line of the sources' description (design/sources.md) that it follows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from tests.servers.faults import Answer, Question

ROOT, WFS = "/api/classifications/v2", "/geoserver/wfs"
# §1.2: "canonical host in payload `api.stat.fi/classificationservice/open/api`"
CANONICAL = "https://api.stat.fi/classificationservice/open/api/classifications/v2"
LANGUAGES = ("fi", "sv", "en")
Names = tuple[str, str, str]


@dataclass
class Year:
    """One year's classifications: name of a classification -> code -> names, and -> pairs of municipality and area."""

    items: dict[str, dict[str, Names]]
    pairs: dict[str, list[tuple[str, str]]]
    successors: list[tuple[str, str]] | None = None  # municipality of the year before -> of this year
    outlines: dict[str, Any] | None = None  # code -> GeoJSON geometry
    as_items: bool = False  # tables answer with items, as with content=data, in place of addresses


@dataclass
class Divisions:
    """The service, by year."""

    years: dict[int, Year] = field(default_factory=dict)
    extra_tables: tuple[str, ...] = ()  # others in the list

    def __call__(self, question: Question) -> Answer:
        if question.path == WFS:
            return self._outlines(question.query)
        parts = unquote(question.path).removeprefix(ROOT).strip("/").split("/")
        if parts == ["correspondenceTables"]:
            return _json([f"{CANONICAL}/correspondenceTables/{name}?format=json" for name in (*self._tables(), *self.extra_tables)])
        if len(parts) == 3 and parts[0] == "classifications" and parts[2] == "classificationItems":
            return self._items(parts[1], question.query.get("lang", [""])[0])
        if len(parts) == 3 and parts[0] == "correspondenceTables" and parts[2] == "maps":
            return self._maps(parts[1])
        return Answer(b"Not Found", 404)  # §1.2: "no `/levels`, no single-item GET (LIVE)"

    def _tables(self) -> Iterable[str]:
        for year, one in self.years.items():
            yield from (f"kunta_1_{year}0101#{name}_1_{year}0101" for name in one.pairs)
            if one.successors is not None:
                yield f"kunta_1_{year - 1}0101#kunta_1_{year}0101"

    def _items(self, identifier: str, language: str) -> Answer:
        """§1.2: "Items: `localId, code, level, order, parentCode, classificationItemNames[{lang,langName,name}]`; one language
        per call"."""
        name, _, day = identifier.split("_")
        found = self.years.get(int(day[:4]), Year({}, {})).items.get(name)
        if found is None or language not in LANGUAGES:
            return Answer(b"Not Found", 404)
        place = LANGUAGES.index(language)
        return _json([_item(identifier, code, names, language, place, number) for number, (code, names) in enumerate(found.items())])

    def _maps(self, name: str) -> Answer:
        """§1.2: "`…/maps?format=json` returns URIs whose tail after `maps/` is "source/target""."""
        source, _, goal = name.partition("#")
        year = self.years.get(int(goal.rpartition("_")[2][:4]))
        stem = goal.partition("_")[0]
        pairs = None if year is None else year.successors if source.startswith("kunta") and stem == "kunta" else year.pairs.get(stem)
        if year is None or pairs is None:
            return Answer(b"Not Found", 404)
        if year.as_items:
            return _json([{"sourceItem": {"code": one}, "targetItem": {"code": other}} for one, other in pairs])
        return _json([f"{CANONICAL}/correspondenceTables/{source}%23{goal}/maps/{one}/{other}?format=json" for one, other in pairs])

    def _outlines(self, query: Mapping[str, list[str]]) -> Answer:
        """§1.2: "WFS … typeName `tilastointialueet:kunta4500k_2026` …; props id,kunta,vuosi,nimi,namn,name;
        outputFormat=application/json, srsName EPSG:4326 (native 3067)"."""
        layer, year = query["typeName"][0].rpartition("_")[::2]
        held = self.years.get(int(year))
        if layer != "tilastointialueet:kunta4500k" or held is None or held.outlines is None or query["srsName"] != ["EPSG:4326"]:
            refused = b'<?xml version="1.0"?><ows:ExceptionReport version="2.0.0"><ows:Exception/></ows:ExceptionReport>'
            return Answer(refused, 400, {"Content-Type": "application/xml"})
        features = [_feature(number, code, shape, held, int(year)) for number, (code, shape) in enumerate(held.outlines.items())]
        count = len(features)
        counts = {"totalFeatures": count, "numberMatched": count, "numberReturned": count}
        return _json({"type": "FeatureCollection", "features": features, **counts})


def _item(identifier: str, code: str, names: Names, language: str, place: int, number: int) -> dict[str, Any]:
    named = [{"lang": language, "langName": language, "name": names[place]}]
    own = {"localId": f"{identifier}/{code}", "code": code, "level": 1, "order": number + 1, "parentCode": None}
    return own | {"classificationItemNames": named}


def _feature(number: int, code: str, shape: Any, held: Year, year: int) -> dict[str, Any]:
    fi, sv, en = held.items["kunta"].get(code, ("", "", ""))
    said = {"kunta": code, "vuosi": year, "nimi": fi, "namn": sv, "name": en}
    return {"type": "Feature", "id": f"kunta4500k_{year}.{number}", "geometry": shape, "properties": said}


def _json(value: Any) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode())
