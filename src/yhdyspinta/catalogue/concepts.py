"""The glossary: the words of the field and of the product in three languages, from `curated/concepts/glossary.csv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, read_csv
from yhdyspinta.domain.text import LANGUAGES, Text

_CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


@dataclass(frozen=True, slots=True)
class Concept:
    """One word. `code` is its name in the code, or empty; `note` (English) tells how to use it and what to avoid."""

    term: Text
    code: str
    note: str
    reviewed: bool  # whether the Swedish and English are seen in an official text; others await a reviewer


def load_concepts(folder: Path = CURATED / "concepts") -> tuple[Concept, ...]:
    """The concepts in the order of the table, each Finnish term once; a CuratedError when a line is wrong."""
    found: dict[str, Concept] = {}
    for row in read_csv(folder / "glossary.csv", (*LANGUAGES, "code", "note", "reviewed")):
        term = row.text()
        if term.fi in found:
            raise row.error("fi", "each term once")
        if row["code"] and not _CODE.fullmatch(row["code"]):
            raise row.error("code", "a name in the code, or nothing")
        if row["reviewed"] not in ("yes", "no"):
            raise row.error("reviewed", "yes or no")
        found[term.fi] = Concept(term, row["code"], row["note"], row["reviewed"] == "yes")
    return tuple(found.values())


@cache
def concepts() -> tuple[Concept, ...]:
    """The glossary that the product ships, read once."""
    return load_concepts()
