"""The glossary and the reference page against the tables and the code."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from tools.make_glossary import FILE, glossary
from yhdyspinta.catalogue.concepts import concepts
from yhdyspinta.catalogue.curated import CURATED, read_csv
from yhdyspinta.catalogue.sources import INTERFACES
from yhdyspinta.catalogue.themes import Theme
from yhdyspinta.domain.indicator import Additivity, Indicator, MeasureKind, Polarity
from yhdyspinta.domain.source import Source

REFERENCE = (FILE.parent / "docs" / "reference" / "catalogue.md").read_text(encoding="utf-8")


def test_the_page_says_what_the_table_says() -> None:
    assert FILE.read_text(encoding="utf-8") == glossary(concepts())


def test_forbidden_words_are_told_and_not_used() -> None:
    terms = {word.term.fi: word for word in concepts()}
    assert "työttömyysaste" in terms["työttömien osuus työvoimasta"].note
    assert terms["hyvinvointialue"].term.en.startswith("wellbeing services county")
    for word in concepts():
        assert "välfärdsregion" not in word.term.sv
        assert not re.search(r"\b(welfare|wellbeing services) region\b", word.term.en)


def test_names_in_the_code_stand_in_the_code() -> None:
    files = [*CURATED.parent.rglob("*.py"), *(CURATED / "indicators").glob("*.toml")]
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    codes = {area for row in read_csv(CURATED / "areas" / "areas.csv") for area in (re.match(r"[A-Z]+", row["id"]),) if area}
    kinds = {match[0] for match in codes}
    planned = {"Statement", "Picture"}  # apps of a later order: the words are fixed before them
    for word in concepts():
        if word.code and word.code not in kinds | planned:
            assert re.search(rf"\b{re.escape(word.code)}\b|_{re.escape(word.code)}\b", source), word.code


@pytest.mark.parametrize(
    "name",
    [
        *(field.name for record in (Indicator, Source, Theme) for field in fields(record)),
        *(str(choice) for choices in (Polarity, MeasureKind, Additivity) for choice in choices),
        *INTERFACES,
        *(
            f"{file.parent.name}/{file.name}"
            for part in ("items", "needs", "concepts", "themes")
            for file in sorted((CURATED / part).iterdir())
        ),
    ],
)
def test_every_field_and_file_is_described_in_the_reference(name: str) -> None:
    assert f"`{name}`" in REFERENCE


def test_every_column_of_the_tables_is_described_in_the_reference() -> None:
    for file in (CURATED / "items" / "items.csv", CURATED / "items" / "links.csv", CURATED / "needs" / "needs.csv"):
        for column in read_csv(Path(file))[0]:
            assert f"`{column}`" in REFERENCE or f"`{column.rpartition('_')[0]}_fi`" in REFERENCE, column
