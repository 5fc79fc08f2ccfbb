"""The reader's choice of comparisons: it follows, changes what is compared, and is refused cleanly when it cannot be read."""

from __future__ import annotations

from statistics import median

import pytest
from django.test import Client

from tests.web.reading_html import Page
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.pictures import choice, queries
from yhdyspinta.pictures.choice import Choice, ChoiceError


@pytest.fixture
def client(installation) -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("", ""),
        ("koko,maa,hva", ""),  # the ordinary one has no parameter
        ("naapurit,maa", "maa,naapurit"),
        ("KU091,maa,KU049,KU091", "maa,KU049,KU091"),
        (" maa , tyyppi ", "maa,tyyppi"),
    ],
)
def test_a_choice_has_one_address(text, canonical):
    assert choice.parse(text).as_query() == canonical
    assert choice.parse(choice.parse(text).as_query()) == choice.parse(text)


@pytest.mark.parametrize(
    "text", ["x" * 501, "maa;hva", "KU999", "KU588", "KR1", "SSS", "kaikki", "'--", "\x00", "../maa", ",".join(["KU091"] * 200)]
)
def test_what_cannot_be_read_is_an_error_in_words(text):
    with pytest.raises(ChoiceError) as caught:
        choice.parse(text)
    assert str(caught.value)


def test_a_group_is_at_most_thirty_areas():
    ids = [area.id for area in areas().areas("KU", areas().current)]
    assert len(choice.parse(",".join(ids[:30])).group) == 30
    with pytest.raises(ChoiceError):
        choice.parse(",".join(ids[:31]))


def test_an_area_is_offered_what_it_has():
    assert choice.offered("KU179") == choice.KEYS
    assert "hva" not in choice.offered("KU091")  # Helsinki is its own county
    assert choice.offered("HVA15") == ("maa", "koko", "naapurit")
    assert "maa" not in choice.offered("SSS")
    assert choice.parse("tyyppi,KU091", "HVA15") == Choice()
    assert choice.parse("maa,KU091,KU179,HVA15", "KU179") == Choice(("maa",), ("KU091",))


def test_counties_border_where_their_municipalities_do():
    register = areas()
    for county in ("HVA15", "HVA20"):
        beyond = {other for member in register.members(county, register.current) for other in register.neighbours(member)}
        expected = {register.parent(other, "HVA", register.current) for other in beyond} - {county, None}
        assert set(register.neighbours(county)) == expected
        assert expected


def test_a_median_is_that_of_the_neighbours_figures_of_the_same_period(installation):
    """Against the figures of each neighbour's own picture, one by one."""
    around = areas().neighbours("KU179")
    picture = queries.picture_of(installation, "KU179", choice=choice.parse("naapurit", "KU179"))
    others = [queries.picture_of(installation, area) for area in around]
    seen = 0
    for figure in picture.figures.values():
        if not figure.comparators:
            continue
        same = [one for other in others for one in other.figures.values() if one.indicator == figure.indicator]
        values = [
            one.value if one.period == figure.period else one.previous_value if one.previous_period == figure.period else None
            for one in same
        ]
        known = [value for value in values if value is not None]
        (shown,) = figure.comparators
        assert (shown.key, shown.n) == ("neighbours", len(known))
        assert shown.value == pytest.approx(median(known))
        seen += 1
    assert seen > 5


def test_verdicts_follow_polarity_and_silence(installation):
    judged = {"better", "worse", "same"}
    plain = queries.picture_of(installation, "KU179")
    for figure in queries.picture_of(installation, "KU179", choice=choice.parse("maa,tyyppi,KU092,KU091", "KU179")).figures.values():
        for other in figure.comparators:
            if figure.cannot_tell or figure.value is None:
                assert other.verdict == "cannot_tell"
            elif figure.polarity == "neither":
                assert other.verdict in {"higher", "lower", "same"}
            else:
                assert other.verdict in judged
                more = figure.value > other.value
                better = more == (figure.polarity == "higher_is_better")
                assert other.verdict == "same" or (other.verdict == "better") == better
        own = [one for one in plain.figures[figure.id].comparators if one.key == "country"]
        assert [one for one in figure.comparators if one.key == "country"] == own


def test_the_choice_follows_from_page_to_page(client):
    page = Page(client.get("/fi/alue/KU179/?vertaa=naapurit").content.decode())
    assert page.faults == []
    assert "Naapurien mediaani" in page.text
    pages = [link for link in page.links if link.startswith("/fi/alue/") and link.partition("?")[0].endswith("/")]
    assert pages
    assert all("vertaa=naapurit" in link for link in pages if link.partition("?")[0] not in ("/fi/alue/KU179/", "/fi/alue/KU179/seuraa/"))
    files = [link for link in page.links if "tilannekuva." in link]
    assert files
    assert all("vertaa=naapurit" in link for link in files), "files stand beside the same"
    assert "/sv/alue/KU179/?vertaa=naapurit" in page.links


