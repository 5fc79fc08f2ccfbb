"""Who publishes a figure is named in the reader's language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.publishers import load_publishers, publisher_name, publishers
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.errors import CuratedError

# Names that are the same in each language.
ALIKE = {"Keva", "Lähellä.fi", "MDI", "Osaamispolku", "Syke", "THL", "THL, Sotkanet", "Tarmoa (Päijät-Häme)", "Traficom"}


def test_each_publisher_and_producer_has_its_names() -> None:
    named = {source.publisher for source in sources().values()} | {one.producer for one in indicators().values()}
    assert named - publishers().keys() == ALIKE & named


def test_a_name_is_the_reader_s_and_an_unknown_one_stays() -> None:
    assert [publisher_name("Tilastokeskus", language) for language in ("fi", "sv", "en")] == [
        "Tilastokeskus", "Statistikcentralen", "Statistics Finland",
    ]  # fmt: skip
    assert publisher_name("Kela", "sv") == "FPA"
    assert publisher_name("Oma tuottaja", "sv") == "Oma tuottaja"


@pytest.mark.parametrize(("row", "field"), [("Keva,,Keva", "sv"), ("Kela,FPA,Kela", "fi")])
def test_a_name_without_a_language_or_given_twice_stops_the_check(tmp_path: Path, row: str, field: str) -> None:
    shutil.copy(CURATED / "words" / "publishers.csv", tmp_path)
    file = tmp_path / "publishers.csv"
    file.write_text(file.read_text("utf-8") + row + "\n", "utf-8")
    with pytest.raises(CuratedError, match=f"field {field}"):
        load_publishers(tmp_path)
