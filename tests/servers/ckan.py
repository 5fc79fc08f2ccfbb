"""A CKAN of ours with one frictionless package, made in the shape of Kela's open data. Every figure is made up.

Follows sources.md 1.6: line "open data | avoindata.fi CKAN: …/api/3/action/package_search?q=Kela&fq=…; each dataset =
data.csv (UTF-8, comma) (+ yearly splits) and package.json = frictionless metadata (resources.schema.fields[{name, type,
format, description, values}]) … cells <4 persons aggregated".
"""

from __future__ import annotations

import hashlib
import json

from tests.servers.faults import Answer, Question

DATASET = "made-recipients"
COLUMNS = ("aikatyyppi", "vuosi", "kunta_nro", "kunta_nimi", "ikaryhma", "sukupuoli", "etuus", "saaja_lkm", "maksettu_eur")
# Made rows: two municipalities, and the group under four people that stands under 199.
ROWS_2023 = (
    ("Vuosi", "2023", "179", "Jyväskylä", "16-19", "Mies", "Yhteensä", "10", "1000.50"),
    ("Vuosi", "2023", "179", "Jyväskylä", "20-24", "Nainen", "Yhteensä", "32", "4000"),
    ("Vuosi", "2023", "179", "Jyväskylä", "20-24", "Nainen", "Opintolaina", "20", "0"),
    ("Vuosi", "2023", "016", "Asikkala", "20-24", "Tuntematon", "Yhteensä", "5", "-20"),
    ("Vuosi", "2023", "199", "Tuntematon", "Tieto puuttuu", "Tuntematon", "Yhteensä", "3", "99"),
)
ROWS_2024 = (
    ("Vuosi", "2024", "179", "Jyväskylä", "16-19", "Mies", "Yhteensä", "12", "900"),
    ("Vuosi", "2024", "016", "Asikkala", "20-24", "Nainen", "Yhteensä", "4", "10"),
    ("Kuukausi", "2024", "016", "Asikkala", "20-24", "Nainen", "Yhteensä", "2", "10"),
)


def data(rows: tuple[tuple[str, ...], ...], columns: tuple[str, ...] = COLUMNS) -> bytes:
    return "".join(",".join(row) + "\n" for row in (columns, *rows)).encode()


def package(columns: tuple[str, ...] = COLUMNS) -> bytes:
    fields = [{"name": name, "type": "string", "format": "default", "values": [], "description": "made"} for name in columns]
    table = {"name": DATASET, "path": ["data_2023.csv", "data.csv"], "format": "csv", "encoding": "UTF-8"}
    return json.dumps({"resources": [table | {"schema": {"fields": fields, "missingValues": [""]}}]}).encode()


def files() -> dict[str, bytes]:
    return {"data_2023.csv": data(ROWS_2023), "data.csv": data(ROWS_2024), "package.json": package()}


def listing(base: str, held: dict[str, bytes]) -> bytes:
    resources = [
        {
            "name": name,
            "url": f"{base}/download/{name}",
            "format": name.rpartition(".")[2].upper(),
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "last_modified": "2026-02-15T05:00:00",
        }
        for name, content in held.items()
    ]
    return json.dumps({"success": True, "result": {"count": 1, "results": [{"name": DATASET, "resources": resources}]}}).encode()


def service(question: Question) -> Answer:
    """The reply of our CKAN."""
    base, held = "http://" + question.headers["host"], files()
    if question.path == "/data/api/3/action/package_search":
        return Answer(listing(base, held))
    name = question.path.removeprefix("/download/")
    return Answer(held[name]) if name in held else Answer(b"not here", 404)