def test_the_form_leads_to_the_shortest_address(client):
    answer = client.get("/fi/alue/KU179/?vertaa=hva&vertaa=maa&ryhma=laukaa, Muurame")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/fi/alue/KU179/?vertaa=hva,maa,KU410,KU500")
    answer = client.get("/fi/alue/KU179/?vertaa=hva&vertaa=maa&vertaa=koko&ryhma=")
    assert answer.headers["Location"] == "/fi/alue/KU179/"
    answer = client.get("/fi/alue/KU179/?ryhma=Laukaa, Eiolekuntaa")
    assert answer.status_code == 400
    assert "Eiolekuntaa" in Page(answer.content.decode()).text


def test_a_chosen_page_is_kept_and_spared(client):
    address = "/fi/alue/KU766/?vertaa=maa"
    first = client.get(address)
    assert "naapur" not in first.headers.get("Location", "")
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert client.get(address).content == first.content
    assert client.get("/fi/alue/KU766/").content != first.content
    assert b'rel="canonical" href="/fi/alue/KU766/"' in first.content


@pytest.mark.parametrize(
    "parameters", ["vertaa=KU999", "vertaa=%00", "vertaa=" + "x" * 3000, "vertaa=%3Cscript%3Ealert(1)%3C/script%3E", "ryhma=" + "a" * 900]
)
@pytest.mark.parametrize("path", ["/sv/alue/KU179/", "/sv/vertailu/"])
def test_a_choice_that_cannot_be_read_is_a_page_with_a_way_on(client, path, parameters):
    if path == "/sv/vertailu/" and "ryhma" in parameters:
        parameters = "lisaa=" + "a" * 900
    answer = client.get(f"{path}?{parameters}")
    assert answer.status_code == 400
    assert b"<script>alert" not in answer.content
    page = Page(answer.content.decode())
    assert page.faults == []
    assert "Adressen går inte att tolka" in page.text
    assert "/sv/" in page.links


# ---- side by side


def test_areas_side_by_side(client):
    page = Page(client.get("/fi/vertailu/?alueet=KU179,KU992,KU410").content.decode())
    assert page.faults == []
    for words in ("Jyväskylä", "Laukaa", "Äänekoski", "heikompi", "Järjestä tämän mukaan"):
        assert words in page.text
    assert page.text.index("Laukaa") < page.text.index("Äänekoski")  # the own area first, then alphabetically


def test_rank_is_on_request(client, installation):
    picture = queries.picture_of(installation, "KU179")
    figure = next(one for one in picture.figures.values() if one.comparators and one.polarity == "higher_is_worse")
    text = client.get(
        f"/fi/vertailu/?alueet=KU179,KU410,KU500,KU992&luvut={figure.indicator}&jarjestys={figure.indicator}"
    ).content.decode()
    head = text[text.index("<thead>") : text.index("</thead>")]
    shown = sorted(("KU179", "KU410", "KU500", "KU992"), key=lambda one: head.index(f"/alue/{one}/"))
    values = {
        area: next(one.value for one in queries.picture_of(installation, area).figures.values() if one.indicator == figure.indicator)
        for area in shown
    }
    assert [values[area] for area in shown] == sorted(values.values())


def test_a_comparison_has_its_limits(client):
    every = ",".join(area.id for area in areas().areas("KU", areas().current))
    assert client.get(f"/fi/vertailu/?alueet={every}").status_code == 400
    for wrong in ("alueet=KU999", "alueet=KU179&luvut=ei.ole", "alueet=KU179&suhteessa=kuu", "alueet=%00", "luvut=" + "a," * 900):
        assert client.get(f"/fi/vertailu/?{wrong}").status_code == 400, wrong
    assert client.get("/fi/vertailu/").status_code == 200
    county = ",".join(areas().members("HVA17", areas().current))
    assert client.get(f"/fi/vertailu/?alueet={county}").status_code == 200


def test_areas_are_added_and_removed_without_scripts(client):
    answer = client.get("/fi/vertailu/?alueet=KU179&alueet=KU410&lisaa=Muurame&suhteessa=maa")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/fi/vertailu/?alueet=KU179,KU410,KU500&suhteessa=maa"
    assert client.get("/fi/vertailu/?lisaa=Jyväskylä").headers["Location"].startswith("/fi/vertailu/?alueet=KU179")


def test_rows_for_files_say_everything(installation):
    from yhdyspinta.pictures.comparison import wanted
    from yhdyspinta.pictures.presenters.comparison import plain_rows

    picture = queries.picture_of(installation, "KU179")
    names = [one.indicator for one in picture.figures.values() if one.comparators][:5]
    compared = queries.comparison_of(installation, wanted("KU179,KU766", ",".join(names), "maa"))
    rows = list(plain_rows(compared, "sv"))
    assert [(row["indicator"], row["area"]) for row in rows] == [(name, area) for name in names for area in ("KU179", "KU766")]
    own = {figure.indicator: figure for figure in picture.figures.values()}
    for row in rows:
        if row["area"] == "KU179":
            figure = own[row["indicator"]]
            country = next((one for one in figure.comparators if one.key == "country"), None)
            assert (row["value"], row["period"]) == (figure.value, figure.period)
            assert row["comparator_value"] == (country.value if country else None)
            assert row["verdict"] == (country.verdict if country else "")
