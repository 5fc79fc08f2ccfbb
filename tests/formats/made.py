"""Replies made for these tests, in the documented shapes of the formats; none of them was recorded anywhere."""

from __future__ import annotations

import json
from typing import Any

JSONSTAT2: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "label": "Made: residents by area and year",
    "source": "Made for a test",
    "updated": "2026-05-01T06:00:00Z",
    "id": ["alue", "vuosi"],
    "size": [2, 3],
    "role": {"time": ["vuosi"], "geo": ["alue"]},
    "dimension": {
        "alue": {"label": "Alue", "category": {"index": {"KU009": 1, "KU005": 0}, "label": {"KU005": "Alajärvi", "KU009": "Alavieska"}}},
        "vuosi": {"label": "Vuosi", "category": {"index": ["2023", "2024", "2025"], "label": {"2025": "2025*"}}},
    },
    "value": [9, 8.5, None, 0, -1, 2e3],
    "status": {"2": ".."},
}

JSONSTAT1: dict[str, Any] = {
    "dataset": {
        "label": "Made",
        "dimension": {
            "id": ["area", "content"],
            "size": ["2", 1],
            "role": {"metric": ["content"]},
            "area": {"category": {"index": {"091": 0, "0911": 1}}},
            "content": {"category": {"label": {"n": "number"}}},
        },
        "value": {"1": 5},
    }
}

PXWEB: dict[str, Any] = {
    "columns": [
        {"code": "alue", "text": "Alue", "type": "d"},
        {"code": "timeperiod_m", "text": "Kuukausi", "type": "t"},
        {"code": "tyottomat", "text": "Työttömät", "type": "c", "unit": "lukumäärä"},
        {"code": "osuus", "text": "Osuus", "type": "c", "comment": "made"},
    ],
    "data": [
        {"key": ["KU005", "2026M01"], "values": ["1 234", "12,5"]},
        {"key": ["KU005", "2026M02*"], "values": ["...", "."]},
        {"key": ["KU009", "2026M01"], "values": ["0", ".."]},
        {"key": ["KU009", "2026M02*"], "values": ["17", "3.25"]},
    ],
    "comments": [{"variable": "alue", "value": "KU005", "comment": "made"}],
    "metadata": [{"updated": "2026-05-01T06:00:00Z", "label": "made", "source": "made"}],
}

PXWEB_METADATA: dict[str, Any] = {
    "title": "Made",
    "variables": [
        {"code": "alue", "text": "Alue", "values": ["005", "SSS"], "valueTexts": ["Alajärvi", "KOKO MAA"], "map": "Alue 2026"},
        {"code": "vuosi", "text": "Vuosi", "values": ["2024", "2025"], "valueTexts": ["2024", "2025*"], "time": True, "elimination": True},
    ],
}

PX = """CHARSET="ANSI";
AXIS-VERSION="2013";
LANGUAGE="fi";
LANGUAGES="fi","sv";
TITLE="Tehty; väestö = ""
"kokeeksi";
SUBJECT-AREA="DATA=";
STUB="alue","sukupuoli";
HEADING="vuosi";
VALUES("alue")="Hämeenlinna","Ähtäri";
CODES("alue")="109","989";
VALUES("sukupuoli")="miehet",
"naiset";
VALUES("vuosi")="2024","2025*";
CODES("vuosi")="2024","2025";
TIMEVAL("vuosi")=TLIST(A1),"2024","2025";
VARIABLECODE("alue")="alue_23_20260101";
UNITS="henkilöä";
STUB[sv]="område","kön";
HEADING[sv]="år";
VALUES[sv]("område")="Tavastehus","Etseri";
NOTE("alue")="Rivi ""
"jatkuu";
DATA=
1 2.5
".." "..."
-3 "."
0 "-"
;
""".replace('""\n"', '"\n"')

PX_KEYS = """CHARSET="ANSI";CODEPAGE="utf-8";TITLE="Tehty";
STUB="alue","sukupuoli";HEADING="vuosi";
VALUES("alue")="Hämeenlinna","Ähtäri";CODES("alue")="109","989";
VALUES("sukupuoli")="miehet","naiset";
VALUES("vuosi")="2024","2025";
KEYS("alue")=CODES;KEYS("sukupuoli")=VALUES;
DATA=
"109","naiset",7 8
"989","miehet",".." 5;
"""

SOTKANET: list[dict[str, Any]] = [
    {"indicator": 127, "region": 52, "year": 2023, "gender": "total", "value": 9646},
    {"indicator": 683, "region": 978, "year": 2023, "gender": "male", "value": 9.6, "absValue": 24631},
    {"indicator": 683, "region": 20, "year": 2023, "gender": "male", "value": None},
]

SOTKANET_CSV = (
    "indicator;region;year;gender;primary value;absolute value\r\n"
    "683;209;2015;total;9.7;87\r\n"
    "683;020;2015;total;7,2;8 914\r\n"
    "683;978;2015;male;;\r\n"
    "683;658;2015;male;...;\r\n"
)

SOTKANET_REGIONS: list[dict[str, Any]] = [
    {"id": 965, "code": "15", "category": "HYVINVOINTIALUE", "title": {"fi": "Tehty", "sv": "Gjord"}, "memberOf": [658], "uri": ""},
    {"id": 52, "code": "020", "category": "KUNTA", "title": {"fi": "Tehty kunta"}, "memberOf": [965, 658]},
]


def as_bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def without(value: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: item for name, item in value.items() if name != key}


# name -> reply, of every format; what may be cut off without harm is in the test of cutting.
EVERY: dict[str, bytes] = {
    "json-stat 2": as_bytes(JSONSTAT2),
    "json-stat 1": as_bytes(JSONSTAT1),
    "pxweb json": as_bytes(PXWEB),
    "pxweb metadata": as_bytes(PXWEB_METADATA),
    "px": PX.encode("cp1252"),
    "px with keys": PX_KEYS.encode(),
    "sotkanet json": as_bytes(SOTKANET),
    "sotkanet csv": SOTKANET_CSV.encode(),
    "sotkanet regions": as_bytes(SOTKANET_REGIONS),
}
