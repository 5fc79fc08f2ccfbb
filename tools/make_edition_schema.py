"""Writes the JSON Schema of an edition, from the dataclasses that it is made of."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from yhdyspinta.pictures.editions import Edition

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "edition.schema.json"


def schema() -> str:
    """The schema as text; texts, figures and blocks are described by the docstrings of their classes."""
    made = msgspec.json.schema(Edition)
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "An edition of a situation picture", **made}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(schema())
    print(TARGET.name)
