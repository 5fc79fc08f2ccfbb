"""Charts as objects: each has its page, its files that say the same numbers, the picture that pages show, and its embedding."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
import shapely
from django.test import Client
from pptx import Presentation
from python_calamine import CalamineWorkbook

from tests.web import addresses
from tests.web.reading_html import Page
from tests.web.test_pages import POLICY, STRICT, assert_sound
from yhdyspinta.environment import Environment
from yhdyspinta.pictures import kept_charts, named_charts, queries
from yhdyspinta.rendering import numbers

LINES = "kehitys-stat.tyonv.12r5.tyottomien_osuus"
PLACE = f"/fi/alue/KU179/kuvio/{LINES}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def client(installation: Environment) -> Client:
    return Client(raise_request_exception=False)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_files_open_and_say_what_the_page_says(client: Client, installation: Environment) -> None:
    """One truth: the model, the CSV, the specification, the workbook inside the slide and the table of the page."""
    block = named_charts.live(installation, "KU179", LINES).block
    wanted = {(line.area, point.period): point.value for line in block.series for point in line.points}
    table = rows(client.get(f"{PLACE}.csv").content)
    assert {(row["area"], row["period"]): float(row["value"]) for row in table if row["value"]} == {
        key: value for key, value in wanted.items() if value is not None
    }
    assert {row["status"] for row in table} == {point.status for line in block.series for point in line.points}
    page = Page(client.get(f"{PLACE}/").content.decode()).text
    for line in block.series:
        newest = line.points[-1]
        assert numbers.number(newest.value, "fi", block.decimals, newest.status).replace("\u00a0", " ") in page
    specification = json.loads(client.get(f"{PLACE}.json").content)
    assert {round(one["y"], 6) for one in specification["data"]["values"] if one["y"] is not None} == {
        round(value, 6) for value in wanted.values() if value is not None
    }
    inside = [shape.chart for shape in Presentation(io.BytesIO(client.get(f"{PLACE}.pptx").content)).slides[0].shapes if shape.has_chart]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(inside[0].part.chart_workbook.xlsx_part.blob)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in sheet[1:] if row[1] != ""] == [
        round(point.value, 10) for point in block.series[0].points if point.value is not None
    ]


def test_one_slide_without_a_cover(client: Client) -> None:
    deck = Presentation(io.BytesIO(client.get(f"{PLACE}.pptx").content))
    (slide,) = deck.slides
    assert "Jyväskylä" in slide.shapes.title.text_frame.text
    assert any("Tilastokeskus" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_a_map_has_its_figures_and_a_slide_with_a_picture(client: Client, installation: Environment) -> None:
    block = next(one.map for one in queries.picture_of(installation, "KU179").sections if one.map)
    place = f"/sv/alue/KU179/kuvio/{named_charts.name_of(block)}"
    assert {row["area"]: row["value"] for row in rows(client.get(f"{place}.csv").content)}.keys() == {row.area for row in block.rows}
    (slide,) = Presentation(io.BytesIO(client.get(f"{place}.pptx").content)).slides
    assert any(shape.shape_type == 13 for shape in slide.shapes)
    assert client.get(f"{place}.png").content.startswith(b"\x89PNG")
    assert client.get(f"{place}.json").status_code == 404
    outlines = json.loads(client.get(f"{place}.geojson").content)
    drawn = {one["properties"]["area"]: one for one in outlines["features"]}
    assert {area: one["properties"]["value"] for area, one in drawn.items()} == {row.area: row.value for row in block.rows}
    assert all(shapely.geometry.shape(one["geometry"]).is_valid for one in drawn.values())
    assert shapely.geometry.shape(drawn["KU179"]["geometry"]).contains(shapely.Point(25.747, 62.242))  # Jyväskylä, in degrees
    assert all(shapely.LinearRing(part[0]).is_ccw for one in drawn.values() for part in one["geometry"]["coordinates"])
    assert outlines["source"].startswith("Källa: ")
    assert client.get(f"{PLACE}.geojson").status_code == 404
    links = Page(client.get(f"{place}/tarkastele/").content.decode()).links
    assert {f"/sv/alue/{row.area}/" for row in block.rows} <= set(links)


def test_excel_gets_decimal_commas_and_no_formula(client: Client) -> None:
    text = client.get(f"{PLACE}.excel.csv").content.decode()
    assert text.startswith("\ufeffAjankohta;Jyväskylä (%);")
    assert re.search(r"^10/2023;12,5;", text, re.M)
    assert not re.search(r"(^|;)[=+@]", text, re.M)


def test_the_text_to_copy_has_source_and_address(client: Client) -> None:
    text = client.get(f"{PLACE}.txt").content.decode()
    assert "12,5\u00a0%" in text
    assert "Lähde: Tilastokeskus" in text
    page = client.get(f"{PLACE}/").content.decode()
    assert f"http://testserver{PLACE}/" in page
    assert "&lt;iframe src=" in page


def test_pictures_stand_alone_and_are_kept_by_the_browser(client: Client, installation: Environment) -> None:
    address = f"{PLACE}.svg?koko=puoli&v={kept_charts.version(installation)}"
    first = client.get(address)
    root = ElementTree.fromstring(first.content)  # noqa: S314 (made by us)
    assert "immutable" in first.headers["Cache-Control"]
    assert first.headers["Content-Type"] == "image/svg+xml"
    assert "script-src" not in first.headers["Content-Security-Policy"]
    assert root.get("width") == "560"
    style = next(root.iter(f"{SVG}style")).text
    assert "data:font/woff2;base64," in style
    assert len(first.content) < 60_000
    assert not [e for e in root.iter() if e.tag == f"{SVG}script"]
    assert client.get(address).content == first.content
    assert "immutable" not in client.get(f"{PLACE}.svg?koko=puoli&v=old").headers["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_the_lines_follow_the_readers_comparisons(client: Client) -> None:
    """The same choice on the page, in its pictures and in its files; the form leads to the address of the choice."""
    page = client.get(f"{PLACE}/?vertaa=maa,naapurit").content.decode()
    picture = re.search(r'<img src="([^"]+)"', page)[1].replace("&amp;", "&")
    names = [text.text for text in ElementTree.fromstring(client.get(picture).content).iter(f"{SVG}text")]  # noqa: S314 (made by us)
    assert {"Jyväskylä", "Koko maa", "Naapurien mediaani"} <= set(names)
    assert "Keski-Suomi" not in names
    assert "Naapurien mediaani" in client.get(f"{PLACE}.csv?vertaa=maa,naapurit").content.decode()
    sent = client.get(f"{PLACE}/?vertaa=maa&vertaa=naapurit&ryhma=")
    assert (sent.status_code, sent.headers["Location"]) == (302, f"{PLACE}/?vertaa=maa,naapurit")


def test_the_page_of_an_area_draws_nothing_itself(client: Client) -> None:
    """Its pictures have sizes, so that nothing moves when they come; the address of each leads to a picture of that size."""
    page = client.get("/fi/alue/HVA15/").content.decode()
    assert 'class="yp-' not in page
    pictures = re.findall(r'<img src="(/fi/alue/HVA15/kuvio/[^"]+)" width="(\d+)" height="(\d+)" alt="" loading="lazy"', page)
    assert len(pictures) >= 5
    for address, width, height in pictures[::4]:
        response = client.get(address.replace("&amp;", "&"))
        root = ElementTree.fromstring(response.content)  # noqa: S314 (made by us)
        assert (root.get("width"), root.get("height")) == (width, height)
        assert "immutable" in response.headers["Cache-Control"]


def test_a_drawn_chart_is_read_from_the_folder_and_made_anew_when_it_is_gone(tmp_path, monkeypatch) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("drawn")
        return b"x" * 400

    first, second = kept_charts.KeptCharts(), kept_charts.KeptCharts(memory=0)
    assert first.get(tmp_path, ("a", "b"), make) == second.get(tmp_path, ("a", "b"), make) == b"x" * 400
    assert made == ["drawn"]
    for file in (tmp_path / "cache").rglob("*"):
        if file.is_file():
            file.unlink()
    assert second.get(tmp_path, ("a", "b"), make) == b"x" * 400
    assert made == ["drawn", "drawn"]
    monkeypatch.setattr(kept_charts, "_SWEEP", 1)
    small = kept_charts.KeptCharts(memory=0, folder=1000)
    for number in range(6):
        small.get(tmp_path, ("c", str(number)), make)
    assert sum(file.stat().st_size for file in (tmp_path / "cache").rglob("*") if file.is_file()) <= 1000


def test_others_may_frame_the_embedded_page_alone(client: Client, installation: Environment, edition_id: str) -> None:
    for name, language, address in addresses.every(installation, edition_id):
        if name not in addresses.APART:
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        assert not response.cookies
        if name.endswith("embed"):
            policy = set(response.headers["Content-Security-Policy"].split("; "))
            assert policy - POLICY == {"frame-ancestors 'none' *"} or policy - POLICY == {"frame-ancestors *"}
            assert "X-Frame-Options" not in response.headers
            page = assert_sound(response, language)
            assert address.replace("upota/", "") in page.links
        else:
            assert response.headers["X-Frame-Options"] == STRICT["X-Frame-Options"]
            assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/fi/alue/KU179/kuvio/kehitys-ei.ole/", 404),
        (f"/fi/alue/KU179/kuvio/{LINES}.exe", 404),
        (f"/fi/alue/KU179/kuvio/{LINES}.svg?koko=99999", 404),
        (f"/fi/alue/KU179/kuvio/{LINES}.png?koko=puoli", 404),
        ("/fi/alue/KU179/kuvio/kartta-xx-stat.tyonv.12r5.tyottomien_osuus/", 404),
        ("/fi/alue/KU179/kuvio/kartta-hva-stat.tyonv.12r5.tyottomien_osuus/", 404),
        ("/fi/alue/KU179/kuvio/ennuste-stat.tyonv.12r5.tyottomien_osuus/", 404),
        ("/fi/alue/KU999/kuvio/kehitys-stat.tyonv.12r5.tyottomien_osuus.svg", 404),
        ("/fi/alue/KU588/kuvio/kehitys-stat.tyonv.12r5.tyottomien_osuus/", 400),
        ("/fi/alue/KU179/kuvio/%00/", 404),
        ("/fi/alue/KU179/kuvio/..%2F..%2Fetc%2Fpasswd.svg", 404),
        ("/fi/alue/KU179/kuvio/" + "a" * 4000 + ".svg", 404),
        ("/fi/alue/KU179/kuvio/%E2%80%AEkehitys/", 404),
        (f"{PLACE}.svg?vertaa=<script>", 400),
        (f"{PLACE}/?vertaa=" + "KU001," * 400, 400),
    ],
)
def test_what_is_no_chart_is_refused_in_the_readers_language(client: Client, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert_sound(response, "fi")
    assert "immutable" not in response.headers.get("Cache-Control", "")


def test_an_invented_area_is_marked_on_every_file() -> None:
    from tests import made_picture
    from yhdyspinta.pictures import editions
    from yhdyspinta.pictures.exports import chart_files

    picture = replace(made_picture.picture(), example=True)
    edition = editions.sealed("hva15-2026-11-24-000000000000", "", "0" * 64, picture)
    for block in named_charts.blocks_of(picture):
        chart = named_charts.published(edition, named_charts.name_of(block))
        assert chart.example
        for name in chart_files.WRITERS:
            if name == "png" or (name in ("json", "geojson") and name_is_map(chart) == (name == "json")):
                continue
            content = chart_files.export(chart, name, "fi")
            text = content.decode("utf-8", "replace") if name != "pptx" else slide_text(content)
            assert "ESIMERKKI" in text or (name == "csv" and ",true" in text), name


def name_is_map(chart: named_charts.NamedChart) -> bool:
    return chart.name.startswith(named_charts.MAP)


def slide_text(content: bytes) -> str:
    shapes = Presentation(io.BytesIO(content)).slides[0].shapes
    return " ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
