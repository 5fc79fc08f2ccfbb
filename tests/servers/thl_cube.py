"""A cube of ours in THL's shape. Every figure is made up, and every id of a node is without meaning.

Follows sources.md 1.4: "JSON-stat 1 style, root `dataset` (`data.dataset.value`)"; "Dimensions come as JSONP
thl.pivot.loadDimensions(…); — strip"; "Node ids are opaque, change per cube; fo/fz switches hide/show empty". Asking for a node
gives the node and its children; cells without a figure are left out of `value`.
"""

from __future__ import annotations

import json
from typing import Any

from tests.servers.faults import Answer, Question

CUBE = "/pivot/prod/fi/made/cube/fact_made_cube"
AREAS = {
    "9100": "Kaikki hyvinvointialueet",
    "9101": "Keski-Suomen hyvinvointialue",
    "9102": "Pirkanmaan hyvinvointialue",
    "9103": "Ahvenanmaa",
}
TIMES = {"9200": "Kaikki viikot", "9201": "Vuosi 2023", "9202": "Vuosi 2024", "9203": "Vuosi 2025"}
VALUES = {"0": "300", "1": 100, "2": 120, "3": 80, "5": 60, "6": 70, "7": 50, "9": 30, "10": "..", "11": 20}


def axes(**changed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    def tree(words: dict[str, str]) -> list[dict[str, Any]]:
        top, *rest = ({"id": f"n{sid}", "sid": int(sid), "label": label} for sid, label in words.items())
        return [{**top, "children": [{**one, "children": []} for one in rest]}]

    group = [{"sid": 9300, "label": "Taudit", "children": [{"sid": 9301, "label": "Tehtytauti"}, {"sid": 9302, "label": "Muu"}]}]
    held = {"hva": tree(AREAS), "yearweek": tree(TIMES), "group": group} | changed
    return [{"id": name, "label": name, "children": nodes} for name, nodes in held.items()]


def described(held: list[dict[str, Any]]) -> bytes:
    return f"thl.pivot.loadDimensions(\n{json.dumps(held, ensure_ascii=False)}\n);\n".encode()


def cube(values: dict[str, Any] | None = None, areas: dict[str, str] | None = None) -> bytes:
    named = AREAS if areas is None else areas
    dimension = {
        "id": ["hva", "yearweek"],
        "size": [len(named), len(TIMES)],
        "hva": {"category": {"index": {sid: place for place, sid in enumerate(named)}, "label": named}},
        "yearweek": {"category": {"index": {sid: place for place, sid in enumerate(TIMES)}, "label": TIMES}},
    }
    return json.dumps({"dataset": {"label": "made", "dimension": dimension, "value": VALUES if values is None else values}}).encode()


def service(question: Question) -> Answer:
    """The reply of our THL."""
    if question.path == CUBE + ".dimensions.json":
        return Answer(described(axes()), headers={"Content-Type": "application/javascript;charset=UTF-8"})
    wanted = {"row": ["hva-9100"], "column": ["yearweek-9200"], "filter": ["group-9301"]}
    return Answer(cube()) if question.path == CUBE + ".json" and question.query == wanted else Answer(b"not here", 404)
