"""A Service Catalogue of ours. Every service, name and address is made up.

Follows sources.md 1.12 and 2.19: "Service/list?guids= (max 100)", pages 1-based, municipality code of 3 digits; "Channels hold
e-mails/phones, sometimes personal -> do not ingest".
"""

from __future__ import annotations

import json
from typing import Any

from tests.servers.faults import Answer, Question

BASE = "/api/v11"
PERSON = "etunimi.sukunimi@example.org"


def service_of(number: int) -> dict[str, Any]:
    """Every third service is one of the whole country; the others are of Jyväskylä, and the even ones of Muurame too."""
    codes = ["179", "500"] if number % 2 == 0 else ["179"]
    area = {"type": "Municipality", "municipalities": [{"code": code, "name": [{"language": "fi", "value": "x"}]} for code in codes]}
    local = number % 3 != 0
    return {
        "id": f"{number:08d}-0000",
        "areaType": "LimitedType" if local else "Nationwide",
        "areas": [area] if local else [],
        "serviceClasses": [{"code": "P1", "name": []}, {"code": f"P{2 + number % 2}", "name": []}],
        "serviceNames": [{"language": "fi", "value": "Tehty palvelu"}],
        "contact": {"email": PERSON, "phone": "+358 00 000 0000"},
    }


SERVICES = [service_of(number) for number in range(120)]


def service(question: Question) -> Answer:
    """The reply of our catalogue."""
    if question.path == f"{BASE}/Service":
        page = int(question.query["page"][0])
        items = [{"id": one["id"], "name": "Tehty palvelu"} for one in SERVICES[(page - 1) * 70 : page * 70]]
        return Answer(json.dumps({"pageNumber": page, "pageSize": 70, "pageCount": 2, "itemList": items}).encode())
    if question.path == f"{BASE}/Service/list":
        wanted = question.query["guids"][0].split(",")
        if len(wanted) > 100:
            return Answer(b"too many", 400)
        return Answer(json.dumps([one for one in SERVICES if one["id"] in wanted]).encode())
    return Answer(b"not here", 404)
