"""Papers over the web: what they are, that a reader who has them is spared, and what is asked wrongly."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


@pytest.fixture
def client(installation) -> Client:
    return Client(raise_request_exception=False)


def test_papers_are_what_they_say(client, edition_id):
    for address in ("alue/HVA15/tilannekuva.pdf", "alue/KU179/kuntakortti.pdf", f"julkaisut/{edition_id}/tilannekuva.pdf"):
        response = client.get(f"/sv/{address}")
        assert response.status_code == 200, address
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.headers["Content-Disposition"].startswith("attachment; filename=")
        assert response.content.startswith(b"%PDF-1.7")
        assert client.get(f"/sv/{address}", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_the_cards_of_a_county(client):
    response = client.get("/fi/alue/HVA17/kuntakortit.zip")
    assert response.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert len(archive.namelist()) == 15
    assert client.get("/fi/alue/HVA17/kuntakortit.zip", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("alue/KU999/kuntakortti.pdf", 404),
        ("alue/..%2F..%2Fetc/kuntakortti.pdf", 404),
        ("alue/SSS/kuntakortit.zip", 422),
        ("alue/HVA15/kuntakortti.docx", 404),
    ],
)
def test_what_is_asked_wrongly_is_told(client, address, status):
    assert client.get(f"/fi/{address}").status_code == status


def test_nothing_loaded_is_said(empty):
    assert Client(raise_request_exception=False).get("/fi/alue/HVA15/kuntakortti.pdf").status_code == 503


def test_the_page_of_the_report_fills_a_template_of_one_s_own(client):
    address = "/fi/alue/KU179/hyvinvointikertomus/"
    page = client.get(address)
    assert page.status_code == 200
    assert "Paikkamerkit" in page.content.decode()
    own = client.get("/fi/alue/KU179/hyvinvointikertomus-pohja.docx").content
    filled = client.post(address, {"template": SimpleUploadedFile("pohja.docx", own)})
    assert filled.status_code == 200
    assert filled.headers["Content-Disposition"].startswith("attachment; filename=")
    assert filled.headers["Cache-Control"] == "no-store"
    assert filled.content.startswith(b"PK")
    for given in ({}, {"template": SimpleUploadedFile("pohja.docx", b"no")}):
        refused = client.post(address, given)
        assert refused.status_code == 400
        assert 'role="alert"' in refused.content.decode()
    assert Client(enforce_csrf_checks=True).post(address, {}).status_code == 403


def test_the_agenda_is_text_and_files(client):
    page = client.get("/sv/alue/KU599/tietopohja/?teema=1").content.decode()
    assert "Kunskapsunderlag" in page
    assert "tietopohja.docx?teema=1" in page
    for file_format, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        response = client.get(f"/sv/alue/KU599/tietopohja.{file_format}?teema=1")
        assert response.content.startswith(start)
        assert "teema1" in response.headers["Content-Disposition"]
    for wrong in ("tietopohja/?teema=99", "tietopohja/?teema=1%20OR%201", "tietopohja.exe", "hyvinvointikertomus.exe"):
        assert client.get(f"/sv/alue/KU599/{wrong}").status_code == 404, wrong
