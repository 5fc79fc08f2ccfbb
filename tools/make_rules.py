"""The table of rules in docs/reference/organisations.md, from `organisations/permissions.csv`: `python tools/make_rules.py`."""

from __future__ import annotations

import csv
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "yhdyspinta" / "organisations" / "permissions.csv"
TARGET = ROOT / "docs" / "reference" / "organisations.md"
_PLACE = re.compile(r"(?<=<!-- rules -->\n).*(?=<!-- end of rules -->)", re.DOTALL)


def table() -> str:
    """The rules as a table of Markdown."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = ["| action | relation | who may | what |", "|---|---|---|---|"]
    for row in rows:
        may = ", ".join(role.replace("_", "-") for role, value in row.items() if value == "yes")
        lines.append(f"| `{row['action']}` | {row['relation']} | {may} | {row['what']} |")
    return "\n".join(lines) + "\n"


def page() -> str:
    """The page with the table brought up to date."""
    return _PLACE.sub(lambda _: table(), TARGET.read_text(encoding="utf-8"))


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
