"""Files and forms of the analyst and the presenter: names, bounds, tokens, and clear words for what cannot be used."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pptx import Presentation
from python_calamine import CalamineWorkbook

from tests.rendering.pdf_reading import read
from tests.web.reading_html import Page
from yhdyspinta.pictures.exports import tables
from yhdyspinta.rendering.slides import names
from yhdyspinta.web import uploads

INDICATOR = "stat.tyonv.12r5.tyottomien_osuus"


@pytest.fixture
def client(installation) -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def posted(client: Client, address: str, **fields: object) -> object:
    client.get(address)
    return client.post(address, {"csrfmiddlewaretoken": client.cookies["csrf"].value, **fields})


def pptx(data: bytes, name: str = "esitys.pptx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_names_of_files_tell_what_whose_when_and_in_which_language(client: Client) -> None:
    for address, pattern in {
        "/fi/alue/KU599/tiedot.csv?taulukko=aikasarjat": r"aikasarjat-ku599-\d{4}-\d\d-\d\d-fi\.csv",
        "/sv/alue/KU599/tiedot-excel.csv": r"luvut-ku599-\d{4}-\d\d-\d\d-sv-excel\.csv",
        "/en/alue/KU599/tiedot.xlsx": r"luvut-ku599-\d{4}-\d\d-\d\d-en\.xlsx",
        f"/fi/tunnusluku/{INDICATOR}/tiedot.csv?alueet=HVA&alku=2023": r"tunnusluku-stat\.tyonv.*-fi\.csv",
        f"/fi/vertailu.csv?alueet=KU179,KU992&luvut={INDICATOR}": r"vertailu-\d{4}-\d\d-\d\d-fi\.csv",
    }.items():
        response = client.get(address)
        assert response.status_code == 200, address
        assert re.fullmatch(rf'attachment; filename="{pattern}"', response.headers["Content-Disposition"]), address
        assert not response.cookies
    assert "Cover" in CalamineWorkbook.from_filelike(io.BytesIO(client.get("/en/alue/KU599/tiedot.xlsx").content)).sheet_names


def test_power_query_asks_for_addresses_that_answer(client: Client) -> None:
    page = client.get("/fi/alue/HVA15/power-query/")
    assert not page.cookies
    text = page.content.decode().replace("&#34;", '"')
    paths = re.findall(r'RelativePath = "([^"]+)", Query = \[taulukko = "(\w+)"\]', text)
    assert [table for _, table in paths] == list(tables.NAMES)
    assert text.count('Web.Contents("http://testserver"') == len(tables.NAMES)
    for path, table in paths:
        answer = client.get(f"/{path}?taulukko={table}")
        heads = next(csv.reader(io.StringIO(answer.content.decode())))
        typed = re.findall(r'\{"(\w+)", (?:type \w+|Int64\.Type)\}', text.split(f'taulukko = "{table}"')[1].split("</textarea>")[0])
        assert heads == typed, table


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("alue/HVA15/tiedot.csv?taulukko=x", 400),
        ("alue/HVA15/tiedot.csv?taulukko=" + "x" * 3000, 400),
        ("alue/KU999/tiedot.csv", 404),
        ("alue/KU999/diat/", 404),
        ("alue/KU999/power-query/", 404),
        ("tunnusluku/ei.ole/tiedot.xlsx", 404),
        (f"tunnusluku/{INDICATOR}/tiedot.csv?alueet=%00", 404),
        (f"tunnusluku/{INDICATOR}/tiedot.csv?alku=2021a", 400),
        (f"tunnusluku/{INDICATOR}/tiedot.csv?alku=%D9%A3%D9%A3", 400),
        (f"tunnusluku/{INDICATOR}/tiedot.xlsx", 400),
        (f"tunnusluku/{INDICATOR}/tiedot.csv?alue=KU999", 400),
        (f"tunnusluku/{INDICATOR}/tiedot.ods?alue=" + "K" * 3000, 400),
        (f"tunnusluku/{INDICATOR}/tiedot.csv?alue=KU179&vertaa=%00", 400),
        ("vertailu.csv", 400),
        ("vertailu.ods", 400),
        ("vertailu.xlsx?alueet=KU179&luvut=ei.ole", 400),
    ],
)
def test_bad_addresses_are_explained(client: Client, address: str, status: int) -> None:
    response = client.get(f"/sv/{address}")
    assert response.status_code == status
    assert Page(response.content.decode()).faults == []
    assert b'lang="sv"' in response.content


def test_slides_on_a_template_and_refreshed(client: Client) -> None:
    address, own = "/fi/alue/KU599/diat/", io.BytesIO()
    Presentation().save(own)
    made = posted(client, address, toimi="pohjalle", pohja=pptx(own.getvalue(), "pohja.potx"))
    assert made.status_code == 200
    assert made.headers["Cache-Control"] == "no-store"
    assert len(Presentation(io.BytesIO(made.content)).slides) > 10
    ours = client.get("/fi/alue/KU599/tilannekuva.pptx").content
    deck = Presentation(io.BytesIO(ours))
    deck.slides[1].shapes.title.text_frame.text = "Oma otsikko"
    changed = io.BytesIO()
    deck.save(changed)
    report = posted(client, address, toimi="katso", esitys=pptx(changed.getvalue()))
    text = Page(report.content.decode()).text
    assert "Jätettiin sellaisiksi kuin muokkasit (1)" in text
    assert "Oma otsikko" in text
    refreshed = posted(client, address, toimi="paivita", esitys=pptx(changed.getvalue()))
    assert re.search(r'filename="tilannekuva-ku599-.*-fi\.pptx"', refreshed.headers["Content-Disposition"])
    after = Presentation(io.BytesIO(refreshed.content))
    assert after.slides[1].shapes.title.text_frame.text == "Oma otsikko"
    assert {mark.area for slide in after.slides for shape in slide.shapes if (mark := names.read(shape.name))} == {"KU599"}


def test_what_cannot_be_used_is_told_in_the_reader_s_language(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address, empty = "/sv/alue/KU599/diat/", io.BytesIO()
    Presentation().save(empty)
    for fields, status, words in (
        ({"toimi": "pohjalle", "pohja": pptx(b"x")}, 422, "Filen är inte en presentation."),
        ({"toimi": "paivita", "esitys": pptx(empty.getvalue())}, 422, "Presentationen innehåller inga siffror härifrån."),
        ({"toimi": "katso"}, 400, "Välj först en fil."),
        ({"toimi": "<script>", "esitys": pptx(b"x")}, 400, "Välj vad som ska göras med filen."),
    ):
        answer = posted(client, address, **fields)
        assert answer.status_code == status
        page = Page(answer.content.decode())
        assert page.faults == []
        assert words in page.text
    monkeypatch.setattr(settings, "LARGEST_REQUEST", 100_000)
    answer = posted(client, address, toimi="katso", esitys=pptx(bytes(200_000)))
    assert answer.status_code == 413
    assert "Filen är för stor" in Page(answer.content.decode()).text


def test_files_that_people_give_are_opened_two_at_a_time(client: Client) -> None:
    asked = (
        ("/sv/alue/KU599/diat/", {"toimi": "pohjalle", "pohja": pptx(b"x")}),
        ("/sv/alue/KU599/hyvinvointikertomus/", {"template": SimpleUploadedFile("pohja.docx", b"x")}),
    )
    with uploads.turn() as first, uploads.turn() as second:
        assert first
        assert second
        for address, fields in asked:
            answer = posted(client, address, **fields)
            assert answer.status_code == 503
            assert "Andra filer görs just nu." in Page(answer.content.decode()).text
    assert posted(client, *asked[0][:1], toimi="pohjalle", pohja=pptx(b"x")).status_code == 422


def test_forms_need_their_token_and_no_other_method_is_taken(client: Client) -> None:
    assert client.post("/fi/alue/HVA15/diat/", {"toimi": "katso"}).status_code == 403
    assert client.put("/fi/alue/HVA15/diat/").status_code in (403, 405)
    assert client.post("/fi/alue/HVA15/tiedot.csv").status_code in (403, 405)


SHARE = "stat.tyonv.12r5.tyottomien_osuus"


def test_files_stand_beside_what_the_reader_chose(client: Client, tmp_path: Path) -> None:
    page = client.get("/fi/alue/KU405/tilannekuva/?vertaa=naapurit").content.decode()
    for file in ("tiedot.csv", "tiedot-excel.csv", "tiedot.xlsx", "kuntakortti.pdf", "tilannekuva.pptx"):
        assert f"/fi/alue/KU405/{file}?vertaa=naapurit" in page, file
    rows = client.get("/fi/alue/KU405/tiedot.csv?taulukko=vertailut&vertaa=naapurit").content.decode("utf-8-sig")
    keys = {row["comparator"] for row in csv.DictReader(io.StringIO(rows))}
    assert keys == {"neighbours"}
    card_page = client.get(f"/fi/alue/KU405/tunnusluku/{SHARE}/?vertaa=naapurit").content.decode()
    own = f"/fi/tunnusluku/{SHARE}/tiedot.csv?alue=KU405&amp;vertaa=naapurit"
    assert own in card_page
    assert f'/fi/tunnusluku/{SHARE}/tiedot.csv"' in card_page  # every municipality, beside nothing
    found = list(csv.DictReader(io.StringIO(client.get(own.replace("&amp;", "&")).content.decode("utf-8-sig"))))
    assert {(row["role"], row["comparator"]) for row in found} == {("own", ""), ("comparator", "neighbours")}
    queries = client.get("/fi/alue/KU405/power-query/?vertaa=naapurit").content.decode()
    assert "taulukko=vertailut&amp;vertaa=naapurit" in queries
    assert "vertaa = &#34;naapurit&#34;" in queries
    card = " ".join(read(client.get("/fi/alue/KU405/kuntakortti.pdf?vertaa=naapurit").content, tmp_path).pages)
    assert "Naapurit" in card
    assert "Koko maa" not in card
