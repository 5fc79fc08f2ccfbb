"""Pages in a real browser: accessibility, reflow at 320 px, the keyboard, and nothing refused by the content policy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from yhdyspinta.domain.text import LANGUAGES

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = "/usr/bin/chromium"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "",
    "alue/HVA15/",
    "alue/KU766/",
    "alue/HVA15/tilannekuva/",
    "lahteet/",
    "haku/?q=asdf",
    "alue/KU999/",
    "alue/KU179/?vertaa=tyyppi,KU091,KU092",
    "vertailu/?alueet=KU179,KU410,KU766",
    "ketju/",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    # Axe is put into the page by the test, which the product's own policy would refuse.
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def unfold(page: Page) -> None:
    """Open every folded part and wait until it has opened: half open, its links are measured as cut off."""
    page.add_style_tag(content="*, *::before, *::after, *::details-content { transition: none !important; animation: none !important; }")
    page.evaluate("document.querySelectorAll('details').forEach(element => { element.open = true })")
    page.evaluate("async () => { await Promise.allSettled(document.getAnimations().map(one => one.finished)) }")


def violations(page: Page) -> list[str]:
    page.add_script_tag(path=str(AXE))
    found = page.evaluate(f"async () => (await axe.run(document, {{runOnly: {json.dumps(RULES)}}})).violations")
    return [f"{one['id']}: {node['html'][:150]}" for one in found for node in one["nodes"][:3]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, site: str, language: str, path: str) -> None:
    page.goto(f"{site}/{language}/{path}")
    unfold(page)
    assert violations(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_pages_reflow_at_320_pixels(page: Page, site: str, language: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{site}/{language}/{path}")
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keyboard_reaches_the_content_and_the_search(page: Page, site: str) -> None:
    page.goto(f"{site}/fi/")
    page.keyboard.press("Tab")
    skip = page.evaluate("({text: document.activeElement.textContent, height: document.activeElement.getBoundingClientRect().height})")
    assert skip["text"] == "Siirry sisältöön"
    assert skip["height"] > 20  # it shows itself when it is reached
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("keski-suomi")
    page.keyboard.press("Enter")
    page.wait_for_url("**/alue/HVA15/")


def test_folded_parts_open_by_keyboard_and_the_table_is_there(page: Page, site: str) -> None:
    page.goto(f"{site}/fi/alue/HVA15/")
    summary = page.locator(".drawing > details > summary:visible").first
    summary.focus()
    page.keyboard.press("Enter")
    summary.locator("xpath=..//table").wait_for(state="visible", timeout=5000)
    assert page.locator(".drawing").count() == page.locator(".drawing details table").count()


def test_nothing_is_refused_by_the_content_policy_and_nothing_is_fetched_from_elsewhere(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: requests.append(request.url))
    for path in ("/fi/", "/sv/alue/HVA15/", "/en/alue/HVA15/tilannekuva/"):
        page.goto(site + path)
    context.close()
    assert complaints == []
    assert [one for one in requests if not one.startswith((site, "data:"))] == []


def test_our_font_is_used(page: Page, site: str) -> None:
    page.goto(f"{site}/fi/")
    assert page.evaluate("document.fonts.ready.then(() => [...document.fonts].filter(face => face.status === 'loaded').length)") > 0


def test_the_area_last_looked_at_is_offered_and_forgotten_without_a_cookie(page: Page, site: str) -> None:
    last = page.locator("[data-remembered]")
    page.goto(f"{site}/fi/")
    assert not last.is_visible()
    page.goto(f"{site}/fi/alue/KU091/")
    page.goto(f"{site}/sv/")
    assert last.locator("a").inner_text() == "Helsingfors"
    assert (last.locator("a").get_attribute("href") or "").endswith("/sv/alue/KU091/")
    last.locator("button").click()
    assert not last.is_visible()
    page.reload()
    assert not last.is_visible()
    assert page.context.cookies() == []
