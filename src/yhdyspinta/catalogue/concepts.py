"""The glossary: the words of the field and of the product in three languages, from `curated/concepts/`.

`glossary.csv` has a line a word; `explained.csv` tells readers what the most used of them mean, and where a municipality and
a county use a word of different things.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, fault, read_csv
from yhdyspinta.domain.text import LANGUAGES, Text

_NOTHING = Text("")
_CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


@dataclass(frozen=True, slots=True)
class Concept:
    """One word. `code` is its name in the code, or empty; `note` (English) tells how to use it and what to avoid.

    `about` tells readers what it means, `differs` where sides use it of different things, and `seen` in which official text
    the term or its definition stands; all of them may be empty.
    """

    term: Text
    code: str
    note: str
    reviewed: bool  # whether the Swedish and English are seen in an official text; others await a reviewer
    about: Text = _NOTHING
    differs: Text = _NOTHING
    seen: str = ""

    @property
    def slug(self) -> str:
        """The word's name in addresses: the Finnish term in plain letters."""
        plain = unicodedata.normalize("NFKD", self.term.fi.lower()).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


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
    return tuple(_explained(folder, found))


def _explained(folder: Path, found: dict[str, Concept]) -> Iterator[Concept]:
    """The concepts with what `explained.csv` says of them."""
    for row in read_csv(folder / "explained.csv", ("term", *LANGUAGES, *(f"differs_{language}" for language in LANGUAGES), "seen")):
        if row["term"] not in found or found[row["term"]].about.fi:
            raise row.error("term", "a Finnish term of glossary.csv, each once")
        differs = row.text("differs") if row["differs_fi"] else _NOTHING
        found[row["term"]] = replace(found[row["term"]], about=row.text(), differs=differs, seen=row["seen"])
    slugs: dict[str, str] = {}
    for concept in found.values():
        other = slugs.setdefault(concept.slug, concept.term.fi)
        if other != concept.term.fi:
            raise fault(folder / "glossary.csv", 1, "fi", f"terms of different names in addresses; {other} and {concept.term.fi} share one")
        yield concept


@cache
def by_slug() -> dict[str, Concept]:
    """Every concept by its name in addresses."""
    return {concept.slug: concept for concept in concepts()}


@cache
def concepts() -> tuple[Concept, ...]:
    """The glossary that the product ships, read once."""
    return load_concepts()
