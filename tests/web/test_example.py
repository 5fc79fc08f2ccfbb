"""Pages of the invented areas say so above everything else; pages of real ones know nothing of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client

from yhdyspinta.catalogue.areas import example_areas
from yhdyspinta.environment import Environment
from yhdyspinta.intake.example import load_example
from yhdyspinta.pictures import queries, services
from yhdyspinta.web.sitemap import Pages

COUNTY, TOWN, SMALL, REAL = "HVA901", "KU9001", "KU9008", "KU179"
SHARE, INDEX = "stat.tyonv.12r5.tyottomien_osuus", "diak.huono_osaisuus_yhteensa"
MARK = {"fi": "ESIMERKKI", "sv": "EXEMPEL", "en": "EXAMPLE"}
OF_AREA = (
    "",
    "tilannekuva/",
    "teema/1/",
    f"tunnusluku/{SHARE}/",
    f"kuvio/kehitys-{INDEX}/",
    f"kuvio/kehitys-{INDEX}/upota/",
    f"kuvio/kartta-ku-{INDEX}.svg",
    f"kuvio/kehitys-{INDEX}.csv",
    "hyvinvointikertomus/",
    "tietopohja/",
    "diat/",
    "power-query/",
)


@pytest.fixture(scope="module")
def example(sample: Environment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """The pages read the whole sample, whose folder is only linked to, with the example beside it."""
    home = tmp_path_factory.mktemp("web-example") / "home"
    home.mkdir()
    for one in sample.home.iterdir():
        (home / one.name).symlink_to(one)
    made = replace(settings.ENVIRONMENT, home=home)
    load_example(made, lambda step, done: None)
    before, settings.ENVIRONMENT = settings.ENVIRONMENT, made
    yield made
    settings.ENVIRONMENT = before


def read(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("area", [COUNTY, TOWN])
def test_every_page_of_an_invented_area_bears_the_mark(example: Environment, area: str) -> None:
    for page in OF_AREA:
        for language in ("fi", "sv") if not page else ("fi",):
            assert MARK[language] in read(f"/{language}/alue/{area}/{page}"), page


def test_the_mark_is_on_comparisons_figures_and_editions_too(example: Environment) -> None:
    figure = next(name for name in queries.picture_of(example, TOWN).figures if name.startswith(SHARE))
    edition = services.publish(example, queries.picture_of(example, COUNTY, (1,)))
    for page in (f"vertailu/?alueet={TOWN},{SMALL}&luvut={SHARE}&suhteessa=hva", f"luku/{figure}/", f"julkaisut/{edition.id}/"):
        assert MARK["en"] in read(f"/en/{page}"), page
    assert Client().get(f"/en/vertailu/?alueet={TOWN},{REAL}&luvut={SHARE}").status_code == 400


def test_files_of_an_invented_area_are_called_examples(example: Environment) -> None:
    for name in ("tiedot.csv", "tiedot-excel.csv"):
        response = Client().get(f"/fi/alue/{TOWN}/{name}")
        assert 'filename="esimerkki-' in response.headers["Content-Disposition"]
        assert all(MARK["fi"] in line for line in response.content.decode("utf-8-sig").splitlines()[1:])
    assert "esimerkki" not in Client().get(f"/fi/alue/{REAL}/tiedot.csv").headers["Content-Disposition"]


def test_pages_of_real_areas_know_nothing_of_the_invented_ones(example: Environment) -> None:
    services.publish(example, queries.picture_of(example, COUNTY, (1,)))
    for page in (
        "",
        f"alue/{REAL}/",
        f"alue/{REAL}/?vertaa=hva,{TOWN}",
        "haku/?q=Mallila",
        "lahteet/",
        "julkaisut/",
        f"tunnusluku/{SHARE}/",
    ):
        text = read(f"/fi/{page}")
        assert MARK["fi"] not in text, page
        assert "Mallinkoski" not in text, page
        assert COUNTY not in text, page


def test_the_map_of_the_site_lists_none_of_them(example: Environment) -> None:
    named = {argument for _, arguments in Pages().items() for argument in arguments}
    assert REAL in named
    assert named.isdisjoint(area.id for area in example_areas().all)
