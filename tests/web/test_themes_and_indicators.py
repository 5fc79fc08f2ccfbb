"""Theme pages, indicator cards, their index, the glossary and the search, as readers and as hostile addresses meet them."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests import universe
from tests.needs import asking
from tests.web.reading_html import Page
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.concepts import by_slug, concepts
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.items import content_items
from yhdyspinta.organisations.services import visibility

pytestmark = pytest.mark.django_db  # theme pages tell of needs that were made public

UNEMPLOYED, DISADVANTAGE, NOT_HERE = "stat.tyonv.12r5.tyottomien_osuus", "diak.huono_osaisuus_yhteensa", "kela.opintotuki.saajat"


@pytest.fixture
def client(installation) -> Client:
    return Client(raise_request_exception=False)


def page(client: Client, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status, address
    found = Page(response.content.decode())
    assert found.faults == [], address
    return found


def test_a_theme_has_two_halves_and_says_whose_frame_it_is(client):
    mark = "Yhdyspinnan ehdotus, ei kansallinen luettelo"
    for number in (2, 4):
        found = page(client, f"/fi/alue/KU179/teema/{number}/")
        assert (mark in found.text) == (number == 4)
        assert found.text.index("Toimintaympäristö ja ennakointi") < found.text.index("Nykytilatieto")
        items = [item for item in content_items().values() if item.theme == number]
        assert {item.id for item in items} <= set(found.ids)
        assert all(item.title.fi in found.text for item in items)
        assert "Tietopuute" in found.text
        assert any(link.startswith("/fi/alue/KU179/tunnusluku/") for link in found.links)
    register = page(client, "/sv/teema/4/")
    assert "Yhdyspintas förslag, inte en nationell förteckning" in register.text
    assert any(link.startswith("/sv/tunnusluku/") for link in register.links)


def _silent(*_arguments: object) -> None:
    raise OperationalError("unable to open database file")


def test_a_theme_page_tells_its_figures_while_the_database_of_people_is_silent_and_is_not_kept_so(client):
    world = universe.world()
    need = asking.need(world, world.first, "Montako lasta syntyy?")
    visibility.set_visibility(actor=world.first, target=need, version=1, visibility="public")
    address = f"/fi/alue/{world.cooperation.area}/teema/4/"
    with connection.execute_wrapper(_silent):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "ETag" not in answer.headers
        found = Page(answer.text)
        assert (found.faults, "Montako lasta syntyy?" in found.text, "Nykytilatieto" in found.text) == ([], False, True)
        assert any("/tunnusluku/" in link for link in found.links)
    assert "Montako lasta syntyy?" in page(client, address).text
    kept = client.get(address)
    with connection.execute_wrapper(_silent):  # whoever has the page is not told that it is the same
        assert client.get(address, headers={"If-None-Match": kept["ETag"]}).status_code == 200


def test_a_card_lists_the_own_area_first_and_by_value_when_asked(client):
    found = page(client, f"/fi/alue/KU766/tunnusluku/{UNEMPLOYED}/")
    rows = [link for link in found.links if link.endswith(f"/tunnusluku/{UNEMPLOYED}/")]
    places = [link.split("/")[3] for link in rows if link.startswith("/fi/alue/KU")]
    assert places[0] == "KU766"
    assert sorted(set(places)) == [area.id for area in areas().areas("KU", areas().current)]
    assert f"/fi/alue/KU766/tunnusluku/{UNEMPLOYED}/?jarjesta=arvo#areas" in found.links
    ordered = page(client, f"/fi/alue/KU766/tunnusluku/{UNEMPLOYED}/?jarjesta=arvo")
    highest, lowest = (f"/fi/alue/{area}/tunnusluku/{UNEMPLOYED}/" for area in ("KU620", "KU599"))
    assert ordered.links.index(highest) < ordered.links.index(lowest)
    assert "Mediaani on" in found.text


def test_a_card_without_a_figure_says_why_and_whence(client):
    wanted = {
        f"/fi/alue/KU766/tunnusluku/{DISADVANTAGE}/": ("Alue ei ole mukana", "Diakonia"),
        f"/fi/alue/MK13/tunnusluku/{DISADVANTAGE}/": ("Ei julkaista tällaisista alueista", "kunnat, hyvinvointialueet, seutukunnat"),
        f"/fi/alue/KU179/tunnusluku/{NOT_HERE}/": ("Lukua ei vielä ole", "Kela"),
        f"/fi/tunnusluku/{NOT_HERE}/": ("Lukua ei vielä ole", "Kela"),
        "/fi/alue/KU179/tunnusluku/stat.vaenn.14wx.vaesto_e24/": ("Ennuste", "virallisen ennusteen"),
    }
    for address, words in wanted.items():
        found = page(client, address)
        assert all(word in found.text for word in words), address


def test_a_card_follows_the_readers_choice_and_spares_who_has_it(client):
    found = page(client, f"/fi/alue/KU179/tunnusluku/{UNEMPLOYED}/?vertaa=naapurit")
    assert "naapuri" in found.text.lower()
    assert all("vertaa=naapurit" in link for link in found.links if link.startswith("/fi/tunnusluvut/"))
    sent = client.get(f"/fi/alue/KU179/teema/1/?vertaa=maa&ryhma={quote('Lahti, Kuopio')}")
    assert sent.headers["Location"] == "/fi/alue/KU179/teema/1/?vertaa=maa,KU297,KU398"
    for address in (f"/fi/alue/KU179/tunnusluku/{UNEMPLOYED}/", "/fi/alue/KU179/teema/1/", "/fi/sanasto/"):
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_former_area_leads_to_what_it_became(client):
    for address in (f"/fi/alue/KU588/tunnusluku/{UNEMPLOYED}/", "/fi/alue/KU588/teema/1/"):
        assert "/fi/alue/KU507/" in page(client, address).links


def test_the_index_narrows_by_words_theme_source_and_age(client):
    everything = page(client, "/fi/tunnusluvut/")
    assert {f"/fi/tunnusluku/{name}/" for name in indicators()} <= set(everything.links)
    by_words = page(client, f"/fi/tunnusluvut/?q={quote('työttömiä')}&teema=1&lahde=stat.tyonv&elossa=1")
    left = {link for link in by_words.links if link.startswith("/fi/tunnusluku/")}
    assert f"/fi/tunnusluku/{UNEMPLOYED}/" in left
    assert left < {f"/fi/tunnusluku/{name}/" for name, one in indicators().items() if one.source == "stat.tyonv"}
    assert "Mikään ei vastaa hakua" in page(client, "/fi/tunnusluvut/?q=xyzzyplugh").text


def test_the_glossary_explains_in_three_languages_and_where_words_stand(client):
    for language in ("fi", "sv", "en"):
        found = page(client, f"/{language}/sanasto/")
        assert {f"/{language}/sanasto/{slug}/" for slug in by_slug()} <= set(found.links)
    concept = by_slug()["saavutettavuus"]
    found = page(client, "/sv/sanasto/saavutettavuus/")
    assert all(text in found.text for text in (concept.term.fi, concept.term.en, concept.about.sv, concept.differs.sv))
    assert sum(bool(one.about.fi) for one in concepts()) > 50
    card = page(client, f"/fi/alue/KU179/tunnusluku/{UNEMPLOYED}/")
    assert "term-vertailualue" in card.ids
    assert by_slug()["vertailualue"].about.fi in card.text


def test_a_search_finds_the_area_and_what_is_asked_of_it(client):
    found = page(client, f"/fi/haku/?q={quote('työttömiä Jyväskylässä')}")
    assert {"/fi/alue/KU179/", f"/fi/alue/KU179/tunnusluku/{UNEMPLOYED}/", f"/fi/tunnusluku/{UNEMPLOYED}/"} <= set(found.links)
    assert found.links.index("/fi/alue/KU179/") < found.links.index(f"/fi/alue/KU179/tunnusluku/{UNEMPLOYED}/")
    words = page(client, f"/sv/haku/?q={quote('välfärdsberättelsen')}")
    assert "/sv/sanasto/hyvinvointikertomus/" in words.links
    assert client.get("/fi/haku/?q=Keski-Suomi").headers["Location"] == "/fi/alue/HVA15/"
    assert "Mitään ei löytynyt" in page(client, "/fi/haku/?q=xyzzyplugh").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/fi/teema/6/", 404),
        ("/fi/teema/" + "9" * 5000 + "/", 404),
        ("/fi/alue/KU999/teema/1/", 404),
        ("/fi/alue/KU179/teema/-1/", 404),
        ("/fi/alue/KR1/teema/1/", 400),
        ("/sv/tunnusluku/a.b/", 404),
        ("/sv/tunnusluku/..%2F..%2Fetc%2Fpasswd/", 404),
        ("/sv/tunnusluku/%00/", 404),
        (f"/sv/alue/KU179/tunnusluku/{'x' * 5000}/", 404),
        (f"/en/alue/%E2%80%AEKU179/tunnusluku/{UNEMPLOYED}/", 404),
        (f"/fi/tunnusluku/{UNEMPLOYED}/?taso=XX", 404),
        (f"/fi/tunnusluku/{UNEMPLOYED}/?taso={'X' * 100}", 400),
        (f"/fi/tunnusluku/{UNEMPLOYED}/?jarjesta=drop", 400),
        (f"/fi/alue/KU179/tunnusluku/{UNEMPLOYED}/?vertaa=%00", 400),
        ("/fi/tunnusluvut/?teema=9", 400),
        ("/fi/tunnusluvut/?lahde=../x", 400),
        ("/fi/tunnusluvut/?elossa=ehka", 400),
        ("/fi/tunnusluvut/?q=%00", 400),
        ("/fi/sanasto/eiole/", 404),
        ("/fi/sanasto/?q=" + "x" * 500, 400),
    ],
)
def test_a_wrong_address_is_a_page_that_leads_on(client, address, status):
    found = page(client, address, status)
    assert f"{address[:3]}/" in found.links
