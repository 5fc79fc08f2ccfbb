"""Every page of the rooms, found by following links as people do: accessibility rules, 320 pixels, the keyboard, print."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from django.utils import translation
from playwright.sync_api import Browser

from tests.browser.test_every_page import faults_of
from tests.browser.test_pages_in_a_browser import browser, page  # noqa: F401 (fixtures)
from tests.browser.trying import Tried, act_as, served
from tests.web import addresses
from yhdyspinta.catalogue.areas import example_areas
from yhdyspinta.domain.text import LANGUAGES
from yhdyspinta.environment import Environment

pytestmark = pytest.mark.browser

MOST, OF_A_NAME = 300, 9  # pages that are read to find others, in all and of one name: some links stand only on one's own
# Pages to which forms lead, or only what one has written or done before; tests/web/rooms opens them.
COORDINATOR = ("Kuvajärvi", "Hyvinvointikoordinaattori")
BY_FORMS = {
    "comment",
    "interface_side",
    "interface_working",
    "phenomenon_evidence",
    "comment_new",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
}
# Pages that a link leads to only in a letter, in the middle of something, or to somebody else than a coordinator.
BY_LETTER = re.compile(r"linkki|kirjaudu|lopeta|vahvista|poistettu|seuraa|varmista|ulos|sali/")
# The address of a link in a drawing is an object, that of another a text.
ADDRESSES = "all => all.map(one => new URL(one.getAttribute('href'), document.baseURI).href)"


@pytest.fixture(scope="module")
def tried(sample: Environment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    home = tmp_path_factory.mktemp("rooms") / "home"
    shutil.copytree(sample.home, home)
    with served(home) as one:
        yield one


def _found(tried: Tried, browser: Browser) -> dict[str, str]:  # noqa: F811
    """A page of every name that a coordinator comes to, by following links from the front page of the cooperation."""
    page = tried.page(browser, measured=True)  # noqa: F811
    act_as(page, tried, *COORDINATOR)
    front = urlsplit(page.url).path
    wanted, found, read = [front, "/fi/omat/"], {"cooperation": front}, set()
    names, seen = addresses.room_names(), Counter()
    while wanted and len(read) < MOST:
        path = wanted.pop(0)
        if path in read:
            continue
        read.add(path)
        page.goto(tried.address + path)
        for link in page.locator("a[href]").evaluate_all(ADDRESSES):
            parts = urlsplit(link)
            if not link.startswith(tried.address) or not parts.path.endswith("/"):
                continue
            with translation.override("fi"):  # an address is known in its own language
                name = resolve(parts.path).view_name if parts.path.startswith("/fi/") else ""
            if name in names and seen[name] < OF_A_NAME and parts.path not in read:
                found.setdefault(name, parts.path + (f"?{parts.query}" if parts.query else ""))
                seen[name] += 1
                wanted.append(parts.path)
    page.context.close()
    return found


@pytest.fixture(scope="module")
def rooms(tried: Tried, browser: Browser) -> dict[str, str]:  # noqa: F811
    return _found(tried, browser)


def test_links_lead_to_every_page_of_the_rooms(rooms: dict[str, str]) -> None:
    with (Path(addresses.__file__).with_name("access.csv")).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        read = {row["page"] for row in rows if row["method"] == "GET"}
    pages = {name for name, route in addresses.room_routes() if name in read and route.endswith("/") and not BY_LETTER.search(route)}
    assert sorted(pages - rooms.keys() - BY_FORMS) == []


def test_a_page_of_a_room_is_for_everybody(tried: Tried, rooms: dict[str, str], browser: Browser) -> None:  # noqa: F811
    """Each page in one of the languages, which take turns."""
    page = tried.page(browser, measured=True)  # noqa: F811
    act_as(page, tried, *COORDINATOR)
    asked = [path.replace("/fi/", f"/{LANGUAGES[place % len(LANGUAGES)]}/", 1) for place, path in enumerate(rooms.values())]
    assert asked
    assert [fault for path in asked for fault in faults_of(page, tried.address, path)] == []
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stranger_reads_the_example_and_sees_that_it_is_one(tried: Tried, browser: Browser, language: str) -> None:  # noqa: F811
    page = tried.page(browser, measured=True)  # noqa: F811
    county = next(area.id for area in example_areas().all if area.kind == "HVA")
    mark = {"fi": "ESIMERKKI", "sv": "EXEMPEL", "en": "EXAMPLE"}[language]
    for path in (f"yhteistyo/{county}/", f"yhteistyo/{county}/tarpeet/", f"alue/{county}/", "kokeile/"):
        assert faults_of(page, tried.address, f"/{language}/{path}") == []
        assert mark in page.locator("body").inner_text()
    page.context.close()
