"""Pages about the site: feedback with its form, the organisation's own frame, the map of the site, HYTE, the archive."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.web import addresses
from tests.web.reading_html import Page
from yhdyspinta.domain.errors import StateError
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import editions, queries
from yhdyspinta.pictures.feedback import all_kept
from yhdyspinta.web import sitemap
from yhdyspinta.web.organisation import contrast, organisation, stylesheet

NAME = 'name = { fi = "Mallilan hyvinvointialue", sv = "Mallila välfärdsområde", en = "Wellbeing services county of Mallila" }\n'
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def client(installation) -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def test_feedback_is_kept_and_a_cookie_comes_with_the_form_alone(client: Client, installation: Environment) -> None:
    assert not client.get("/fi/ohje/").cookies
    before = len(all_kept(installation.home))
    form = Page(client.get("/sv/palaute/?sivu=/sv/alue/KU179/").content.decode())
    assert form.faults == []
    token = client.cookies["csrf"].value
    sent = {"text": "Siffran ser fel ut", "page": "/sv/alue/KU179/", "contact": "", "csrfmiddlewaretoken": token}
    assert client.post("/sv/palaute/", sent).headers["Location"] == "/sv/palaute/kiitos/"
    kept = all_kept(installation.home)
    assert len(kept) == before + 1
    assert (kept[0].text, kept[0].page, kept[0].language) == ("Siffran ser fel ut", "/sv/alue/KU179/", "sv")


def test_feedback_that_cannot_be_kept_comes_back_with_its_text(client: Client, installation: Environment) -> None:
    client.get("/fi/palaute/")
    token = client.cookies["csrf"].value
    before = all_kept(installation.home)
    answer = client.post("/fi/palaute/", {"text": "Potilas 131052-308T <b>", "csrfmiddlewaretoken": token})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "henkilötunnus" in page
    assert "131052-308T &lt;b&gt;" in page
    robot = client.post("/fi/palaute/", {"text": "osta", "website": "https://example.org", "csrfmiddlewaretoken": token})
    assert robot.status_code == 302
    assert client.post("/fi/palaute/", {"text": "ilman merkkiä"}).status_code == 403
    assert all_kept(installation.home) == before


def test_an_organisation_gives_its_name_logo_and_colour(tmp_path: Path, installation: Environment) -> None:
    (tmp_path / "tunnus.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    (tmp_path / "oma.toml").write_text(
        NAME + 'logo = "tunnus.svg"\naccent = "#7A1F5C"\narea = "HVA15"\ncontact = "tieto@mallila.example"\n', "utf-8"
    )
    before = settings.ORGANISATION
    settings.ORGANISATION = organisation(tmp_path / "oma.toml")
    try:
        client = Client()
        page = client.get("/sv/saavutettavuus/").content.decode()
        style, logo = (client.get(f"/organisaatio/{name}") for name in ("tyyli.css", "tunnus"))
        tag = client.get("/sv/ohje/").headers["ETag"]
        start = Page(client.get("/fi/").content.decode())
    finally:
        settings.ORGANISATION = before
    assert "Mallila välfärdsområde" in page
    assert start.faults == []
    assert start.links.index("/fi/alue/HVA15/") < start.links.index("/fi/alue/HVA01/")  # its own area comes first
    assert "tieto@mallila.example" in page
    assert "#7a1f5c" in style.content.decode()
    assert (logo.headers["Content-Type"], logo.content[:4]) == ("image/svg+xml", b"<svg")
    assert Client().get("/sv/ohje/").headers["ETag"] != tag
    assert Client().get("/organisaatio/tunnus").status_code == 404


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "name"),
        (NAME + 'accent = "#ffcc00"\n', "darker"),
        (NAME + 'accent = "red"\n', "#003479"),
        (NAME + 'logo = "../../etc/passwd"\n', "logo"),
        (NAME + 'area = "HVA99"\n', "area"),
        (NAME + 'colour = "#003479"\n', "colour"),
        ("name = [", "TOML"),
    ],
)
def test_a_wrong_file_of_an_organisation_says_what_to_do(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "oma.toml").write_text(text, "utf-8")
    with pytest.raises(StateError, match=words):
        organisation(tmp_path / "oma.toml")


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert stylesheet("") == ""


def test_the_map_of_the_site_lists_every_public_page(client: Client, installation: Environment, edition_id: str) -> None:
    answer = client.get("/sitemap.xml")
    root = ET.fromstring(answer.content)  # noqa: S314 (our own)
    listed = {one.text.removeprefix("http://testserver") for one in root.iterfind("s:url/s:loc", SPACES)}
    assert len(listed) > 3 * len(ADDRESSED)
    with translation.override("sv"):
        for name in sorted(addresses.page_names() - NOT_LISTED):
            assert any(one in listed for one in _examples(name, edition_id)), name
    first = root.find("s:url", SPACES)
    assert {one.get("hreflang") for one in first.iterfind("x:link", SPACES)} == {"fi", "sv", "en", "x-default"}
    assert b"sitemap.xml" in client.get("/robots.txt").content


ADDRESSED = sitemap.ALONE
# Pages that depend on something typed or chosen, and pages of one figure, chart or release: thousands that nobody searches for.
NOT_LISTED = {
    "chart",
    "edition_chart",
    "edition_chart_explore",
    "edition_chart_embed",
    "chart_explore",
    "chart_embed",
    "area_indicator",  # the same indicator in each of hundreds of areas
    "search",
    "edition_changes",
    "feedback_thanks",
    "figure",
    "edition_figure",
    "review",
}


def _examples(name: str, edition_id: str) -> list[str]:
    return [reverse(name, args=[edition_id if one == "EDITION" else one for one in given]) for given in addresses.EXAMPLES[name]]


def test_hyte_of_a_municipality_stands_beside_its_county(client: Client) -> None:
    own, county = (Page(client.get(f"/fi/alue/{area}/hyte/").content.decode()) for area in ("KU179", "HVA15"))
    assert own.faults == county.faults == []
    for page in (own, county):
        assert "työlista" in page.text
        assert "ei laske sitä" in page.text
    assert any("/luku/" in link and "KU179" in link for link in own.links)
    assert any("/luku/" in link and "HVA15" in link for link in own.links)
    assert "Diakonia-ammattikorkeakoulu (Diak)" in own.text  # a figure of ours names its own source, not that of the coefficient
    assert "/fi/alue/KU179/hyte/" in county.links
    for without in ("MK13", "KU766"):  # a region; a municipality of Åland
        assert client.get(f"/fi/alue/{without}/hyte/").status_code == 404


def test_two_editions_are_compared_and_the_archive_lists_them(client: Client, installation: Environment, edition_id: str) -> None:
    other = editions.publish(installation.home, queries.picture_of(installation, "KU179")).id
    archive = Page(client.get("/fi/julkaisut/").content.decode())
    assert archive.faults == []
    assert {f"/fi/julkaisut/{one}/" for one in (edition_id, other)} <= set(archive.links)
    both = client.get(f"/en/julkaisut/vertailu/?ennen={edition_id}&nyt={other}")
    page = Page(both.content.decode())
    assert (both.status_code, page.faults) == (200, [])
    assert "different areas" in page.text
    assert "Figures that differ" in page.text
    assert "Revised figures" not in page.text  # nothing is revised between two areas
    assert f"/fi/julkaisut/{other}/" in Page(client.get("/fi/julkaisut/?alue=KU179").content.decode()).links
    for wrong in ("?ennen=x", f"?ennen={edition_id}", "", "?ennen=..%2F..%2Fx&nyt=%00"):
        assert client.get(f"/fi/julkaisut/vertailu/{wrong}").status_code in {400, 404}
    assert client.get("/fi/julkaisut/?alue=" + "x" * 1000).status_code == 400
