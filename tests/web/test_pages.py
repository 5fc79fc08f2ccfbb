"""Every page in every language: it answers, it is sound, it carries the headers, and 304 spares what is known."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from tests import made_picture
from tests.web import addresses, broken_address
from tests.web.reading_html import Page
from yhdyspinta.domain.text import LANGUAGES
from yhdyspinta.web import frame
from yhdyspinta.web.rooms import menu
from yhdyspinta.web.rooms.accounts.urls import CALLBACKS
from yhdyspinta.web.rooms.accounts.urls import PAGES as ACCOUNTS
from yhdyspinta.web.rooms.attention.urls import PAGES as ATTENTION

pytestmark = pytest.mark.django_db  # theme pages tell of needs that were made public

STRICT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


# Pages of no part of the chain; what others embed has no menu.
ABOUT = {"chain", "help", "accessibility", "feedback", "feedback_thanks", "chart_embed", "edition_chart_embed"}


@pytest.fixture
def client(installation) -> Client:
    return Client(raise_request_exception=False)


def assert_headers(response, *, form: bool = False) -> None:
    assert {name: response.headers.get(name) for name in STRICT} == STRICT
    assert set(response.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert "Set-Cookie" not in response.headers
    assert set(response.cookies) == ({settings.CSRF_COOKIE_NAME} if form else set())


def assert_sound(response, language: str) -> Page:
    page = Page(response.content.decode())
    assert page.faults == []
    assert page.language == language
    for name in ("Content-Language",):
        assert response.headers[name] == language
    return page


def test_every_address_is_in_the_table():
    assert addresses.known_names() == addresses.EXAMPLES.keys() | addresses.WITHOUT_LANGUAGE


def test_every_page_belongs_to_a_part_of_the_chain_or_is_about_the_site():
    parts = {name: [one.title for one in frame.navigation(name) if one.here] for name in addresses.page_names()}
    assert {name for name, found in parts.items() if len(found) != 1} == ABOUT
    assert not any(parts[name] for name in ABOUT)


def test_every_page_of_the_rooms_has_one_place_in_the_chain_and_in_the_menu():
    """But pages of accounts and letters, files, and addresses that only do what a form sends and lead on."""
    apart = {one.name for one in (*ACCOUNTS, *CALLBACKS, *ATTENTION)} | {"cycle_feed_renew", "hall_close"}
    files = {name for name, route in addresses.room_routes() if not route.endswith("/")}
    parts = {name: [place for place, one in enumerate(frame.navigation(name)) if one.here] for name in addresses.room_names()}
    rooms = {name: sum(one.here for one in menu.entries("HVA15", name)) for name in parts}
    assert {name for name, found in parts.items() if len(found) != 1} - files <= apart
    assert {name for name, found in rooms.items() if found != 1} - files - apart == {"cooperations", "cooperation_begin", "hall_phone"}
    assert all(parts[name] for name, found in rooms.items() if found)
    wanted = {"process": 0, "need": 0, "phenomenon": 3, "interface_plan": 3, "agreement": 3, "cycle": 4, "change": 4, "awaiting": 4}
    assert {name: parts[name][0] for name in wanted} == wanted


def test_every_page_in_every_language(client, installation, edition_id):
    for name, language, address in addresses.every(installation, edition_id):
        if name in addresses.APART:
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        assert_headers(response, form=name in addresses.WITH_FORM)
        if name in addresses.FILES:
            assert response.headers["Content-Disposition"].startswith("attachment; filename=")
            continue
        page = assert_sound(response, language)
        assert "Invalid" not in page.text
        for other in LANGUAGES:  # the language switcher keeps the page
            assert address.replace(f"/{language}/", f"/{other}/", 1) in page.links


@pytest.mark.parametrize("area", addresses.ODD_AREAS)
def test_every_kind_of_area_has_a_sound_page(client, area):
    response = client.get(f"/fi/alue/{area}/")
    assert response.status_code == 200
    assert_sound(response, "fi")


def test_links_inside_the_site_lead_somewhere(client, installation):
    """All links of the start page in one language and of one area's page: none is broken."""
    pages = [Page(client.get(address).content.decode()) for address in ("/fi/", "/sv/alue/KU179/")]
    own = {link.partition("#")[0] for page in pages for link in page.links if link.startswith("/")}
    figures = sorted(link for link in own if "/luku/" in link)[:10]
    areas = sorted(link for link in own if "/alue/" in link and not link.endswith("pptx"))[::150]
    for link in figures + areas:
        assert client.get(link).status_code == 200, link


def test_downloads_are_what_they_say(client, edition_id):
    data = json.loads(client.get("/fi/alue/HVA15/tilannekuva.json").content)
    assert data
    assert client.get("/fi/alue/HVA15/tilannekuva.pptx").content.startswith(b"PK")
    assert client.get("/fi/alue/HVA15/tilannekuva.html").content.lstrip().lower().startswith(b"<!doctype html")
    assert client.get("/fi/alue/HVA15/tilannekuva.exe").status_code == 404


