"""The page of a release that waits, and what machines are told of the live sources."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.web import held
from yhdyspinta.catalogue.coverage import coverage
from yhdyspinta.catalogue.documents import documents
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.environment import Environment
from yhdyspinta.intake import review, runs
from yhdyspinta.pictures.watched import watched
from yhdyspinta.sources.errors import Kind
from yhdyspinta.web.presenters.refreshes import kind_words

HELD_SOURCE = indicators()[held.INDICATOR].source


@pytest.fixture
def client(installation: Environment) -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("language", "words"), [("fi", ("odottaa päätöstä", "Poistunut")), ("sv", ("väntar på beslut", "Borttaget"))])
def test_a_waiting_release_is_shown_with_reasons_table_and_chart(client: Client, language: str, words: tuple[str, ...]) -> None:
    response = client.get(f"/{language}/tarkistus/{held.RELEASE}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    for word in words:
        assert word in page
    assert "Jyväskylä" in page
    assert "<svg" in page
    assert page.count("<table") == 3  # counts, the chart's own, the changes


def test_a_release_that_never_waited_has_no_page(client: Client) -> None:
    for name in ("nothing", "made.population-000000000000", "..%2f..%2fstate"):
        assert client.get(f"/fi/tarkistus/{name}/").status_code == 404


def test_the_held_figures_are_on_no_other_page(client: Client) -> None:
    assert held.RELEASE not in client.get("/fi/lahteet/").content.decode()


def test_health_tells_of_waiting_and_failing_sources(client: Client, installation: Environment) -> None:
    runs.write(installation.home, runs.Record("kela.opintotuki", "kela.avoin").failed(runs.stamp(datetime.now(UTC)), "busy", "Busy."))
    answer = client.get("/health").json()
    assert (answer["state"], HELD_SOURCE in answer["sources"]["waiting"], answer["sources"]["failing"]) == ("ok", True, ["kela.avoin"])


def test_metrics_are_in_the_format_of_prometheus(client: Client, installation: Environment) -> None:
    record = runs.Record("kela.opintotuki", "kela.avoin").succeeded("2026-11-20T06:00:00.000+00:00")
    runs.write(installation.home, record.released("2026-11-20T06:00:00.000+00:00", "kela.opintotuki-000000000000", "2025"))
    response = client.get("/metrics")
    text = response.content.decode()
    assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    for line in text.splitlines():
        assert re.fullmatch(r'# (HELP [a-z_]+ .+|TYPE [a-z_]+ gauge)|[a-z_]+(\{[a-z]+="[^"\\]+"\})? [0-9.e+]+', line), line
    assert 'yhdyspinta_source_last_release_timestamp_seconds{source="kela.avoin"} 1795154400' in text
    assert 'yhdyspinta_source_lag_days{source="kela.avoin"} 324' in text
    assert f'yhdyspinta_source_held_releases{{source="{HELD_SOURCE}"}} 1' in text


@pytest.mark.parametrize(("language", "words"), [("fi", "Palvelu pyysi odottamaan."), ("sv", "Tjänsten bad oss vänta.")])
def test_failures_are_told_in_words_and_a_waiting_release_is_linked(
    client: Client, installation: Environment, language: str, words: str
) -> None:
    runs.write(installation.home, runs.Record("kela.opintotuki", "kela.avoin").failed(runs.stamp(datetime.now(UTC)), "busy", "Busy."))
    response = client.get(f"/{language}/lahteet/paivitys/")
    page = response.content.decode()
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert words in page
    assert "kela.opintotuki" in page
    assert f"/{language}/tarkistus/{held.RELEASE}/" in page


def test_each_kind_of_failure_has_words_of_its_own() -> None:
    words = [kind_words(kind) for kind in (*Kind, "unreadable", "unwritten")]
    assert len(set(words)) == len(Kind) + 2


def test_watched_publications_tell_their_edition_and_what_is_in_the_way(client: Client, installation: Environment) -> None:
    first, second = (one for one in list(documents().values())[:2])
    seen = {
        first.id: {"editions": [{"at": "2026-11-02T06:00:00+00:00", "digest": "x", "title": "Kevään <painos>"}]},
        second.id: {"failure": "No answer.", "editions": []},
    }
    for name, known in seen.items():
        whole = {"document": name, "address": "https://a.example", "checked_at": "2026-11-23T06:00:00+00:00", **known}
        path = installation.home / "watched" / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(whole))
    page = client.get("/fi/lahteet/paivitys/").content.decode()
    table = page[page.rindex("<table") :]
    assert all(one.title.fi in html.unescape(table) for one in documents().values())
    assert "2.11.2026 klo 8.00, Kevään &lt;painos&gt;" in table
    assert table.index(second.title.fi) < table.index(first.title.fi), "what could not be looked at comes first"
    assert "Sivua ei saatu luettua." in table
    told = {one.document.id: one for one in watched(replace(installation, live=True))}
    assert told[first.id].next_look is not None
    assert told[first.id].next_look > told[second.id].next_look, "sooner after a failure"  # type: ignore[operator]
    assert {one.next_look for one in watched(installation)} == {None}


def test_the_register_tells_how_each_theme_is_covered(client: Client) -> None:
    page = client.get("/sv/lahteet/").content.decode()
    table = page[page.rindex("<table") :]
    for one in coverage(()):
        assert f'<td class="numeric">{one.defined}</td>' in table
        assert f'<td class="numeric">{one.live}</td>' in table


def test_who_decided_is_shown_with_the_release(client: Client, installation: Environment) -> None:
    path = f"/fi/tarkistus/{held.RELEASE}/"
    waiting = review.get(installation.home, held.RELEASE)
    try:
        review.decide(installation.home, waiting, review.REJECTED, "2026-11-21T06:00:00.000+00:00", "Tietojohtaja <b>")
        assert "Päätetty 21.11.2026 klo 8.00, päättäjä Tietojohtaja &lt;b&gt;." in client.get(path).content.decode()
    finally:
        held.hold(installation.home)
