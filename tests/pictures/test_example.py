"""The example: invented areas pass through everything that real ones do, and stand among no real ones."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from yhdyspinta.catalogue import geometry
from yhdyspinta.catalogue.areas import areas, example_areas
from yhdyspinta.catalogue.example import example_datasets
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.environment import Environment
from yhdyspinta.intake.example import load_example
from yhdyspinta.pictures import queries, services
from yhdyspinta.pictures.choice import ChoiceError, group_beside, offered
from yhdyspinta.pictures.comparison import wanted
from yhdyspinta.pictures.exports import export, tables
from yhdyspinta.pictures.exports.shared import Reader
from yhdyspinta.pictures.verify import verify

COUNTY, TOWN, SMALL, REAL = "HVA901", "KU9001", "KU9008", "KU179"
SHARE = "stat.tyonv.12r5.tyottomien_osuus"


@pytest.fixture(scope="module")
def installation(sample: Environment, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The whole sample, whose folder is only linked to, with the example beside it."""
    home = tmp_path_factory.mktemp("example") / "home"
    home.mkdir()
    for held in sample.home.iterdir():
        (home / held.name).symlink_to(held)
    settings = replace(sample, home=home)
    load_example(settings, lambda step, done: None)
    return settings


def test_invented_areas_are_known_by_id_and_name_and_counted_nowhere() -> None:
    register = areas()
    assert register.get(COUNTY).is_example
    assert register.find("Mallinkoski").id == TOWN
    assert register.members(COUNTY, register.current) == tuple(sorted(area.id for area in example_areas().areas("KU", register.current)))
    listed = [area for kind in register.kinds for year in register.years for area in register.areas(kind, year)]
    assert listed
    assert not any(area.is_example for area in (*listed, *register.all))
    assert set(register.members("SSS", register.current)).isdisjoint(area.id for area in example_areas().all)


def test_no_invented_area_bears_the_name_of_a_real_one() -> None:
    real = {name.in_(language).casefold() for area in areas().all for name in (area.name, area.label) for language in ("fi", "sv", "en")}
    renamed = {word.casefold() for change in areas().changes for word in change.note.replace("->", " ").split()}
    for area in example_areas().all:
        for language in ("fi", "sv", "en"):
            assert area.name.in_(language).casefold() not in real | renamed


def test_every_figure_of_the_example_says_so_and_none_enters_a_real_one(installation: Environment, sample: Environment) -> None:
    picture = queries.picture_of(installation, TOWN)
    assert picture.example
    assert len(picture.figures) > 70
    assert {figure.publisher for figure in picture.figures.values()} == {"ESIMERKKI, keksitty luku"}
    assert {one.key for figure in picture.figures.values() for one in figure.comparators} == {"county"}
    assert {one.area for figure in picture.figures.values() for one in figure.comparators} == {COUNTY}
    assert {figure.rank_n for figure in picture.figures.values() if figure.rank_n} <= set(range(1, 9))
    with queries.reading(installation) as model, queries.reading(sample) as plain:
        assert model.latest_of_indicator(SHARE).to_pylist() == plain.latest_of_indicator(SHARE).to_pylist()
    real = queries.picture_of(installation, REAL)
    assert not real.example
    assert not any("ESIMERKKI" in figure.publisher for figure in real.figures.values())


def test_figures_are_missing_withheld_and_preliminary_as_real_ones_are(installation: Environment) -> None:
    with queries.composing(installation, area=SMALL) as context:
        held = context.model.series_of_area(SMALL, context.indicators, ("indicator", "period", "value", "status")).to_pylist()
    statuses = {row["status"] for row in held}
    assert {"final", "preliminary", "suppressed", "not_available", "forecast"} <= statuses
    assert all((row["value"] is None) == (row["status"] in {"suppressed", "not_available", "not_applicable"}) for row in held)


def test_an_edition_of_the_example_lies_by_itself_and_is_proven(installation: Environment) -> None:
    edition = services.publish(installation, queries.picture_of(installation, COUNTY, (1,)))
    assert queries.editions(installation) == queries.editions(installation, REAL) == ()
    assert [one.id for one in queries.editions(installation, COUNTY)] == [edition.id]
    assert queries.edition(installation, edition.id).picture.example
    found = verify(installation, edition.id)
    assert (found.problems, found.recomputed) == ([], True)


def test_the_example_is_compared_with_itself_only() -> None:
    assert offered(TOWN) == ("hva", "koko", "naapurit")
    assert offered(COUNTY) == ()
    assert group_beside(TOWN, (REAL, SMALL)) == (SMALL,)
    assert group_beside(REAL, (TOWN, "KU410")) == ("KU410",)
    with pytest.raises(ChoiceError):
        wanted(f"{TOWN},{REAL}", SHARE)
    assert wanted(f"{TOWN},{SMALL}", SHARE).areas == (TOWN, SMALL)


@pytest.mark.parametrize(("language", "mark"), [("fi", "ESIMERKKI"), ("sv", "EXEMPEL"), ("en", "EXAMPLE")])
def test_every_file_bears_the_mark(installation: Environment, language: str, mark: str) -> None:
    picture = queries.picture_of(installation, TOWN)
    deck = zipfile.ZipFile(io.BytesIO(export(picture, "pptx", language)))
    slides = [name for name in deck.namelist() if name.startswith("ppt/slides/slide")]
    assert slides
    assert all(mark in deck.read(name).decode() for name in slides)
    page = export(picture, "html", language).decode()
    assert mark in page
    assert "tools/" not in page  # made figures are nobody's copy
    shown = re.sub(r"<[^>]*>", " ", page)
    assert not re.search("Tilastokesku|Statistikcentralen|Statistics Finland", shown)  # nor said by anybody
    assert b'"example": true' in export(picture, "json", language)


def test_tables_bear_the_mark_in_every_row(installation: Environment) -> None:
    picture = queries.picture_of(installation, TOWN)
    for one in tables.area_tables(installation, picture, Reader("fi", queries.today())):
        assert all(row[one.columns.index("publisher")] == "ESIMERKKI, keksitty luku" for row in one.rows), one.name


def test_its_map_is_drawn_among_no_real_areas(installation: Environment) -> None:
    drawn = {name for name, _ in geometry.invented_shapes("KU")}
    assert drawn == {area.id for area in example_areas().areas("KU", example_areas().current)}
    assert drawn.isdisjoint(name for name, _ in geometry.shapes("KU"))
    section = next(one for one in queries.picture_of(installation, COUNTY).sections if one.map)
    assert section.map is not None
    assert {row.area for row in section.map.rows} == drawn


def test_without_the_example_its_areas_have_no_page(sample: Environment, tmp_path: Path) -> None:
    for held in sample.home.iterdir():
        if held.name != "example":  # a command may have loaded it into the folder that all share
            (tmp_path / held.name).symlink_to(held)
    with pytest.raises(Unknown):
        queries.picture_of(replace(sample, home=tmp_path), TOWN)


def test_the_shipped_figures_are_small_and_of_their_own_source() -> None:
    (dataset,) = example_datasets()
    assert dataset.path.stat().st_size < 200_000
    assert dataset.source == "example"
