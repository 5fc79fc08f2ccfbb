"""Kela's file of the counties, made. Every figure is made up.

Follows sources.md 1.6 and the page "sivu_data.html" of the service: dat_hva.json is a list of rows with etuus, indi, vuosi,
hyvinvointialue_name_fi and arvo.
"""

from __future__ import annotations

import json
from typing import Any

from tests.servers.faults import Answer, Question

SERIES = "made_share_percent"
AREAS = ("Keski-Suomi", "Pirkanmaa", "Helsinki", "Manner-Suomi")


def rows() -> list[dict[str, Any]]:
    return [
        {"etuus": "laakkeet", "indi": indi, "vuosi": year, "hyvinvointialue_name_fi": area, "arvo": value}
        for indi in (SERIES, "other")
        for year in (2022, 2023)
        for area, value in zip(AREAS, (10.5, None, 0, 9), strict=True)
    ]


def service(question: Question) -> Answer:
    """The reply of our Kela."""
    return Answer(json.dumps(rows()).encode()) if question.path == "/data/dat_hva.json" else Answer(b"not here", 404)
