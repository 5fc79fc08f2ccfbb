"""A State Treasury of ours: a catalogue of documents and the documents, and a directory of municipalities. All made up.

Follows sources.md 1.11: "catalogue | GET …/rest/v1/json/aineistot -> {"aineistot":[{ytunnus, raportointikokonaisuus,
raportointikausi, hyvaksymisvaihe, hyvaksymispvm, julkaisupvm, tunnusluvut:url}]}" and "document | …/rest/v1/json/
dokumentti/{lopullinen|jalkikorjattu|…}/KKNR/{y-tunnus}/{2025C12} -> [{ytunnus, raportointikausi, raportointikokonaisuus,
osakokonaisuus:"k-t07", taksonomia, tunnusluku:"1400", arvo:"315934392.27", tarkastushavainnot[]}] — arvo string or null";
"keys | Y-tunnus, not kuntakoodi: …/odata/Kunta(91) -> {Kunta_Id, YTunnus}".
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from tests.servers.faults import Answer, Question

DIRECTORY = "/odata/Kunta"
CATALOGUE = "/rest/v1/json/aineistot"
DOCUMENT = "/rest/v1/json/dokumentti/{phase}/{package}/{id}/{period}"
TAXONOMY = "made-01/2024-03-26"
ONE, OTHER = "0174666-4", "0211675-2"


def entry(business_id: str, phase: str, approved: str, period: str = "2025C12", package: str = "KKNR") -> dict[str, str]:
    return {
        "ytunnus": business_id,
        "raportointikokonaisuus": package,
        "raportointikausi": period,
        "hyvaksymisvaihe": phase,
        "hyvaksymispvm": approved,
        "julkaisupvm": approved,
        "tunnusluvut": "https://example.org/made",
    }


ENTRIES = [
    entry(ONE, "Alustava", "2026-01-10 00:00:00"),
    entry(ONE, "Lopullinen", "2026-02-10 00:00:00"),
    entry(ONE, "Jälkikorjattu", "2026-03-10 00:00:00"),
    entry(ONE, "Lopullinen", "2026-04-10 00:00:00", package="KTAS"),
    entry(ONE, "Lopullinen", "2025-05-10 00:00:00", period="2025C03"),
    entry(OTHER, "Lopullinen", "2026-02-12 00:00:00"),
    entry("9999999-9", "Lopullinen", "2026-02-12 00:00:00"),
]


def row(business_id: str, field: str, amount: str | None, part: str = "k-t07", **changed: str) -> dict[str, Any]:
    made = {
        "ytunnus": business_id,
        "raportointikausi": "2025C12",
        "raportointikokonaisuus": "KKNR",
        "osakokonaisuus": part,
        "taksonomia": TAXONOMY,
        "tunnusluku": field,
        "arvo": amount,
        "tarkastushavainnot": [],
    }
    return made | changed


DOCUMENTS = {
    ("jalkikorjattu", ONE): [row(ONE, "1400", "315934.27"), row(ONE, "1447", "-12.00"), row(ONE, "1374", None, "k-t13")],
    ("lopullinen", ONE): [row(ONE, "1400", "1.00")],
    ("lopullinen", OTHER): [row(OTHER, "1400", "0.00"), row(OTHER, "1400", "77", "k-t08")],
}


def catalogue(entries: list[dict[str, str]]) -> bytes:
    return json.dumps({"aineistot": entries}, ensure_ascii=False).encode()


def business_id(number: int) -> str:
    """A made id with the right check digit; some numbers have none, and the next one is taken."""
    rest = sum(int(digit) * weight for digit, weight in zip(f"{number:07d}", (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return f"{number:07d}-{11 - rest if rest else 0}" if rest != 1 else business_id(number + 500_000)


@cache
def directory(count: int = 300) -> bytes:
    """The directory: the two municipalities of the documents, and others without documents."""
    rows = [{"Kunta_Id": 179, "Nimi": "Jyväskylä", "YTunnus": ONE}, {"Kunta_Id": 837, "Nimi": "Tampere", "YTunnus": OTHER}]
    rows += [{"Kunta_Id": number, "Nimi": f"Kunta {number}", "YTunnus": business_id(number)} for number in range(400, 398 + count)]
    return json.dumps({"value": rows}, ensure_ascii=False).encode()


def service(question: Question) -> Answer:
    """The reply of our State Treasury."""
    if question.path == CATALOGUE:
        return Answer(catalogue(ENTRIES))
    if question.path == DIRECTORY:
        return Answer(directory())
    parts = question.path.split("/")
    if len(parts) == 9 and parts[6] == "KKNR" and parts[8] == "2025C12" and (parts[5], parts[7]) in DOCUMENTS:
        return Answer(json.dumps(DOCUMENTS[parts[5], parts[7]]).encode())
    return Answer(b"not here", 404)
