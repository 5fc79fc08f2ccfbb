"""The sentences that are made of figures, and the words of periods and age groups in them."""

from __future__ import annotations

import string
from functools import lru_cache
from pathlib import Path

from yhdyspinta.catalogue.curated import CURATED, Table, read_tables
from yhdyspinta.domain.text import LANGUAGES, Text

_KEYS = frozenset({"key", *LANGUAGES})


def load_sentences(folder: Path) -> dict[str, Text]:
    """Key -> pattern in three languages; a missing language or a placeholder that is not in all is a CuratedError."""
    found: dict[str, Text] = {}
    for table in read_tables(folder / "sentences.toml", "sentence"):
        table.only(_KEYS)
        key = table.string("key")
        if key in found:
            raise table.error("key", "each key once")
        found[key] = Text(*(table.string(language) for language in LANGUAGES))
        _same_places(table)
    return found


@lru_cache
def sentences() -> dict[str, Text]:
    return load_sentences(CURATED / "words")


def _same_places(table: Table) -> None:
    places = {language: {name for _, name, _, _ in string.Formatter().parse(table.string(language)) if name} for language in LANGUAGES}
    for language in LANGUAGES:
        other = places[language] ^ places["fi"]
        if {name.removesuffix("_in") for name in places[language]} != {name.removesuffix("_in") for name in places["fi"]}:
            raise table.error(language, f"the same words in braces as in fi (differs: {', '.join(sorted(other))})")