def test_a_reader_who_has_this_version_is_spared(client):
    first = client.get("/fi/alue/HVA15/")
    tag = first.headers["ETag"]
    again = client.get("/fi/alue/HVA15/", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert_headers(again)
    swedish = client.get("/sv/alue/HVA15/", headers={"If-None-Match": tag})
    assert swedish.status_code == 200
    assert client.head("/fi/alue/HVA15/").status_code == 200


def test_readers_of_two_hosts_meet_their_own_addresses(client):
    for host, other in (("testserver", "localhost"), ("localhost", "testserver"), ("testserver", "localhost")):
        text = client.get("/fi/alue/HVA15/power-query/", headers={"host": host}).content.decode()
        assert f"http://{host}/" in text
        assert f"http://{other}/" not in text


def test_a_new_day_in_helsinki_is_a_new_version(client, time_machine_day):
    tags = set()
    for instant in ("2026-11-24T21:59:59+00:00", "2026-11-24T22:00:00+00:00", "2026-11-25T21:00:00+00:00"):
        with time_machine_day(instant):
            tags.add(client.get("/fi/").headers["ETag"])
    assert len(tags) == 2


@pytest.fixture
def time_machine_day():
    import time_machine

    return lambda instant: time_machine.travel(instant, tick=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_here_is_said_in_the_readers_language(client, language):
    words = {"fi": "Sivua ei löydy", "sv": "Sidan finns inte", "en": "There is no such page"}
    for address in (
        f"/{language}/alue/KU999/",
        f"/{language}/eiole/",
        f"/{language}/julkaisut/ku179-2020/",
        f"/{language}/luku/a.b@KU179/2020/total/total+2026/",
    ):
        response = client.get(address)
        assert response.status_code == 404, address
        assert_headers(response)
        assert words[language] in assert_sound(response, language).text


def test_a_wrong_area_offers_the_nearest(client):
    page = Page(client.get("/fi/alue/jyvaskyla/").content.decode())
    assert page.links.count("/fi/alue/KU179/") == 1
    assert "Jyväskylä kunta" in " ".join(page.text.split())
    assert "Tarkoititko" not in Page(client.get("/fi/alue/KU175/").content.decode()).text  # a code resembles no name


def test_helsinki_is_no_county_in_its_other_role(client):
    page = Page(client.get("/fi/alue/KU091/").content.decode())
    text = " ".join(page.text.split())
    assert "Helsingin kaupunki (sosiaali- ja terveydenhuollon ja pelastustoimen järjestäjä), Uusimaa (maakunta)" in text
    assert "Samannimisiä" not in text  # each is named already among those that it belongs to
    assert "Keski-Suomen hyvinvointialue (" not in " ".join(Page(client.get("/fi/alue/KU179/").content.decode()).text.split())


@pytest.mark.parametrize(
    "address",
    [
        "/fi/alue/%00/",
        "/fi/alue/KU179%00/",
        "/fi/alue/..%2F..%2Fetc%2Fpasswd/",
        "/fi/alue/" + "A" * 5000 + "/",
        "/fi/alue/%E2%80%AEKU179/",
        "/fi/alue/'%20OR%201=1--/",
        "/fi/luku/x/",
        "/fi/luku/a@b/2020/total/total+99999/",
        "/fi/luku/%3Cscript%3Ealert(1)%3C/script%3E/",
        "/fi/julkaisut/..%2F..%2Fpyproject/",
        "/fi/julkaisut/package.json/",
        "/fi/haku/?q=%00",
        "/fi/haku/?q=abc%E2%80%AEdef",
        "/fi/haku/?q=" + "x" * 3000,
        "/fi/alue/HVA15/tilannekuva.%00",
        "/static/../../pyproject.toml",
        "/static/yhdyspinta/%2e%2e/%2e%2e/page.py",
    ],
)
def test_hostile_addresses_are_refused_cleanly(client, address):
    response = client.get(address)
    assert 400 <= response.status_code < 500
    assert_headers(response)
    assert b"<script>alert" not in response.content
    assert b"Traceback" not in response.content


def test_only_reading_is_allowed(client):
    for method in ("post", "put", "delete", "patch"):
        response = getattr(client, method)("/fi/alue/HVA15/")
        assert response.status_code in (403, 405)
        assert_headers(response)


def test_a_foreign_host_is_refused(client):
    response = client.get("/fi/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert_headers(response)


@pytest.mark.parametrize(
    ("typed", "lands"),
    [
        ("Jyväskylä (ei)", None),
        (unicodedata.normalize("NFD", "Keski-Suomi"), "/fi/alue/HVA15/"),
        ("keski-suomi", "/fi/alue/HVA15/"),
        ("Sottunga", "/fi/alue/KU766/"),
        ("KU179", "/fi/alue/KU179/"),
        ("asdf", None),
        ("13", None),
        ("", None),
    ],
)
def test_the_search_leads_to_the_area_or_to_choices(client, typed, lands):
    response = client.get(f"/fi/haku/?q={quote(typed)}")
    if lands is None:
        assert response.status_code == 200
        assert_sound(response, "fi")
    else:
        assert (response.status_code, response.headers["Location"]) == (302, lands)


def test_a_name_of_several_areas_lists_them(client):
    page = Page(client.get(f"/fi/haku/?q={quote('Jyväskylä')}").content.decode())
    assert {"/fi/alue/KU179/", "/fi/alue/SK131/"} <= set(page.links)


def test_the_county_says_that_others_bear_its_name(client):
    assert "/fi/alue/MK13/" in Page(client.get("/fi/alue/HVA15/").content.decode()).links
    assert "/fi/alue/KU091/" in Page(client.get("/fi/alue/HVA90/").content.decode()).links


def test_a_former_municipality_says_what_became_of_it(client):
    page = Page(client.get("/fi/alue/KU588/").content.decode())
    assert "1.1.2025" in page.text
    assert "/fi/alue/KU507/" in page.links


def test_a_figure_is_followed_to_its_archived_reply(client, installation):
    from yhdyspinta.pictures import queries

    picture = queries.picture_of(installation, "KU179")
    figure = picture.figures[picture.headlines[0] if picture.headlines else next(iter(picture.figures))]
    text = Page(client.get(f"/fi/luku/{figure.id}/").content.decode()).text
    for release in figure.releases:
        assert picture.releases[release]["sha256"] in text
        assert picture.releases[release]["licence"] in text
    assert figure.id in text
    assert "Ketju päättyy tähän kopioon" in text  # the sample came through third parties' copies


def test_the_root_leads_to_the_readers_language(client):
    for accepted, lands in (("sv,fi;q=0.5", "/sv/"), ("en-GB", "/en/"), ("de", "/fi/")):
        response = client.get("/", headers={"Accept-Language": accepted})
        assert (response.status_code, response.headers["Location"]) == (302, lands)


def test_static_files_carry_the_headers_and_name_no_other_site(client):
    response = client.get("/static/yhdyspinta/site.css")
    assert response.status_code == 200
    assert_headers(response)
    text = b"".join(response).decode()
    assert "@font-face" in text
    assert "//" not in "".join(part.split(")")[0] for part in text.split("url(")[1:])


def test_health_says_whether_figures_can_be_read(client):
    assert client.get("/health").json()["state"] == "ok"


def test_without_figures_pages_say_so(empty):
    client = Client(raise_request_exception=False)
    assert client.get("/health").status_code == 503
    response = client.get("/fi/alue/KU179/")
    assert response.status_code == 503
    assert_headers(response)
    assert "load-sample" in assert_sound(response, "fi").text
    assert client.get("/fi/").status_code == 200


@pytest.mark.urls("tests.web.broken_address")
def test_a_fault_of_ours_is_a_plain_page_with_the_headers(client):
    response = client.get("/sv/vika/")
    assert response.status_code == 500
    assert_headers(response)
    assert broken_address.DETAIL not in response.content.decode()
    assert "Felet är vårt" in assert_sound(response, "sv").text


def test_hostile_text_stays_text(installation):
    from datetime import date

    from django.conf import settings
    from django.template.loader import render_to_string
    from django.utils import translation

    from yhdyspinta.pictures.presenters import pictures
    from yhdyspinta.web.presenters import area_page, areas, beside

    made = made_picture.picture()
    with translation.override("fi"):
        shown = pictures.shown(made, "fi", date(2026, 11, 24))
        context = {
            "area": areas.Link("HVA15", made_picture.HOSTILE, made_picture.HOSTILE, "hyvinvointialue"),
            "namesakes": (),
            "around": (),
            "inside": (),
            "picture": shown,
            "beside": beside.Beside((), made_picture.HOSTILE, (made_picture.HOSTILE,), ""),
            "side": {"neighbours": made_picture.HOSTILE, "municipalities": ""},
            "first": made_picture.HOSTILE,
            "hyte": False,
            "columns": (made_picture.HOSTILE,),
            "headlines": area_page.rows(shown.headlines, made, {}, ("maa",)),
            "rows": area_page.themes(shown, made, {}, ("maa",)),
            "language": "fi",
            "languages": [],
            "canonical": "",
            "organisation": settings.ORGANISATION,
            "view": "",
            "example": "",
        }
        text = render_to_string("area.html", context)
    assert made_picture.HOSTILE not in text
    assert "&lt;script&gt;" in text
    assert Page(text).faults == []


def test_every_address_is_documented():
    text = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "pages.md").read_text(encoding="utf-8")
    for route in addresses.routes():
        assert f"`{route}" in text, route
